"""Installing the app in a workspace with OAuth v2: Bolt's flow, with our stores and our pages."""

import logging
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NoReturn
from urllib.error import URLError
from urllib.parse import urlsplit

from slack_bolt import BoltRequest, BoltResponse
from slack_bolt.error import BoltError
from slack_bolt.oauth import OAuthFlow
from slack_bolt.oauth.callback_options import CallbackOptions, FailureArgs, SuccessArgs
from slack_bolt.oauth.oauth_settings import OAuthSettings
from slack_sdk import WebClient
from slack_sdk.oauth import OAuthStateStore, OAuthStateUtils
from slack_sdk.oauth.installation_store import Installation, InstallationStore
from slack_sdk.oauth.installation_store.models import Bot

from bot.logs import logger
from bot.runtime import Runtime
from bot.services import installing
from bot.services.address_pace import AddressPace
from bot.services.installing import INSTALL, NewInstallation, Tokens
from bot.slack.install_pages import Pages, locale_of

log = logger(__name__)

HTML = "text/html; charset=utf-8"
REDIRECT = "/slack/oauth_redirect"
NO_ANSWER, WHOLE_ORGANISATION = "no_answer", "whole_organisation"


class States(OAuthStateStore):
    """Each is good once and for ten minutes; the cookie ties it to the browser."""

    def __init__(self, rt: Runtime) -> None:
        self._rt = rt

    def issue(self, *_: Any, locale: str = "en", **__: Any) -> str:
        return installing.begin(self._rt, locale=locale)

    def consume(self, state: str) -> bool:
        return installing.take(self._rt, state)


class Cookies(OAuthStateUtils):
    """As Bolt's, and none of them goes along from another site but by a link."""

    def __init__(self, *, secure: bool) -> None:
        super().__init__()
        self._more = "; SameSite=Lax"
        self._secure = secure

    def build_set_cookie_for_new_state(self, state: str) -> str:
        return self._ours(super().build_set_cookie_for_new_state(state))

    def build_set_cookie_for_deletion(self) -> str:
        return self._ours(super().build_set_cookie_for_deletion())

    def _ours(self, cookie: str) -> str:
        # Without TLS, as on one's own machine, browsers keep no Secure cookie.
        return (cookie if self._secure else cookie.replace(" Secure;", "")) + self._more


class Store(InstallationStore):
    """Writes installations; reading them is `bot/slack/installed.py`'s, without a call to Slack."""

    def save(self, installation: Installation) -> NoReturn:
        raise NotImplementedError("Flow.store_installation keeps what came of it")

    def save_bot(self, bot: Bot) -> NoReturn:
        raise NotImplementedError


