"""What the database says of the token's workspace: is it the same, can its channels be reached,
and does everything come that the app should hear?"""

from collections.abc import Iterator, Sequence

from sqlalchemy.exc import DatabaseError

from bot import wiring
from bot.cli.doctor.finding import Finding, warning
from bot.protocols import Gateway, Identity, NotConnected, OutcomeUnknown, RateLimited, SlackRefused
from bot.settings import Settings
from storage import inbox, occupancy, organisation, schema
from storage.schema import SchemaState
from storage.tables import Team

#: As many as Slack lets one look at in a minute.
MOST_CHANNELS = 50


def examine(settings: Settings, gateway: Gateway, identity: Identity) -> Iterator[Finding]:
    """Nothing is said where there is no database: that was said before."""
    file = occupancy.file_of(settings.database_url)
    try:
        if file is not None and not file.exists():
            return
        if schema.state_of(settings.database_url) is not SchemaState.CURRENT:
            return
        opened = wiring.database_beside(settings)
    except (DatabaseError, ModuleNotFoundError):
        return
    with opened.reading() as session:
        known = organisation.workspace_ids(session)
        teams = organisation.teams(session, identity.workspace_id)
        heard = inbox.kinds(session, identity.workspace_id)
    opened.dispose()
    if known and identity.workspace_id not in known:
        yield warning(
            "workspace",
            f"the token's workspace {identity.workspace_id} is not the one in the database "
            f"({', '.join(known)})",
            "Use the token of that workspace, or another file in OKRBOT_DATABASE_URL.",
        )
        return
    if heard and "event" not in heard:
        yield warning(
            "events",
            "commands and presses came, but no event: replies and the Home tab are not heard",
            "Paste manifest.yaml anew under App Manifest: its event subscriptions are missing.",
        )
    with_channel = [team for team in teams if team.channel_id][:MOST_CHANNELS]
    yield from _channels(gateway, with_channel)


def _channels(gateway: Gateway, teams: Sequence[Team]) -> Iterator[Finding]:
    reached = 0
    for team in teams:
        try:
            found = _channel(gateway, team)
        except (RateLimited, NotConnected, OutcomeUnknown) as error:
            remedy = "Run `okrbot doctor` again in a minute."
            yield warning("channels", f"the other channels were not looked at: {error}", remedy)
            return
        if found is None:
            reached += 1
        else:
            yield found
    if reached:
        yield Finding("channels", f"{reached} channel(s) of teams can be reached")


def _channel(gateway: Gateway, team: Team) -> Finding | None:
    """What is wrong with the channel of a team."""
    head = f"the channel of {team.name}"
    other = f"or choose another channel for {team.name} in /okr teams."
    try:
        channel = gateway.channel(str(team.channel_id))
    except SlackRefused as refused:
        what = f"{head} ({team.channel_id}) cannot be seen: {refused.code}"
        return warning("channels", what, f"Type /invite @okrbot there, {other}")
    if channel.is_archived:
        return warning("channels", f"{head}, #{channel.name}, is archived", f"Restore it, {other}")
    if not channel.is_member:
        what = f"the bot is not in {head}, #{channel.name}"
        return warning("channels", what, f"Type /invite @okrbot in #{channel.name}, {other}")
    return None
