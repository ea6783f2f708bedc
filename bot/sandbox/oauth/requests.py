"""An app's wish to be installed, and the code that a person's consent gives it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode, urlsplit

from bot.sandbox.clock import Clock
from bot.sandbox.errors import ApiError
from bot.sandbox.model import AppInfo
from bot.sandbox.oauth.scopes import bot_scopes

CODE_LIFE = timedelta(minutes=10)
LOOPBACK = ("127.0.0.1", "localhost", "::1")
PARAMETERS = frozenset({"client_id", "scope", "user_scope", "redirect_uri", "state", "team"})


@dataclass(frozen=True, slots=True)
class Wish:
    """A checked request for consent. `given_uri`: whether the app named the `redirect_uri`."""

    scopes: tuple[str, ...]
    redirect_uri: str
    given_uri: bool
    state: str | None
    team: str | None

    def answer(self, **result: str) -> str:
        """Where the browser goes afterwards, with `code` or `error` and the app's state."""
        if self.state is not None:
            result["state"] = self.state
        mark = "&" if urlsplit(self.redirect_uri).query else "?"
        return f"{self.redirect_uri}{mark}{urlencode(result)}"


@dataclass(slots=True)
class Code:
    """What is exchanged for a token, once, within ten minutes."""

    value: str
    wish: Wish
    team: str
    user: str
    expires_at: datetime
    used: bool = False


def read_wish(query: Mapping[str, str], app: AppInfo) -> Wish:
    """The wish in the query of /oauth/v2/authorize.

    Raises ApiError with a `detail`: invalid_client_id, no_scopes, invalid_scope,
    bad_redirect_uri, sandbox_unknown_argument, sandbox_not_implemented.
    """
    unknown = sorted(set(query) - PARAMETERS)
    if unknown:
        detail = f"The address has unknown parameters: {', '.join(unknown)}."
        raise ApiError("sandbox_unknown_argument", detail=detail)
    if query.get("client_id") != app.client_id:
        raise ApiError("invalid_client_id", detail="No app has this client_id.")
    if query.get("user_scope"):
        detail = "Tokens of users (user_scope) are not done here."
        raise ApiError("sandbox_not_implemented", status=501, detail=detail)
    scopes = bot_scopes(query.get("scope", ""))
    if "incoming-webhook" in scopes:
        detail = "Incoming webhooks are not done here."
        raise ApiError("sandbox_not_implemented", status=501, detail=detail)
    given = query.get("redirect_uri", "")
    uri = given or next(iter(app.redirect_urls), "")
    _check_redirect(uri, app.redirect_urls)
    return Wish(scopes, uri, bool(given), query.get("state"), query.get("team") or None)


def _check_redirect(uri: str, registered: tuple[str, ...]) -> None:
    try:
        parts = urlsplit(uri)
        host = parts.hostname
    except ValueError:
        host = None
    if not host or parts.scheme not in ("http", "https") or parts.fragment:
        detail = "redirect_uri must be an http or https address without a #fragment."
        raise ApiError("bad_redirect_uri", detail=detail)
    if registered:
        if not any(_below(uri, one) for one in registered):
            detail = f"redirect_uri is not at or below {' or '.join(registered)}."
            raise ApiError("bad_redirect_uri", detail=detail)
    elif host not in LOOPBACK:
        # Slack insists on addresses registered beforehand. Without any, nobody is sent away.
        detail = "The app registered no redirect URLs, so redirect_uri must be on this machine."
        raise ApiError("bad_redirect_uri", detail=detail)


def _below(uri: str, registered: str) -> bool:
    if not uri.startswith(registered):
        return False
    rest = uri[len(registered) :]
    return not rest or registered.endswith("/") or rest[0] in "/?"


class Codes:
    """Consents asked for and codes given out, by the virtual clock."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._asked: dict[str, Wish] = {}
        self._codes: dict[str, Code] = {}

    def ask(self, wish: Wish) -> str:
        """A one-time key for the consent form, so that no other site can press Allow."""
        key = secrets.token_urlsafe(18)
        self._asked[key] = wish
        return key

    def take(self, key: str) -> Wish | None:
        """The wish of a form that was not sent before."""
        return self._asked.pop(key, None)

    def give(self, wish: Wish, team: str, user: str) -> Code:
        """A new code for what a person of a workspace agreed to."""
        now = self._clock.now()
        value = f"{int(now.timestamp())}.{secrets.randbelow(10**12)}.{secrets.token_hex(32)}"
        code = self._codes[value] = Code(value, wish, team, user, now + CODE_LIFE)
        return code

    def redeem(self, value: str, redirect_uri: str) -> Code:
        """The code, used from now on.

        Raises ApiError: invalid_code, code_already_used, bad_redirect_uri.
        """
        code = self._codes.get(value)
        if code is None or self._clock.now() > code.expires_at:
            raise ApiError("invalid_code")
        if code.used:
            raise ApiError("code_already_used")  # guess: seen on Slack, not in its list of errors
        expected = code.wish.redirect_uri if code.wish.given_uri else ""
        if redirect_uri != expected and (expected or redirect_uri != code.wish.redirect_uri):
            raise ApiError("bad_redirect_uri")
        code.used = True
        return code
