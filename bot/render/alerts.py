"""The messages about an alert of a KPI: its card, and what its owner and their manager are told."""

from typing import Any

from bot.render.alert_words import period
from bot.render.blocks import Block, Rendered, actions, button, message, section
from bot.render.doors import door
from bot.render.environment import Words
from bot.render.escaping import mention
from bot.render.ids import Action
from bot.render.rows import Params

_RECENT_SHOWN = 6
_ALERT = dict.fromkeys(
    (
        "target", "low", "high", "owner", "owner_name", "team", "handle_by", "acknowledged_by",
        "resolved_at", "unstable", "overdue", "snoozed_until", "snoozed_because", "plan",
        "planned_by", "planned_by_name", "plan_due_on", "plan_missed", "closed_by",
        "closed_because", "period", "due_on", "judged", "kpi_id",
    )
)  # fmt: skip
_ALERT |= {"kind": "target", "clock": "wall", "basis": "value", "good_needed": 2}
_IS_OVER = ("resolved", "closed")
#: What may be done in each state, in the order of the buttons.
_DO = {
    "firing": ("acknowledge", "plan", "why", "snooze", "close"),
    "acknowledged": ("plan", "why", "close"),
    "recovering": ("why", "close"),
    "resolved": ("why",),
    "closed": ("why",),
}
_ACTIONS = {
    "acknowledge": ("buttons.acknowledge", Action.ACKNOWLEDGE),
    "plan": ("alert_buttons.plan", Action.ALERT_PLAN),
    "why": ("alert_buttons.why", Action.ALERT_WHY),
    "snooze": ("alert_buttons.snooze", Action.ALERT_SNOOZE),
    "close": ("alert_buttons.close", Action.ALERT_CLOSE),
}


def alert_card(words: Words, params: Params) -> Rendered:
    """One card per alert, edited in place."""
    return _alert(words, params, to_owner=False)


def alert_dm(words: Words, params: Params) -> Rendered:
    """The same alert, told to the owner."""
    return _alert(words, params, to_owner=True)


def alert_escalation(words: Words, params: Params) -> Rendered:
    """The same alert, told to the owner's manager when nobody handled it in time."""
    alert = facts(words, params)
    head = words.mrkdwn("alert/escalation", alert=alert)
    text = words.mrkdwn("alert/card", alert=alert, to_owner=False)
    return message(head, [section(head), section(text), buttons(words, alert)])


def alert_reminder(words: Words, params: Params) -> Rendered:
    """The owner has done nothing about it yet."""
    return _short(words, "alert/reminder", params)


def alert_plan_missed(words: Words, params: Params) -> Rendered:
    """The day of the plan has passed, and the figure is as bad as before."""
    return _short(words, "alert/plan_missed", params)


def alert_planned(words: Words, params: Params) -> Rendered:
    """Somebody else has a plan for the reader to carry out."""
    by = mention(params["by"], params["by_name"])
    alert = facts(words, params)
    text = words.mrkdwn("alert/planned", alert=alert, by=by)
    return message(text, [section(text), buttons(words, alert)])


def alert_acknowledged(words: Words, params: Params) -> Rendered:
    """The answer to the command."""
    text = words.mrkdwn("alert/acknowledged", title=params["title"], handle_by=params["handle_by"])
    return message(text, [section(text)])


def facts(words: Words, params: Params) -> dict[str, Any]:
    """An alert with every fact that there is; what was not given is None."""
    alert: dict[str, Any] = _ALERT | dict(params)
    alert["unit"] = alert.get("unit") or ""
    alert["recent"] = list(alert.get("recent") or [])[-_RECENT_SHOWN:]
    alert["limit_unit"] = alert["unit"] if alert["basis"] == "value" else "%"
    alert["period"] = period(words, alert.get("frequency"), alert["period"])
    alert["is_over"] = alert["state"] in _IS_OVER
    alert["planned"] = alert["plan"] is not None and not alert["is_over"]
    return alert


def buttons(words: Words, alert: Params) -> Block:
    """What may be done about an alert in its state."""
    found = []
    for name in _DO[alert["state"]]:
        label, action = _ACTIONS[name]
        first = name == "acknowledge"
        found.append(
            button(
                words.plain(label), action_id=action, value=str(alert["alert_id"]), primary=first
            )
        )
    if alert["kpi_id"] and alert["kind"] == "target" and not alert["is_over"]:
        label = words.plain("alert_buttons.draft")
        found.append(door(label, f"/kpi draft #{alert['kpi_id']}", 0))
    return actions(None, *found)


def _alert(words: Words, params: Params, *, to_owner: bool) -> Rendered:
    alert = facts(words, params)
    text = words.mrkdwn("alert/card", alert=alert, to_owner=to_owner)
    return message(words.mrkdwn("alert/head", alert=alert), [section(text), buttons(words, alert)])


def _short(words: Words, template: str, params: Params) -> Rendered:
    """In the thread of the alert's own message the buttons are at its head."""
    alert = facts(words, params)
    text = words.mrkdwn(template, alert=alert)
    pressed = None if params.get("in_thread") else buttons(words, alert)
    return message(text, [section(text), pressed])
