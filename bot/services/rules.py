"""Recurrence rules as they are stored in a schedule row."""

from collections.abc import Mapping
from datetime import time
from typing import Any

from bot.domain.cadence import DailyRule, HourlyRule, WeeklyRule

#: When people are asked unless they have a time of their own.
CHECK_IN_AT = time(9)


def stored(rule: WeeklyRule | DailyRule | HourlyRule) -> dict[str, Any]:
    """{"weekday": 0..6, "at": "09:00"}, without a weekday for every day; {"minute": 0..59}."""
    if isinstance(rule, HourlyRule):
        return {"minute": rule.minute}
    at = {"at": rule.at.strftime("%H:%M")}
    return {"weekday": rule.weekday, **at} if isinstance(rule, WeeklyRule) else at


def loaded(rule: Mapping[str, Any]) -> WeeklyRule | DailyRule:
    """The rule that `stored` made of dates."""
    at = time.fromisoformat(rule["at"])
    return WeeklyRule(int(rule["weekday"]), at) if "weekday" in rule else DailyRule(at)


def hourly(rule: Mapping[str, Any]) -> HourlyRule | None:
    """The rule that `stored` made of hours; None for one of dates, and for none at all."""
    return HourlyRule(int(rule["minute"])) if "minute" in rule else None
