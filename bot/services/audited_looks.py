"""What an administrator sees of private things only because of that right leaves a line."""

from collections.abc import Sequence

from sqlmodel import Session

from bot.domain.people import Actor
from bot.domain.policy import Action, Grant, authorize
from bot.runtime import Runtime
from bot.services import relations
from storage import audit
from storage.tables import Kpi, Objective


def kpis(session: Session, by: Actor, seen: Sequence[Kpi]) -> list[int]:
    """The ids of those that the person sees as an administrator alone."""
    found = []
    for kpi in seen:
        if by.is_admin and kpi.visibility == "private" and kpi.id is not None:
            relation, who = relations.to_kpi(session, by, kpi)
            if authorize(by, Action.VIEW_GOAL, relation, who_can=who) is Grant.AUDITED:
                found.append(kpi.id)
    return found


def objectives(session: Session, by: Actor, seen: Sequence[Objective]) -> list[int]:
    """The same of objectives."""
    found = []
    for one in seen:
        if by.is_admin and one.visibility == "private" and one.id is not None:
            relation, who = relations.to_objective(session, by, one)
            if authorize(by, Action.VIEW_GOAL, relation, who_can=who) is Grant.AUDITED:
                found.append(one.id)
    return found


def note(rt: Runtime, by: Actor, action: str, subject: str, ids: Sequence[int]) -> None:
    """One line for each thing, such as "view_kpi" of a "kpi"; after the look, as it is done."""
    if not ids:
        return
    with rt.uow() as session:
        for one in ids:
            audit.add(
                session,
                workspace_id=by.workspace_id,
                at=rt.clock(),
                actor_id=by.person_id,
                action=action,
                subject=subject,
                subject_id=one,
            )
