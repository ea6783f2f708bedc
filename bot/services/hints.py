"""What is pointed out about a key result, once: nothing is done for it, or nothing moves."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from bot.domain.replies.model import Change, Update
from bot.services.agenda import Item
from bot.services.rows import Row
from storage import check_ins, week_plans
from storage.tables import CheckIn, Reply

UNCHANGED_IN_A_ROW = 2


def point_out(
    session: Session,
    reply: Reply,
    items: Sequence[Item],
    updates: Sequence[Update],
    *,
    at: datetime,
) -> None:
    """Keep with a reply what its card points out of the key results that it speaks of."""
    spoken = {update.n: update for update in updates}
    goals = {item.id: item for item in items if item.kind == "kr" and item.n in spoken}
    if not goals:
        return
    found = [
        (row_id, "no_initiative")
        for row_id in week_plans.without_initiative(session, reply.workspace_id, sorted(goals))
    ]
    still = [row_id for row_id, item in goals.items() if spoken[item.n].change is Change.NO_CHANGE]
    if still:
        history = check_ins.history(session, reply.workspace_id, still, until=at)
        found += [(row_id, "still_right") for row_id in still if _stands(history.get(row_id, ()))]
    assert reply.id is not None
    for row_id, kind in found:
        week_plans.point_out(session, reply.workspace_id, row_id, kind, reply_id=reply.id, at=at)


def shown(session: Session, reply: Reply, items: Sequence[Item]) -> list[Row]:
    """What the card of a reply points out."""
    assert reply.id is not None
    known = {item.id: item for item in items if item.kind == "kr"}
    return [
        {
            "kind": hint.kind,
            "kr": hint.key_result_id,
            "answer": hint.answer,
            "n": known[hint.key_result_id].n,
            "title": known[hint.key_result_id].title,
        }
        for hint in week_plans.hints_of_reply(session, reply.workspace_id, reply.id)
        if hint.key_result_id in known
    ]


def _stands(history: Sequence[CheckIn]) -> bool:
    """The last check-ins all said that nothing has changed."""
    last = history[-UNCHANGED_IN_A_ROW:]
    return len(last) == UNCHANGED_IN_A_ROW and all(
        row.value is not None and row.value == row.previous_value for row in last
    )
