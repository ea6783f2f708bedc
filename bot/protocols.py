"""What the inside needs from the outside: Slack as a gateway, and how a call to it can end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

Blocks = Sequence[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Posted:
    """Where a message lies: the channel's id and the message's ts."""

    channel: str
    ts: str


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the token belongs to; `scopes` is empty when Slack does not tell, `told_at` is the time
    on Slack's clock."""

    workspace_id: str
    workspace_name: str
    bot_user_id: str
    bot_id: str
    scopes: frozenset[str] = frozenset()
    told_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """A person as Slack knows them; `locale` is a language tag such as vi-VN.

    `homes` are the workspaces that they belong to, empty when Slack does not say.
    """

    slack_user_id: str
    name: str
    email: str | None
    tz: str | None
    locale: str | None
    standing: str
    is_admin: bool
    homes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SharedFile:
    """A file that somebody shared with the bot."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Channel:
    """A conversation; `is_shared` with people of another company, `is_member`: the bot is in it."""

    id: str
    name: str
    is_member: bool
    is_shared: bool
    is_archived: bool


class SlackRefused(Exception):
    """Slack answered ok:false: nothing happened, and `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class RateLimited(Exception):
    """Slack answered 429: nothing happened; `method` may be called again after `seconds`."""

    def __init__(self, seconds: float, method: str = "chat.postMessage") -> None:
        super().__init__(f"{method}: retry after {seconds} s")
        self.seconds = seconds
        self.method = method


class NotConnected(Exception):
    """The request never left this machine."""


class OutcomeUnknown(Exception):
    """The request may have been carried out: no answer came, or one that says nothing."""


class Gateway(Protocol):
    """The Slack calls that the bot makes.

    Each method may raise SlackRefused, RateLimited, NotConnected or OutcomeUnknown.
    """

    def whoami(self) -> Identity: ...

    def post(
        self,
        *,
        target: str,
        text: str,
        blocks: Blocks,
        mark: str,
        thread_ts: str | None = None,
    ) -> Posted:
        """Post to a channel or a person; `mark` is kept in the message's metadata."""

    def edit(self, *, at: Posted, text: str, blocks: Blocks, mark: str) -> None: ...

    def find(
        self, *, target: str, channel: str | None, mark: str, since: datetime, thread_ts: str | None
    ) -> Posted | None:
        """The bot's own message with this mark, posted at or after `since`."""

    def open_view(self, *, trigger_id: str, view: Mapping[str, Any]) -> None: ...

    def push_view(self, *, trigger_id: str, view: Mapping[str, Any]) -> None:
        """Put a form on top of the one in which somebody pressed something."""

    def update_view(self, *, view_id: str, view: Mapping[str, Any]) -> None:
        """Give an open form other blocks; what was typed stays in the blocks that stay."""

    def permalink(self, *, at: Posted) -> str:
        """The address of a message in Slack; SlackRefused for one that the bot cannot see."""

    def publish_view(self, *, user: str, view: Mapping[str, Any]) -> None:
        """Show a view on the person's home tab."""

    def respond(
        self, *, response_url: str, text: str, blocks: Blocks, replace: bool = False
    ) -> None: ...

    def channel(self, channel: str) -> Channel:
        """What a channel is; refused with channel_not_found where the bot cannot see it."""

    def members(self, cursor: str = "") -> tuple[Sequence[Member], str]:
        """A page of everybody, and the cursor of the next one; empty after the last."""

    def groups(self) -> Sequence[tuple[str, str]]:
        """The user groups: id and name of each."""

    def group_members(self, group: str) -> Sequence[str]:
        """Slack ids of the people in a user group."""

    def upload(self, *, target: str, name: str, content: bytes, comment: str) -> None:
        """Share a file with a person or in a channel, with a text above it."""

    def upload_picture(self, *, name: str, content: bytes, alt: str) -> str:
        """Upload a PNG that messages may show, and share it with nobody; the file's id."""

    def download(self, *, file_id: str, most_bytes: int) -> SharedFile:
        """A file that was shared with the bot; of a larger one so much that it shows."""


class FailPoints(Protocol):
    """Places where a test may end the process, raise or wait; in production nothing happens.

    prepare.before_commit, prepare.after_commit, claim.after, look.after, post.before, post.after,
    record.before, record.after, inbox.before, inbox.after, effect.before_commit,
    effect.after_commit, tick.batch. An upgrade of the schema has its own, `after_step`.
    """

    def reach(self, name: str) -> None: ...


class NoFailPoints:
    """What production is given."""

    def reach(self, name: str) -> None:
        """Go on."""
