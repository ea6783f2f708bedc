"""Buttons and menus. Their values come from outside: every use case checks them anew."""

from datetime import date

from bot.domain.errors import NotFound
from bot.domain.people import Actor
from bot.runtime import Runtime
from bot.services import (
    answering,
    asking,
    charting,
    dead_letters,
    overviews,
    pausing,
    questions,
    undoing,
)
from bot.slack import forms
from bot.slack.answers import Answer, told
from bot.slack.payload import Incoming


def no_change(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    answering.no_change(rt, number(incoming.value), by=by, key=incoming.key)
    return None


def snooze(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    request_id = number(incoming.block_id.rpartition(":")[2])
    asking.snooze(rt, request_id, incoming.value, by=by, key=incoming.key)
    return None


def update_all(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    request_id = number(incoming.value) if incoming.value else None
    return forms.open_update_all(rt, incoming, by, request_id=request_id)


def pick(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    question_id, _, index = incoming.value.partition(":")
    questions.pick(rt, number(question_id), number(index), by=by, key=incoming.key)
    return None


def other(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    return forms.open_other_value(rt, incoming, by, question_id=number(incoming.value))


def undo(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    undoing.undo(rt, number(incoming.value), by=by, key=incoming.key)
    return None


def undo_one(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    reply_id, _, n = incoming.value.partition(":")
    undoing.undo(rt, number(reply_id), by=by, key=incoming.key, n=number(n))
    return None


def post_again(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    dead_letters.settle(rt, number(incoming.value), again=True, by=by, key=incoming.key)
    return None


def drop(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    dead_letters.settle(rt, number(incoming.value), again=False, by=by, key=incoming.key)
    return None


def chart(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    kind, _, row_id = incoming.value.partition(":")
    return Answer("chart", charting.pressed(rt, kind, number(row_id), by=by))


def show_mine(rt: Runtime, _incoming: Incoming, by: Actor) -> Answer | None:
    return Answer("my_goals", overviews.my_goals(rt, by=by))


def pause(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    first, _, last = incoming.value.rpartition("/")
    starts = day(first) if first else None
    return told("paused", pausing.pause(rt, day(last), starts=starts, by=by, key=incoming.key))


def resume(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    return told("resumed", pausing.resume(rt, by=by, key=incoming.key))


def day(text: str) -> date:
    """A date that a button carries; raises NotFound "button.broken" for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotFound("button.broken") from None


def number(text: str) -> int:
    """An id that a button carries; raises NotFound "button.broken" for anything else."""
    if text.isascii() and text.isdecimal() and len(text) < 19:
        return int(text)
    raise NotFound("button.broken")
