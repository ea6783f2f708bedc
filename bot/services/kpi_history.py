"""What was read of a KPI and what was changed about it."""

from sqlmodel import Session

from bot.domain.people import Actor
from bot.domain.policy import Action, authorize
from bot.runtime import Runtime
from bot.services import audited_looks, kpi_names
from bot.services.overviews import EVERYBODY
from bot.services.rows import Row, moment, number
from storage import kpi_changes, ownership, readings
from storage.tables import Kpi, KpiChange, Reading

MOST = 20


def of_named(rt: Runtime, name: str, *, by: Actor) -> Row:
    """The newest readings, corrections and changes of the KPI that a name means, newest first.

    Raises as `kpi_names.named` does.
    """
    authorize(by, Action.VIEW_GOAL, EVERYBODY)
    with rt.reading() as session:
        kpi = kpi_names.named(session, by, name)
        found = {"title": kpi.title, "unit": kpi.unit, "events": _events(session, kpi)}
        looked = audited_looks.kpis(session, by, [kpi])
    audited_looks.note(rt, by, "view_kpi", "kpi", looked)
    return found


def _events(session: Session, kpi: Kpi) -> list[Row]:
    assert kpi.id is not None
    entered = readings.entered(session, kpi.workspace_id, kpi.id, most=MOST)
    changed = kpi_changes.newest(session, kpi.workspace_id, kpi.id, most=MOST)
    # Ids tell nobody anything.
    told = [row for row in changed if not row.field.endswith("_id")]
    both: list[Reading | KpiChange] = [*entered, *told]
    ids = {row.person_id for row in both if row.person_id is not None}
    people = ownership.people_by_id(session, kpi.workspace_id, sorted(ids))
    names = {person_id: person.name for person_id, person in people.items()}
    both.sort(key=lambda row: row.at, reverse=True)
    return [_event(row, names.get(row.person_id or 0)) for row in both[:MOST]]


def _event(row: Reading | KpiChange, by: str | None) -> Row:
    if isinstance(row, KpiChange):
        return {
            "kind": "change",
            "at": moment(row.at),
            "by": by,
            "field": row.field,
            "before": row.before,
            "after": row.after,
        }
    return {
        "kind": "reading",
        "at": moment(row.at),
        "by": by,
        "value": number(row.value),
        "on": (row.observed_on or row.period).isoformat(),
        "note": row.note,
        "withdrawn": row.withdrawn_at is not None,
        "source": row.source,
    }
