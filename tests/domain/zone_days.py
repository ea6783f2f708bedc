"""Every zone of the tz database, and what goes wrong with its daily occurrences."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

from bot.domain.cadence import DailyRule, local_time_on, next_occurrence, occurrence_key

FIRST, LAST = date(2020, 1, 1), date(2035, 12, 31)
WALL_TIMES = (time(0, 30), time(2, 30), time(9))
#: Without the machine's own zone, which is another name for one of the rest.
ZONES = sorted(available_timezones() - {"localtime"})
DAY, WEEK = timedelta(days=1), timedelta(days=7)


def every_day() -> list[date]:
    """All days of the years in question."""
    return [FIRST + n * DAY for n in range((LAST - FIRST).days + 1)]


def runs_around_changes(tz: str) -> Iterator[list[date]]:
    """Runs of consecutive days in which the clocks of `tz` change, and a day more on each side."""
    zone = ZoneInfo(tz)
    at = datetime(FIRST.year, 1, 1, 12, tzinfo=UTC)
    offset = at.astimezone(zone).utcoffset()
    while at.date() <= LAST - WEEK:
        at += WEEK
        now = at.astimezone(zone).utcoffset()
        if now != offset:
            first = at.astimezone(zone).date() - WEEK - DAY
            yield [first + n * DAY for n in range(10)]
        offset = now


def problem(tz: str, days: Sequence[date], at: time) -> str:
    """What is wrong with the occurrences at `at` on consecutive days; "" when all is well.

    Each day has one, on itself, and going from one to the next misses none and repeats none.
    """
    instants = [local_time_on(day, at, tz) for day in days]
    for day, instant in zip(days, instants, strict=True):
        if occurrence_key(instant, tz) != day.isoformat():
            return f"{tz} {at}: that of {day} is on {occurrence_key(instant, tz)}"
    for earlier, later in pairwise(instants):
        if next_occurrence(DailyRule(at), tz, earlier) != later:
            return f"{tz} {at}: after {earlier} does not come {later}"
    return ""
