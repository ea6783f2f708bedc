"""Plans for a week as people see them: JSON facts, no words."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlmodel import Session

from bot.services.agenda import Item
from bot.services.rows import Row
from storage import ownership
from storage.tables import WeekPlan

MOST_ASKED = 5


def asked(
    plans: Sequence[WeekPlan], titles: Mapping[int, str], *, since: datetime | None = None
) -> list[Row]:
    """Plans as people see them, those that are still open first.

    What was settled before `since`, when the question was asked, counts as open.
    """
    shown = [
        {
            "id": plan.id,
            "text": plan.text,
            "title": titles.get(plan.key_result_id or 0),
            "state": _state(plan, since),
        }
        for plan in plans
    ]
    return sorted(shown, key=lambda row: row["state"] != "open")[:MOST_ASKED]


def said(plans: Sequence[WeekPlan], items: Sequence[Item]) -> list[Row]:
    """Plans of a reply as its card shows them."""
    numbers = {item.id: item.n for item in items if item.kind == "kr"}
    return [{"n": numbers.get(plan.key_result_id or 0), "text": plan.text} for plan in plans]


def titles(session: Session, workspace_id: str, plans: Iterable[WeekPlan]) -> Mapping[int, str]:
    """The names of the key results that plans are for, by id; closed ones are absent."""
    ids = sorted({plan.key_result_id for plan in plans if plan.key_result_id})
    if not ids:
        return {}
    goals = ownership.goals_by_id(session, workspace_id, ids)
    return {row_id: kr.title for row_id, (kr, _) in goals.items()}


def _state(plan: WeekPlan, since: datetime | None) -> str:
    if since is None or plan.settled_at is None or plan.settled_at < since:
        return "open"
    return "kept" if plan.state == "open" else plan.state
