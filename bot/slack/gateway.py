"""The Slack calls that the bot makes, with every way in which they can end told apart."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar

from slack_sdk import WebClient
from slack_sdk.web import SlackResponse
from slack_sdk.webhook import WebhookClient

from bot.protocols import (
    Blocks,
    Channel,
    Identity,
    Member,
    OutcomeUnknown,
    Posted,
    SharedFile,
    SlackRefused,
)
from bot.slack import file_content
from bot.slack.calls import call
from bot.slack.members import member

EVENT_TYPE = "okrbot_message"
PAGE = 200
SLACKBOT = "USLACKBOT"  # Slack says that it is no bot
MOST_PAGES = 10
MOST_LOOKS, BETWEEN_LOOKS_S = 5, 0.5
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SlackGateway:
    """Gateway over slack_sdk; `client` must not retry by itself.

    The SDK's own retry handler posts a message a second time when only the answer was lost.
    """

    client: WebClient

    def whoami(self) -> Identity:
        found = call(self.client.auth_test)
        return Identity(
            workspace_id=found["team_id"],
            workspace_name=found["team"],
            bot_user_id=found["user_id"],
            bot_id=found["bot_id"],
            scopes=_scopes(found),
            told_at=_told_at(found),
        )

    def open_socket(self) -> None:
        """Ask for a Socket Mode address, to see whether the app token is good for it."""
        call(lambda: self.client.apps_connections_open(app_token=self.client.token or ""))

    def exchange(
        self, *, client_id: str, client_secret: str, refresh_token: str
    ) -> tuple[str, str, int]:
        """A new bot token for a refresh token, the refresh token after it, and seconds to live."""
        found = call(
            lambda: self.client.oauth_v2_access(
                client_id=client_id,
                client_secret=client_secret,
                grant_type="refresh_token",
                refresh_token=refresh_token,
            )
        )
        return found["access_token"], found["refresh_token"], found["expires_in"]

    def post(
        self, *, target: str, text: str, blocks: Blocks, mark: str, thread_ts: str | None = None
    ) -> Posted:
        answer = call(
            lambda: self.client.chat_postMessage(
                channel=target,
                text=text,
                blocks=blocks,
                thread_ts=thread_ts,
                metadata=_metadata(mark),
                unfurl_links=False,
                unfurl_media=False,
            )
        )
        return Posted(answer["channel"], answer["ts"])

    def edit(self, *, at: Posted, text: str, blocks: Blocks, mark: str) -> None:
        call(
            lambda: self.client.chat_update(
                channel=at.channel,
                ts=at.ts,
                text=text,
                blocks=blocks,
                metadata=_metadata(mark),
            )
        )

    def find(
        self, *, target: str, channel: str | None, mark: str, since: datetime, thread_ts: str | None
    ) -> Posted | None:
        place = channel or self._channel(target)
        for page in self._pages(place, since, thread_ts):
            for message in page.get("messages", ()):
                if _mark_of(message) == mark:
                    return Posted(place, message["ts"])
        return None

    def open_view(self, *, trigger_id: str, view: Mapping[str, Any]) -> None:
        call(lambda: self.client.views_open(trigger_id=trigger_id, view=dict(view)))

    def push_view(self, *, trigger_id: str, view: Mapping[str, Any]) -> None:
        call(lambda: self.client.views_push(trigger_id=trigger_id, view=dict(view)))

    def update_view(self, *, view_id: str, view: Mapping[str, Any]) -> None:
        call(lambda: self.client.views_update(view_id=view_id, view=dict(view)))

    def permalink(self, *, at: Posted) -> str:
        found = call(lambda: self.client.chat_getPermalink(channel=at.channel, message_ts=at.ts))
        return str(found["permalink"])

    def publish_view(self, *, user: str, view: Mapping[str, Any]) -> None:
        call(lambda: self.client.views_publish(user_id=user, view=dict(view)))

    def respond(
        self, *, response_url: str, text: str, blocks: Blocks, replace: bool = False
    ) -> None:
        timeout, tls = self.client.timeout, self.client.ssl
        webhook = WebhookClient(response_url, timeout=timeout, ssl=tls, retry_handlers=[])
        answer = call(
            lambda: webhook.send(
                text=text,
                blocks=blocks,
                response_type="ephemeral",
                replace_original=replace,
            )
        )
        if answer.status_code != 200:
            raise SlackRefused(answer.body[:80] or f"http_{answer.status_code}")

    def channel(self, channel: str) -> Channel:
        found = call(lambda: self.client.conversations_info(channel=channel))["channel"]
        return Channel(
            id=found["id"],
            name=found.get("name") or "",
            is_member=bool(found.get("is_member")),
            is_shared=bool(found.get("is_ext_shared") or found.get("is_pending_ext_shared")),
            is_archived=bool(found.get("is_archived")),
        )

    def members(self, cursor: str = "") -> tuple[Sequence[Member], str]:
        page = call(
            lambda: self.client.users_list(limit=PAGE, cursor=cursor or None, include_locale=True)
        )
        after = (page.get("response_metadata") or {}).get("next_cursor", "")
        return [member(user) for user in page["members"] if user["id"] != SLACKBOT], after

    def groups(self) -> Sequence[tuple[str, str]]:
        found = call(self.client.usergroups_list)
        return [(one["id"], one["name"]) for one in found["usergroups"]]

    def group_members(self, group: str) -> Sequence[str]:
        found = call(lambda: self.client.usergroups_users_list(usergroup=group))
        return list(found["users"])

    def upload(self, *, target: str, name: str, content: bytes, comment: str) -> None:
        place = self._channel(target)
        call(
            lambda: self.client.files_upload_v2(
                channel=place,
                filename=name,
                title=name,
                content=content,
                initial_comment=comment,
                request_file_info=False,
            )
        )

    def upload_picture(self, *, name: str, content: bytes, alt: str) -> str:
        answer = call(
            lambda: self.client.files_upload_v2(
                filename=name, title=name, content=content, alt_txt=alt, request_file_info=False
            )
        )
        file_id = str(answer["files"][0]["id"])
        self._wait_for(file_id)
        return file_id

    def download(self, *, file_id: str, most_bytes: int) -> SharedFile:
        known = call(lambda: self.client.files_info(file=file_id))["file"]
        token, seconds = self.client.token or "", self.client.timeout
        url = str(known.get("url_private_download") or known["url_private"])
        content = call(
            lambda: file_content.fetch(url, token=token, most=most_bytes, seconds=seconds)
        )
        return SharedFile(str(known.get("name") or file_id), content)

    def _wait_for(self, file_id: str) -> None:
        """Slack looks at a new file before messages may show it: until then it has no type."""
        for attempt in range(MOST_LOOKS):
            if attempt:
                time.sleep(BETWEEN_LOOKS_S)
            if call(lambda: self.client.files_info(file=file_id))["file"].get("mimetype"):
                return

    def _channel(self, target: str) -> str:
        """The id of the DM with a person; other targets are channels already."""
        if target[0] not in "UW":
            return target
        opened = call(lambda: self.client.conversations_open(users=target))
        return str(opened["channel"]["id"])

    def _pages(
        self, channel: str, since: datetime, thread_ts: str | None
    ) -> Iterator[Mapping[str, Any]]:
        shared: dict[str, Any] = {
            "channel": channel,
            "oldest": f"{since.timestamp():.6f}",
            "include_all_metadata": True,
            "limit": PAGE,
        }
        cursor = ""
        for _ in range(MOST_PAGES):
            given = shared | ({"cursor": cursor} if cursor else {})
            page = call(
                lambda given=given: (  # type: ignore[misc]
                    self.client.conversations_replies(ts=thread_ts, **given)
                    if thread_ts
                    else self.client.conversations_history(**given)
                )
            )
            yield page.data if isinstance(page.data, dict) else {}
            cursor = (page.get("response_metadata") or {}).get("next_cursor", "")
            if not cursor:
                return
        raise OutcomeUnknown("too much history to look through")


@dataclass(frozen=True, slots=True)
class CountingGateway(SlackGateway):
    """The same, telling of each post and edit that Slack accepted."""

    accepted: Callable[[str], None]

    def post(
        self, *, target: str, text: str, blocks: Blocks, mark: str, thread_ts: str | None = None
    ) -> Posted:
        # Not super(): a class with slots is made anew, and super() would look for the first one.
        place = SlackGateway.post(
            self, target=target, text=text, blocks=blocks, mark=mark, thread_ts=thread_ts
        )
        self.accepted("post")
        return place

    def edit(self, *, at: Posted, text: str, blocks: Blocks, mark: str) -> None:
        SlackGateway.edit(self, at=at, text=text, blocks=blocks, mark=mark)
        self.accepted("edit")


def _scopes(response: SlackResponse) -> frozenset[str]:
    """Slack names a token's scopes in a header of each answer."""
    headers = {name.lower(): value for name, value in response.headers.items()}
    listed = headers.get("x-oauth-scopes", "")
    return frozenset(scope.strip() for scope in listed.split(",") if scope.strip())


def _told_at(response: SlackResponse) -> datetime | None:
    headers = {name.lower(): value for name, value in response.headers.items()}
    try:
        return parsedate_to_datetime(headers.get("date", ""))
    except ValueError:
        return None


def _metadata(mark: str) -> dict[str, Any]:
    return {"event_type": EVENT_TYPE, "event_payload": {"id": mark}}


def _mark_of(message: Mapping[str, Any]) -> str | None:
    metadata = message.get("metadata") or {}
    if metadata.get("event_type") != EVENT_TYPE:
        return None
    mark: str | None = (metadata.get("event_payload") or {}).get("id")
    return mark
