"""What somebody is asked follows them to another time zone."""

from datetime import datetime

from sqlmodel import Session

from bot.services.planning import Planner
from storage import schedules
from storage.tables import Person, Schedule

ON_THEIR_CLOCK = ("check_in", "kpi_due", "following")


def follow(session: Session, person: Person, *, at: datetime) -> None:
    """Plan the person's questions by the clock of their zone."""
    assert person.id is not None
    planner = Planner(session)
    for kind in ON_THEIR_CLOCK:
        row = schedules.of(
            session, workspace_id=person.workspace_id, kind=kind, subject_id=person.id
        )
        if row is None or row.tz == person.tz or not row.rule:
            continue
        there = Schedule(
            workspace_id=row.workspace_id,
            kind=kind,
            subject_id=person.id,
            tz=person.tz,
            rule=row.rule,
            next_at=at,
        )
        planned = planner.next(there, after=at)
        row.tz, row.next_at, row.occurs_on = person.tz, planned.at, planned.on
