"""Writing calls of the control API: what people do, and the sandbox's own levers."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from bot.sandbox import gestures, interactions, shortcuts
from bot.sandbox.clock import ClockCannotGoBack
from bot.sandbox.control.arguments import instant, need, nested, only, seconds, texts
from bot.sandbox.control.shapes import (
    CHANNEL_FIELDS,
    PERSON_FIELDS,
    channel_fields,
    check_person,
    person_fields,
)
from bot.sandbox.delivery import Delivery
from bot.sandbox.elements import VALUE_KEYS
from bot.sandbox.errors import ControlError
from bot.sandbox.model import Json
from bot.sandbox.workspace import Workspace

CHOSEN_KEYS = frozenset({"value", *VALUE_KEYS.values()})


class Writes:
    """One method per call; `body` is the JSON object that was sent."""

    def __init__(self, workspace: Workspace, delivery: Delivery) -> None:
        self._ws = workspace
        self._delivery = delivery

    async def people(self, body: Json) -> Json:
        """Add or change a person."""
        only(body, PERSON_FIELDS)
        check_person(body)
        return person_fields(self._ws.add_person(**body))

    async def channels(self, body: Json) -> Json:
        """Add or replace a channel."""
        only(body, CHANNEL_FIELDS)
        need(body, "name")
        texts(body, "members")
        return channel_fields(self._ws.add_channel(**body), self._ws.app)

    async def say(self, body: Json) -> Json:
        """Write a message."""
        only(body, ("user", "channel", "text", "thread_ts"))
        message = gestures.say(
            self._ws,
            need(body, "user"),
            need(body, "text"),
            channel=body.get("channel"),
            thread_ts=body.get("thread_ts"),
        )
        return {"ok": True, "channel": message.channel, "ts": message.ts}

    async def edit(self, body: Json) -> Json:
        """Change an own message."""
        only(body, ("user", "channel", "ts", "text"))
        needed = (need(body, name) for name in ("user", "channel", "ts", "text"))
        gestures.edit(self._ws, *needed)
        return {"ok": True}

    async def delete(self, body: Json) -> Json:
        """Delete an own message."""
        only(body, ("user", "channel", "ts"))
        gestures.delete(self._ws, *(need(body, name) for name in ("user", "channel", "ts")))
        return {"ok": True}

    async def command(self, body: Json) -> Json:
        """Run a slash command."""
        only(body, ("user", "channel", "text"))
        return await gestures.command(
            self._ws,
            self._delivery,
            need(body, "user"),
            need(body, "text"),
            channel=body.get("channel"),
        )

    async def shortcut(self, body: Json) -> Json:
        """Choose a shortcut of the app, with a message one of its own menu."""
        only(body, ("user", "callback_id", "channel", "ts"))
        return await shortcuts.choose(
            self._ws,
            self._delivery,
            need(body, "user"),
            need(body, "callback_id"),
            channel=body.get("channel"),
            ts=body.get("ts"),
        )

    async def click(self, body: Json) -> Json:
        """Press or choose in a message, a modal or the home tab."""
        known = {"user", "channel", "ts", "view_id", "action_id", "block_id", "values"}
        only(body, known | CHOSEN_KEYS)
        chosen = next((body[key] for key in sorted(CHOSEN_KEYS) if key in body), None)
        common: Json = {
            "action_id": need(body, "action_id"),
            "block_id": body.get("block_id"),
            "chosen": chosen,
            "values": nested(body, "values"),
        }
        user = need(body, "user")
        if "view_id" in body:
            return await interactions.click_in_view(
                self._ws, self._delivery, user, view_id=body["view_id"], **common
            )
        place: Json = {name: need(body, name) for name in ("channel", "ts")}
        return await interactions.click_in_message(
            self._ws, self._delivery, user, **place, **common
        )

    async def submit(self, body: Json) -> Json:
        """Submit a modal."""
        only(body, ("user", "view_id", "values"))
        return await interactions.submit(
            self._ws,
            self._delivery,
            need(body, "user"),
            view_id=need(body, "view_id"),
            values=nested(body, "values"),
        )

    async def close(self, body: Json) -> Json:
        """Cancel a modal."""
        only(body, ("user", "view_id", "clear"))
        return await interactions.close(
            self._ws,
            self._delivery,
            need(body, "user"),
            view_id=need(body, "view_id"),
            clear=bool(body.get("clear")),
        )

    async def open_home(self, body: Json) -> Json:
        """Look at the home tab."""
        only(body, ("user",))
        gestures.open_home(self._ws, need(body, "user"))
        return {"ok": True}

    async def clock(self, body: Json) -> Json:
        """Move, freeze or thaw the clock; returns when the move is done."""
        only(body, ("to", "by", "running"))
        clock = self._ws.clock
        if "running" in body:
            clock.set_running(bool(body["running"]))
        try:
            if "to" in body:
                await asyncio.to_thread(clock.advance_to, instant(body["to"]))
            if "by" in body:
                await asyncio.to_thread(clock.advance, timedelta(seconds=seconds(body["by"])))
        except ClockCannotGoBack as refusal:
            raise ControlError("clock_cannot_go_back", str(refusal)) from refusal
        now = clock.now().isoformat()
        self._ws.notify({"type": "clock", "now": now})
        return {"now": now}
