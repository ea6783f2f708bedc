"""Connectors: the list that only the administrator who asked can see, and its buttons."""

from collections.abc import Mapping
from typing import Any, Final

from bot.domain.commands.connectors import Connectors
from bot.domain.people import Actor
from bot.runtime import Runtime
from bot.services.connecting import looking_after
from bot.slack.actions import number
from bot.slack.answers import Answer
from bot.slack.payload import Incoming

KIND: Final = "connectors_listed"


def _list(rt: Runtime, _: Incoming, by: Actor, __: Connectors) -> Answer:
    return Answer(KIND, looking_after.listed(rt, by=by))


def pause(rt: Runtime, incoming: Incoming, by: Actor) -> Answer:
    found = looking_after.pause(rt, number(incoming.value), by=by, key=incoming.key)
    return Answer(KIND, found, replaces=True)


def resume(rt: Runtime, incoming: Incoming, by: Actor) -> Answer:
    found = looking_after.resume(rt, number(incoming.value), by=by, key=incoming.key)
    return Answer(KIND, found, replaces=True)


def try_now(rt: Runtime, incoming: Incoming, by: Actor) -> Answer:
    found = looking_after.try_now(rt, number(incoming.value), by=by, key=incoming.key)
    return Answer(KIND, found, replaces=True)


HANDLERS: Final[Mapping[type, Any]] = {Connectors: _list}
