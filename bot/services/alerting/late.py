"""Every morning: which readings are missing although their days of grace have passed."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Final

from sqlmodel import Session

from bot.domain.cadence import DailyRule, local_date
from bot.domain.kpis.late import Expected, Missing, missing
from bot.domain.kpis.model import AlertKind, Frequency, Severity
from bot.domain.skips import Skip, Why
from bot.services import pilot, rules
from bot.services.alerting import following, steps
from bot.services.alerting.steps import Cause
from bot.services.planning import Planner
from bot.services.working_days import WorkingDays
from storage import alerts, calendars, kpis, ownership, schedules
from storage.tables import Alert, Kpi, Person, Schedule, Workspace

KIND: Final = "late_data"
#: There is one row for the whole workspace, and one more on a morning with much to tell.
SUBJECT, REST = 0, 1
#: So many alerts in one transaction; who waits to write gets a turn between.
MOST_AT_ONCE: Final = 50
SHORTLY: Final = timedelta(seconds=1)
#: On the workspace's clock, on working days.
LOOK: Final = DailyRule(time(9, 30))
OPEN = ("firing", "acknowledged", "recovering")


def ensure(session: Session, workspace: Workspace, *, at: datetime) -> None:
    """Look at the KPIs of a workspace every working day, by its clock."""
    row = schedules.of(session, workspace_id=workspace.id, kind=KIND, subject_id=SUBJECT)
    if row is not None and row.tz == workspace.tz:
        return
    there = row or Schedule(
        workspace_id=workspace.id,
        kind=KIND,
        subject_id=SUBJECT,
        tz=workspace.tz,
        rule=rules.stored(LOOK),
        next_at=at,
    )
    there.tz, there.occurs_on = workspace.tz, None
    planned = Planner(session).next(there, after=at)
    there.next_at, there.occurs_on = planned.at, planned.on
    session.add(there)
    session.flush()


def look(session: Session, due: Schedule, *, at: datetime) -> Skip | None:
    """Raise an alert for each KPI whose reading is late; why not, where none is.

    A KPI that nobody looked at before is looked at from today on.
    """
    kpis.watch(session, due.workspace_id, on=local_date(at, due.tz))
    raised = 0
    for kpi, late, found in _late(session, due.workspace_id, at=at):
        if raised == MOST_AT_ONCE:
            _go_on(session, due, at=at)
            break
        if late is not None and late.state in OPEN:
            following.arrived(session, kpi, late, Cause(at))
        elif found is not None:
            more = {"period": found.first}
            opened = steps.open_alert(
                session, kpi, AlertKind.LATE, Severity.WARNING, Cause(at), more=more
            )
            raised += opened is not None
    return None if raised else Skip(Why.NOTHING_DUE)


def _go_on(session: Session, due: Schedule, *, at: datetime) -> None:
    """Look again right after this transaction."""
    if due.subject_id == REST:
        due.next_at = at + SHORTLY
        return
    schedules.add(
        session,
        workspace_id=due.workspace_id,
        kind=KIND,
        subject_id=REST,
        tz=due.tz,
        next_at=at + SHORTLY,
    )


def why_not(session: Session, due: Schedule, *, at: datetime) -> Skip | None:
    """What `look` would answer, without raising anything."""
    late = _late(session, due.workspace_id, at=at)
    return None if any(found for _, _, found in late) else Skip(Why.NOTHING_DUE)


def _late(
    session: Session, workspace_id: str, *, at: datetime
) -> Iterator[tuple[Kpi, Alert | None, Missing | None]]:
    """Each KPI with its newest alert of this kind, and what is missing that was not told yet."""
    known = [kpi for kpi in ownership.kpis(session, workspace_id) if kpi.combines is None]
    told = alerts.latest_late(session, workspace_id)
    ids = sorted({kpi.owner_id for kpi in known})
    people = ownership.people_by_id(session, workspace_id, ids)
    in_scope = _Scope(session, workspace_id, people, at=at)
    for kpi in known:
        newest = told.get(kpi.id or 0)
        found = in_scope.missing(kpi) if newest is None or newest.state not in OPEN else None
        if found is not None and newest is not None and newest.period is not None:
            found = found if found.first > newest.period else None
        yield kpi, newest, found


class _Scope:
    """Whose readings are missed: the pilot's, and nobody's who is away."""

    def __init__(
        self, session: Session, workspace_id: str, people: Mapping[int, Person], *, at: datetime
    ) -> None:
        ids = sorted(people)
        self._people, self._at = people, at
        self._reached = pilot.reach(session, workspace_id)
        self._asked = pilot.asked_of(session, workspace_id, ids)
        self._days = WorkingDays(session, workspace_id)
        today = local_date(at, session.get_one(Workspace, workspace_id).tz)
        self._away = {*calendars.away_on(session, workspace_id, ids, today)}

    def missing(self, kpi: Kpi) -> Missing | None:
        """What is missing of a KPI; None where nobody would be told of it."""
        reached = self._reached is None or kpi.team_id in self._reached
        if kpi.owner_id in self._away or not (reached or kpi.owner_id in self._asked):
            return None
        tz = self._people[kpi.owner_id].tz
        today = local_date(self._at, tz)
        calendar = self._days.calendar(tz, near=today)
        return missing(_expected(kpi, today), read_on=kpi.value_on, on=today, calendar=calendar)


def _expected(kpi: Kpi, today: date) -> Expected:
    return Expected(
        Frequency(kpi.frequency), kpi.due_day, kpi.grace_days, kpi.watched_from or today
    )
