"""Alerts in lines of lists, and the words for periods."""

from datetime import date
from typing import Any

from bot.render.environment import Words
from bot.render.escaping import Mrkdwn, user_text
from bot.render.rows import Params

_HOUR, _DAY = 3600, 86_400
#: Up to here hours are counted, then days.
_MOST_HOURS = 48
_LINE = dict.fromkeys(("owner", "handle_by", "left_s", "planned_by", "plan_due_on", "period"))
_LINE |= {"kind": "target", "severity": "warning"}


def period(words: Words, frequency: str | None, first: str | None) -> Mrkdwn | None:
    """A day, week, month or quarter by its first day: "October 2026", "tháng 10/2026"."""
    if first is None or frequency is None:
        return None
    day = date.fromisoformat(first)
    return words.line(
        f"alert_periods.{frequency}",
        day=words.language.dates.day(day),
        month=words.line(f"month_names.m{day.month}"),
        year=str(day.year),
        quarter=str((day.month + 2) // 3),
    )


def line(words: Words, row: Params, *, limit: int, named: bool = True) -> Mrkdwn:
    """One alert of a list; `named` says whose it is."""
    known: dict[str, Any] = _LINE | dict(row)
    known["unit"] = known.get("unit") or ""
    known["period"] = period(words, known.get("frequency"), known["period"])
    return words.mrkdwn(
        "alert/line", alert=known, left=_left(words, known), limit=limit, named=named
    )


def _left(words: Words, row: Params) -> Mrkdwn | None:
    """How much time is left, whose plan stands, or that it is over."""
    if row["plan_due_on"] is not None:
        facts = {
            "who": user_text(row["planned_by"] or "?", 80),
            "due": words.language.dates.day(row["plan_due_on"]),
        }
        return words.line("alert_left.planned", **facts)
    if row["left_s"] is None:
        return None
    seconds = abs(int(row["left_s"]))
    hours, days = -(-seconds // _HOUR), round(seconds / _DAY)
    unit, count = ("hours", hours) if hours <= _MOST_HOURS else ("days", days)
    state = "left" if row["left_s"] > 0 else "over"
    return words.line(f"alert_left.{state}_{unit}", count=str(count))
