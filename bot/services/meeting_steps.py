"""What a weekly meeting talks over, step by step: facts of its pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot.domain.cadence import week_of
from bot.domain.digest import to_talk_over
from bot.domain.errors import Gone
from bot.services import digest_items, digests
from bot.services.digest_items import Then, Window
from bot.services.digest_scope import Scope
from bot.services.rows import Row, number
from storage import goal_parts, week_plans
from storage.tables import Digest, Workspace

MOST_STEPS = 12
MOST_PLANS, MOST_INITIATIVES, MOST_TEAMS = 6, 3, 100
KEPT = "keep"


@dataclass(frozen=True, slots=True)
class Agenda:
    """A digest, whose goals it tells of, and those of them that need somebody, the worst first."""

    digest: Digest
    scope: Scope
    window: Window
    goals: Sequence[Then]

    def at(self, key_result_id: int) -> Then | None:
        """The goal with this id, if it still needs somebody."""
        return next((one for one in self.goals if one.now.id == key_result_id), None)

    def after(self, step: int, key_result_id: int) -> int:
        """The step that follows: 0 is what changed, the one behind the last goal is the plan."""
        ids = [one.now.id for one in self.goals]
        here = ids.index(key_result_id) + 1 if key_result_id in ids else step
        return min(here + 1, len(ids) + 1)


def agenda(session: Session, digest: Digest, *, at: datetime) -> Agenda:
    """What is to be talked over now. Raises Gone "meeting.gone" for a team that is gone."""
    scope = digests.scope_of(session, digest)
    if scope is None:
        raise Gone("meeting.gone")
    tz = session.get_one(Workspace, digest.workspace_id).tz
    window = digests.window(digest, tz=tz, at=at)
    found = digest_items.told(session, digest.workspace_id, scope.goals, window, scope.tree)
    by_id = {one.item.key_result_id: one for one in found}
    needing = to_talk_over([one.item for one in found])[:MOST_STEPS]
    return Agenda(digest, scope, window, [by_id[one.key_result_id] for one in needing])


def page(session: Session, found: Agenda, step: int, *, at: datetime) -> Row:
    """One page: what changed, a goal, or next week."""
    step = max(min(step, len(found.goals) + 1), 0)
    facts: Row = {
        "digest_id": found.digest.id,
        "team": found.scope.name,
        "kind": found.digest.kind,
        "period": found.digest.period,
        "step": step,
        "steps": len(found.goals) + 2,
        "key_result_id": 0,
    }
    if step == 0:
        told = digests.facts(session, found.digest, tz=found.window.tz, at=at)
        return facts | {"page": "changed", "digest": told}
    if step > len(found.goals):
        return facts | {"page": "plan", **closing(session, found)}
    return facts | {"page": "goal", **_goal(session, found, found.goals[step - 1])}


def closing(session: Session, found: Agenda) -> Row:
    """What was decided, and what people plan for the coming week."""
    decided = [one for one in found.digest.decided if one["what"] != KEPT]
    kept = len(found.digest.decided) - len(decided)
    return {"decided": decided, "kept": kept, **_plans(session, found)}


def _plans(session: Session, found: Agenda) -> Row:
    titles = {kr.id: kr.title for kr, _ in found.scope.goals if kr.id}
    week = week_of(found.window.on)
    plans = week_plans.open_for(session, found.scope.workspace_id, sorted(titles), week)
    return {
        "plans": [
            {"title": titles[plan.key_result_id], "text": plan.text}
            for plan in plans[:MOST_PLANS]
            if plan.key_result_id in titles
        ],
        "plans_more": max(len(plans) - MOST_PLANS, 0),
    }


def _goal(session: Session, found: Agenda, one: Then) -> Row:
    item, kr = one.item, one.goal[0]
    blocker = item.blockers[0] if item.blockers else None
    doing = goal_parts.initiatives(session, kr.workspace_id, [item.key_result_id])
    team_id = one.goal[1].team_id
    return {
        "key_result_id": item.key_result_id,
        "title": item.title,
        "status": item.now.status.value,
        "before_status": item.before.status.value if item.before else None,
        "progress": number(item.now.progress),
        "before_progress": number(item.progress_before),
        "expected": number(item.now.expected),
        "said": item.said.value if item.said and item.disagreement > 1 else None,
        "stale_days": item.stale_days,
        "blocker": blocker.text if blocker else None,
        "days": (found.window.on - blocker.since).days if blocker else None,
        "unblockers": list(blocker.unblockers) if blocker else [],
        "initiatives": [each.title for each in doing[:MOST_INITIATIVES]],
        "teams": [
            {"id": key, "name": team.name}
            for key, team in found.scope.tree.items()
            if key != team_id
        ][:MOST_TEAMS],
        "decided": _decided(found.digest.decided, item.key_result_id),
    }


def _decided(decided: Sequence[Mapping[str, object]], key_result_id: int) -> Row | None:
    """What was decided of a goal before, when the meeting was left and is run again."""
    found = [dict(one) for one in decided if one["key_result_id"] == key_result_id]
    return found[-1] if found else None
