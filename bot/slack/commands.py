"""/okr and /kpi: each kind of command has one function that answers it."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.domain.commands import Unknown, parse
from bot.domain.commands.model import Command, Help
from bot.domain.people import Actor
from bot.runtime import Runtime
from bot.slack import daily_commands, kpi_commands, people_commands
from bot.slack.answers import Answer
from bot.slack.payload import Incoming, words

Handle = Callable[[Runtime, Incoming, Actor, Any], Answer | None]

HANDLERS: Final[Mapping[type[Command], Handle]] = {
    **daily_commands.HANDLERS,
    **kpi_commands.HANDLERS,
    **people_commands.HANDLERS,
}


def okr(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    return _answer("/okr", rt, incoming, by)


def kpi(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    return _answer("/kpi", rt, incoming, by)


def _answer(command: str, rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    asked = parse(command, words(incoming.payload.get("text")))
    if isinstance(asked, Unknown):
        params = {"command": command, "word": asked.word, "nearest": asked.nearest}
        return Answer("unknown_command", params)
    if isinstance(asked, Help):
        return Answer("help", {"command": command, "topic": asked.topic})
    return HANDLERS[type(asked)](rt, incoming, by, asked)
