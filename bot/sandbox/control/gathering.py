"""Control calls about where people belong: channels and user groups."""

from __future__ import annotations

from dataclasses import asdict

from bot.sandbox import membership, usergroups
from bot.sandbox.control.arguments import need, only, texts
from bot.sandbox.control.shapes import channel_fields
from bot.sandbox.errors import ControlError
from bot.sandbox.model import Json
from bot.sandbox.workspace import Workspace


class Gathering:
    """One method per call; `body` is the JSON object that was sent."""

    def __init__(self, workspace: Workspace) -> None:
        self._ws = workspace

    async def members(self, body: Json) -> Json:
        """Let people join and leave a channel."""
        only(body, ("channel", "add", "remove"))
        channel = membership.change(
            self._ws,
            need(body, "channel"),
            add=texts(body, "add"),
            remove=texts(body, "remove"),
        )
        return channel_fields(channel, self._ws.app)

    async def usergroups(self, body: Json) -> Json:
        """Add or replace a user group."""
        only(body, ("id", "handle", "name", "users", "description", "disabled"))
        disabled = body.get("disabled", False)
        optional = (body.get(name) for name in ("id", "description"))
        if not isinstance(disabled, bool) or not all(isinstance(t, str | None) for t in optional):
            detail = "id and description must be texts, disabled true or false."
            raise ControlError("invalid_argument", detail)
        group = usergroups.put(
            self._ws,
            handle=need(body, "handle"),
            name=need(body, "name"),
            users=texts(body, "users"),
            id=body.get("id"),
            description=body.get("description") or "",
            disabled=disabled,
        )
        return asdict(group)
