"""Writes the key results of a file and what was said of them earlier."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from decimal import Decimal
from typing import Any

from bot.domain.cadence import local_time_on
from bot.domain.goals.milestones import done_weight
from bot.domain.goals.model import CycleState, GoalState, Shape
from bot.domain.goals.progress import millionths, progress
from bot.services import facts, recording
from bot.services.importing import part_rows
from bot.services.importing.changes import Change, Changes
from bot.services.importing.model import ImportFile, KeyResultEntry
from storage import goals
from storage.tables import Cycle, KeyResult, Objective

#: When on its day an earlier value counts as given.
HISTORY_AT = time(9)
SOURCE = "import"
#: Shapes whose value follows from what else the file says of them.
TOLD = (Shape.YES_NO, Shape.MILESTONES)
_Place = tuple[str, str]


@dataclass(slots=True)
class KeyResultWriter:
    """One file's key results; `names` are what the report calls them."""

    changes: Changes
    file: ImportFile
    cycle: Cycle
    people_ids: Mapping[str, int]
    at: datetime
    names: dict[_Place, str] = field(default_factory=dict)

    def write(self, objectives: Mapping[str, Objective]) -> None:
        """Write all of them; `objectives` are the rows of the file by key."""
        known = self._known()
        self._name()
        for entry in self.file.objectives:
            objective = objectives[entry.key]
            for position, nested in enumerate(entry.key_results, 1):
                values = self._values(nested, objective, position)
                row = known.get((entry.key, nested.key))
                self._one(self.names[entry.key, nested.key], nested, row, values)

    def _known(self) -> dict[_Place, KeyResult]:
        """Rows by objective and key; one that the file has elsewhere moves there."""
        session, workspace_id = self.changes.session, self.changes.workspace_id
        cycle_id = self.cycle.id or 0
        keys = {
            row.id: key
            for key, row in goals.objectives_by_key(session, workspace_id, cycle_id).items()
        }
        rows = goals.key_results(session, workspace_id, cycle_id)
        found = {(keys[row.objective_id], row.key): row for row in rows}
        said = {(o.key, kr.key) for o in self.file.objectives for kr in o.key_results}
        left: dict[str, list[KeyResult]] = {}
        for (objective, key), row in found.items():
            if (objective, key) not in said:
                left.setdefault(key, []).append(row)
        moved = {place: left[place[1]][0] for place in said if len(left.get(place[1], ())) == 1}
        return moved | found

    def _name(self) -> None:
        places = [(o.key, kr.key) for o in self.file.objectives for kr in o.key_results]
        keys = [key for _, key in places]
        for place in places:
            self.names[place] = place[1] if keys.count(place[1]) == 1 else "/".join(place)

    def _values(self, entry: KeyResultEntry, objective: Objective, position: int) -> dict[str, Any]:
        measure = entry.measure
        return {
            "objective_id": objective.id,
            "owner_id": self.people_ids[entry.owner],
            "position": position,
            "title": entry.title,
            "aliases": "\n".join(entry.aliases),
            "shape": measure.shape.value,
            "unit": measure.unit,
            "direction": measure.direction.value,
            "start": measure.start,
            "target": measure.target,
            "floor": measure.floor,
            "ceiling": measure.ceiling,
            "period": None if measure.period is None else measure.period.value,
            "minimum_sample": measure.minimum_sample,
            "start_on": entry.start_on,
            "due_on": entry.due_on,
            "weight": entry.weight,
            "measured_by": entry.measured_by,
            "in_reach": entry.in_reach,
            # What the file does not say stays as people have chosen it.
            **_chosen(entry.cadence_days),
        }

    def _one(
        self, name: str, entry: KeyResultEntry, row: KeyResult | None, values: Mapping[str, Any]
    ) -> None:
        """Write one; its figures only when it is new: what people said since stands."""
        if row is not None:
            if self.changes.update("key_result", name, row, values, keeps=entry.keeps):
                row.version += 1
                _recompute(row)
            part_rows.write(self.changes, name, row, entry, self.people_ids)
            return
        row = KeyResult(
            workspace_id=self.changes.workspace_id,
            key=entry.key,
            **values,
            **self._first_state(entry),
        )
        self.changes.create("key_result", name, row)
        part_rows.write(self.changes, name, row, entry, self.people_ids)
        self._record_figures(entry, row)

    def _first_state(self, entry: KeyResultEntry) -> dict[str, Any]:
        """What is written with a new key result only: people move it on from there."""
        usual = GoalState.DRAFT if self.cycle.state == CycleState.DRAFT else GoalState.ACTIVE
        state, ending = entry.state or usual, entry.ending
        measure = entry.measure
        locked = entry.locked
        if locked is None and state is not GoalState.DRAFT:
            start, target = measure.start, measure.target  # as an activation does
        else:
            start, target = locked or (None, None)
        return {
            "state": state.value,
            "locked_start": start,
            "locked_target": target,
            "outcome": ending.outcome,
            "outcome_because": ending.because,
            "self_score": ending.self_score,
            "score": ending.score,
        }

    def _record_figures(self, entry: KeyResultEntry, row: KeyResult) -> None:
        tz = self.file.workspace.tz
        for earlier in entry.history:
            said = recording.Said(
                value=earlier.value,
                sample=earlier.sample,
                confidence=earlier.confidence,
                status=earlier.status,
                note=earlier.note,
                blocker=earlier.blocker,
            )
            said_at = local_time_on(earlier.on, HISTORY_AT, tz)
            self._record(row, said, min(said_at, self.at))
        self.changes.count("history", Change.CREATED, len(entry.history))
        value = self._value_now(entry)
        now = entry.now
        if (value, now.confidence, now.status) != (None, None, None):
            said = recording.Said(
                value=value, sample=now.sample, confidence=now.confidence, status=now.status
            )
            self._record(row, said, self.at)

    @staticmethod
    def _value_now(entry: KeyResultEntry) -> Decimal | None:
        """The value of today; what is done or not has one in any case, and often an earlier one."""
        value = entry.value
        if entry.measure.shape is Shape.MILESTONES:
            value = done_weight(entry.milestones) or None
        earlier = [one.value for one in entry.history if one.value is not None]
        told_before = entry.measure.shape in TOLD and earlier[-1:] == [value]
        return None if told_before else value

    def _record(self, row: KeyResult, said: recording.Said, at: datetime) -> None:
        origin = recording.Origin(row.owner_id, at, self.file.workspace.tz, SOURCE)
        recording.key_result(self.changes.session, row, said, origin)


def _chosen(cadence_days: int | None) -> dict[str, Any]:
    return {} if cadence_days is None else {"cadence_days": cadence_days, "cadence_chosen": True}


def _recompute(row: KeyResult) -> None:
    """Measure the value that is there against a start or target that moved."""
    if row.shape in (Shape.REACH, Shape.YES_NO):
        share = progress(facts.measure(row), row.value)
        row.progress = None if share is None else millionths(share)
