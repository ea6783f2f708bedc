"""The forms about an alert: a plan, when to be reminded, why it is closed."""

from collections.abc import Mapping
from datetime import date

from bot.domain.people import Actor
from bot.render.field_ids import AlertField
from bot.runtime import Runtime
from bot.services.alerting import handling
from bot.services.alerting.handling import Plan
from bot.slack.actions import number
from bot.slack.answers import Answer
from bot.slack.fields import Form
from bot.slack.payload import Incoming

Errors = Mapping[str, str]
BLOCKS = {"what": AlertField.WHAT, "due": AlertField.DUE, "who": AlertField.WHO}


def check_plan(rt: Runtime, incoming: Incoming, by: Actor) -> Errors:
    wrong = handling.check_plan(rt, _plan(Form.of(incoming)), by=by)
    return {
        BLOCKS[name]: rt.render.field_error(error, locale=by.locale)
        for name, error in wrong.items()
    }


def plan(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    form = Form.of(incoming)
    handling.plan(rt, number(form.metadata), _plan(form), by=by, key=incoming.key)
    return None


def snooze(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    form = Form.of(incoming)
    option, because = form.chosen(AlertField.UNTIL) or "", form.typed(AlertField.BECAUSE)
    handling.snooze(rt, number(form.metadata), option, because, by=by, key=incoming.key)
    return None


def close(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    form = Form.of(incoming)
    because = form.typed(AlertField.BECAUSE)
    handling.close(rt, number(form.metadata), because, by=by, key=incoming.key)
    return None


def _plan(form: Form) -> Plan:
    due = form.chosen(AlertField.DUE)
    return Plan(
        form.typed(AlertField.WHAT),
        date.fromisoformat(due) if due else None,
        form.chosen(AlertField.WHO),
    )
