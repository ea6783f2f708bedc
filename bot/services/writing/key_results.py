"""A person writes a key result: what the form shows, and what it comes to."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlmodel import Session

from bot.domain.errors import DomainError, Gone, Invalid
from bot.domain.goals.lint.objective import MOST_KEY_RESULTS_EVER, most_key_results
from bot.domain.goals.model import Shape
from bot.domain.people import Actor
from bot.domain.policy import Action, Grant, authorize
from bot.runtime import Runtime
from bot.services import audited_looks, facts
from bot.services.rows import Row
from bot.services.writing import (
    history,
    key_result_fields,
    key_result_filling,
    kpi_filling,
    naming,
    parts,
    rights,
    standing,
)
from bot.services.writing.key_result_fields import Read
from bot.services.writing.model import FieldErrors, Sent
from bot.services.writing.objectives import check_version
from storage import form_effects, goal_writing, inbox
from storage.tables import Cycle, KeyResult, Objective, Workspace

#: What was agreed on when the goal became active, by the field that shows it.
AGREED: Final = {
    "shape": "form",
    "unit": "unit",
    "direction": "form",
    "start": "start",
    "target": "target",
    "floor": "target",
    "ceiling": "target",
    "period": "period",
    "minimum_sample": "sample",
    "weight": "weight",
    "start_on": "begin",
    "due_on": "due",
}
#: What cannot be told in another measure: a figure of one is none of the other.
_WORDS: Final = (Shape.YES_NO.value, Shape.MILESTONES.value)


def blank(rt: Runtime, objective_id: int, *, by: Actor, kpi_id: int | None = None) -> Row:
    """What the form for one more key result shows, which may follow a KPI.

    Raises as `rights` does.
    """
    with rt.reading() as session:
        objective, cycle, _ = rights.objective_to_edit(session, by, objective_id, lock=False)
        form = key_result_filling.blank(session, by, objective, cycle, at=rt.clock())
        if kpi_id is not None:
            form = _following(session, by, form, kpi_id)
        return _with_place(session, by, objective, form)


def following(rt: Runtime, form: Row, kpi_id: int, *, by: Actor) -> Row:
    """The same form after a KPI was chosen: its figures take the place of what was there."""
    with rt.reading() as session:
        return _following(session, by, form, kpi_id)


def _following(session: Session, by: Actor, form: Row, kpi_id: int) -> Row:
    found = kpi_filling.filled(session, by, kpi_id)
    given = {name: value for name, value in found["values"].items() if value is not None}
    values = form["values"] | given
    return form | {"form": found["form"] or form["form"], "values": values, "kpi": found["kpi"]}


def filled(rt: Runtime, key_result_id: int, *, by: Actor) -> Row:
    """What the form shows of a key result that is there."""
    with rt.reading() as session:
        kr, objective, _, _ = rights.key_result_to_edit(session, by, key_result_id, lock=False)
        form = key_result_filling.of(session, by, kr, at=rt.clock())
        found = _with_place(session, by, objective, form)
        looked = audited_looks.objectives(session, by, [objective])
    audited_looks.note(rt, by, "view_objective", "objective", looked)
    return found


def save(rt: Runtime, objective_id: int, sent: Sent, *, by: Actor, key: str) -> int:
    """Write what the form says; the id of the key result.

    A new one is a draft. Raises FieldErrors, StartInside, ChangedMeanwhile, Gone, NotAllowed.
    """
    at = rt.clock()
    with rt.uow() as session:
        inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at)
        effect = form_effects.begin(session, workspace_id=by.workspace_id, once=sent.once, at=at)
        if effect is None:
            known = form_effects.result(session, workspace_id=by.workspace_id, once=sent.once)
            return int(known["key_result"])
        if sent.row_id is None:
            row = _create(session, by, objective_id, sent, at=at)
        else:
            row = _change(session, by, sent, at=at)
        assert row.id is not None
        form_effects.note(session, effect, {"key_result": row.id})
        return row.id


def _create(
    session: Session, by: Actor, objective_id: int, sent: Sent, *, at: datetime
) -> KeyResult:
    objective, cycle, grant = rights.objective_to_edit(session, by, objective_id)
    today = facts.local_date(at, by.tz)
    read = key_result_fields.read(session, by, sent.typed, objective, cycle, None, today=today)
    return create(session, by, objective, read, grant=grant, at=at)


def create(
    session: Session, by: Actor, objective: Objective, read: Read, *, grant: Grant, at: datetime
) -> KeyResult:
    """A new draft of a locked objective that the person may change; raises FieldErrors."""
    assert objective.id is not None
    siblings = goal_writing.key_results_of(session, by.workspace_id, objective.id)
    strict = session.get_one(Workspace, by.workspace_id).strict
    most = most_key_results(strict=True) if strict else MOST_KEY_RESULTS_EVER
    if len(siblings) >= most:
        raise FieldErrors({"title": Invalid("writing.too_many", most=most)})
    slug = naming.slug(read.columns["title"], otherwise="kr")
    taken = goal_writing.key_result_keys(session, by.workspace_id, objective.cycle_id, slug)
    row = KeyResult(
        workspace_id=by.workspace_id,
        objective_id=objective.id,
        key=naming.key(slug, taken),
        position=max((one.position for one in siblings), default=0) + 1,
        state="draft",
        **read.columns,
    )
    session.add(row)
    session.flush()
    standing.inherit(session, objective, [row])
    parts.write(session, by, row, read, at=at)
    kpi_filling.take_over(session, row, at=at, tz=by.tz)
    history.note(session, by, row, "created", None, row.title, at=at)
    history.told(session, by, row, "create_goal", grant=grant, at=at)
    objective.version += 1
    return row


def _change(session: Session, by: Actor, sent: Sent, *, at: datetime) -> KeyResult:
    assert sent.row_id is not None
    row, objective, cycle, grant = rights.key_result_to_edit(session, by, sent.row_id)
    if row.state == "closed":
        raise Gone("writing.deleted")
    check_version(session, row, sent, at=at)
    today = facts.local_date(at, by.tz)
    read = key_result_fields.read(session, by, sent.typed, objective, cycle, row, today=today)
    changed = {name for name, value in read.columns.items() if getattr(row, name) != value}
    _check_agreed(session, by, row, objective, cycle, changed)
    shape = row.shape
    names = history.apply(session, by, row, read.columns, grant=grant, at=at)
    _follow(session, row, names, shape, at=at)
    if "kpi_id" in names:
        kpi_filling.take_over(session, row, at=at, tz=by.tz)
    if parts.write(session, by, row, read, at=at) and not names:
        row.version += 1
    return row


def _check_agreed(
    session: Session,
    by: Actor,
    row: KeyResult,
    objective: Objective,
    cycle: Cycle,
    changed: set[str],
) -> None:
    """After the activation only those who lead change what was agreed on."""
    if row.state != "active" or cycle.state != "active":
        return
    relation, who = rights.to_key_result(session, by, row, objective)
    errors: dict[str, DomainError] = {}
    for name in sorted(changed & {*AGREED, "owner_id"}):
        action = Action.HAND_OVER if name == "owner_id" else Action.CHANGE_TARGET
        try:
            authorize(by, action, relation, who_can=who)
        except DomainError as error:
            errors[AGREED.get(name, "owner")] = error
    if errors:
        raise FieldErrors(errors)


def _follow(
    session: Session, row: KeyResult, names: Sequence[str], shape: str, *, at: datetime
) -> None:
    """Let figures and questions follow a key result that was of this shape before."""
    if row.shape != shape and (shape in _WORDS or row.shape in _WORDS):
        row.value = None
        row.progress = None
        session.flush()
    elif {*names} & {*AGREED} and row.value is not None:
        standing.measured_anew(session, row, at=at)
    if "owner_id" in names and row.state == "active":
        standing.asked(session, row.workspace_id, [row.owner_id], at=at)


def _with_place(session: Session, by: Actor, objective: Objective, form: Row) -> Row:
    """The form, with the objective that it belongs to and how many key results that has."""
    assert objective.id is not None
    krs = goal_writing.key_results_of(session, objective.workspace_id, objective.id)
    chosen = form["values"].get("kpi")
    return {
        "kpi": None,
        **form,
        "objective": objective.title,
        "count": len(krs),
        "kpis": kpi_filling.offered(session, by, objective, int(chosen) if chosen else None),
    }
