"""Keeps what changed about a goal: one row a field, and a line in the list of who did what."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlmodel import Session

from bot.domain.people import Actor
from bot.domain.policy import Grant
from bot.services.rows import Row, number
from storage import audit, goal_writing, ownership
from storage.tables import GoalChange, KeyResult, Objective

Values = Mapping[str, Any]


def apply(
    session: Session,
    by: Actor,
    row: Objective | KeyResult,
    values: Values,
    *,
    grant: Grant,
    at: datetime,
) -> Sequence[str]:
    """Bring a locked goal to `values`, keeping each field that differs; which those are."""
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in changed.items():
        note(session, by, row, name, getattr(row, name), value, at=at)
        setattr(row, name, value)
    if changed:
        row.version += 1
        told(session, by, row, "edit_goal", grant=grant, fields=sorted(changed), at=at)
    session.flush()
    return tuple(changed)


def note(
    session: Session,
    by: Actor,
    row: Objective | KeyResult,
    field: str,
    before: object,
    after: object,
    *,
    at: datetime,
) -> None:
    """Keep one change; what is empty before and after says nothing and is not kept."""
    was, now = stored(before), stored(after)
    if was == now:
        return
    session.add(
        GoalChange(
            workspace_id=row.workspace_id,
            objective_id=objective_id(row),
            key_result_id=row.id if isinstance(row, KeyResult) else None,
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
    row: Objective | KeyResult,
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
        subject="objective" if isinstance(row, Objective) else "key_result",
        subject_id=row.id,
        detail={"fields": list(fields), "grant": grant.value},
    )


def objective_id(row: Objective | KeyResult) -> int:
    """The id of the objective that a goal is, or belongs to."""
    found = row.objective_id if isinstance(row, KeyResult) else row.id
    assert found is not None
    return found


def stored(value: object) -> str | None:
    """A value as the history keeps it."""
    if value is None or value == "":
        return None
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple, set, frozenset)):
        return ", ".join(str(one) for one in value) or None
    return str(value)


def meanwhile(session: Session, workspace_id: str, objective_id: int, since: datetime) -> Row:
    """Who changed what since a form was opened, for who comes second."""
    rows = goal_writing.changes_since(session, workspace_id, objective_id, since)
    people = ownership.people_by_id(
        session, workspace_id, [row.person_id for row in rows if row.person_id]
    )
    names = {people[row.person_id].name for row in rows if row.person_id in people}
    # Ids tell nobody anything: those fields show their new values in the form itself.
    told = [row for row in rows if not row.field.endswith("_id")][-6:]
    return {
        "names": sorted(names),
        "changes": [{"field": row.field, "before": row.before, "after": row.after} for row in told],
    }
