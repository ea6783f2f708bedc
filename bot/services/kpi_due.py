"""On the day on which a KPI's figure is due its owner is asked for the one that is missing."""

from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import date, datetime
from itertools import groupby

from sqlmodel import Session

from bot.domain.calendars import Calendar
from bot.domain.kpis.due import is_due
from bot.domain.kpis.model import Frequency
from bot.domain.skips import Skip, Why
from bot.services import facts, pausing, pilot, places, scheduled
from bot.services.planning import rule_date
from bot.services.rows import Row, number
from bot.services.working_days import WorkingDays
from storage import calendars, ownership
from storage.outbox import Draft, Priority
from storage.tables import Kpi, Person, Schedule


def ask(session: Session, due: Sequence[Schedule], *, at: datetime) -> Mapping[int, Skip]:
    """Ask each person once for all that is due on the day; why not, by row, of those not asked."""
    skips: dict[int, Skip] = {}
    by_workspace = sorted(due, key=lambda row: row.workspace_id)
    for workspace_id, rows in groupby(by_workspace, key=lambda row: row.workspace_id):
        drafts: list[Draft] = []
        for row_id, found in _questions(session, workspace_id, list(rows)):
            if isinstance(found, Skip):
                skips[row_id] = found
            else:
                drafts.append(found)
        scheduled.post_all(session, drafts, workspace_id=workspace_id, at=at)
    return skips


def why_not(session: Session, due: Schedule, *, at: datetime) -> Skip | None:  # noqa: ARG001
    """What `ask` would answer for one row, without asking."""
    [(_, found)] = _questions(session, due.workspace_id, [due])
    return found if isinstance(found, Skip) else None


def _questions(
    session: Session, workspace_id: str, due: Sequence[Schedule]
) -> Iterator[tuple[int, Draft | Skip]]:
    """What each row asks, or why nothing; read with few statements, however many rows."""
    ids = [row.subject_id for row in due]
    people = ownership.people_by_id(session, workspace_id, ids)
    kpis = ownership.kpis_of_people(session, workspace_id, ids, typed=True)
    leaves = calendars.leaves_of(session, workspace_id, ids)
    piloted = pilot.asked_of(session, workspace_id, ids)
    working_days = WorkingDays(session, workspace_id)
    for row in due:
        assert row.id is not None
        person, on = people.get(row.subject_id), rule_date(row)
        calendar = working_days.calendar(row.tz, near=on)
        missing = _missing(kpis.get(row.subject_id, ()), calendar, on)
        skip = _why_not(person, missing, piloted) or pausing.skip_while(
            leaves.get(row.subject_id, ()), on=on
        )
        if skip is not None or person is None:
            yield row.id, skip or Skip(Why.NOT_EMPLOYED)
        else:
            yield row.id, _draft(person, missing, on)


def _missing(kpis: Sequence[Kpi], calendar: Calendar, on: date) -> Sequence[Kpi]:
    return [
        kpi
        for kpi in kpis
        if is_due(
            Frequency(kpi.frequency),
            read_on=kpi.value_on,
            on=on,
            calendar=calendar,
            due_day=kpi.due_day,
        )
    ]


def _why_not(person: Person | None, missing: Sequence[Kpi], piloted: Set[int]) -> Skip | None:
    if person is None or person.standing != "employee":
        return Skip(Why.NOT_EMPLOYED)
    if person.slack_user_id is None:
        return Skip(Why.NOT_IN_SLACK)
    if person.id not in piloted:
        return Skip(Why.NOT_IN_PILOT)
    return None if missing else Skip(Why.NOTHING_DUE)


def _draft(person: Person, missing: Sequence[Kpi], on: date) -> Draft:
    return places.draft(
        places.of_person(person),
        f"kpi_due:{person.id}:{on}",
        "kpi_due",
        {"items": [_item(kpi) for kpi in missing]},
        priority=Priority.REMINDER,
    )


def _item(kpi: Kpi) -> Row:
    """The KPI as it stands, and the shortest name of it that holds no figure to mix up."""
    names = [kpi.title, *facts.aliases(kpi.aliases)]
    plain = [name for name in names if not any(map(str.isdigit, name))]
    return {
        "title": kpi.title,
        "called": min(plain, key=len, default=kpi.title),
        "unit": kpi.unit,
        "value": number(kpi.value),
        "value_on": kpi.value_on.isoformat() if kpi.value_on else None,
    }
