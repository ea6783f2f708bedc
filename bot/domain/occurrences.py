"""Where the occurrences of a rule fall once days off are taken into account."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.cadence import DailyRule, WeeklyRule, local_date, local_time_on
from bot.domain.calendars import Calendar

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Planned:
    """An occurrence: the date that its rule names, and the moment in UTC at which it happens.

    `skipped` are earlier dates of the rule that have no working day before the date after them.
    """

    on: date
    at: datetime
    skipped: tuple[date, ...] = ()


def plan(
    rule: WeeklyRule | DailyRule,
    tz: str,
    calendar: Calendar | None,
    *,
    after: datetime,
    since: date | None = None,
) -> Planned:
    """The first occurrence of a later date than `since` that happens after `after`.

    Without `since`, one that was put off from an earlier date to a later moment counts as well.
    Without a calendar every day is worked. Raises Invalid "time.unknown_zone".
    """
    first = local_date(after, tz) - period(rule) if since is None else since + _DAY
    day = _first_date(rule, first)
    skipped: list[date] = []
    while True:
        at = moment(rule, tz, calendar, on=day)
        if at is None:
            skipped.append(day)
        elif at > after:
            return Planned(day, at, tuple(skipped))
        day += period(rule)


def moment(
    rule: WeeklyRule | DailyRule, tz: str, calendar: Calendar | None, *, on: date
) -> datetime | None:
    """When the occurrence of the date `on` happens: on the next working day.

    None when that is not before the rule's next date: two in a row are one too many.
    """
    day = on if calendar is None else calendar.next_worked(on, before=on + period(rule))
    return None if day is None else local_time_on(day, rule.at, tz)


def period(rule: WeeklyRule | DailyRule) -> timedelta:
    """From one date of the rule to the next."""
    return _WEEK if isinstance(rule, WeeklyRule) else _DAY


def _first_date(rule: WeeklyRule | DailyRule, day: date) -> date:
    """The first date of the rule that is not before `day`."""
    if isinstance(rule, DailyRule):
        return day
    return day + timedelta(days=(rule.weekday - day.weekday()) % 7)
