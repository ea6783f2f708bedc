"""Modals: opened within the trigger's three seconds, checked before they are acknowledged."""

from collections.abc import Mapping
from typing import Any

from bot.domain.errors import DomainError
from bot.domain.people import Actor
from bot.render import ids
from bot.runtime import Runtime
from bot.services import facts, filling, questions
from bot.services.agenda import Key
from bot.services.filling import FormErrors, Words
from bot.slack.answers import Answer
from bot.slack.payload import Incoming, words

Errors = Mapping[str, str]


def open_other_value(
    rt: Runtime, incoming: Incoming, by: Actor, *, question_id: int
) -> Answer | None:
    params = questions.ask_value(rt, question_id, by=by)
    view = rt.render.view(ids.View.OTHER_VALUE, params, locale=by.locale)
    rt.gateway.open_view(trigger_id=incoming.trigger_id, view=view)
    return None


def check_other_value(rt: Runtime, incoming: Incoming, by: Actor) -> Errors:
    question_id, n, block, text = _other_value(incoming)
    try:
        questions.check_value(rt, question_id, n, text, by=by)
    except DomainError as error:
        return {block: rt.render.field_error(error, locale=by.locale)}
    return {}


def other_value(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    question_id, n, _, text = _other_value(incoming)
    questions.put_value(rt, question_id, n, text, by=by, key=incoming.key)
    return None


def open_update_all(
    rt: Runtime, incoming: Incoming, by: Actor, *, request_id: int | None
) -> Answer | None:
    items = filling.items(rt, request_id, by=by)
    if not items:
        return Answer("note", {"key": "nothing_due", "name": by.name})
    on = facts.local_date(rt.clock(), by.tz)
    params = {
        "request_id": request_id,
        "items": [item.row(on=on, tz=by.tz) for item in items],
    }
    view = rt.render.view(ids.View.UPDATE_ALL, params, locale=by.locale)
    rt.gateway.open_view(trigger_id=incoming.trigger_id, view=view)
    return None


def check_update_all(rt: Runtime, incoming: Incoming, by: Actor) -> Errors:
    request_id, typed = _update_all(incoming)
    try:
        filling.check(rt, request_id, typed, by=by)
    except FormErrors as errors:
        return {
            ids.Block.goal(*key): rt.render.field_error(error, locale=by.locale)
            for key, error in errors.by_key.items()
        }
    return {}


def update_all(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    request_id, typed = _update_all(incoming)
    view_id = str(incoming.payload["view"]["id"])
    filling.save(rt, request_id, typed, by=by, key=incoming.key, view_id=view_id)
    return None


def _other_value(incoming: Incoming) -> tuple[int, int, str, str]:
    """Question id, number of the item, block of the figure, the figure as typed."""
    view = incoming.payload["view"]
    values = view["state"]["values"]
    question_id = int(view["private_metadata"])
    if ids.Block.SUBJECT in values:
        chosen = _only(values[ids.Block.SUBJECT])["selected_option"]["value"]
        block: str = ids.Block.VALUE
        return question_id, int(chosen), block, _typed(values[block])
    block = next(iter(values))
    return question_id, _number(block), block, _typed(values[block])


def _update_all(incoming: Incoming) -> tuple[int | None, Words]:
    view = incoming.payload["view"]
    typed = {block: _typed(state) for block, state in view["state"]["values"].items()}
    filled = {_goal(block): text for block, text in typed.items() if text.strip()}
    stored = view["private_metadata"]
    return int(stored) if stored else None, filled


def _goal(block: str) -> Key:
    found = ids.GOAL_PATTERN.match(block)
    assert found is not None
    return found[1], int(found[2])


def _number(block: str) -> int:
    found = ids.ITEM_PATTERN.match(block)
    assert found is not None
    return int(found[1])


def _typed(state: Mapping[str, Any]) -> str:
    return words(_only(state).get("value"))


def _only(state: Mapping[str, Any]) -> Mapping[str, Any]:
    only: Mapping[str, Any] = next(iter(state.values()))
    return only
