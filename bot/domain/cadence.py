"""When something weekly is due on the clock of the person it is for."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.domain.errors import Invalid

_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class WeeklyRule:
    """Every week on `weekday` (0 is Monday, 6 Sunday) at the local wall time `at`."""

    weekday: int
    at: time

    def __post_init__(self) -> None:
        if not 0 <= self.weekday <= 6:
            raise Invalid("time.weekday", weekday=self.weekday)


@dataclass(frozen=True, slots=True)
class DailyRule:
    """Every day at the local wall time `at`."""

    at: time


@dataclass(frozen=True, slots=True)
class HourlyRule:
    """Every hour at the local `minute`, 0..59."""

    minute: int


def next_of_hour(rule: HourlyRule, tz: str, after: datetime) -> datetime:
    """The first moment strictly after `after` at which the clocks of `tz` show the minute."""
    local = _local(after, tz)
    start = after.astimezone(UTC).replace(second=0, microsecond=0)
    at = start + timedelta(minutes=(rule.minute - local.minute) % 60)
    return at if at > after else at + timedelta(hours=1)


def next_occurrence(rule: WeeklyRule | DailyRule, tz: str, after: datetime) -> datetime:
    """The first occurrence of `rule` in the zone `tz` strictly after `after`, in UTC.

    Raises Invalid "time.unknown_zone"; ValueError when `after` is naive.
    """
    # One day back, because a wall time may run again where the clocks are set back at midnight.
    day = _local(after, tz).date() - timedelta(days=1)
    step = 1
    if isinstance(rule, WeeklyRule):
        step = 7
        day += timedelta(days=(rule.weekday - day.weekday()) % 7)
    while (at := local_time_on(day, rule.at, tz)) <= after:
        day += timedelta(days=step)
    return at


def local_time_on(day: date, at: time, tz: str) -> datetime:
    """The instant, in UTC, at which the clocks of `tz` show `at` on `day`.

    A time that the clocks skip becomes the first valid moment after the gap; one that they show
    twice is the first of the two. Raises Invalid "time.unknown_zone".
    """
    zone = _zone(tz)
    wall = datetime.combine(day, at.replace(tzinfo=None, fold=0))
    instant = wall.replace(tzinfo=zone).astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None) == wall:
        return instant
    return _end_of_gap(wall, zone)


def occurrence_key(at: datetime, tz: str) -> str:
    """The local date of `at`, "2026-11-16": one occurrence per person and day."""
    return _local(at, tz).date().isoformat()


def iso_week(at: datetime, tz: str) -> str:
    """The ISO week of `at` on the local calendar, "2026-W47"; its year is the week's."""
    return week_of(local_date(at, tz))


def week_of(day: date) -> str:
    """The ISO week of a day, "2026-W47"."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def local_date(at: datetime, tz: str) -> date:
    """The day on the local calendar of `tz`. Raises Invalid "time.unknown_zone"."""
    return _local(at, tz).date()


def catch_up(due_at: datetime, now: datetime, tz: str) -> bool:
    """Whether what was due at `due_at` and was not sent is still of use: the same local date."""
    return _local(due_at, tz).date() == _local(now, tz).date()


def _local(at: datetime, tz: str) -> datetime:
    if at.tzinfo is None:
        raise ValueError("a naive datetime has no place on anyone's clock")
    return at.astimezone(_zone(tz))


def _zone(tz: str) -> ZoneInfo:
    try:
        return ZoneInfo(tz)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        # OSError: names like "America" are directories of the tz database.
        raise Invalid("time.unknown_zone", zone=tz) from error


def _end_of_gap(wall: datetime, zone: ZoneInfo) -> datetime:
    """The instant at which the clocks jump over `wall`, found by halving."""
    # In a gap, fold=1 reads the wall time with the offset after the jump: an instant before it.
    before = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    after = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    old_offset = before.astimezone(zone).utcoffset()
    while after - before > _SECOND:
        middle = before + (after - before) // 2
        if middle.astimezone(zone).utcoffset() == old_offset:
            before = middle
        else:
            after = middle
    return after.replace(microsecond=0)
