"""When the figure of a KPI is due, and from when on it is late."""

from datetime import date, timedelta
from typing import Final

from bot.domain.calendars import Calendar
from bot.domain.kpis.model import Frequency
from bot.domain.periods import period_around, period_before

_DAY: Final = timedelta(days=1)
#: A reading comes before the next one is due.
LATEST_DUE_DAY: Final = {
    Frequency.DAY: 1,
    Frequency.WEEK: 7,
    Frequency.MONTH: 28,
    Frequency.QUARTER: 90,
}
MOST_GRACE: Final = 90


def due_on(
    frequency: Frequency, first: date, *, due_day: int | None, calendar: Calendar
) -> date | None:
    """The day on which the reading of the period that begins on `first` is due.

    Without a `due_day` that is the last working day of the period; else the working day on or
    after the day `due_day` after it (1 is the day that follows). None where none is worked before
    the next reading is due.
    """
    _, last = period_around(frequency, first)
    if due_day is None:
        worked = (last - _DAY * n for n in range((last - first).days + 1))
        return next((day for day in worked if calendar.is_worked(day)), None)
    _, next_last = period_around(frequency, last + _DAY)
    wanted, before = last + _DAY * due_day, next_last + _DAY * due_day
    return wanted if calendar.is_worked(wanted) else calendar.next_worked(wanted, before=before)


def late_from(
    frequency: Frequency,
    first: date,
    *,
    due_day: int | None,
    grace_days: int,
    calendar: Calendar,
) -> date | None:
    """The first day on which a missing reading of that period is late: the grace has passed."""
    due = due_on(frequency, first, due_day=due_day, calendar=calendar)
    return None if due is None else due + _DAY * (grace_days + 1)


def is_due(
    frequency: Frequency,
    *,
    read_on: date | None,
    on: date,
    calendar: Calendar,
    due_day: int | None = None,
) -> bool:
    """Whether `on` is the day on which the reading of a period is due, and there is none.

    `read_on` is a day of the period that was read last. A period without any working day is
    never due.
    """
    if not calendar.is_worked(on):
        return False
    first, _ = period_around(frequency, on)
    periods = [first] if due_day is None else _earlier(frequency, first, on - _DAY * due_day)
    return any(
        (read_on is None or read_on < period)
        and due_on(frequency, period, due_day=due_day, calendar=calendar) == on
        for period in periods
    )


def _earlier(frequency: Frequency, first: date, until: date) -> list[date]:
    """The periods before `first` that are over and may be due by now, the last two of them."""
    newest = period_before(frequency, first)
    return [one for one in (newest, period_before(frequency, newest)) if one <= until]
