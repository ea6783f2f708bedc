"""Buttons, menus and forms around check-ins: plans, reviews, nudges."""

from collections.abc import Mapping

from bot.domain.errors import DomainError
from bot.domain.people import Actor
from bot.render import ids
from bot.runtime import Runtime
from bot.services import asking_managers, reviewing, waiting_for, week_plans
from bot.slack.actions import number
from bot.slack.answers import Answer
from bot.slack.payload import Incoming, words


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
    check_in_id, value, _ = _filled(incoming)
    try:
        reviewing.check_value(rt, check_in_id, value, by=by)
    except DomainError as error:
        return {ids.Block.VALUE: rt.render.field_error(error, locale=by.locale)}
    return {}


def corrected(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    check_in_id, value, reason = _filled(incoming)
    view_id = str(incoming.payload["view"]["id"])
    reviewing.correct(rt, check_in_id, value, reason, by=by, key=incoming.key, view_id=view_id)
    return None


def asked(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    check_in_id, question, _ = _filled(incoming)
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


def _filled(incoming: Incoming) -> tuple[int, str, str]:
    """The check-in's id, what is in the first field, and the reason where there is one."""
    view = incoming.payload["view"]
    typed = {
        block: words(next(iter(element.values())).get("value"))
        for block, element in view["state"]["values"].items()
    }
    reason = typed.get(ids.Block.REASON, "")
    return int(view["private_metadata"]), typed[ids.Block.VALUE], reason
