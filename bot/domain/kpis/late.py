"""Which reading of a KPI is late."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.domain.calendars import Calendar
from bot.domain.kpis.due import due_on
from bot.domain.kpis.model import Frequency
from bot.domain.periods import period_around

_DAY: Final = timedelta(days=1)
#: So many periods back there is one that was due, whatever days off lie between.
_FARTHEST: Final = 120


@dataclass(frozen=True, slots=True)
class Expected:
    """When the readings of a KPI are due, see `due.due_on`, and how many days later one is late.

    What was due before `watched_from` is not missed.
    """

    frequency: Frequency
    due_day: int | None
    grace_days: int
    watched_from: date


@dataclass(frozen=True, slots=True)
class Missing:
    """The first day of a period without a reading, and when that reading was due."""

    first: date
    due_on: date


def missing(
    expected: Expected, *, read_on: date | None, on: date, calendar: Calendar
) -> Missing | None:
    """The newest period whose reading is late at the beginning of the day `on`.

    `read_on` is a day of the newest period that has a reading: up to it nothing is missing.
    """
    first, _ = period_around(expected.frequency, on)
    for _ in range(_FARTHEST):
        if read_on is not None and read_on >= first:
            return None
        day = due_on(expected.frequency, first, due_day=expected.due_day, calendar=calendar)
        if day is not None and day < expected.watched_from:
            return None
        if day is not None and day + expected.grace_days * _DAY < on:
            return Missing(first, day)
        first, _ = period_around(expected.frequency, first - _DAY)
    return None
