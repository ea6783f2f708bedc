"""The forms about an alert, and why it is there."""

from typing import Any

from bot.render import fields
from bot.render.alert_words import period
from bot.render.alerts import facts
from bot.render.blocks import Block, context, input_block, modal, section
from bot.render.environment import Words
from bot.render.escaping import Mrkdwn, user_text
from bot.render.field_ids import AlertField
from bot.render.ids import ALERT_SNOOZES, Action, View
from bot.render.rows import Params

_LONGEST, _TITLE = 500, 150


def alert_plan_form(words: Words, params: Params) -> dict[str, Any]:
    """What will be done, until when, by whom."""
    body = [
        section(words.line("alert_form.plan_for", title=_title(params))),
        fields.long_text(
            words.plain("alert_form.what"),
            block_id=AlertField.WHAT,
            value=params["what"],
            longest=_LONGEST,
        ),
        _day(words, params["due_on"]),
        _person(words, params["who"]),
    ]
    return _modal(words, View.ALERT_PLAN, params, body, submit="buttons.save")


def alert_snooze_form(words: Words, params: Params) -> dict[str, Any]:
    """Until when, and why; the clock goes on."""
    options = [(name, words.plain(f"alert_snoozes.{name}")) for name in ALERT_SNOOZES]
    handle_by = params["handle_by"]
    left = words.language.dates.day_time(handle_by, params["tz"]) if handle_by else None
    body: list[Block] = [section(words.line("alert_form.snooze_for", title=_title(params)))]
    if left is not None:
        body.append(context(words.line("alert_form.clock_goes_on", handle_by=left)))
    body += [
        fields.radio(
            words.plain("alert_form.until"),
            options,
            block_id=AlertField.UNTIL,
            chosen=ALERT_SNOOZES[1],
        ),
        _because(words),
    ]
    return _modal(words, View.ALERT_SNOOZE, params, body, submit="buttons.save")


def alert_close_form(words: Words, params: Params) -> dict[str, Any]:
    """Why it is closed although nothing has recovered."""
    body = [section(words.line("alert_form.close_for", title=_title(params))), _because(words)]
    return _modal(words, View.ALERT_CLOSE, params, body, submit="alert_form.close_submit")


def alert_why(words: Words, params: Params) -> dict[str, Any]:
    """The limits, the arithmetic in a sentence, the last readings, what happened when."""
    alert = facts(words, params)
    shown = {"crossing": params["crossing"], "grace_days": params["grace_days"]}
    body: list[Block] = [
        section(words.mrkdwn("alert/head", alert=alert)),
        section(words.mrkdwn("alert/why", alert=alert, **shown)),
    ]
    body += _list(
        words, "alert_form.readings", [_reading(words, alert, one) for one in params["readings"]]
    )
    body += _list(words, "alert_form.changes", [_change(words, one) for one in params["changes"]])
    view = _modal(words, View.ALERT_WHY, params, body, submit="buttons.save")
    del view["submit"]  # there is nothing to fill in
    return view | {"close": {"type": "plain_text", "text": words.plain("buttons.close")}}


def _reading(words: Words, alert: Params, reading: Params) -> Mrkdwn:
    named = period(words, alert["frequency"], reading["on"])
    return words.mrkdwn("alert/reading", reading=reading, period=named, unit=alert["unit"])


def _change(words: Words, step: Params) -> Mrkdwn:
    return words.mrkdwn("alert/change", step={"by": None} | dict(step))


def _list(words: Words, head: str, lines: list[Mrkdwn]) -> list[Block]:
    """A heading and its lines in one block; none without lines."""
    return [section(Mrkdwn("\n".join([words.line(head), *lines])))] if lines else []


def _day(words: Words, due_on: str | None) -> Block:
    label, hint = words.plain("alert_form.due"), words.plain("alert_form.due_hint")
    found = fields.day(label, block_id=AlertField.DUE, chosen=due_on, hint=hint)
    return found | {"optional": False}


def _person(words: Words, who: str | None) -> Block:
    return fields.person(words.plain("alert_form.who"), block_id=AlertField.WHO, chosen=who) | {
        "optional": False
    }


def _because(words: Words) -> Block:
    element = {"type": "plain_text_input", "action_id": Action.VALUE, "max_length": _LONGEST}
    return input_block(words.plain("alert_form.because"), element, block_id=AlertField.BECAUSE)


def _title(params: Params) -> Mrkdwn:
    return user_text(params["title"], _TITLE)


def _modal(
    words: Words, view: View, params: Params, body: list[Block], *, submit: str
) -> dict[str, Any]:
    return modal(
        body,
        callback_id=view,
        private_metadata=str(params["alert_id"]),
        title=words.plain(f"alert_form.{view}_title"),
        submit=words.plain(submit),
        close=words.plain("buttons.cancel"),
    )
