"""Rows of the goals that a file names, of its own cycle and of others."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlmodel import Session

from bot.services.importing.model import GoalName
from storage import goals
from storage.tables import KeyResult, Objective


@dataclass(slots=True)
class GoalIds:
    """Objectives by key and key results by objective and key, read once for each cycle."""

    session: Session
    workspace_id: str
    cycle: str
    objectives: dict[str, Mapping[str, Objective]] = field(default_factory=dict)
    key_results: dict[str, Mapping[tuple[str, str], KeyResult]] = field(default_factory=dict)

    def objective(self, name: GoalName | None) -> int | None:
        """The id of the objective; None for no name, and for what was there a moment ago."""
        if name is None:
            return None
        cycle = name.cycle or self.cycle
        self._read(cycle)
        row = self.objectives[cycle].get(name.objective)
        return None if row is None else row.id

    def key_result(self, name: GoalName | None) -> int | None:
        """The id of the key result, None where the name is of an objective alone."""
        if name is None or name.key_result is None:
            return None
        cycle = name.cycle or self.cycle
        self._read(cycle)
        row = self.key_results[cycle].get((name.objective, name.key_result))
        return None if row is None else row.id

    def _read(self, cycle: str) -> None:
        if cycle in self.objectives:
            return
        row = goals.cycle_by_key(self.session, self.workspace_id, cycle)
        cycle_id = (row.id if row else None) or 0
        found = goals.objectives_by_key(self.session, self.workspace_id, cycle_id)
        self.objectives[cycle] = found
        keys = {row.id: key for key, row in found.items()}
        self.key_results[cycle] = {
            (keys[row.objective_id], row.key): row
            for row in goals.key_results(self.session, self.workspace_id, cycle_id)
        }
