"""Buttons, menus and forms around check-ins: plans, reviews, nudges."""

from collections.abc import Mapping
from typing import Any, Final

from bot.domain.errors import DomainError, NotAllowed
from bot.domain.people import Actor
from bot.render import ids
from bot.runtime import Runtime
from bot.services import asking_managers, reviewing, waiting_for, week_plans
from bot.services.reviewing import Correction
from bot.slack.actions import number
from bot.slack.answers import Answer
from bot.slack.payload import Incoming, words

FAR: Final = "value.far"
LONGEST_FIGURE: Final = 60


def plan(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    outcome, _, plan_id = incoming.value.partition(":")
    week_plans.choose(rt, number(plan_id), outcome, by=by, key=incoming.key)
    return None


def nudge(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    found = waiting_for.nudge(rt, number(incoming.value), by=by, key=incoming.key)
    return None if found is None else Answer("silent", found, replaces=True)


def agree(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    found = reviewing.agree(rt, number(incoming.value), by=by, key=incoming.key)
    return None if found is None else Answer("review", found, replaces=True)


def correct(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    return _open(rt, incoming, by, ids.View.REVIEW_CORRECT)


def ask(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    return _open(rt, incoming, by, ids.View.REVIEW_ASK)


def check_corrected(rt: Runtime, incoming: Incoming, by: Actor) -> Mapping[str, str]:
    """What is wrong with the figure, on its field."""
    check_in_id, correction = _correction(incoming)
    try:
        reviewing.check_value(rt, check_in_id, correction, by=by)
    except NotAllowed:
        raise  # no matter of what was typed
    except DomainError as error:
        if error.key == FAR:
            return {}  # asked about by `confirm_far`
        return {ids.Block.VALUE: rt.render.field_error(error, locale=by.locale)}
    return {}


def confirm_far(rt: Runtime, incoming: Incoming, by: Actor) -> Mapping[str, Any] | None:
    """The form once more for a figure far from the others: the same figure again confirms it."""
    check_in_id, correction = _correction(incoming)
    try:
        reviewing.check_value(rt, check_in_id, correction, by=by)
    except DomainError as error:
        if error.key != FAR:
            raise
        params = reviewing.form(rt, check_in_id, by=by) | {"far": _brief(correction.text)}
        return rt.render.view(ids.View.REVIEW_CORRECT, params, locale=by.locale)
    return None


def corrected(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    check_in_id, correction = _correction(incoming)
    view_id = str(incoming.payload["view"]["id"])
    reviewing.correct(rt, check_in_id, correction, by=by, key=incoming.key, view_id=view_id)
    return None


def asked(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    check_in_id = number(incoming.payload["view"]["private_metadata"])
    question = _typed(incoming)[ids.Block.VALUE]
    reviewing.ask(rt, check_in_id, question, by=by, key=incoming.key)
    return None


def still_keep(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    asking_managers.settle(rt, number(incoming.value), "kept", by=by, key=incoming.key)
    return None


def still_ask(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    asking_managers.settle(rt, number(incoming.value), "asked", by=by, key=incoming.key)
    return None


def _open(rt: Runtime, incoming: Incoming, by: Actor, view: ids.View) -> Answer | None:
    params = reviewing.form(rt, number(incoming.value), by=by)
    shown = rt.render.view(view, params, locale=by.locale)
    rt.gateway.open_view(trigger_id=incoming.trigger_id, view=shown)
    return None


def _correction(incoming: Incoming) -> tuple[int, Correction]:
    """The check-in's id, and what was typed; what was asked about stands behind the id."""
    check_in_id, _, asked_about = incoming.payload["view"]["private_metadata"].partition(":")
    typed = _typed(incoming)
    text = typed[ids.Block.VALUE]
    sure = bool(asked_about) and _brief(text) == asked_about
    return number(check_in_id), Correction(text, typed[ids.Block.REASON], sure)


def _brief(text: str) -> str:
    return text.strip()[:LONGEST_FIGURE]


def _typed(incoming: Incoming) -> Mapping[str, str]:
    """What is in the fields of a form, by their blocks."""
    return {
        block: words(next(iter(element.values())).get("value"))
        for block, element in incoming.payload["view"]["state"]["values"].items()
    }
