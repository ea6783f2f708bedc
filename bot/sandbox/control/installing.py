"""Control calls about the app's installation in a workspace."""

from __future__ import annotations

from bot.sandbox import installation
from bot.sandbox.control.arguments import only
from bot.sandbox.errors import ControlError
from bot.sandbox.model import Json
from bot.sandbox.workspace import Workspace


class Installing:
    """One method per call; `body` is the JSON object that was sent."""

    def __init__(self, workspace: Workspace) -> None:
        self._ws = workspace

    async def uninstall(self, body: Json) -> Json:
        """Take the app out, as an owner of the workspace can."""
        only(body, ())
        installation.uninstall(self._ws)
        return {"ok": True}

    async def revoke(self, body: Json) -> Json:
        """Make a token worthless, by default the bot's."""
        only(body, ("token",))
        ws = self._ws
        token = ws.tokens.get(str(body["token"])) if "token" in body else ws.bot_token
        if token is None or token.inactive or token.revoked:
            raise ControlError("token_not_found", "There is no such live token.", status=404)
        installation.revoke(ws, token)
        return {"ok": True}
