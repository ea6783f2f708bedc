"""Keys of the HTTP API: answers that only the administrator who asked can see."""

from collections.abc import Mapping
from typing import Any, Final

from bot.domain.commands.api_keys import KeyAdd, KeyRevoke, Keys
from bot.domain.people import Actor
from bot.runtime import Runtime
from bot.services import key_requests
from bot.slack.answers import Answer, told
from bot.slack.payload import Incoming


def _list(rt: Runtime, _: Incoming, by: Actor, __: Keys) -> Answer:
    return Answer("keys_listed", key_requests.listed(rt, by=by))


def _add(rt: Runtime, incoming: Incoming, by: Actor, asked: KeyAdd) -> Answer | None:
    return told("key_made", key_requests.add(rt, asked.name, by=by, key=incoming.key))


def _revoke(rt: Runtime, incoming: Incoming, by: Actor, asked: KeyRevoke) -> Answer | None:
    return told("key_revoked", key_requests.revoke(rt, asked.id, by=by, key=incoming.key))


HANDLERS: Final[Mapping[type, Any]] = {Keys: _list, KeyAdd: _add, KeyRevoke: _revoke}
