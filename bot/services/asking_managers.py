"""A key result stands still: its owner keeps it, or asks their manager about it."""

from datetime import datetime

from sqlmodel import Session

from bot.domain.errors import Gone, NotFound
from bot.domain.people import Actor
from bot.domain.policy import Action, authorize
from bot.runtime import Runtime
from bot.services import facts, places, relations, rows, saving
from storage import check_ins, inbox, organisation, outbox, ownership, week_plans
from storage.outbox import Priority
from storage.ownership import Goal
from storage.tables import Person

ANSWERS = ("kept", "asked")


def settle(rt: Runtime, key_result_id: int, answer: str, *, by: Actor, key: str) -> None:
    """Keep a key result that stands still, or ask the manager; once.

    Raises NotFound "goal.unknown_id" or "hint.no_manager", Gone "goal.closed" or "hint.settled",
    NotAllowed.
    """
    at = rt.clock()
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return
        goal = ownership.goals_by_id(session, by.workspace_id, [key_result_id]).get(key_result_id)
        if goal is None or answer not in ANSWERS:
            raise Gone("goal.closed")
        relation, who = relations.to_key_result(session, by, *goal)
        authorize(by, Action.CHECK_IN, relation, who_can=who)
        hint = week_plans.hint_for_update(session, by.workspace_id, key_result_id, "still_right")
        if hint is None or hint.answer is not None:
            raise Gone("hint.settled")
        if answer == "asked":
            _ask(session, by, goal, at=at)
        hint.answer = answer
        session.flush()
        if hint.reply_id is not None:
            reply = check_ins.reply(session, by.workspace_id, hint.reply_id)
            assert reply is not None
            saving.refresh_card(session, reply, tz=by.tz, at=at)


def _ask(session: Session, by: Actor, goal: Goal, *, at: datetime) -> None:
    kr, objective = goal
    manager = _manager(session, by)
    if manager is None:
        raise NotFound("hint.no_manager")
    on = facts.local_date(at, manager.tz)
    row = rows.key_result(None, facts.key_result(kr, objective, tz=manager.tz), on=on)
    draft = places.draft(
        places.of_person(manager),
        f"still_right:{kr.id}",
        "still_right",
        {"by": by.name, "slack_id": by.slack_user_id or None, "row": row},
        priority=Priority.REMINDER,
    )
    outbox.add(session, draft, workspace_id=by.workspace_id, at=at)


def _manager(session: Session, by: Actor) -> Person | None:
    """The first of those who lead the person."""
    _, who = relations.to_person(session, by, by.person_id)
    leaders = [one for one in who if one != by.slack_user_id]
    if not leaders:
        return None
    return organisation.person_of_slack_user(session, by.workspace_id, leaders[0])
