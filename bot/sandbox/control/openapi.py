"""A short OpenAPI description of the control API."""

from __future__ import annotations

from bot.sandbox.model import Json

READS = {
    "state": ("Team, app, people, channels, clock", ()),
    "messages": (
        "What one person sees in a conversation, the newest of it, or a thread",
        ("channel", "as", "limit", "before", "thread"),
    ),
    "views": ("Open modals of a person, the top last", ("user",)),
    "home": ("The published home tab of a person", ("user",)),
    "log": ("Web API calls after a number", ("after", "limit")),
    "deliveries": ("Deliveries to the app after a number", ("after", "limit")),
    "subscription": ("How payloads reach the app, and how that went in the last hour", ()),
    "connections": ("Socket Mode connections, half-open ones, and what a storm still has", ()),
    "limits": ("Whether the rate limits are on, their scale, and how many calls they refused", ()),
    "faults": ("The scripted faults with their hits, and the seed", ()),
    "files/{ident}": ("The bytes of a file, of whatever workspace", ()),
    "stream": ("Server-sent events for the page", ("user",)),
}
WRITES = {
    "people": ("Add or change a person", ("name", "id", "tz", "locale", "deleted")),
    "channels": ("Add or replace a channel", ("name", "id", "members", "is_private", "bot_member")),
    "say": ("Write a message", ("user", "channel", "text", "thread_ts")),
    "edit": ("Change an own message", ("user", "channel", "ts", "text")),
    "delete": ("Delete an own message", ("user", "channel", "ts")),
    "command": ("Run a slash command", ("user", "channel", "text")),
    "shortcut": ("Choose a shortcut of the app", ("user", "callback_id", "channel", "ts")),
    "click": ("Press or choose", ("user", "channel", "ts", "view_id", "action_id", "block_id")),
    "submit": ("Submit a modal", ("user", "view_id", "values")),
    "close": ("Cancel a modal", ("user", "view_id", "clear")),
    "home": ("Look at the home tab", ("user",)),
    "clock": ("Move, freeze or thaw the clock", ("to", "by", "running")),
    "subscription": (
        "Choose the transport (a request_url is verified first); enable again what was disabled",
        ("transport", "request_url", "disabled", "events_per_hour", "least_events"),
    ),
    "connections": (
        "Trouble for Socket Mode: drop, storm, cut, warn, refresh, half_open, link_disabled",
        ("do", "times"),
    ),
    "limits": ("Turn the rate limits on or off; scale multiplies them", ("on", "scale")),
    "faults": ("Script faults: replaces all rules, [] ends them", ("rules", "seed")),
    "reset": ("Back to the start, with a team that workspace alone", ()),
    "upload": ("Share a file", ("user", "channel", "name", "content_base64", "text", "thread_ts")),
    "react": ("Give a reaction or take it back", ("user", "channel", "ts", "name", "remove")),
    "members": ("Let people join and leave a channel", ("channel", "add", "remove")),
    "usergroups": ("Add or replace a user group", ("handle", "name", "users", "id", "disabled")),
    "events": ("Subscribe the app to events", ("events",)),
    "uninstall": ("Take the app out of a workspace", ()),
    "revoke": ("Make a token worthless, by default the bot's", ("token",)),
    "workspaces": ("Open another workspace", ("name", "id", "domain", "installed")),
}
# Which workspace a call is about; by default the first one.
EVERYWHERE = ("team",)


def openapi() -> Json:
    """The description as OpenAPI 3.1."""
    paths: Json = {}
    for path, (summary, names) in READS.items():
        parameters: list[Json] = [
            {"name": name, "in": "query", "schema": {}} for name in (*names, *EVERYWHERE)
        ]
        if "{ident}" in path:
            parameters = [{"name": "ident", "in": "path", "required": True, "schema": {}}]
        operation = {"summary": summary, "parameters": parameters, "responses": _RESPONSES}
        paths.setdefault(f"/_sandbox/{path}", {})["get"] = operation
    for path, (summary, names) in WRITES.items():
        schema = {"type": "object", "properties": {name: {} for name in (*names, *EVERYWHERE)}}
        body = {"content": {"application/json": {"schema": schema}}}
        operation = {"summary": summary, "requestBody": body, "responses": _RESPONSES}
        paths.setdefault(f"/_sandbox/{path}", {})["post"] = operation
    return {
        "openapi": "3.1.0",
        "info": {"title": "Sandbox control API", "version": "1"},
        "paths": paths,
    }


_RESPONSES: Json = {
    "200": {"description": "Done"},
    "4XX": {"description": "{ok: false, error, detail}"},
}
