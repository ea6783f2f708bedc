"""Small changes by command: what else a goal is called, and drafts that go."""

from datetime import datetime

from sqlmodel import Session

from bot.domain.errors import Gone, Invalid, NotFound
from bot.domain.people import Actor
from bot.domain.policy import Action
from bot.runtime import Runtime
from bot.services.rows import Row
from bot.services.writing import finding, history, naming, rights
from storage import audit, goal_writing, inbox
from storage.tables import KeyResult, Objective


def name_goal(rt: Runtime, name: str, aliases: str, *, by: Actor, key: str) -> Row | None:
    """Let a key result be called something else in replies; None for what was done before.

    Raises Invalid "alias.unnamed", "alias.too_long", "alias.too_many", "alias.objective", and what
    `finding.goal` and `rights` raise.
    """
    at = rt.clock()
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return None
        if not aliases.strip():
            raise Invalid("alias.unnamed")
        goal = finding.goal(session, by, name)
        if isinstance(goal, Objective):
            raise Invalid("alias.objective", title=goal.title)
        assert goal.id is not None
        row, _, _, grant = rights.key_result_to_edit(session, by, goal.id)
        known = row.aliases.split("\n") if row.aliases else []
        stored = naming.aliases("\n".join([*known, aliases]))
        history.apply(session, by, row, {"aliases": stored}, grant=grant, at=at)
        return {"title": row.title, "aliases": stored.split("\n")}


def asked_to_delete(rt: Runtime, name: str, *, by: Actor) -> Row:
    """The draft that somebody wants gone, to be confirmed.

    Raises Invalid "writing.no_draft" for what is active.
    """
    with rt.reading() as session:
        goal = finding.goal(session, by, name)
        may = rights.key_result_to_edit if isinstance(goal, KeyResult) else rights.objective_to_edit
        may(session, by, goal.id or 0, Action.DELETE_DRAFT, lock=False)
        _check_draft(goal)
        reference = finding.reference_of(goal)
        krs = 0
        if isinstance(goal, Objective) and goal.id is not None:
            krs = len(goal_writing.key_results_of(session, by.workspace_id, goal.id))
        return {"title": goal.title, "reference": reference, "key_results": krs}


def delete(rt: Runtime, reference: str, *, by: Actor, key: str) -> Row | None:
    """Delete a draft with all that belongs to it; None for what was done before.

    Raises NotFound "button.broken", Gone "writing.deleted", Invalid "writing.no_draft", NotAllowed.
    """
    kind, _, text = reference.partition(":")
    if kind not in ("o", "kr") or not text.isdecimal() or len(text) > 18:
        raise NotFound("button.broken")
    at = rt.clock()
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return None
        if kind == "o":
            row, _, _ = rights.objective_to_edit(session, by, int(text), Action.DELETE_DRAFT)
            return _gone(session, by, row, at=at)
        kr, objective, _, _ = rights.key_result_to_edit(session, by, int(text), Action.DELETE_DRAFT)
        history.note(session, by, objective, "key_result", kr.title, None, at=at)
        return _gone(session, by, kr, at=at)


def _gone(session: Session, by: Actor, row: Objective | KeyResult, *, at: datetime) -> Row:
    _check_draft(row)
    audit.add(
        session,
        workspace_id=by.workspace_id,
        at=at,
        actor_id=by.person_id,
        action="delete_draft",
        subject="objective" if isinstance(row, Objective) else "key_result",
        subject_id=row.id,
    )
    told = {"title": row.title}
    if isinstance(row, Objective) and row.id is not None:
        for kr in goal_writing.key_results_of(session, by.workspace_id, row.id):
            _check_draft(kr)
    goal_writing.delete(session, row)
    return told


def _check_draft(row: Objective | KeyResult) -> None:
    if row.state == "closed":
        raise Gone("writing.deleted")
    if row.state != "draft":
        raise Invalid("writing.no_draft", title=row.title)
