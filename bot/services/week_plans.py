"""What people mean to do in the coming week, and what became of it a week later."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlmodel import Session

from bot.domain.cadence import iso_week
from bot.domain.errors import Gone, NotFound
from bot.domain.people import Actor
from bot.domain.policy import Action, authorize
from bot.runtime import Runtime
from bot.services import relations, request_card
from bot.services.agenda import Item
from bot.services.replying import PlanLine
from storage import check_ins, inbox, organisation, week_plans
from storage.tables import Reply, WeekPlan

OUTCOMES = ("done", "kept", "dropped")


def put(
    session: Session,
    reply: Reply,
    person_id: int,
    items: Sequence[Item],
    plans: Iterable[PlanLine],
    *,
    tz: str,
    at: datetime,
) -> int:
    """Store the plans that a reply says; how many."""
    goals = {item.n: item.id for item in items if item.kind == "kr"}
    made = [
        WeekPlan(
            workspace_id=reply.workspace_id,
            person_id=person_id,
            key_result_id=goals.get(line.n) if line.n is not None else None,
            initiative_id=line.initiative_id,
            reply_id=reply.id,
            week=iso_week(at, tz),
            text=line.text,
            at=at,
        )
        for line in plans
    ]
    session.add_all(made)
    session.flush()
    return len(made)


def choose(rt: Runtime, plan_id: int, outcome: str, *, by: Actor, key: str) -> None:
    """Say what became of a plan.

    Raises NotFound "plan.unknown", Gone "plan.settled", NotAllowed.
    """
    at = rt.clock()
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return
        plan = week_plans.for_update(session, by.workspace_id, plan_id)
        if plan is None or outcome not in OUTCOMES:
            raise NotFound("plan.unknown")
        relation, who = relations.to_person(session, by, plan.person_id)
        authorize(by, Action.CHECK_IN, relation, who_can=who)
        person = organisation.person(session, by.workspace_id, plan.person_id)
        assert person is not None
        if not settle(plan, outcome, week=iso_week(at, person.tz), at=at):
            raise Gone("plan.settled")
        refresh(session, by.workspace_id, plan.person_id, at=at)


def settle(plan: WeekPlan, outcome: str, *, week: str, at: datetime) -> bool:
    """Write what became of a plan that was open; one that is kept is for the given week."""
    if plan.state != "open" or plan.week >= week:
        return False
    plan.settled_at = at
    if outcome == "kept":
        plan.week, plan.kept = week, plan.kept + 1
    else:
        plan.state = outcome
    return True


def refresh(session: Session, workspace_id: str, person_id: int, *, at: datetime) -> None:
    """The message that asks about the plans shows what became of them."""
    session.flush()
    newest = check_ins.newest_request(session, workspace_id, person_id)
    if newest is not None:
        request_card.refresh(session, newest, at=at)
