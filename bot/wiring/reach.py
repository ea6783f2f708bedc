"""Whom the bot speaks to: the workspace of the token in the settings, or all that installed it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.protocols import Identity
from bot.runtime import Runtime
from bot.services import installing, people
from bot.settings import Settings
from bot.slack import app as slack_app
from bot.slack.app import Authorize
from bot.slack.install import Flow
from bot.slack.installed import Gateways, Own
from bot.web.metrics import Metrics
from bot.wiring import clients, parts
from bot.wiring.beside import check_keys


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
        token = clients.secret(settings, "slack_bot_token")
        authorize = slack_app.belongs_to(identity, token)
        return Reach(rt, authorize, lambda: [identity.workspace_id], identity)
    check_keys(settings, rt)
    own, identity_or_none = None, None
    if settings.slack_bot_token is not None:
        identity_or_none = _introduced(rt)
        token = settings.slack_bot_token.get_secret_value()
        authorize = slack_app.belongs_to(identity_or_none, token)
        own = Own(identity_or_none.workspace_id, rt.gateway, authorize)
    given = clients.client_settings(settings)
    gateways = Gateways(rt, metrics.accepted, given, own)
    flow = Flow(
        rt,
        client=clients.web_client(settings),
        scopes=sorted(clients.NEEDED_SCOPES),
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


def _introduced(rt: Runtime) -> Identity:
    identity = rt.gateway.whoami()
    people.ensure_workspace(rt, identity)
    installing.resume(rt, identity.workspace_id)
    return identity
