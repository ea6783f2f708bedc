"""When the figure of a KPI is due."""

from datetime import date, timedelta

from bot.domain.calendars import Calendar
from bot.domain.kpis.alerts import period_of
from bot.domain.kpis.model import Frequency

_DAY = timedelta(days=1)


def is_due(frequency: Frequency, *, read_on: date | None, on: date, calendar: Calendar) -> bool:
    """Whether `on` is the last working day of a period that has no reading.

    `read_on` is a day of the period that was read last. A period without any working day is
    never due.
    """
    first, last = period_of(frequency, on)
    if not calendar.is_worked(on) or (read_on is not None and read_on >= first):
        return False
    return calendar.next_worked(on + _DAY, before=last + _DAY) is None
