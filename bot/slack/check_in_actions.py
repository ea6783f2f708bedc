"""Buttons and menus around check-ins: plans, reviews, nudges."""

from bot.domain.people import Actor
from bot.runtime import Runtime
from bot.services import week_plans
from bot.slack.actions import number
from bot.slack.answers import Answer
from bot.slack.payload import Incoming


def plan(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    outcome, _, plan_id = incoming.value.partition(":")
    week_plans.choose(rt, number(plan_id), outcome, by=by, key=incoming.key)
    return None
