"""What the workspace is made of. Facts are frozen; a message and a view change in place."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

Json = dict[str, Any]


class Kind(StrEnum):
    """Kinds of conversation that the sandbox has."""

    PUBLIC = "public_channel"
    PRIVATE = "private_channel"
    IM = "im"


@dataclass(frozen=True, slots=True)
class Team:
    """The workspace as Slack names it."""

    id: str
    name: str
    domain: str


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command of the app; `should_escape` sends mentions as `<@U…|name>`."""

    name: str
    description: str
    usage_hint: str = ""
    should_escape: bool = True


@dataclass(frozen=True, slots=True)
class Shortcut:
    """Something of the app in Slack's own menus: of a message, or found from everywhere."""

    callback_id: str
    name: str
    on_message: bool = False


@dataclass(frozen=True, slots=True)
class AppInfo:
    """The app: its identity, its commands, its shortcuts and the events it subscribed to.

    `redirect_urls` are where an installation may end; with none it may end on this machine alone.
    The two tabs are those of the app's home: for messages, and for what the app publishes. With
    `rotates_tokens` a bot token lives for twelve hours.
    """

    id: str
    bot_id: str
    bot_user_id: str
    name: str
    verification_token: str
    signing_secret: str
    commands: tuple[Command, ...]
    events: frozenset[str]
    client_id: str = "1234567890.1234567890123"
    client_secret: str = "sandbox-client-secret"
    redirect_urls: tuple[str, ...] = ()
    messages_tab: bool = True
    home_tab: bool = True
    rotates_tokens: bool = False
    shortcuts: tuple[Shortcut, ...] = ()


@dataclass(frozen=True, slots=True)
class Token:
    """An access token. `kind` is `bot` (xoxb) or `app` (xapp).

    `revoked`: taken back; `inactive`: the app was uninstalled. One that ends at `expires_at` came
    with a `refresh_token`, which is good once, and until `refresh_until` when it was used.
    """

    value: str
    kind: str
    scopes: tuple[str, ...]
    revoked: bool = False
    inactive: bool = False
    expires_at: datetime | None = None
    refresh_token: str | None = None
    refresh_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A member of the workspace, a bot, or a stranger from another one."""

    id: str
    name: str
    display_name: str
    email: str
    team_id: str
    tz: str = "Asia/Ho_Chi_Minh"
    locale: str = "en-US"
    title: str = ""
    is_admin: bool = False
    is_bot: bool = False
    deleted: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_stranger: bool = False
    bot_id: str | None = None
    updated: int = 0


@dataclass(slots=True)
class Conversation:
    """A channel or the direct messages of the bot and one person. `created` in epoch seconds."""

    id: str
    name: str
    kind: Kind
    members: list[str]
    created: int
    creator: str
    is_archived: bool = False


@dataclass(slots=True)
class Message:
    """A message; `ephemeral_to` names its only reader. Texts are mrkdwn as Slack stores them."""

    channel: str
    ts: str
    user: str
    text: str
    blocks: list[Json] | None = None
    attachments: list[Json] | None = None
    bot_id: str | None = None
    thread_ts: str | None = None
    broadcast: bool = False
    metadata: Json | None = None
    ephemeral_to: str | None = None
    client_msg_id: str | None = None
    edited: Json | None = None
    reactions: dict[str, list[str]] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class UserGroup:
    """A set of people that can be mentioned as `@handle`. Times are in epoch seconds."""

    id: str
    handle: str
    name: str
    users: tuple[str, ...]
    description: str
    created: int
    updated: int
    disabled: bool = False


@dataclass(slots=True)
class File:
    """An uploaded file. `shares` names the messages it is in, by channel; `created` in seconds."""

    id: str
    name: str
    title: str
    mimetype: str
    filetype: str
    user: str
    created: int
    length: int
    alt_text: str
    ticket: str
    content: bytes | None = None
    finished: bool = False
    shares: dict[str, list[str]] = field(default_factory=dict)


@dataclass(slots=True)
class View:
    """An open modal or a published home. `body` is what the app sent, `state` what is typed."""

    id: str
    user: str
    body: Json
    hash: str
    root_id: str
    previous_id: str | None = None
    state: dict[str, dict[str, Json]] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def is_modal(self) -> bool:
        """Whether it is a modal and not a home tab."""
        return bool(self.body["type"] == "modal")


@dataclass(slots=True)
class Trigger:
    """A trigger_id: opens one view for one person within three seconds."""

    id: str
    user: str
    expires_at: datetime
    view_id: str | None = None
    used: bool = False


@dataclass(slots=True)
class ResponseUrl:
    """A response_url: five posts within thirty minutes into one conversation."""

    id: str
    user: str
    channel: str
    expires_at: datetime
    original_ts: str | None = None
    uses: int = 0
