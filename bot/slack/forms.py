"""Modals: opened within the trigger's three seconds, checked before they are acknowledged."""

from collections.abc import Mapping
from typing import Any

from bot.domain.errors import DomainError, NotAllowed
from bot.domain.people import Actor
from bot.render import ids
from bot.runtime import Runtime
from bot.services import questions
from bot.slack import check_in_form, fields
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
    except NotAllowed:
        raise  # no matter of what was typed
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
    return check_in_form.open_form(rt, incoming, by, request_id=request_id)


def _other_value(incoming: Incoming) -> tuple[int, int, str, str]:
    """Question id, number of the item, block of the figure, the figure as typed."""
    view = incoming.payload["view"]
    values = view["state"]["values"]
    question_id = fields.whole(view["private_metadata"]) or 0
    if ids.Block.SUBJECT in values:
        chosen = _only(values[ids.Block.SUBJECT])["selected_option"]["value"]
        block: str = ids.Block.VALUE
        return question_id, int(chosen), block, _typed(values[block])
    block = next(iter(values))
    return question_id, _number(block), block, _typed(values[block])


def _number(block: str) -> int:
    found = ids.ITEM_PATTERN.match(block)
    assert found is not None
    return int(found[1])


def _typed(state: Mapping[str, Any]) -> str:
    return words(_only(state).get("value"))


def _only(state: Mapping[str, Any]) -> Mapping[str, Any]:
    only: Mapping[str, Any] = next(iter(state.values()))
    return only
