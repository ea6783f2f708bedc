"""What objectives come to: from their key results, their aligned objectives, or both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from sqlmodel import Session

from bot.domain.goals.model import KeyResultFacts
from bot.domain.goals.rollup import RollUp, combine, roll_up
from bot.domain.goals.status import judge
from bot.services import facts
from storage import goal_names, goal_tree
from storage.tables import KeyResult, Objective

#: Deeper than any company aligns its goals; where data runs in a ring, the end of it.
DEEPEST = 12
ONE = Decimal(1)


@dataclass(slots=True)
class Figures:
    """Objectives with their key results and roll-ups, for one reader on one day.

    Private objectives count for their owner alone, `reader_id`; the one that is looked at itself,
    `opened_id`, has its own figure for whoever may see it.
    """

    session: Session
    workspace_id: str
    reader_id: int
    tz: str
    on: date
    opened_id: int | None = None
    key_results: dict[int, list[KeyResult]] = field(default_factory=dict)
    known: dict[int, Objective] = field(default_factory=dict)
    children: dict[int, list[int]] = field(default_factory=dict)

    def load(self, objectives: Sequence[Objective]) -> None:
        """Fetch what these objectives are made of, level by level."""
        level = [one for one in objectives if one.id not in self.known]
        for _ in range(DEEPEST):
            ids = [one.id for one in level if one.id]
            if not ids:
                return
            self.known |= {one.id: one for one in level if one.id}
            for kr in goal_names.key_results_of(self.session, self.workspace_id, ids):
                self.key_results.setdefault(kr.objective_id, []).append(kr)
            wanting = [one.id for one in level if one.id and one.roll_up_source != "key_results"]
            below = goal_tree.children(self.session, self.workspace_id, wanting)
            for one in below:
                assert one.parent_objective_id is not None
                assert one.id is not None
                self.children.setdefault(one.parent_objective_id, []).append(one.id)
            level = [one for one in below if one.id not in self.known]

    def facts(self, objective: Objective) -> list[KeyResultFacts]:
        """The key results of an objective that count or may count again."""
        return [
            facts.key_result(kr, objective, tz=self.tz)
            for kr in self.key_results.get(objective.id or 0, ())
            if kr.state in ("active", "postponed")
        ]

    def of(self, objective: Objective, above: frozenset[int] = frozenset()) -> RollUp:
        """The roll-up of an objective that was loaded; a ring counts once."""
        assert objective.id is not None
        items = [(one, judge(one, on=self.on)) for one in self.facts(objective)]
        counts = objective.owner_id == self.reader_id or objective.id == self.opened_id
        own = roll_up(items, on=self.on, include_private=counts)
        if objective.roll_up_source == "key_results":
            return own
        seen = above | {objective.id}
        parts = [
            (self.of(self.known[child], seen), ONE)
            for child in self.children.get(objective.id, ())
            if child in self.known and child not in seen and self._counts(self.known[child])
        ]
        if objective.roll_up_source == "both":
            parts.append((own, ONE))
        return combine(parts)

    def _counts(self, child: Objective) -> bool:
        visible = child.visibility == "public" or child.owner_id == self.reader_id
        return visible and child.state == "active"


def weights(items: Sequence[KeyResultFacts]) -> Mapping[int, Decimal]:
    """How much each counts, by id; what does not count is absent."""
    return {one.id: one.weight for one in items if one.weight > 0 and not one.postponed}
