"""A cycle with its objectives as an import file says them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session, col, select

from bot.domain.goals.model import CycleState, GoalState
from bot.services.exporting.key_result_facts import KeyResultFacts
from bot.services.exporting.texts import given, words
from storage import goals
from storage.tables import Cycle, GoalLink, KeyResult, Objective

Facts = dict[str, Any]


def cycle(row: Cycle) -> Facts:
    """The section `cycle`."""
    state = row.state if row.state != CycleState.ACTIVE else None
    return given(
        key=row.key,
        name=words(row.name) or row.key,
        starts=row.starts_on,
        ends=row.ends_on,
        state=state,
    )


@dataclass(slots=True)
class GoalNaming:
    """What objectives and key results of all cycles are called in the file of one cycle."""

    cycle_id: int
    objectives: dict[int, str] = field(default_factory=dict)
    key_results: dict[int, str] = field(default_factory=dict)

    @classmethod
    def read(cls, session: Session, workspace_id: str, cycle_id: int) -> "GoalNaming":
        """Names by id; what belongs to another cycle has its key in front."""
        naming = cls(cycle_id)
        cycles = {row.id: row.key for row in goals.cycles(session, workspace_id)}
        columns = (col(Objective.id), col(Objective.cycle_id), col(Objective.key))
        for row_id, place, key in session.exec(
            select(*columns).where(Objective.workspace_id == workspace_id)
        ):
            named = key if place == cycle_id else f"{cycles[place]}:{key}"
            naming.objectives[row_id or 0] = named
        parents = select(Objective.parent_key_result_id).where(
            Objective.workspace_id == workspace_id, Objective.cycle_id == cycle_id
        )
        rows = select(col(KeyResult.id), col(KeyResult.objective_id), col(KeyResult.key)).where(
            KeyResult.workspace_id == workspace_id, col(KeyResult.id).in_(parents)
        )
        for row_id, objective_id, key in session.exec(rows):
            naming.key_results[row_id or 0] = f"{naming.objectives[objective_id]}/{key}"
        return naming


@dataclass(slots=True)
class GoalFacts:
    """The objectives of one cycle; `private` ones are left out unless they are asked for."""

    session: Session
    cycle: Cycle
    people: Mapping[int | None, str]
    teams: Mapping[int | None, str]
    naming: GoalNaming
    key_results: KeyResultFacts
    private: bool

    def objectives(self) -> list[Facts]:
        """The section `objectives`."""
        found = goals.objectives_by_key(self.session, self.cycle.workspace_id, self.cycle.id or 0)
        rows = [row for row in found.values() if self.private or row.visibility == "public"]
        shown = {row.id for row in rows}
        links = self._links(shown)
        return [self._objective(row, shown, links.get(row.id or 0, [])) for row in rows]

    def _links(self, shown: set[int | None]) -> Mapping[int, Sequence[int]]:
        statement = (
            select(GoalLink.objective_id, GoalLink.to_objective_id)
            .where(GoalLink.workspace_id == self.cycle.workspace_id)
            .order_by(col(GoalLink.to_objective_id))
        )
        found = defaultdict(list)
        for from_id, to_id in self.session.exec(statement):
            if from_id in shown:
                found[from_id].append(to_id)
        return found

    def _objective(self, row: Objective, shown: set[int | None], links: Sequence[int]) -> Facts:
        usual_level = "team" if row.team_id else "person"
        usual_state = GoalState.DRAFT if self.cycle.state == "draft" else GoalState.ACTIVE
        return given(
            key=row.key,
            title=words(row.title),
            level=row.level if row.level != usual_level else None,
            team=self.teams.get(row.team_id),
            owner=self.people[row.owner_id],
            parent=self._parent(row, shown),
            no_parent_because=words(row.no_parent_because),
            supports=[self.naming.objectives[one] for one in links if self._may_name(one, shown)],
            ambition=row.ambition if row.ambition != "aspirational" else None,
            visibility=row.visibility if row.visibility != "public" else None,
            rolls_up=row.roll_up_source if row.roll_up_source != "key_results" else None,
            starts=row.start_on,
            due=row.due_on,
            state=row.state if row.state != usual_state else None,
            outcome=row.outcome,
            outcome_because=words(row.outcome_because),
            worked=words(row.worked),
            did_not_work=words(row.did_not_work),
            next_time=words(row.next_time),
            key_results=self.key_results.of(row),
        )

    def _parent(self, row: Objective, shown: set[int | None]) -> str | None:
        if row.parent_objective_id is None or not self._may_name(row.parent_objective_id, shown):
            return None
        key_result = self.naming.key_results.get(row.parent_key_result_id or 0)
        return key_result or self.naming.objectives[row.parent_objective_id]

    def _may_name(self, objective_id: int, shown: set[int | None]) -> bool:
        """What is left out of the file cannot be named in it; of other cycles only keys are."""
        other = ":" in self.naming.objectives.get(objective_id, "")
        return objective_id in shown or (other and self.private)
