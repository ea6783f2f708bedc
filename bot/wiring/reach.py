"""Whom the bot speaks to: the workspace of the token in the settings, or all that installed it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.protocols import Identity
from bot.runtime import Runtime
from bot.services import installing, people
from bot.services.installing import INSTALL
from bot.settings import Settings
from bot.slack import app as slack_app
from bot.slack.app import Authorize
from bot.slack.install import Flow
from bot.slack.installed import Gateways, Own
from bot.web.metrics import Metrics
from bot.wiring import parts
from storage.sealing import BadKey, Keyring, Unreadable
from storage.uow import Database


class WrongKeys(Exception):
    """The keys in the settings do not open what the database keeps; the text says the way out."""


@dataclass(frozen=True, slots=True)
class Reach:
    """`rt` speaks for all of them; `own` is whom the bot token belongs to, where there is one.

    `flow` is None where the app cannot be installed from a browser; `renew` renews its tokens.
    """

    rt: Runtime
    authorize: Authorize
    workspaces: Callable[[], Sequence[str]]
    own: Identity | None
    flow: Flow | None = None
    renew: Callable[[], int] | None = None

    def told(self) -> str:
        """For whom the bot works, in words."""
        if self.flow is None and self.own is not None:
            return self.own.workspace_name
        count = len(self.workspaces())
        place = installing.address(self.rt.settings.public_url)
        return f"{count} workspace{'' if count == 1 else 's'} (install it in another at {place})"


def reach(settings: Settings, rt: Runtime, metrics: Metrics) -> Reach:
    """Calls auth.test once where there is a bot token; raises WrongKeys, MissingToken, or as that.

    Nothing is asked of Slack for installed workspaces.
    """
    if not settings.is_for_several:
        identity = _introduced(rt)
        token = parts.secret(settings, "slack_bot_token")
        authorize = slack_app.belongs_to(identity, token)
        return Reach(rt, authorize, lambda: [identity.workspace_id], identity)
    check_keys(settings, rt)
    own, identity_or_none = None, None
    if settings.slack_bot_token is not None:
        identity_or_none = _introduced(rt)
        token = settings.slack_bot_token.get_secret_value()
        authorize = slack_app.belongs_to(identity_or_none, token)
        own = Own(identity_or_none.workspace_id, rt.gateway, authorize)
    given = parts.client_settings(settings)
    gateways = Gateways(rt, metrics.accepted, given, own)
    flow = Flow(
        rt,
        client=parts.web_client(settings),
        scopes=sorted(parts.NEEDED_SCOPES),
        installed=gateways.forget,
    )
    pictures = parts.speaking_for_each(rt.pictures, gateways.of)
    several = replace(rt, gateways=gateways.of, pictures=pictures)
    return Reach(
        several,
        gateways.authorize,
        gateways.workspaces,
        identity_or_none,
        flow,
        gateways.renew_due,
    )


def check_keys(settings: Settings, rt: Runtime) -> None:
    """See whether every sealed token opens; raises WrongKeys."""
    keys = keyring(settings)
    try:
        with rt.reading() as session:
            installing.check(session, keys)
    except Unreadable as error:
        raise WrongKeys(
            f"The database keeps tokens that were sealed with the key {error.key_id}, and "
            "OKRBOT_ENCRYPTION_KEYS has "
            + ", ".join(keys.ids)
            + ". Add the key that is missing behind the others. If it is lost, run `okrbot secrets "
            f"forget` and install the app again from {INSTALL}: nothing else is sealed."
        ) from error


def keyring(settings: Settings) -> Keyring:
    """The keys of the settings; raises MissingToken and WrongKeys."""
    try:
        found = Keyring.of(parts.secret(settings, "encryption_keys"))
    except BadKey as error:
        raise WrongKeys(f"OKRBOT_ENCRYPTION_KEYS: {error}.") from error
    if not found.keys:
        raise parts.MissingToken("OKRBOT_ENCRYPTION_KEYS")
    return found


def rotated(settings: Settings, opened: Database) -> int:
    """Seal everything with the first key; of how many workspaces. Raises WrongKeys."""
    check_keys(settings, parts.without_slack(settings, opened))
    with opened.unit_of_work() as session:
        return installing.rotate(session, keyring(settings))


def _introduced(rt: Runtime) -> Identity:
    identity = rt.gateway.whoami()
    people.ensure_workspace(rt, identity)
    installing.resume(rt, identity.workspace_id)
    return identity
