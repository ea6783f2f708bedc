"""/okr and /kpi: each kind of command has one function that answers it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from bot.domain.commands import Unknown, parse
from bot.domain.commands.model import Command, Help, Paged
from bot.domain.errors import NotFound
from bot.domain.people import Actor
from bot.render.ids import Run
from bot.runtime import Runtime
from bot.services import helping
from bot.slack import (
    admin_commands,
    alert_commands,
    audit_commands,
    connector_commands,
    cycle_commands,
    daily_commands,
    file_commands,
    following_commands,
    key_commands,
    kpi_commands,
    looking_commands,
    people_commands,
    privacy_commands,
    report_commands,
    scorecard_commands,
    settings,
    teams,
    writing_commands,
)
from bot.slack.answers import Answer
from bot.slack.payload import Incoming, words

Handle = Callable[[Runtime, Incoming, Actor, Any], Answer | None]

HANDLERS: Final[Mapping[type[Command], Handle]] = {
    **daily_commands.HANDLERS,
    **kpi_commands.HANDLERS,
    **alert_commands.HANDLERS,
    **file_commands.HANDLERS,
    **key_commands.HANDLERS,
    **connector_commands.HANDLERS,
    **settings.COMMANDS,
    **teams.COMMANDS,
    **admin_commands.HANDLERS,
    **cycle_commands.HANDLERS,
    **people_commands.HANDLERS,
    **privacy_commands.HANDLERS,
    **scorecard_commands.HANDLERS,
    **report_commands.HANDLERS,
    **looking_commands.HANDLERS,
    **writing_commands.HANDLERS,
    **following_commands.HANDLERS,
    **audit_commands.HANDLERS,
}


def okr(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    return _answer("/okr", rt, incoming, by)


def kpi(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    return _answer("/kpi", rt, incoming, by)


def pressed(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    """A button that gives a command: it may do what its presser could have typed."""
    run = Run.read(incoming.value)
    if run is None:
        raise NotFound("button.broken")
    command, _, text = run.line.partition(" ")
    asked = parse(command, text)
    if isinstance(asked, Paged):
        asked = replace(asked, page=run.page)
    answer = do(command, asked, rt, incoming, by)
    return replace(answer, replaces=True) if answer and run.replaces else answer


def _answer(command: str, rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    return do(command, parse(command, words(incoming.payload.get("text"))), rt, incoming, by)


def do(
    command: str, asked: Command | Unknown, rt: Runtime, incoming: Incoming, by: Actor
) -> Answer | None:
    """Answer what was asked of the slash command `command`."""
    if isinstance(asked, Unknown):
        params = {"command": command, "word": asked.word, "nearest": asked.nearest}
        return Answer("unknown_command", params)
    if isinstance(asked, Help):
        return Answer(
            "help", {"command": command, "topic": asked.topic, **helping.roles(rt, by=by)}
        )
    return HANDLERS[type(asked)](rt, incoming, by, asked)
