"""The workspace: everything the sandbox knows, and what happens when it changes."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from typing import Any

from bot.sandbox import objects, payloads
from bot.sandbox.clock import Clock
from bot.sandbox.errors import ControlError
from bot.sandbox.files import Files
from bot.sandbox.grants import Grants
from bot.sandbox.handles import ascii_handle
from bot.sandbox.log import Log
from bot.sandbox.messages import Messages
from bot.sandbox.model import Conversation, File, Json, Kind, Message, Person, Token, UserGroup
from bot.sandbox.seed import Seed
from bot.sandbox.views import Views


class Workspace:
    """One Slack workspace with one app, which may be installed in it.

    `publish(kind, event)` carries an event towards the app, `notify(notice)` tells the page; the
    server sets both. People and channels may be added from any thread; all else belongs to the
    server's loop.
    """

    def __init__(self, seed: Seed, clock: Clock) -> None:
        self.clock = clock
        self.log = Log()
        self.base_url = ""
        self.publish: Callable[[str, Json], None] = lambda _kind, _event: None
        self.notify: Callable[[Json], None] = lambda _notice: None
        self.messages = Messages(clock)
        self._seed = seed
        self._origin = secrets.token_hex(3).upper()
        self._ids = count(1)
        self._fill()

    def _fill(self) -> None:
        seed = self._seed
        self.team, self.app = seed.team, seed.app
        self.tokens: dict[str, Token] = seed.tokens()
        bots = (seed.slackbot(), seed.bot()) if seed.installed else (seed.slackbot(),)
        everyone = (*bots, *seed.people)
        self.people: dict[str, Person] = {person.id: person for person in everyone}
        channels = seed.channels(int(self.clock.now().timestamp()))
        self.channels: dict[str, Conversation] = {channel.id: channel for channel in channels}
        self._dms: dict[str, str] = {}
        self.messages.clear()
        self.views = Views(self.clock, self.new_id)
        self.grants = Grants(self.clock)
        self.files = Files(self.clock, self.new_id)
        self.groups: dict[str, UserGroup] = {}

    def reset(self) -> None:
        """Back to the seed, with an empty log. The clock stays where it is."""
        self._fill()
        self.log.clear()
        self.notify({"type": "state"})

    @property
    def bot_token(self) -> Token | None:
        """The token the app calls the Web API with; None if the app is not installed."""
        bots = [t for t in list(self.tokens.values()) if t.kind == "bot" and not t.inactive]
        return next((t for t in bots if not t.revoked), bots[0] if bots else None)

    @property
    def installed(self) -> bool:
        """Whether the app is installed here."""
        return self.bot_token is not None

    @property
    def hears(self) -> bool:
        """Whether the app is installed here and its bot active, so that events reach it."""
        bot = self.people.get(self.app.bot_user_id)
        return self.installed and bot is not None and not bot.deleted

    def bring_in_bot(self) -> None:
        """Make the bot's user, or an earlier one active again; it is in no channel."""
        bot = self.people.get(self.app.bot_user_id, self._seed.bot())
        self.people[bot.id] = replace(bot, deleted=False)
        self.notify({"type": "state"})

    def new_id(self, prefix: str) -> str:
        """An id of Slack's form that no run of the sandbox has given out before.

        An app may keep what it has seen, and must not take a new event for an old one.
        """
        return f"{prefix}0{self._origin}{next(self._ids):05X}"

    def new_block_id(self) -> str:
        """A block_id such as Slack gives to blocks that come without one."""
        return f"b{next(self._ids):04x}"

    # People and channels

    def person(self, ident: str) -> Person:
        """Raises ControlError person_not_found."""
        found = self.people.get(ident)
        if found is None:
            raise ControlError("person_not_found", f"There is no person {ident!r}.", status=404)
        return found

    def add_person(self, name: str | None = None, **facts: Any) -> Person:
        """Add or, with a known `id`, change a person; the app gets team_join or user_change.

        `facts` are the other fields of `Person`. Who is new is in #general, guests excepted.
        """
        facts = {key: value for key, value in facts.items() if value is not None}
        ident = facts.pop("id", None) or self.new_id("U")
        facts["updated"] = int(self.clock.now().timestamp())
        known = self.people.get(ident)
        if known is not None:
            person = replace(known, **facts) if name is None else replace(known, name=name, **facts)
        else:
            person = self._new_person(ident, name or ident.casefold(), facts)
        self.people[ident] = person
        if known is None and not (person.is_stranger or person.is_ultra_restricted):
            self.channels[self._seed.general].members.append(ident)
        kind = "user_change" if known else "team_join"
        wire = objects.user(person, at=self.clock.now(), email=self.may("users:read.email"))
        self.publish(kind, payloads.person_changed(kind, wire, ts=self.messages.next_ts()))
        self.notify({"type": "state"})
        return person

    def _new_person(self, ident: str, name: str, facts: Json) -> Person:
        handle = ascii_handle(name, ".")
        base: Json = {
            "display_name": name,
            "email": f"{handle}@{self.team.domain}.example",
            "team_id": "T0ELSEWHERE" if facts.get("is_stranger") else self.team.id,
        }
        if facts.get("is_bot"):
            base["bot_id"] = self.new_id("B")
        return Person(ident, handle, **(base | facts))

    def add_channel(
        self,
        name: str,
        *,
        members: list[str] | None = None,
        id: str | None = None,
        is_private: bool = False,
        is_archived: bool = False,
        bot_member: bool = True,
    ) -> Conversation:
        """Add a channel, or replace the one with the same `id`. `members` are user ids."""
        people = [self.person(member).id for member in members or []]
        if bot_member and self.hears and self.app.bot_user_id not in people:
            people.append(self.app.bot_user_id)
        kind = Kind.PRIVATE if is_private else Kind.PUBLIC
        created = int(self.clock.now().timestamp())
        creator = people[0] if people else self.app.bot_user_id
        channel = Conversation(
            id or self.new_id("C"), name, kind, people, created, creator, is_archived
        )
        self.channels[channel.id] = channel
        self.notify({"type": "state"})
        return channel

    def direct_messages(self, user: str) -> Conversation:
        """The DM of the bot and `user`, opened if need be."""
        if user in self._dms:
            return self.channels[self._dms[user]]
        created = int(self.clock.now().timestamp())
        members = [user, self.app.bot_user_id]
        # The same after a reset or a restart, as apps keep it.
        channel = Conversation(
            f"D{user[1:]}", "directmessage", Kind.IM, members, created, self.app.bot_user_id
        )
        self.channels[channel.id] = channel
        self._dms[user] = channel.id
        return channel

    def has_dm(self, user: str) -> bool:
        """Whether the DM of the bot and `user` was opened before."""
        return user in self._dms

    def is_shared(self, channel: str) -> bool:
        """Whether people of another workspace are in a conversation."""
        found = self.channels.get(channel)
        return found is not None and any(self.people[m].is_stranger for m in found.members)

    def may(self, scope: str) -> bool:
        """Whether the bot token has a scope."""
        return self.bot_token is not None and scope in self.bot_token.scopes

    # Messages

    def wire(self, message: Message, *, metadata: bool = False) -> Json:
        """A message in Slack's shape, with its thread's summary if it has one."""
        author = self.people.get(message.user)
        body = objects.message(
            message,
            app=self.app,
            team=self.team,
            home_team=author.team_id if author else self.team.id,
            metadata=metadata,
        )
        files = [file for ident in message.files if (file := self.files.get(ident))]
        if files:
            body |= {"files": [self.file_wire(file) for file in files], "upload": True}
        replies = self.messages.replies(message.channel, message.ts)
        if message.thread_ts and message.thread_ts != message.ts:
            parent = self.messages.get(message.channel, message.thread_ts)
            if parent is not None:
                body["parent_user_id"] = parent.user
        elif replies:
            users = list(dict.fromkeys(reply.user for reply in replies))
            body |= {
                "thread_ts": message.ts,
                "reply_count": len(replies),
                "reply_users_count": len(users),
                "latest_reply": replies[-1].ts,
                "reply_users": users[:5],
                "is_locked": False,
                "subscribed": False,
            }
        return body

    def file_wire(self, file: File) -> Json:
        """A file in Slack's shape."""
        places = (self.channels.get(channel) for channel in file.shares)
        public = any(place is not None and place.kind is Kind.PUBLIC for place in places)
        return objects.file(file, team=self.team, base_url=self.base_url, is_public=public)

    def post(self, message: Message) -> Message:
        """Add a message and tell the app and the page."""
        self.messages.add(message)
        self._message_notice(message)
        channel = self._heard(message)
        if channel is not None:
            wire = self.wire(message)
            kind = payloads.MESSAGE_KINDS[channel.kind]
            self.publish(kind, payloads.message_posted(wire, channel))
            mentioned = f"<@{self.app.bot_user_id}" in message.text
            others = message.user != self.app.bot_user_id
            if mentioned and others and channel.kind is not Kind.IM:
                self.publish("app_mention", payloads.app_mention(wire, channel))
        return message

    def edit(self, message: Message, **changes: Any) -> None:
        """Change fields of a message and tell the app and the page."""
        before = self.wire(message)
        for name, value in changes.items():
            setattr(message, name, value)
        self._message_notice(message)
        channel = self._heard(message)
        if channel is not None:
            ts = self.messages.next_ts()
            event = payloads.message_changed(before, self.wire(message), channel, ts=ts)
            self.publish(payloads.MESSAGE_KINDS[channel.kind], event)

    def delete(self, message: Message) -> None:
        """Remove a message and tell the app and the page."""
        before = self.wire(message)
        self.messages.remove(message)
        self._message_notice(message)
        channel = self._heard(message)
        if channel is not None:
            event = payloads.message_deleted(before, channel, ts=self.messages.next_ts())
            self.publish(payloads.MESSAGE_KINDS[channel.kind], event)

    def _heard(self, message: Message) -> Conversation | None:
        """The conversation if the app hears what happens to this message in it."""
        channel = self.channels[message.channel]
        hears = self.app.bot_user_id in channel.members and message.ephemeral_to is None
        return channel if hears else None

    def _message_notice(self, message: Message) -> None:
        notice: Json = {"type": "messages", "channel": message.channel}
        if message.ephemeral_to is not None:
            notice["user"] = message.ephemeral_to
        self.notify(notice)
