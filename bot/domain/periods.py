"""Calendar periods: a week runs Monday to Sunday, months and quarters as in the calendar."""

from datetime import date, timedelta

DAY, WEEK, MONTH, QUARTER = "day", "week", "month", "quarter"


def period_around(length: str, on: date) -> tuple[date, date]:
    """First and last day of the day, week, month or quarter that holds `on`.

    `length` is the value of a Period or Frequency; anything else is a ValueError.
    """
    if length == DAY:
        return on, on
    if length == WEEK:
        monday = on - timedelta(days=on.weekday())
        return monday, monday + timedelta(days=6)
    if length == MONTH:
        return on.replace(day=1), _month_end(on.year, on.month)
    if length == QUARTER:
        last_month = (on.month + 2) // 3 * 3
        return date(on.year, last_month - 2, 1), _month_end(on.year, last_month)
    raise ValueError(f"no such period: {length!r}")


def periods_due(length: str, *, first: date, last: date, on: date) -> tuple[tuple[date, date], ...]:
    """The periods that lie whole within `first`..`last` and are over at the end of `on`.

    Oldest first. A period cut by the edge of the span is never due: nobody is held to a month's
    count in half a month.
    """
    due = []
    start, end = period_around(length, first)
    while end <= min(last, on):
        if start >= first:
            due.append((start, end))
        start, end = period_around(length, end + timedelta(days=1))
    return tuple(due)


def period_before(length: str, first: date) -> date:
    """First day of the period before the one that begins on `first`."""
    return period_around(length, first - timedelta(days=1))[0]


def period_last_year(length: str, first: date) -> date:
    """First day of the same period a year earlier; of a week the one 52 weeks before.

    The 29th of February has the 28th before it.
    """
    if length == WEEK:
        return first - timedelta(weeks=52)
    try:
        return first.replace(year=first.year - 1)
    except ValueError:
        return first.replace(year=first.year - 1, day=28)


def _month_end(year: int, month: int) -> date:
    if month == 12:
        return date(year, 12, 31)
    return date(year, month + 1, 1) - timedelta(days=1)
