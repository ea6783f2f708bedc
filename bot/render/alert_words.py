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


def line(words: Words, row: Params, *, limit: int) -> Mrkdwn:
    """One alert of a list that is posted: whose it is, and how much time is left."""
    known = _known(words, row)
    left = _planned(words, known) or _left(words, known)
    return words.mrkdwn("alert/line", alert=known, left=left, limit=limit, named=True)


def standing(words: Words, row: Params, *, limit: int, named: bool) -> Mrkdwn:
    """One alert of a list that stays: until when it is to be handled. `named` says whose it is."""
    known = _known(words, row)
    until = _planned(words, known) or _until(words, known)
    return words.mrkdwn("alert/line", alert=known, left=until, limit=limit, named=named)


def _known(words: Words, row: Params) -> dict[str, Any]:
    known: dict[str, Any] = _LINE | dict(row)
    known["unit"] = known.get("unit") or ""
    known["period"] = period(words, known.get("frequency"), known["period"])
    return known


def _planned(words: Words, row: Params) -> Mrkdwn | None:
    """Whose plan stands, and until when."""
    if row["plan_due_on"] is None:
        return None
    due = words.language.dates.day(row["plan_due_on"])
    return words.line("alert_left.planned", who=user_text(row["planned_by"] or "?", 80), due=due)


def _left(words: Words, row: Params) -> Mrkdwn | None:
    if row["left_s"] is None:
        return None
    seconds = abs(int(row["left_s"]))
    hours, days = -(-seconds // _HOUR), round(seconds / _DAY)
    unit, count = ("hours", hours) if hours <= _MOST_HOURS else ("days", days)
    state = "left" if row["left_s"] > 0 else "over"
    return words.line(f"alert_left.{state}_{unit}", count=str(count))


def _until(words: Words, row: Params) -> Mrkdwn | None:
    if row["handle_by"] is None:
        return None
    state = "since" if (row["left_s"] or 0) <= 0 else "by"
    moment = words.language.dates.day_time(row["handle_by"], words.tz)
    return words.line(f"alert_left.{state}", moment=moment)
