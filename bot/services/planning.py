"""When the rows of the schedule fall due, by their rules and the working days of their people."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlmodel import Session

from bot.domain import occurrences
from bot.domain.cadence import DailyRule, WeeklyRule, local_date, next_of_hour
from bot.domain.calendars import Calendar
from bot.domain.occurrences import Planned
from bot.domain.skips import Skip, Why
from bot.domain.windows import Window, window_for
from bot.services import rules
from bot.services.working_days import WorkingDays
from storage import schedules
from storage.tables import Schedule

#: What people are asked or told waits for a working day; counting does not.
ON_WORKING_DAYS = (
    *("check_in", "digest", "reminder", "kpi_due", "escalation", "cycle_step"),
    *("late_data", "company_digest", "digest_preview", "following"),
)
#: What is done however late it is: a clock goes on while nobody looks at it, and a source tells of
#: today whenever it is asked.
NEVER_TOO_LATE = ("alert_clock", "connector", "digest_edit")


class Planner:
    """Plans rows of one transaction; calendars and windows are worked out once per workspace."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._working_days: dict[str, WorkingDays] = {}
        self._windows: dict[str, Window | None] = {}

    def expect(self, workspace_id: str, asked: int) -> None:
        """Plan for this many people being asked, whether their rows are there yet or not."""
        self._windows[workspace_id] = window_for(asked)

    def next(self, row: Schedule, *, after: datetime) -> Planned:
        """The occurrence after the row's present one that happens after `after`."""
        hourly = rules.hourly(row.rule)
        if hourly is not None:
            at = next_of_hour(hourly, row.tz, after)
            return Planned(local_date(at, row.tz), at)
        return occurrences.plan(
            self._rule(row),
            row.tz,
            self._calendar(row, near=local_date(after, row.tz)),
            after=after,
            since=row.occurs_on,
        )

    def moment(self, row: Schedule) -> datetime | None:
        """When the row's present occurrence happens; None when no working day is left for it."""
        on = rule_date(row)
        return occurrences.moment(self._rule(row), row.tz, self._calendar(row, near=on), on=on)

    def put_off(self, row: Schedule) -> datetime | None:
        """To when a row on a day off moves: the calendar may have changed since it was planned.

        None where no working day is left for it.
        """
        moment = self.moment(row) if row.rule else None
        return moment if moment is not None and moment > row.next_at else None

    def is_day_off(self, row: Schedule) -> bool:
        """Whether the row waits for a working day, and the day of `next_at` is none."""
        day = local_date(row.next_at, row.tz)
        calendar = self._calendar(row, near=day)
        return calendar is not None and not calendar.is_worked(day)

    def working_days(self, workspace_id: str) -> WorkingDays:
        """The calendars of a workspace."""
        if workspace_id not in self._working_days:
            self._working_days[workspace_id] = WorkingDays(self._session, workspace_id)
        return self._working_days[workspace_id]

    def _calendar(self, row: Schedule, *, near: date) -> Calendar | None:
        if row.kind not in ON_WORKING_DAYS:
            return None
        return self.working_days(row.workspace_id).calendar(row.tz, near=near)

    def _rule(self, row: Schedule) -> WeeklyRule | DailyRule:
        rule = rules.loaded(row.rule)
        if row.kind != "check_in":
            return rule
        if row.workspace_id not in self._windows:
            asked = schedules.count(self._session, row.workspace_id, kind="check_in")
            self.expect(row.workspace_id, asked)
        window = self._windows[row.workspace_id]
        if window is None or rule.at != rules.CHECK_IN_AT:
            return rule
        return replace(rule, at=window.time_of(row.workspace_id, row.subject_id))


def rule_date(row: Schedule) -> date:
    """The date that the rule of a due row named, on its clock."""
    return row.occurs_on or local_date(row.next_at, row.tz)


def days_off(dates: Sequence[date]) -> Skip | None:
    """Why dates of a rule were passed over: nobody works until the next."""
    return Skip(Why.DAYS_OFF, {"on": dates[-1].isoformat()}) if dates else None
