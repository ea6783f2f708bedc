"""What follows a weekly question until it is answered: a reminder, and word to the manager."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlmodel import Session

from bot.domain.cadence import local_date, local_time_on
from bot.domain.calendars import Calendar
from bot.domain.occurrences import period
from bot.services import rules
from bot.services.planning import rule_date
from bot.services.working_days import WorkingDays
from storage import schedules
from storage.tables import CheckInRequest, Schedule, Workspace

REMIND_AT, REMIND_NEXT_DAY_AT = time(15), time(9)
REMIND_AFTER = timedelta(hours=4)
ESCALATE_AT = time(10)
LONGEST_WAIT = timedelta(days=7)
_DAY = timedelta(days=1)


class FollowUps:
    """Plans for the questions of one workspace, within one transaction."""

    def __init__(self, session: Session, workspace_id: str) -> None:
        self._workspace = session.get_one(Workspace, workspace_id)
        self._working_days = WorkingDays(session, workspace_id)

    def rows(
        self, request_id: int, asked: Schedule | None, *, asked_at: datetime, tz: str, at: datetime
    ) -> Sequence[dict[str, Any]]:
        """The rows of the schedule for a question that is open.

        `asked` is the row by which the person is asked, `tz` is their zone.
        """
        calendar = self._working_days.calendar(tz, near=local_date(at, tz))
        moments = {"reminder": _remind_at(calendar, asked, asked_at=asked_at, tz=tz, at=at)}
        after = self._workspace.escalate_after
        if after is not None:
            moment = _escalate_at(calendar, asked, after=after, asked_at=asked_at, tz=tz)
            moments["escalation"] = moment if moment and moment > at else None
        return [
            schedules.once(self._workspace.id, kind, request_id, tz=tz, next_at=moment)
            for kind, moment in moments.items()
            if moment is not None
        ]


def plan(session: Session, request: CheckInRequest, *, tz: str, at: datetime) -> None:
    """Plan what follows a question that is open again."""
    assert request.id is not None
    asked = schedules.of(
        session,
        workspace_id=request.workspace_id,
        kind="check_in",
        subject_id=request.person_id,
    )
    planned = FollowUps(session, request.workspace_id)
    schedules.add_all(
        session, planned.rows(request.id, asked, asked_at=request.created_at, tz=tz, at=at)
    )


def call_off(session: Session, request: CheckInRequest) -> None:
    """Nothing follows the question any more."""
    assert request.id is not None
    schedules.cancel(
        session,
        workspace_id=request.workspace_id,
        kinds=("reminder", "snooze", "escalation"),
        subject_id=request.id,
    )


def _remind_at(
    calendar: Calendar, asked: Schedule | None, *, asked_at: datetime, tz: str, at: datetime
) -> datetime | None:
    """At 15:00 of the same day, four hours after the question at the earliest.

    Else on the next working day at 09:00; None when the next question comes that day or before.
    """
    today = local_date(at, tz)
    this_afternoon = local_time_on(today, REMIND_AT, tz)
    if this_afternoon > at and this_afternoon >= asked_at + REMIND_AFTER:
        return this_afternoon
    day = calendar.next_worked(today + _DAY, before=_next_question(asked, today, tz))
    return None if day is None else local_time_on(day, REMIND_NEXT_DAY_AT, tz)


def _escalate_at(
    calendar: Calendar, asked: Schedule | None, *, after: int, asked_at: datetime, tz: str
) -> datetime | None:
    """At 10:00, so many working days after the question; None when the next one is not later."""
    asked_on = local_date(asked_at, tz)
    ends = _next_question(asked, asked_on, tz)
    day: date | None = asked_on
    for _ in range(after):
        day = calendar.next_worked(day + _DAY, before=ends) if day else None
    return None if day is None else local_time_on(day, ESCALATE_AT, tz)


def _next_question(asked: Schedule | None, on: date, tz: str) -> date:
    """The day of the question after the one that was asked by this day."""
    if asked is None or not asked.rule:
        return on + LONGEST_WAIT
    # Until the tick is done with the question itself, its row still names this week.
    following = rule_date(asked) + period(rules.loaded(asked.rule))
    return local_date(asked.next_at, tz) if rule_date(asked) > on else following
