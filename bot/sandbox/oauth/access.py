"""oauth.v2.access, auth.revoke and apps.uninstall."""

from __future__ import annotations

import hmac

from bot.sandbox import installation
from bot.sandbox.errors import ApiError
from bot.sandbox.model import AppInfo, Json, Token
from bot.sandbox.oauth.requests import Codes
from bot.sandbox.site import Site
from bot.sandbox.webapi.call import Call
from bot.sandbox.webapi.dispatch import Handler
from bot.sandbox.workspace import Workspace


class TokenMethods:
    """The methods that make tokens and end them."""

    def __init__(self, site: Site, codes: Codes) -> None:
        self._site = site
        self._codes = codes

    def handlers(self) -> dict[str, Handler]:
        """By method name."""
        return {
            "oauth.v2.access": self.access,
            "auth.revoke": revoke,
            "apps.uninstall": uninstall,
        }

    def access(self, ws: Workspace, call: Call) -> Json:
        """Exchange a code for the bot's token. `ws` is the first workspace, whatever the code."""
        _check_client(ws.app, call)
        grant = call.text("grant_type", "authorization_code")
        if grant == "refresh_token" and ws.app.rotates_tokens:
            return self._refreshed(call.text("refresh_token"))
        if grant == "refresh_token" or call.text("refresh_token"):
            raise ApiError("sandbox_not_implemented", status=501, detail="token rotation")
        if grant != "authorization_code":
            raise ApiError("invalid_grant_type")
        code = self._codes.redeem(call.text("code"), call.text("redirect_uri"))
        target = next((one for one in self._site.workspaces if one.team.id == code.team), None)
        if target is None:
            raise ApiError("invalid_code")  # its workspace went with a reset
        token = installation.install(target, code.wish.scopes)
        return _answer(target, token) | {"authed_user": {"id": code.user}}

    def _refreshed(self, given: str) -> Json:
        for ws in self._site.workspaces:
            for token in list(ws.tokens.values()):
                if given and token.refresh_token == given and installation.may_refresh(ws, token):
                    return _answer(ws, installation.refresh(ws, token))
        raise ApiError("invalid_refresh_token")


def _answer(target: Workspace, token: Token) -> Json:
    more: Json = {}
    if token.expires_at is not None:
        left = token.expires_at - target.clock.now()
        more = {"refresh_token": token.refresh_token, "expires_in": int(left.total_seconds())}
    return more | {
        "access_token": token.value,
        "token_type": "bot",
        "scope": ",".join(token.scopes),
        "bot_user_id": target.app.bot_user_id,
        "app_id": target.app.id,
        "team": {"id": target.team.id, "name": target.team.name},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _check_client(app: AppInfo, call: Call) -> None:
    """Raises ApiError: invalid_client_id, bad_client_secret."""
    if call.text("client_id") != app.client_id:
        raise ApiError("invalid_client_id")
    given, kept = call.text("client_secret").encode(), app.client_secret.encode()
    if not hmac.compare_digest(given, kept):
        raise ApiError("bad_client_secret")


def revoke(ws: Workspace, call: Call) -> Json:
    """End the token that made the call; with `test` only see that it could be done."""
    if call.flag("test"):
        return {"revoked": False}
    assert call.token is not None
    installation.revoke(ws, call.token)
    return {"revoked": True}


def uninstall(ws: Workspace, call: Call) -> Json:
    """Take the app out of the workspace of the token."""
    _check_client(ws.app, call)
    installation.uninstall(ws)
    return {}
