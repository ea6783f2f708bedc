"""Everything that a person owns and another one could take over."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import delete
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from storage.tables import Cycle, GoalHelper, Initiative, KeyResult, Kpi, Objective

Owned = TypeVar("Owned", Objective, KeyResult, Kpi, Initiative)


@dataclass(frozen=True, slots=True)
class Possessions:
    """What is not closed, in cycles that are not closed; open initiatives alone."""

    objectives: Sequence[Objective]
    key_results: Sequence[KeyResult]
    kpis: Sequence[Kpi]
    initiatives: Sequence[Initiative]

    @property
    def is_empty(self) -> bool:
        return not (self.objectives or self.key_results or self.kpis or self.initiatives)


def of(session: Session, workspace_id: str, person_id: int, *, lock: bool = False) -> Possessions:
    """What a person owns, locked until the transaction ends where that is asked."""
    running = select(Cycle.id).where(Cycle.workspace_id == workspace_id, Cycle.state != "closed")
    inside = select(Objective.id).where(
        Objective.workspace_id == workspace_id, col(Objective.cycle_id).in_(running)
    )
    objectives = _owned(Objective, workspace_id, person_id, lock).where(
        Objective.state != "closed", col(Objective.cycle_id).in_(running)
    )
    key_results = _owned(KeyResult, workspace_id, person_id, lock).where(
        KeyResult.state != "closed", col(KeyResult.objective_id).in_(inside)
    )
    kpis = _owned(Kpi, workspace_id, person_id, lock).where(Kpi.state != "closed")
    initiatives = _owned(Initiative, workspace_id, person_id, lock).where(
        Initiative.state == "open"
    )
    return Possessions(
        session.exec(objectives).all(),
        session.exec(key_results).all(),
        session.exec(kpis).all(),
        session.exec(initiatives).all(),
    )


def private(session: Session, workspace_id: str, owned: Possessions) -> frozenset[int]:
    """The ids of the private objectives among these and above these key results."""
    ids = {one.id for one in owned.objectives} | {one.objective_id for one in owned.key_results}
    statement = select(Objective.id).where(
        Objective.workspace_id == workspace_id,
        Objective.visibility == "private",
        col(Objective.id).in_(ids),
    )
    return frozenset(one for one in session.exec(statement) if one is not None)


def _owned(
    table: type[Owned], workspace_id: str, person_id: int, lock: bool
) -> SelectOfScalar[Owned]:
    statement = (
        select(table)
        .where(table.workspace_id == workspace_id, table.owner_id == person_id)
        .order_by(col(table.id))
    )
    return statement.with_for_update() if lock else statement


def no_helper_of_own(session: Session, workspace_id: str, person_id: int) -> None:
    """Who owns a key result is no longer its helper."""
    own = select(KeyResult.id).where(
        KeyResult.workspace_id == workspace_id, KeyResult.owner_id == person_id
    )
    session.execute(
        delete(GoalHelper).where(
            col(GoalHelper.workspace_id) == workspace_id,
            col(GoalHelper.person_id) == person_id,
            col(GoalHelper.key_result_id).in_(own),
        )
    )
