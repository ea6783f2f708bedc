"""When the schedule looks at a cycle: near its beginning and its end, and while it is closing."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlmodel import Session

from bot.domain.cadence import DailyRule, WeeklyRule, local_date, local_time_on
from bot.services import rules
from bot.services.planning import Planner
from storage import cycles, schedules
from storage.tables import Cycle, Person, Schedule, Workspace

KIND = "cycle_step"
#: On the workspace's clock, on working days.
LOOK_AT = time(9, 30)
#: Days before a cycle begins in which its drafts should be activated, and before it ends in which
#: the drafts of the next one should be begun.
DRAFTS_WAIT, NEXT_BEGINS = 3, 14
CHECK_IN = WeeklyRule(0, rules.CHECK_IN_AT)
RECOUNT = DailyRule(time(0, 5))


def look_from(cycle: Cycle) -> date | None:
    """The first day on which there may be something to say about a cycle; None when it is over."""
    if cycle.state == "draft":
        return cycle.starts_on - timedelta(days=DRAFTS_WAIT)
    if cycle.state == "active":
        return cycle.ends_on - timedelta(days=NEXT_BEGINS)
    return cycle.starts_on if cycle.state == "closing" else None


def ensure(session: Session, workspace_id: str, *, at: datetime) -> None:
    """Look at every cycle that is not over, also where an import made or moved it."""
    for cycle in cycles.in_states(session, workspace_id, cycles.OPEN):
        there = schedules.of(
            session, workspace_id=workspace_id, kind=KIND, subject_id=cycle.id or 0
        )
        wanted = _next_look(session, cycle, at=at)
        if there is None or (wanted is not None and there.next_at > wanted):
            plan(session, cycle, at=at)


def plan(session: Session, cycle: Cycle, *, at: datetime) -> None:
    """Look at a cycle from its next interesting day on, every working day; never again when over.

    Called whenever its state changes.
    """
    assert cycle.id is not None
    workspace_id = cycle.workspace_id
    schedules.cancel(session, workspace_id=workspace_id, kinds=(KIND,), subject_id=cycle.id)
    next_at = _next_look(session, cycle, at=at)
    if next_at is not None:
        schedules.add(
            session,
            workspace_id=workspace_id,
            kind=KIND,
            subject_id=cycle.id,
            tz=session.get_one(Workspace, workspace_id).tz,
            next_at=next_at,
            rule=rules.stored(DailyRule(LOOK_AT)),
        )


def _next_look(session: Session, cycle: Cycle, *, at: datetime) -> datetime | None:
    first = look_from(cycle)
    if first is None:
        return None
    tz = session.get_one(Workspace, cycle.workspace_id).tz
    day = max(first, local_date(at, tz))
    next_at = local_time_on(day, LOOK_AT, tz)
    return next_at if next_at > at else local_time_on(day + timedelta(days=1), LOOK_AT, tz)


def run(session: Session, cycle: Cycle, owners: Sequence[Person], *, at: datetime) -> None:
    """A cycle that begins to run is counted every day, and those who own its goals are asked."""
    assert cycle.id is not None
    planner = Planner(session)
    tz = session.get_one(Workspace, cycle.workspace_id).tz
    rows = [_row(cycle.workspace_id, "recount", cycle.id, RECOUNT, tz, at)]
    rows += [
        _row(cycle.workspace_id, "check_in", person.id or 0, CHECK_IN, person.tz, at)
        for person in owners
    ]
    known = {
        kind: set(schedules.subjects(session, cycle.workspace_id, kind=kind))
        for kind in ("recount", "check_in")
    }
    new = [row for row in rows if row.subject_id not in known[row.kind]]
    planner.expect(cycle.workspace_id, len(known["check_in"]) + len(new))
    for row in new:
        planned = planner.next(row, after=at)
        row.next_at, row.occurs_on = planned.at, planned.on
        session.add(row)
    session.flush()


def stop(session: Session, cycle: Cycle) -> None:
    """A cycle that is closing is not counted any more."""
    assert cycle.id is not None
    schedules.cancel(
        session, workspace_id=cycle.workspace_id, kinds=("recount",), subject_id=cycle.id
    )


def _row(
    workspace_id: str,
    kind: str,
    subject_id: int,
    rule: WeeklyRule | DailyRule,
    tz: str,
    at: datetime,
) -> Schedule:
    return Schedule(
        workspace_id=workspace_id,
        kind=kind,
        subject_id=subject_id,
        tz=tz,
        rule=rules.stored(rule),
        next_at=at,
    )
