"""An import file's people and channels as a sandbox workspace."""

from dataclasses import replace

from bot.sandbox.model import Command, Person
from bot.sandbox.seed import APP, TEAM, Seed
from bot.services.importing import ImportFile

LOCALES = {"vi": "vi-VN", "en": "en-GB"}
GUEST = Person(
    "U0GUEST0001",
    "agency",
    "Agency (guest)",
    "agency@partner.example",
    TEAM.id,
    tz="Asia/Ho_Chi_Minh",
    locale="en-US",
    title="Guest from an agency",
    is_restricted=True,
)
COMMANDS = (
    Command("/okr", "Your goals, your team's, and a check-in", "[team | checkin … | help]"),
    Command("/kpi", "KPIs and their readings", "[name | set name value | help]"),
)


def seed(file: ImportFile) -> Seed:
    """A workspace with the file's people and a guest; #general holds everybody."""
    people = tuple(
        Person(
            entry.slack_user_id,
            entry.key,
            entry.name,
            entry.email or f"{entry.key}@{TEAM.domain}.example",
            TEAM.id,
            tz=entry.tz or file.workspace.tz,
            locale=LOCALES[entry.locale or file.workspace.locale],
            title=entry.title or "",
            is_admin=bool(entry.is_admin),
        )
        for entry in file.people
        if entry.slack_user_id
    )
    team = replace(TEAM, name=file.workspace.name)
    app = replace(APP, commands=COMMANDS)
    return Seed(team=team, app=app, people=(*people, GUEST))


def channels(file: ImportFile) -> list[tuple[str, str]]:
    """Id and name of each team's own channel."""
    return [(team.channel_id, team.key) for team in file.teams if team.channel_id]
