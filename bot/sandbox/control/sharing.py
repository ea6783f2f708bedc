"""Control calls for what people do beside plain messages: files and reactions."""

from __future__ import annotations

from base64 import b64decode

from bot.sandbox import reacting, uploads
from bot.sandbox.control.arguments import need, only
from bot.sandbox.errors import ControlError
from bot.sandbox.model import Json
from bot.sandbox.workspace import Workspace


class Sharing:
    """One method per call; `body` is the JSON object that was sent."""

    def __init__(self, workspace: Workspace) -> None:
        self._ws = workspace

    async def upload(self, body: Json) -> Json:
        """Share a file, by default with the bot alone."""
        only(body, ("user", "channel", "name", "content_base64", "text", "thread_ts"))
        text = body.get("text", "")
        if not isinstance(text, str):
            raise ControlError("invalid_argument", "text must be a text.")
        try:
            content = b64decode(need(body, "content_base64"), validate=True)
        except ValueError as broken:
            detail = "content_base64 is not base64."
            raise ControlError("invalid_argument", detail) from broken
        message = uploads.upload(
            self._ws,
            need(body, "user"),
            need(body, "name"),
            content,
            channel=body.get("channel"),
            text=text,
            thread_ts=body.get("thread_ts"),
        )
        return {
            "ok": True,
            "channel": message.channel,
            "ts": message.ts,
            "file": message.files[0],
        }

    async def react(self, body: Json) -> Json:
        """Give a reaction, or take it back."""
        only(body, ("user", "channel", "ts", "name", "remove"))
        remove = body.get("remove", False)
        if not isinstance(remove, bool):
            raise ControlError("invalid_argument", "remove must be true or false.")
        reacting.by_person(
            self._ws,
            need(body, "user"),
            channel=need(body, "channel"),
            ts=need(body, "ts"),
            name=need(body, "name"),
            remove=remove,
        )
        return {"ok": True}
