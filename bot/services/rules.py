"""Recurrence rules as they are stored in a schedule row."""

from collections.abc import Mapping
from datetime import time
from typing import Any

from bot.domain.cadence import DailyRule, WeeklyRule

#: When people are asked unless they have a time of their own.
CHECK_IN_AT = time(9)


def stored(rule: WeeklyRule | DailyRule) -> dict[str, Any]:
    """{"weekday": 0..6, "at": "09:00"}, without a weekday for every day."""
    at = {"at": rule.at.strftime("%H:%M")}
    return {"weekday": rule.weekday, **at} if isinstance(rule, WeeklyRule) else at


def loaded(rule: Mapping[str, Any]) -> WeeklyRule | DailyRule:
    """The rule that `stored` made."""
    at = time.fromisoformat(rule["at"])
    return WeeklyRule(int(rule["weekday"]), at) if "weekday" in rule else DailyRule(at)
