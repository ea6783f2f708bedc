"""Reading calls of the control API."""

from __future__ import annotations

from dataclasses import asdict

from bot.sandbox import gestures, objects
from bot.sandbox.control.arguments import need, number
from bot.sandbox.control.openapi import openapi
from bot.sandbox.control.shapes import channel_fields, person_fields, workspace_fields
from bot.sandbox.control.window import newest, window
from bot.sandbox.delivery import Delivery
from bot.sandbox.model import Json, Kind, View
from bot.sandbox.site import Site
from bot.sandbox.workspace import Workspace


class Reads:
    """One method per call; `query` holds the query parameters."""

    def __init__(self, site: Site, workspace: Workspace, delivery: Delivery) -> None:
        self._site = site
        self._ws = workspace
        self._delivery = delivery

    async def state(self, _query: Json) -> Json:
        """The team, the app, everybody and every channel."""
        ws = self._ws
        shown = [p for p in list(ws.people.values()) if p.id != "USLACKBOT"]
        channels = [c for c in list(ws.channels.values()) if c.kind is not Kind.IM]
        commands = [
            {"name": c.name, "description": c.description, "usage_hint": c.usage_hint}
            for c in ws.app.commands
        ]
        return {
            "team": asdict(ws.team),
            "installed": ws.installed,
            "workspaces": [workspace_fields(one) for one in self._site.workspaces],
            "app": {
                "bot_user_id": ws.app.bot_user_id,
                "name": ws.app.name,
                "commands": commands,
                "events": sorted(ws.app.events),
            },
            "now": ws.clock.now().isoformat(),
            "clock_running": ws.clock.running,
            "people": [person_fields(person) for person in shown],
            "channels": [channel_fields(channel, self._ws.app) for channel in channels],
            "usergroups": [asdict(group) for group in list(ws.groups.values())],
            "connections": self._delivery.hub.count,
        }

    async def messages(self, query: Json) -> Json:
        """What one person sees in one conversation, or a part of it."""
        user = self._ws.person(need(query, "as")).id
        channel = gestures.readable(self._ws, user, need(query, "channel"))
        part, has_more = window(self._ws.messages.visible(channel.id, user), query)
        shown = [
            self._ws.wire(message) | ({"ephemeral": True} if message.ephemeral_to else {})
            for message in part
        ]
        return {"channel": channel.id, "messages": shown, "has_more": has_more}

    async def views(self, query: Json) -> Json:
        """The open modals of one person, the top last."""
        user = self._ws.person(need(query, "user")).id
        return {"views": [self._view(view) for view in self._ws.views.stack(user)]}

    async def home(self, query: Json) -> Json:
        """The home tab of one person, null before anything was published."""
        home = self._ws.views.home(self._ws.person(need(query, "user")).id)
        return {"view": self._view(home) if home else None}

    async def log(self, query: Json) -> Json:
        """Web API calls after a number."""
        calls = self._ws.log.calls.after(number(query, "after"))
        return {"calls": newest(calls, query)}

    async def deliveries(self, query: Json) -> Json:
        """Deliveries after a number."""
        deliveries = self._ws.log.deliveries.after(number(query, "after"))
        return {"deliveries": newest(deliveries, query)}

    async def describe(self, _query: Json) -> Json:
        """The description of this API."""
        return openapi()

    def _view(self, view: View) -> Json:
        wire = objects.view(view, app=self._ws.app, team=self._ws.team)
        return wire | {"errors": view.errors}
