"""What a delivery says, whatever its kind: who, where, what, and the key that makes it unique."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Payload = Mapping[str, Any]
USER_EVENTS = ("team_join", "user_change")
SHORTCUTS = ("shortcut", "message_action")
HOME_OPENED = "app_home_opened"
#: The app, or its token, is gone from the workspace: why an installation ends.
ENDINGS = {"app_uninstalled": "uninstalled", "tokens_revoked": "revoked"}
OURS = re.compile(r"/?[a-z_]{1,40}(:\d{1,9})?")
PERSONAL = (None, "file_share", "thread_broadcast")


@dataclass(frozen=True, slots=True)
class Incoming:
    """One delivery. `name` is the event's type, the command, the action id or the callback id."""

    kind: str
    name: str
    key: str
    workspace_id: str
    user_id: str
    home_workspace_id: str
    payload: Payload

    @property
    def logged_name(self) -> str:
        """The name, or how long it is where it is none that we could have given."""
        return self.name if OURS.fullmatch(self.name) else f"({len(self.name)} characters)"

    @property
    def response_url(self) -> str | None:
        return self.payload.get("response_url")

    @property
    def trigger_id(self) -> str:
        return str(self.payload["trigger_id"])

    @property
    def is_for_one(self) -> bool:
        """Whether the pressed message is seen by nobody but the person who pressed."""
        return bool((self.payload.get("container") or {}).get("is_ephemeral"))

    @property
    def value(self) -> str:
        """What the pressed element carries: a button's value or the chosen option's."""
        action = self.payload["actions"][0]
        chosen = action.get("selected_option") or action
        return str(chosen.get("value", ""))

    @property
    def block_id(self) -> str:
        return str(self.payload["actions"][0]["block_id"])


def words(text: str | None) -> str:
    """What a person typed, without what no database can store: NUL and halves of characters."""
    return (text or "").replace("\0", "").encode("utf-8", "ignore").decode("utf-8")


#: What reading something raises that is not of the shape that it should be.
SHAPELESS = (AttributeError, IndexError, KeyError, TypeError, ValueError)


class Malformed(ValueError):
    """A delivery without what every delivery of its kind has."""


def read(body: Payload) -> Incoming | None:
    """The delivery, or None when it is none of the bot's business. Raises Malformed."""
    try:
        found = _read(body)
    except SHAPELESS as error:
        raise Malformed from error
    if found is not None:
        said = (found.name, found.key, found.workspace_id, found.user_id, found.home_workspace_id)
        if not all(isinstance(one, str) for one in said):
            raise Malformed
    return found


def _read(body: Payload) -> Incoming | None:
    if body.get("type") == "event_callback":
        return _event(body)
    if "command" in body:
        return _incoming(body, "command", body["command"], body["team_id"], body["user_id"])
    if body.get("type") == "block_actions":
        return _interaction(body, "action", body["actions"][0]["action_id"])
    if body.get("type") in SHORTCUTS:
        return _interaction(body, "shortcut", body["callback_id"])
    if body.get("type") == "view_submission":
        return _interaction(body, "submission", body["view"]["callback_id"])
    return None


def _event(body: Payload) -> Incoming | None:
    event = body["event"]
    kind = event.get("type")
    if kind in ENDINGS:
        return _ending(body, kind)
    if kind in USER_EVENTS:
        author, user = event, event["user"]["id"]
    elif kind == HOME_OPENED and event.get("tab") == "home":
        author, user = event, event["user"]
    elif kind == "message" and event.get("channel_type") == "im":
        kind, author = _message(event)
        user = author.get("user")
    else:
        return None
    if not user or author.get("bot_id"):
        return None
    workspace = _installed_in(body)
    home = author.get("user_team") or author.get("team") or workspace
    return Incoming("event", kind, body["event_id"], workspace, user, home, body)


def _ending(body: Payload, kind: str) -> Incoming | None:
    """Tokens of users may end, too: the bot has none. When it happened must be known."""
    int(body["event_time"])
    if kind == "tokens_revoked" and not (body["event"].get("tokens") or {}).get("bot"):
        return None
    team = _installed_in(body)
    return Incoming("event", kind, body["event_id"], team, "", team, body)


def _installed_in(body: Payload) -> str:
    """The workspace that hears of it; in a shared channel `team_id` may be that of the author."""
    for one in body.get("authorizations") or ():
        if one.get("team_id"):
            return str(one["team_id"])
    return str(body["team_id"])


def _message(event: Payload) -> tuple[str, Payload]:
    """What happened to a message, and the message that tells who wrote it.

    Everything that is not a person's own doing comes without an author.
    """
    subtype = event.get("subtype")
    if subtype in PERSONAL:
        return "message", event
    if subtype == "message_deleted":
        return subtype, event.get("previous_message") or {}
    if subtype == "message_changed":
        before, after = event.get("previous_message") or {}, event.get("message") or {}
        # Unfurled links and new replies change a message too, but not its words.
        return subtype, after if before.get("text") != after.get("text") else {}
    return str(subtype), {}


def _interaction(body: Payload, kind: str, name: str) -> Incoming:
    home = body["user"].get("team_id") or body["team"]["id"]
    return _incoming(body, kind, name, body["team"]["id"], body["user"]["id"], home)


def _incoming(
    body: Payload, kind: str, name: str, workspace_id: str, user_id: str, home: str | None = None
) -> Incoming:
    key = body["trigger_id"]
    return Incoming(kind, name, key, workspace_id, user_id, home or workspace_id, body)
