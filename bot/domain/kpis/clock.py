"""The time in which an alert is to be handled: 72 hours, or three working days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.cadence import local_time_on
from bot.domain.calendars import Calendar
from bot.domain.kpis.model import AlertClock

WHOLE: Final = timedelta(hours=72)
#: The owner is reminded when so much is left.
REMIND_LEFT: Final = (timedelta(hours=48), timedelta(hours=24))
WORK_BEGINS, WORK_ENDS = time(9), time(18)
#: No country has a longer row of days off.
_LONGEST_REST: Final = timedelta(days=31)
_DAY: Final = timedelta(days=1)
_NOTHING: Final = timedelta(0)


@dataclass(frozen=True, slots=True)
class Clock:
    """The clock of whoever answers for a KPI.

    WALL counts every hour. WORKING counts the 24 hours of each working day as the clocks of `tz`
    show them, so that three working days end at the time of day at which they began; what begins
    on a day off begins at 09:00 of the next working day.
    """

    kind: AlertClock
    tz: str
    calendar: Calendar

    def after(self, start: datetime, left: timedelta) -> datetime:
        """When `left` has passed since `start`."""
        if self.kind is AlertClock.WALL:
            return start.astimezone(UTC) + left
        wall = self._wall(start)
        if not self.calendar.is_worked(wall.date()):
            wall = datetime.combine(self._worked(wall.date()), WORK_BEGINS)
        while left >= (rest := _midnight(wall) + _DAY - wall):
            left -= rest
            wall = datetime.combine(self._worked(wall.date() + _DAY), time())
        return self._instant(wall + left)

    def before(self, end: datetime, left: timedelta) -> datetime:
        """When just `left` remains until `end`."""
        if self.kind is AlertClock.WALL:
            return end.astimezone(UTC) - left
        wall = self._wall(end)
        day, passed = wall.date(), wall - _midnight(wall)
        while left > passed:
            left -= passed
            day, passed = self._worked_before(day), _DAY
        return self._instant(datetime.combine(day, time()) + passed - left)

    def left(self, at: datetime, end: datetime) -> timedelta:
        """How much is left at `at` until `end`: 0..72 hours."""
        if at >= end:
            return _NOTHING
        if self.kind is AlertClock.WALL:
            return min(end.astimezone(UTC) - at.astimezone(UTC), WHOLE)
        first, last = self._wall(at), self._wall(end)
        found, day = _NOTHING, first.date()
        while day <= last.date() and found < WHOLE:
            begins = datetime.combine(day, time())
            if self.calendar.is_worked(day):
                found += max(min(last, begins + _DAY) - max(first, begins), _NOTHING)
            day += _DAY
        return min(found, WHOLE)

    def at_work(self, moment: datetime) -> datetime:
        """The first moment from this one on at which people work: 09:00–18:00 of a working day."""
        wall = self._wall(moment)
        if self.calendar.is_worked(wall.date()):
            if WORK_BEGINS <= wall.time() < WORK_ENDS:
                return moment
            if wall.time() < WORK_BEGINS:
                return local_time_on(wall.date(), WORK_BEGINS, self.tz)
        return self.morning_after(wall.date())

    def morning_after(self, day: date) -> datetime:
        """09:00 of the first working day after `day`."""
        return local_time_on(self._worked(day + _DAY), WORK_BEGINS, self.tz)

    def _worked(self, day: date) -> date:
        return self.calendar.next_worked(day, before=day + _LONGEST_REST) or day

    def _worked_before(self, day: date) -> date:
        days = [day - n * _DAY for n in range(1, _LONGEST_REST.days)]
        return next((one for one in days if self.calendar.is_worked(one)), days[0])

    def _wall(self, moment: datetime) -> datetime:
        return moment.astimezone(ZoneInfo(self.tz)).replace(tzinfo=None)

    def _instant(self, wall: datetime) -> datetime:
        return local_time_on(wall.date(), wall.time(), self.tz).astimezone(UTC)


class Event(StrEnum):
    """What the time does to an alert."""

    REMINDER = "reminder"
    ESCALATION = "escalation"
    PLAN_MISSED = "plan_missed"


@dataclass(frozen=True, slots=True)
class Handling:
    """An open alert as its clock sees it.

    `stopped` while a plan or a recovery stops the clock. `plan_due_on` is the day of a plan that
    stands. `seen`: somebody looks after it, so nobody is reminded.
    """

    handle_by: datetime
    stopped: bool
    plan_due_on: date | None
    seen: bool
    snoozed_until: datetime | None
    escalated: bool


Due = tuple[Event, datetime]


def upcoming(handling: Handling, clock: Clock, *, after: datetime) -> Due | None:
    """What happens next, and when, strictly after `after`."""
    later = [event for event in _events(handling, clock) if event[1] > after]
    return min(later, key=lambda event: event[1], default=None)


def due(handling: Handling, clock: Clock, *, at: datetime) -> Due | None:
    """The newest thing that should have happened by `at`, with its moment.

    What an outage made late happens once: an escalation takes the place of the reminders before.
    """
    now = [event for event in _events(handling, clock) if event[1] <= at]
    return max(now, key=lambda event: event[1], default=None)


def _events(handling: Handling, clock: Clock) -> Sequence[Due]:
    found: list[Due] = []
    if handling.plan_due_on is not None:
        found.append((Event.PLAN_MISSED, clock.morning_after(handling.plan_due_on)))
    if handling.stopped:
        return found
    if not handling.escalated:
        found.append((Event.ESCALATION, clock.at_work(handling.handle_by)))
    if not handling.seen:
        moments = {_reminder(handling, clock, left) for left in REMIND_LEFT}
        found += [(Event.REMINDER, one) for one in moments if one < handling.handle_by]
    return found


def _reminder(handling: Handling, clock: Clock, left: timedelta) -> datetime:
    moment = clock.before(handling.handle_by, left)
    return clock.at_work(max(moment, handling.snoozed_until or moment))


def _midnight(wall: datetime) -> datetime:
    return datetime.combine(wall.date(), time())
