"""Keeps what changed about a KPI: one row a field, and a line in the list of who did what."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.domain.people import Actor
from bot.domain.policy import Grant
from bot.services.rows import Row
from bot.services.writing.history import stored
from storage import audit, kpi_changes, ownership
from storage.tables import Kpi, KpiChange

Values = Mapping[str, Any]


def apply(
    session: Session, by: Actor, row: Kpi, values: Values, *, grant: Grant, at: datetime
) -> Sequence[str]:
    """Bring a locked KPI to `values`, keeping each field that differs; which those are."""
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in changed.items():
        note(session, by, row, name, getattr(row, name), value, at=at)
        setattr(row, name, value)
    if changed:
        row.version += 1
        told(session, by, row, "edit_kpi", grant=grant, fields=sorted(changed), at=at)
    session.flush()
    return tuple(changed)


def note(
    session: Session,
    by: Actor,
    row: Kpi,
    field: str,
    before: object,
    after: object,
    *,
    at: datetime,
) -> None:
    """Keep one change; what reads the same before and after is not kept."""
    was, now = stored(before), stored(after)
    if was == now:
        return
    assert row.id is not None
    session.add(
        KpiChange(
            workspace_id=row.workspace_id,
            kpi_id=row.id,
            person_id=by.person_id,
            field=field,
            before=was,
            after=now,
            at=at,
        )
    )


def told(
    session: Session,
    by: Actor,
    row: Kpi,
    action: str,
    *,
    grant: Grant,
    fields: Sequence[str] = (),
    at: datetime,
) -> None:
    """Put it into the list of who did what; names of fields only, never people's words."""
    audit.add(
        session,
        workspace_id=row.workspace_id,
        at=at,
        actor_id=by.person_id,
        action=action,
        subject="kpi",
        subject_id=row.id,
        detail={"fields": list(fields), "grant": grant.value},
    )


def meanwhile(session: Session, workspace_id: str, kpi_id: int, since: datetime) -> Row:
    """Who changed what since a form was opened, for who comes second."""
    found = kpi_changes.since(session, workspace_id, kpi_id, since)
    people = ownership.people_by_id(
        session, workspace_id, [row.person_id for row in found if row.person_id]
    )
    names = {people[row.person_id].name for row in found if row.person_id in people}
    # Ids tell nobody anything: those fields show their new values in the form itself.
    named = [row for row in found if not row.field.endswith("_id")][-6:]
    return {
        "names": sorted(names),
        "changes": [
            {"field": row.field, "before": row.before, "after": row.after} for row in named
        ],
    }
