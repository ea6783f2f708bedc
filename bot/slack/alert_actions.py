"""Buttons of alerts: on cards, in direct messages and on the home tab."""

from bot.domain.people import Actor
from bot.render import ids
from bot.runtime import Runtime
from bot.services.alerting import handling
from bot.services.alerting import why as reasons
from bot.slack import fields
from bot.slack.actions import number
from bot.slack.answers import Answer
from bot.slack.payload import Incoming


def acknowledge(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    handling.acknowledge(rt, number(incoming.value), by=by, key=incoming.key)
    return None


def plan(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    return open_plan(rt, incoming, by, number(incoming.value))


def snooze(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    return open_snooze(rt, incoming, by, number(incoming.value))


def close(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    return open_close(rt, incoming, by, number(incoming.value))


def why(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    params = reasons.why(rt, number(incoming.value), by=by)
    return fields.open_form(rt, incoming, by, ids.View.ALERT_WHY, params)


def open_plan(rt: Runtime, incoming: Incoming, by: Actor, alert_id: int) -> Answer | None:
    """The form in which a plan is written."""
    params = handling.plan_form(rt, alert_id, by=by)
    return fields.open_form(rt, incoming, by, ids.View.ALERT_PLAN, params)


def open_snooze(rt: Runtime, incoming: Incoming, by: Actor, alert_id: int) -> Answer | None:
    """The form in which reminders are put off."""
    params = handling.snooze_form(rt, alert_id, by=by)
    return fields.open_form(rt, incoming, by, ids.View.ALERT_SNOOZE, params)


def open_close(rt: Runtime, incoming: Incoming, by: Actor, alert_id: int) -> Answer | None:
    """The form that asks why an alert is closed."""
    params = handling.close_form(rt, alert_id, by=by)
    return fields.open_form(rt, incoming, by, ids.View.ALERT_CLOSE, params)
