"""Speaks to every workspace with its own token, which is kept at hand for a little while."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.logs import logger
from bot.protocols import Gateway, NotConnected, OutcomeUnknown, RateLimited, SlackRefused
from bot.runtime import Runtime
from bot.services import installing, token_renewal
from bot.services.installing import Installed, Unreadable
from bot.slack.app import Authorize
from bot.slack.gateway import CountingGateway, SlackGateway
from bot.slack.renewing import renew

log = logger(__name__)

#: Another process may have taken the app out, or put it back, as long ago as this.
KEPT_SECONDS = 15.0
NOT_INSTALLED, GONE = "not_authed", "account_inactive"
#: Slack says that the token is no more. Other refusals may be about this machine.
TOKEN_IS_GONE = ("account_inactive", "token_revoked")


class InstalledClient(WebClient):
    """A client that tells when Slack does not take its token any more."""

    def __init__(self, *, refused: Callable[[str, str], None], **settings: Any) -> None:
        super().__init__(**settings)
        self._refused = refused

    def api_call(self, api_method: str, **given: Any) -> SlackResponse:
        try:
            return super().api_call(api_method, **given)
        except SlackApiError as error:
            answer = error.response.data
            code = str(answer.get("error")) if isinstance(answer, Mapping) else ""
            self._refused(self.token or "", code)
            raise


class InstalledGateway(CountingGateway):
    """The gateway of one workspace; the token that it speaks with is looked up for each call."""

    __slots__ = ("_find",)
    _find: Callable[[], WebClient]

    def __init__(self, find: Callable[[], WebClient], accepted: Callable[[str], None]) -> None:
        object.__setattr__(self, "_find", find)
        object.__setattr__(self, "accepted", accepted)

    @property
    def client(self) -> WebClient:
        """Raises SlackRefused, or as a call does when the token has to be renewed first."""
        return self._find()


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known of a workspace, None where the app never was, and until when it may be used."""

    installed: Installed | None
    client: WebClient | None
    until: float


@dataclass(frozen=True, slots=True)
class Own:
    """The workspace of the bot token in the settings, where there is one."""

    workspace_id: str
    gateway: Gateway
    authorize: Authorize


@dataclass(frozen=True, slots=True)
class Gateways:
    """The gateway of each workspace. `settings` are a WebClient's; `rt` speaks for no workspace."""

    rt: Runtime
    accepted: Callable[[str], None]
    settings: Mapping[str, Any]
    own: Own | None = None
    _kept: dict[str, Kept] = field(default_factory=dict)

    def of(self, workspace_id: str) -> Gateway:
        """Its gateway; where the app is not installed, every call is refused."""
        own = self.own
        if own is not None and own.workspace_id == workspace_id and not self._knows(workspace_id):
            return own.gateway
        return InstalledGateway(partial(self._client, workspace_id), self.accepted)

    def authorize(self, team_id: str | None) -> AuthorizeResult | None:
        """What Bolt wants to know of a delivery's workspace; None where the app is not."""
        try:
            found = self._find(team_id).installed if team_id else None
        except SlackRefused:
            return None
        if found is None:
            own = self.own
            return own.authorize(team_id) if own and own.workspace_id == team_id else None
        return AuthorizeResult(
            enterprise_id=None,
            team_id=found.workspace_id,
            bot_token=found.bot_token,
            bot_id=found.bot_id,
            bot_user_id=found.bot_user_id,
        )

    def workspaces(self) -> Sequence[str]:
        """Where the app is installed now."""
        live = installing.live(self.rt)
        own = self.own.workspace_id if self.own else None
        return live if own is None or own in live or self._knows(own) else [own, *live]

    def forget(self, workspace_id: str) -> None:
        """Look it up anew: something has changed."""
        self._kept.pop(workspace_id, None)

    def _knows(self, workspace_id: str) -> bool:
        """Whether the app was ever installed there, be it readable or not."""
        try:
            return self._find(workspace_id).installed is not None
        except SlackRefused:
            return True

    def _client(self, workspace_id: str) -> WebClient:
        """The client with a token that lives. Raises SlackRefused, or as a call to Slack."""
        found = self._find(workspace_id)
        if found.installed is None:
            raise SlackRefused(NOT_INSTALLED)
        if found.client is None:
            raise SlackRefused(GONE)
        if token_renewal.is_needed(found.installed, self.rt.clock()):
            return self._renewed(found.installed, found.client)
        return found.client

    def _find(self, workspace_id: str) -> Kept:
        kept = self._kept.get(workspace_id)
        if kept is None or kept.until < time.monotonic():
            kept = self._kept[workspace_id] = self._look_up(workspace_id)
        return kept

    def _look_up(self, workspace_id: str) -> Kept:
        try:
            found = installing.of(self.rt, workspace_id)
        except Unreadable as error:
            log.error("token.unreadable", workspace=workspace_id, key=error.key_id)
            raise SlackRefused(NOT_INSTALLED) from error
        client = None
        if found is not None and not found.has_ended:
            told = partial(self._refused, workspace_id)
            client = InstalledClient(token=found.bot_token, refused=told, **self.settings)
        return Kept(found, client, time.monotonic() + KEPT_SECONDS)

    def _refused(self, workspace_id: str, token: str, code: str) -> None:
        if code in TOKEN_IS_GONE:
            installing.refused(self.rt, workspace_id, token=token)
        if code in TOKEN_IS_GONE or code == "token_expired":
            self.forget(workspace_id)

    def renew_due(self) -> int:
        """Renew the tokens that are about to end, whoever speaks there or not; how many were."""
        return sum(self._renew(workspace_id) is True for workspace_id in token_renewal.due(self.rt))

    def _renewed(self, found: Installed, old: WebClient) -> WebClient:
        """A client with a new token; the old one while that still lives and Slack is away."""
        error = self._renew(found.workspace_id)
        if isinstance(error, Exception):
            assert found.expires_at is not None
            if found.expires_at <= self.rt.clock():
                raise error
            return old
        client = self._find(found.workspace_id).client
        if client is None:
            raise SlackRefused(GONE)
        return client

    def _renew(self, workspace_id: str) -> bool | Exception:
        """Whether a token was renewed, or what Slack had against it."""
        try:
            return renew(self.rt, workspace_id, SlackGateway(WebClient(**self.settings)))
        except (NotConnected, OutcomeUnknown, RateLimited, SlackRefused, Unreadable) as error:
            log.warning("token.not_renewed", workspace=workspace_id, error=str(error))
            return error
        finally:
            self.forget(workspace_id)
