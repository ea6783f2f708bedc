"""Buttons around a cycle: each step shows first what it would do, then another button does it."""

from bot.domain.errors import NotFound
from bot.domain.goals.life import Step
from bot.domain.people import Actor
from bot.render import ids
from bot.runtime import Runtime
from bot.services import dependencies
from bot.services.cycles import (
    activating,
    closing,
    creating,
    overview,
    presenting,
    score_cards,
    scoring,
)
from bot.slack.actions import number
from bot.slack.answers import Answer, told
from bot.slack.payload import Incoming


def show(rt: Runtime, _incoming: Incoming, by: Actor) -> Answer:
    return Answer("cycle_overview", overview.show(rt, by=by))


def publish(rt: Runtime, incoming: Incoming, by: Actor) -> Answer:
    found = presenting.publish_preview(rt, number(incoming.value), by=by)
    return Answer("company_goals", found)


def present(rt: Runtime, incoming: Incoming, by: Actor) -> Answer:
    cycle_id, _, team_id = incoming.value.partition(":")
    found = presenting.drafts_preview(rt, number(cycle_id), number(team_id), by=by)
    return Answer("team_drafts", found)


def activate(rt: Runtime, incoming: Incoming, by: Actor) -> Answer:
    return Answer("activation_check", activating.preview(rt, number(incoming.value), by=by))


def begin_closing(rt: Runtime, incoming: Incoming, by: Actor) -> Answer:
    found = closing.preview(rt, number(incoming.value), Step.BEGIN_CLOSING, by=by)
    return Answer("closing_check", found)


def close(rt: Runtime, incoming: Incoming, by: Actor) -> Answer:
    found = closing.preview(rt, number(incoming.value), Step.CLOSE, by=by)
    return Answer("closing_check", found)


def do_step(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    cycle, _, rest = incoming.value.partition(":")
    step, _, team = rest.partition(":")
    cycle_id, key = number(cycle), incoming.key
    match step:
        case Step.PUBLISH:
            done = presenting.publish(rt, cycle_id, by=by, key=key)
        case Step.PRESENT:
            done = presenting.present(rt, cycle_id, number(team), by=by, key=key)
        case Step.ACTIVATE:
            done = activating.activate(rt, cycle_id, by=by, key=key)
        case Step.BEGIN_CLOSING:
            done = closing.begin(rt, cycle_id, by=by, key=key)
        case Step.CLOSE:
            done = closing.close(rt, cycle_id, by=by, key=key)
        case _:
            raise NotFound("button.broken")
    return told("cycle_done", done)


def new_cycle(rt: Runtime, incoming: Incoming, by: Actor) -> None:
    view = rt.render.view(ids.View.NEW_CYCLE, creating.offered(rt, by=by), locale=by.locale)
    rt.gateway.open_view(trigger_id=incoming.trigger_id, view=view)


def show_scores(rt: Runtime, _incoming: Incoming, by: Actor) -> Answer:
    return Answer("score_list", score_cards.open_for(rt, by=by))


def score_goal(rt: Runtime, incoming: Incoming, by: Actor) -> None:
    open_score(rt, incoming, by, number(incoming.value))


def open_score(rt: Runtime, incoming: Incoming, by: Actor, objective_id: int) -> None:
    """The form with the scores of one objective."""
    params = scoring.form(rt, objective_id, by=by)
    view = rt.render.view(ids.View.SCORE_GOAL, params, locale=by.locale)
    rt.gateway.open_view(trigger_id=incoming.trigger_id, view=view)


def ask_team(rt: Runtime, incoming: Incoming, by: Actor) -> None:
    open_depend(rt, incoming, by, team=None)


def open_depend(rt: Runtime, incoming: Incoming, by: Actor, *, team: str | None) -> None:
    """The form that asks another team for help."""
    view = rt.render.view(ids.View.DEPEND, dependencies.form(rt, team, by=by), locale=by.locale)
    rt.gateway.open_view(trigger_id=incoming.trigger_id, view=view)


def accept(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    found = number(incoming.value)
    dependencies.answer(rt, found, accepted=True, because=None, by=by, key=incoming.key)
    return None


def decline(rt: Runtime, incoming: Incoming, by: Actor) -> None:
    params = dependencies.ask_reason(rt, number(incoming.value), by=by)
    view = rt.render.view(ids.View.DECLINE, params, locale=by.locale)
    rt.gateway.open_view(trigger_id=incoming.trigger_id, view=view)