class Flow(OAuthFlow):
    """One installation after the other; `installed` is told the workspace."""

    def __init__(
        self,
        rt: Runtime,
        *,
        client: WebClient,
        scopes: Sequence[str],
        installed: Callable[[str], None],
    ) -> None:
        self._rt, self._installed, self._pages = rt, installed, Pages(rt.render)
        self._pace = AddressPace(rt.settings.install_requests_per_minute)
        settings = _settings(rt, scopes, CallbackOptions(self._succeeded, self._failed))
        quiet = logging.getLogger("slack_bolt.oauth.silent")
        quiet.disabled = True  # it would write the code that Slack gave
        super().__init__(client=client, logger=quiet, settings=settings)

    def issue_new_state(self, request: BoltRequest) -> str:
        state: str = self.settings.state_store.issue(locale=locale_of(request))
        return state

    def build_install_page_html(self, url: str, request: BoltRequest) -> str:
        return self._pages.start(locale_of(request), url)

    def run_installation(self, code: str) -> Installation | None:
        """What Slack gives for the code; None when it does not take it. Raises BoltError."""
        try:
            return super().run_installation(code)
        except (URLError, OSError) as error:
            raise BoltError(NO_ANSWER) from error

    def handle_callback(self, request: BoltRequest) -> BoltResponse:
        try:
            return super().handle_callback(request)
        except BoltError as error:
            return self._answer(request, str(error), status=502)

    def store_installation(self, request: BoltRequest, installation: Installation) -> None:
        """Keep it, and leave word for the page. Raises BoltError for a whole organisation."""
        if installation.is_enterprise_install or not installation.team_id:
            raise BoltError(WHOLE_ORGANISATION)
        outcome = installing.install(self._rt, _new(installation))
        self._installed(installation.team_id)
        request.context["left_out"] = outcome.left_out

    def too_often(self, request: BoltRequest, host: str | None) -> BoltResponse | None:
        """The page for an address that comes too often, before the database or Slack is asked."""
        wait = self._pace.count(host, at=self._rt.clock()).total_seconds()
        if wait <= 0:
            return None
        page = self._pages.failed(locale_of(request), "too_often", again=INSTALL)
        wanted = str(math.ceil(wait))
        return BoltResponse(
            status=429, body=page, headers={"Content-Type": HTML, "Retry-After": wanted}
        )

    def broken(self, request: BoltRequest) -> BoltResponse:
        """The page for what is ours to mend."""
        page = self._pages.failed(locale_of(request), "broken", again=INSTALL)
        return BoltResponse(status=503, body=page, headers={"Content-Type": HTML})

    def _succeeded(self, args: SuccessArgs) -> BoltResponse:
        name = args.installation.team_name or str(args.installation.team_id)
        page = self._pages.done(
            locale_of(args.request),
            workspace=name,
            address=_in_slack(args.installation),
            left_out=int(args.request.context.get("left_out", 0)),
        )
        return self._page(page, 200)

    def _failed(self, args: FailureArgs) -> BoltResponse:
        reason = str(args.error) if args.reason == "storage_error" else args.reason
        return self._answer(args.request, reason, status=max(args.suggested_status_code, 400))

    def _answer(self, request: BoltRequest, reason: str, *, status: int) -> BoltResponse:
        log.warning("install.failed", reason=reason[:60] if reason.isidentifier() else "other")
        cancelled = reason == "access_denied"
        page = self._pages.failed(locale_of(request), reason, again=INSTALL)
        # Another browser's answer must not end what this one has begun.
        over = reason != "invalid_browser"
        return self._page(page, 200 if cancelled else min(status, 499), over=over)

    def _page(self, html: str, status: int, *, over: bool = True) -> BoltResponse:
        headers: dict[str, str | Sequence[str]] = {"Content-Type": HTML}
        if over:
            headers["Set-Cookie"] = self.settings.state_utils.build_set_cookie_for_deletion()
        return BoltResponse(status=status, body=html, headers=headers)


def _settings(rt: Runtime, scopes: Sequence[str], callbacks: CallbackOptions) -> OAuthSettings:
    given = rt.settings
    secret, address = given.slack_client_secret, (given.public_url or "").rstrip("/")
    assert secret is not None
    api = urlsplit(given.slack_api_url)
    at_slack = f"{api.scheme}://{api.netloc.removeprefix('www.')}/oauth/v2/authorize"
    made = OAuthSettings(
        client_id=given.slack_client_id,
        client_secret=secret.get_secret_value(),
        scopes=sorted(scopes),
        user_scopes=[],
        redirect_uri=address + REDIRECT if address else None,
        install_path=INSTALL,
        redirect_uri_path=REDIRECT,
        callback_options=callbacks,
        authorization_url=at_slack,
        installation_store=Store(),
        state_store=States(rt),
    )
    made.state_utils = Cookies(secure=not address.startswith("http://"))
    return made


def _new(installation: Installation) -> NewInstallation:
    seconds = installation.bot_token_expires_at
    return NewInstallation(
        workspace_id=str(installation.team_id),
        workspace_name=installation.team_name or str(installation.team_id),
        tokens=Tokens(
            str(installation.bot_token),
            installation.bot_refresh_token,
            None if seconds is None else max(0, seconds - int(installation.installed_at)),
        ),
        bot_user_id=str(installation.bot_user_id),
        bot_id=str(installation.bot_id),
        scopes=",".join(installation.bot_scopes or ()),
        installed_by=installation.user_id,
    )


def _in_slack(installation: Installation) -> str:
    """The app's own place in Slack."""
    app, team = installation.app_id, installation.team_id
    return f"https://slack.com/app_redirect?app={app}&team={team}"


def answer(
    flow: Flow,
    path: str,
    query: Mapping[str, str],
    headers: Mapping[str, str],
    *,
    host: str | None,
) -> BoltResponse:
    """What a browser is shown at one of the two addresses, whatever goes wrong behind it.

    `host` is the address that it comes from.
    """
    request = BoltRequest(body="", query=dict(query), headers=dict(headers))
    refused = flow.too_often(request, host)
    if refused is not None:
        return refused
    try:
        if path == INSTALL:
            return flow.handle_installation(request)
        return flow.handle_callback(request)
    except Exception:
        # As for deliveries: the database may be away, and a person waits for an answer.
        log.exception("install.broke")
        return flow.broken(request)
