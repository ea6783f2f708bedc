"""A small synchronous client of the control API, for tests and demonstrations."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from base64 import b64encode
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

Json = dict[str, Any]


class SandboxRefused(Exception):
    """The control API refused a call: `code` for programs, `detail` for people."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


class SandboxClient:
    """Acts as people of the workspace and reads what they see.

    Every method raises SandboxRefused with a code if the control API refuses. A command, click or
    submission that the app does not acknowledge is no refusal: look at `ok` in the answer.
    `timeout` is in seconds of real time; moving the clock may take that long if much is due.
    `team` is the id of the workspace to act in, by default the first one.
    """

    def __init__(self, base_url: str, *, timeout: float = 300.0, team: str | None = None) -> None:
        self._base = base_url.rstrip("/") + "/_sandbox/"
        self._timeout = timeout
        self._team = {"team": team} if team is not None else {}
        # Loopback never goes through a proxy of the environment.
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def state(self) -> Json:
        """Team, app, people, channels, clock."""
        return self._get("state")

    def add_person(self, name: str, **facts: Any) -> Json:
        """Add a person, or change the one with the given `id`."""
        return self._post("people", name=name, **facts)

    def add_channel(self, name: str, **facts: Any) -> Json:
        """Add a channel: `members`, `is_private`, `bot_member` …"""
        return self._post("channels", name=name, **facts)

    def change_members(
        self, channel: str, *, add: list[str] | None = None, remove: list[str] | None = None
    ) -> Json:
        """Let people, or the bot, join and leave a channel. Gives the channel."""
        return self._post("members", channel=channel, add=add, remove=remove)

    def add_usergroup(self, handle: str, name: str, users: list[str], **facts: Any) -> Json:
        """Add a user group, or replace the one with the given `id`."""
        return self._post("usergroups", handle=handle, name=name, users=users, **facts)

    def subscribe(self, *events: str) -> None:
        """Say which events the app hears of, from now on and in every workspace."""
        self._post("events", events=list(events))

    def say(
        self, user: str, text: str, channel: str | None = None, thread_ts: str | None = None
    ) -> Json:
        """Write a message; without a channel to the bot. Gives `{ok, channel, ts}`."""
        return self._post("say", user=user, text=text, channel=channel, thread_ts=thread_ts)

    def react(self, user: str, channel: str, ts: str, name: str, *, remove: bool = False) -> None:
        """Give a reaction, or take it back."""
        self._post("react", user=user, channel=channel, ts=ts, name=name, remove=remove)

    def upload(self, user: str, name: str, content: bytes, **more: Any) -> Json:
        """Share a file: `channel`, `text`, `thread_ts`. Gives `{ok, channel, ts, file}`."""
        encoded = b64encode(content).decode()
        return self._post("upload", user=user, name=name, content_base64=encoded, **more)

    def edit(self, user: str, channel: str, ts: str, text: str) -> Json:
        """Change an own message."""
        return self._post("edit", user=user, channel=channel, ts=ts, text=text)

    def delete(self, user: str, channel: str, ts: str) -> Json:
        """Delete an own message."""
        return self._post("delete", user=user, channel=channel, ts=ts)

    def command(self, user: str, text: str, channel: str | None = None) -> Json:
        """Run a slash command such as `/okr team`. Gives `{ok, acked, response?}`."""
        return self._post("command", user=user, text=text, channel=channel)

    def shortcut(
        self, user: str, callback_id: str, channel: str | None = None, ts: str | None = None
    ) -> Json:
        """Choose a shortcut of the app; one of a message with its place. Gives `{ok, acked}`."""
        return self._post("shortcut", user=user, callback_id=callback_id, channel=channel, ts=ts)

    def click(self, user: str, channel: str, ts: str, action_id: str, **more: Any) -> Json:
        """Press or choose in a message: `block_id`, `selected_option`, `selected_date` …"""
        return self._post("click", user=user, channel=channel, ts=ts, action_id=action_id, **more)

    def click_view(self, user: str, view_id: str, action_id: str, **more: Any) -> Json:
        """Press or choose in a modal or in the home tab."""
        return self._post("click", user=user, view_id=view_id, action_id=action_id, **more)

    def submit(self, user: str, view_id: str, values: Json) -> Json:
        """Submit a modal with `{block_id: {action_id: plain value}}`."""
        return self._post("submit", user=user, view_id=view_id, values=values)

    def close(self, user: str, view_id: str, *, clear: bool = False) -> Json:
        """Cancel a modal, with `clear` the whole stack."""
        return self._post("close", user=user, view_id=view_id, clear=clear)

    def open_home(self, user: str) -> Json:
        """Look at the bot's home tab: the app hears app_home_opened."""
        return self._post("home", user=user)

    def messages(
        self,
        channel: str,
        as_user: str,
        *,
        limit: int | None = None,
        before: str | None = None,
        thread: str | None = None,
    ) -> list[Json]:
        """What a person sees in a conversation, oldest first.

        With `limit` that many of the newest without the replies in threads, `before` a ts; with
        `thread` the thread of a ts.
        """
        query = {"channel": channel, "as": as_user}
        parts = {"limit": limit, "before": before, "thread": thread}
        query |= {name: str(value) for name, value in parts.items() if value is not None}
        found: list[Json] = self._get("messages", query)["messages"]
        return found

    def dm(self, user: str) -> list[Json]:
        """The messages between a person and the bot."""
        return self.messages("bot", user)

    def views(self, user: str) -> list[Json]:
        """The open modals of a person, the top last."""
        found: list[Json] = self._get("views", {"user": user})["views"]
        return found

    def home(self, user: str) -> Json | None:
        """The published home tab of a person."""
        found: Json | None = self._get("home", {"user": user})["view"]
        return found

    def advance(self, *, to: datetime | None = None, by: timedelta | None = None) -> datetime:
        """Move the clock; returns its present when everything on the way is done."""
        body: Json = {"to": to.isoformat() if to else None}
        body["by"] = by.total_seconds() if by is not None else None
        return datetime.fromisoformat(self._post("clock", **body)["now"])

    def log(self, after: int = 0, limit: int = 0) -> list[Json]:
        """Web API calls with a number above `after`; with `limit` only the last of them."""
        found: list[Json] = self._get("log", {"after": after, "limit": limit})["calls"]
        return found

    def deliveries(self, after: int = 0) -> list[Json]:
        """Deliveries with a number above `after`."""
        found: list[Json] = self._get("deliveries", {"after": after})["deliveries"]
        return found

    def subscription(self, **changes: Any) -> Json:
        """How payloads reach the app, after changes: `transport="http", request_url=…`.

        A request URL must pass url_verification. `disabled=False` enables events again.
        """
        return self._post("subscription", **changes) if changes else self._get("subscription")

    def connections(self, do: str | None = None, *, times: int | None = None) -> Json:
        """Trouble for Socket Mode: drop, storm, cut, warn, refresh, half_open, link_disabled.

        `times` is of a storm. Gives `{connections, half_open, storm}`, also without doing anything;
        the last counts what is still to come.
        """
        if do is None:
            return self._get("connections")
        return self._post("connections", do=do, times=times)

    def limits(self, *, on: bool | None = None, scale: float | None = None) -> Json:
        """The rate limits `{on, scale, refused}`, after changes. A change fills every bucket."""
        if on is None and scale is None:
            return self._get("limits")
        return self._post("limits", on=on, scale=scale)

    def faults(self, rules: list[Json] | None = None, *, seed: int | None = None) -> Json:
        """The scripted faults `{rules, seed}`, after replacing them if rules are given.

        A rule is `{method, fault, probability?, times?, seconds?}`, method "*" means every one;
        no rules end all faults. The same seed and calls meet the same faults again.
        """
        return (
            self._get("faults") if rules is None else self._post("faults", rules=rules, seed=seed)
        )

    def reset(self) -> None:
        """Back to the start: everything, or with a `team` that workspace alone."""
        self._post("reset")

    def uninstall(self) -> None:
        """Take the app out of the workspace."""
        self._post("uninstall")

    def revoke(self, token: str | None = None) -> None:
        """Make a token worthless, by default the bot's."""
        self._post("revoke", token=token)

    def add_workspace(self, name: str, **facts: Any) -> Json:
        """Open another workspace: `id`, `domain`, `installed`. Gives its id and bot token."""
        return self._post("workspaces", name=name, **facts)

    def _get(self, path: str, query: Json | None = None) -> Json:
        query = {**(query or {}), **self._team}
        address = self._base + path + (f"?{urlencode(query)}" if query else "")
        return self._send(urllib.request.Request(address))

    def _post(self, path: str, **body: Any) -> Json:
        given = {name: value for name, value in body.items() if value is not None} | self._team
        request = urllib.request.Request(
            self._base + path,
            data=json.dumps(given).encode(),
            headers={"content-type": "application/json"},
        )
        return self._send(request)

    def _send(self, request: urllib.request.Request) -> Json:
        try:
            with self._opener.open(request, timeout=self._timeout) as answer:
                body: Json = json.loads(answer.read())
                return body
        except urllib.error.HTTPError as refusal:
            with refusal:
                body = json.loads(refusal.read())
            raise SandboxRefused(body["error"], body["detail"]) from refusal
