"""A person writes an objective: what the form shows, and what it comes to."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from bot.domain.errors import DomainError, Invalid, NotFound
from bot.domain.goals.lint.objective import MOST_OBJECTIVES
from bot.domain.goals.model import Level, Span
from bot.domain.people import Actor
from bot.domain.policy import Action, Grant, authorize
from bot.runtime import Runtime
from bot.services import audited_looks
from bot.services.rows import Row, moment
from bot.services.writing import history, naming, objective_fields, parents, rights, standing
from bot.services.writing.model import ChangedMeanwhile, FieldErrors, Sent, Typed
from storage import form_effects, goal_writing, inbox, parts_of_goals
from storage.tables import Cycle, KeyResult, Objective, Workspace


def blank(rt: Runtime, *, by: Actor, title: str = "", parent: str = "") -> Row:
    """What the form for a new objective shows; `parent` is an option such as "kr:12".

    Raises NotFound "writing.no_cycle".
    """
    with rt.reading() as session:
        cycles = _cycles(session, by)
        return objective_fields.blank(
            session, by, cycles, title=title, parent=parent, at=rt.clock()
        )


def filled(rt: Runtime, objective_id: int, *, by: Actor) -> Row:
    """What the form shows of an objective that is there; raises as `rights` does."""
    with rt.reading() as session:
        objective, _, _ = rights.objective_to_edit(session, by, objective_id, lock=False)
        found = objective_fields.of(session, by, objective, _cycles(session, by), at=rt.clock())
        looked = audited_looks.objectives(session, by, [objective])
    audited_looks.note(rt, by, "view_objective", "objective", looked)
    return found


def save(rt: Runtime, sent: Sent, *, by: Actor, key: str) -> int:
    """Write what the form says as a draft, or change what is there; the id of the objective.

    Raises FieldErrors, ChangedMeanwhile, Gone, NotAllowed.
    """
    at = rt.clock()
    with rt.uow() as session:
        inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at)
        effect = form_effects.begin(session, workspace_id=by.workspace_id, once=sent.once, at=at)
        if effect is None:
            known = form_effects.result(session, workspace_id=by.workspace_id, once=sent.once)
            return int(known["objective"])
        if sent.row_id is None:
            row = create(session, by, sent.typed, at=at)
        else:
            row = _change(session, by, sent, at=at)
        assert row.id is not None
        form_effects.note(session, effect, {"objective": row.id})
        return row.id


def _cycles(session: Session, by: Actor) -> list[Cycle]:
    cycles = list(goal_writing.open_cycles(session, by.workspace_id))
    if not cycles:
        raise NotFound("writing.no_cycle")
    return cycles


def checked(session: Session, by: Actor, typed: Typed) -> tuple[Cycle, dict[str, Any]]:
    """The cycle and the columns of a new objective that this person may write.

    Raises FieldErrors.
    """
    cycles = {cycle.id: cycle for cycle in _cycles(session, by)}
    chosen = typed.text("cycle")
    cycle = cycles.get(int(chosen)) if chosen.isdecimal() else next(iter(cycles.values()))
    if cycle is None or cycle.id is None:
        raise FieldErrors({"cycle": Invalid("writing.cycle_chosen")})
    values = _read(session, by, typed, cycle, None)
    _authorize(session, by, values)
    _check_few(session, by, cycle.id, values["owner_id"])
    return cycle, values


def create(session: Session, by: Actor, typed: Typed, *, at: datetime) -> Objective:
    """A new draft of what a form says; raises FieldErrors."""
    cycle, values = checked(session, by, typed)
    assert cycle.id is not None
    slug = naming.slug(values["title"], otherwise="objective")
    taken = goal_writing.objective_keys(session, by.workspace_id, cycle.id, slug)
    row = Objective(
        workspace_id=by.workspace_id,
        cycle_id=cycle.id,
        key=naming.key(slug, taken),
        state="draft",
        **{name: value for name, value in values.items() if name != "links"},
    )
    session.add(row)
    session.flush()
    assert row.id is not None
    parts_of_goals.set_links(session, by.workspace_id, row.id, values.get("links", ()))
    history.note(session, by, row, "created", None, row.title, at=at)
    history.told(session, by, row, "create_goal", grant=Grant.ALLOWED, at=at)
    return row


def _authorize(session: Session, by: Actor, values: Mapping[str, Any]) -> None:
    """Say it on the field that chose for whom the goal is."""
    relation, who = rights.to_new(
        session,
        by,
        level=Level(values["level"]),
        team_id=values["team_id"],
        owner_id=values["owner_id"],
        private=values.get("visibility") == "private",
    )
    try:
        authorize(by, Action.CREATE_GOAL, relation, who_can=who)
    except DomainError as error:
        field = "owner" if values["owner_id"] != by.person_id else "level"
        raise FieldErrors({field: error}) from None


def _check_few(session: Session, by: Actor, cycle_id: int, owner_id: int) -> None:
    """A strict house does not even draft a fourth objective for one owner."""
    strict = session.get_one(Workspace, by.workspace_id).strict
    owned = goal_writing.owned(session, by.workspace_id, cycle_id, owner_id)
    if strict and len(owned) >= MOST_OBJECTIVES:
        raise FieldErrors({"owner": Invalid("writing.enough", most=MOST_OBJECTIVES)})


def _authorize_hand_over(session: Session, by: Actor, row: Objective) -> None:
    """What is active goes to somebody else only by those who lead."""
    relation, who = rights.to_objective(session, by, row)
    try:
        authorize(by, Action.HAND_OVER, relation, who_can=who)
    except DomainError as error:
        raise FieldErrors({"owner": error}) from None


def _change(session: Session, by: Actor, sent: Sent, *, at: datetime) -> Objective:
    assert sent.row_id is not None
    row, cycle, grant = rights.objective_to_edit(session, by, sent.row_id)
    check_version(session, row, sent, at=at)
    values = _read(session, by, sent.typed, cycle, row)
    if (values["owner_id"], values["team_id"], values["level"]) != (
        row.owner_id,
        row.team_id,
        row.level,
    ):
        _authorize(session, by, values)
    if row.state == "active" and values["owner_id"] != row.owner_id:
        _authorize_hand_over(session, by, row)
    assert row.id is not None
    links = values.pop("links", None)
    if links is not None:
        before = parts_of_goals.links(session, by.workspace_id, row.id)
        history.note(session, by, row, "links", before, links, at=at)
        parts_of_goals.set_links(session, by.workspace_id, row.id, links)
    changed = history.apply(session, by, row, values, grant=grant, at=at)
    standing.objective_moved(session, row, changed)
    return row


def check_version(
    session: Session, row: Objective | KeyResult, sent: Sent, *, at: datetime
) -> None:
    """Raise ChangedMeanwhile when somebody wrote after the form was opened."""
    if sent.version is None or sent.version == row.version:
        return
    since = datetime.fromisoformat(sent.opened_at) if sent.opened_at else at
    objective_id = history.objective_id(row)
    notice = history.meanwhile(session, row.workspace_id, objective_id, since)
    raise ChangedMeanwhile(notice, row.version, moment(at) or "")


def _read(
    session: Session, by: Actor, typed: Typed, cycle: Cycle, row: Objective | None
) -> dict[str, Any]:
    """The columns that the form says; a new objective gets every one that it must have."""
    errors: dict[str, DomainError] = {}
    found: dict[str, Any] = {}

    def read(field: str, work: Any) -> None:
        try:
            found.update(work())
        except DomainError as error:
            errors[field] = error

    read("title", lambda: {"title": naming.title(typed.text("title"))})
    read("level", lambda: objective_fields.level(session, by, typed, row))
    read("owner", lambda: {"owner_id": objective_fields.owner(session, by, typed, row)})
    parent_field = "parent_name" if typed.text("parent_name") else "parent"
    read(parent_field, lambda: _parent(session, by, typed, row))
    read("because", lambda: _because(typed))
    read("due", lambda: _days(typed, cycle))
    for name in ("ambition", "visibility"):
        if typed.text(name):
            found[name] = typed.text(name)
    if not errors:
        _check_twice(session, by, found, cycle, row, errors)
    if not errors and typed.shows("links"):
        but, above = (row.id if row else None), found.get("parent_objective_id")
        read(
            "links",
            lambda: {
                "links": parents.linked(session, by, typed.many("links"), but=but, parent_id=above)
            },
        )
    if errors:
        raise FieldErrors(errors)
    return found


def _parent(
    session: Session, by: Actor, typed: Typed, row: Objective | None
) -> Mapping[str, int | None]:
    if not typed.shows("parent") and not typed.text("parent_name"):
        return {}
    value = typed.text("parent")
    if typed.text("parent_name"):
        cycle_ids = [one.id for one in _cycles(session, by) if one.id]
        value = parents.named(session, by, cycle_ids, typed.text("parent_name"))
    above, kr = parents.resolved(session, by, value, but=row.id if row else None)
    return {"parent_objective_id": above, "parent_key_result_id": kr}


def _because(typed: Typed) -> Mapping[str, str | None]:
    if not typed.shows("because"):
        return {}
    return {"no_parent_because": naming.sentence(typed.text("because"))}


def _days(typed: Typed, cycle: Cycle) -> Mapping[str, date | None]:
    """Its own days; those of the cycle are stored as none, so that they move with it."""
    if not typed.shows("start"):
        return {}
    first, last = typed.day("start"), typed.day("due")
    Span(first or cycle.starts_on, last or cycle.ends_on)
    return {
        "start_on": None if first == cycle.starts_on else first,
        "due_on": None if last == cycle.ends_on else last,
    }


def _check_twice(
    session: Session,
    by: Actor,
    found: Mapping[str, Any],
    cycle: Cycle,
    row: Objective | None,
    errors: dict[str, DomainError],
) -> None:
    assert cycle.id is not None
    owned = goal_writing.owned(session, by.workspace_id, cycle.id, found["owner_id"])
    for other in owned:
        if (row is None or other.id != row.id) and naming.alike(other.title, found["title"]):
            errors["title"] = Invalid("title.twice", title=other.title)
