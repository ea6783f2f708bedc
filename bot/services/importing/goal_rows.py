"""Writes the cycle and the objectives of a file."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from bot.domain.goals.model import CycleState, GoalState
from bot.services.importing.changes import Changes
from bot.services.importing.goal_ids import GoalIds
from bot.services.importing.key_result_rows import KeyResultWriter
from bot.services.importing.model import CycleEntry, GoalName, ImportFile, ObjectiveEntry
from bot.services.importing.problems import Findings, ImportProblems, Problem
from storage import goals
from storage.tables import Cycle, GoalLink, Objective

#: Once a cycle was activated, so was everything that is not a draft.
BEGUN = (CycleState.ACTIVE, CycleState.CLOSING, CycleState.CLOSED)


def objectives(
    changes: Changes,
    file: ImportFile,
    *,
    people_ids: Mapping[str, int],
    team_ids: Mapping[str, int],
    at: datetime,
) -> GoalIds:
    """The goals by their names, with everything of the file written.

    Raises ImportProblems when a cycle that is closed would change, or is in another state.
    """
    session, workspace_id = changes.session, changes.workspace_id
    ids = GoalIds(session, workspace_id, file.cycle.key if file.cycle else "")
    if file.cycle is None:
        return ids
    cycle, was_closed = _cycle(changes, file.cycle, at=at)
    rows = _objectives(changes, file, cycle, people_ids, team_ids)
    KeyResultWriter(changes, file, cycle, people_ids, at).write(rows)
    for entry in file.objectives:
        _align(changes, entry, rows[entry.key], ids)
    session.flush()
    if was_closed:
        _refuse_changes(changes, file.cycle)
    return ids


def _objectives(
    changes: Changes,
    file: ImportFile,
    cycle: Cycle,
    people_ids: Mapping[str, int],
    team_ids: Mapping[str, int],
) -> dict[str, Objective]:
    known = goals.objectives_by_key(changes.session, cycle.workspace_id, cycle.id or 0)
    rows: dict[str, Objective] = {}
    for entry in file.objectives:
        values = _values(entry, people_ids, team_ids)
        row = known.get(entry.key)
        if row is None:
            row = Objective(
                workspace_id=cycle.workspace_id,
                cycle_id=cycle.id or 0,
                key=entry.key,
                **values,
                **_first_state(entry, cycle),
            )
            changes.create("objective", entry.key, row)
        elif changes.update("objective", entry.key, row, values, keeps=entry.keeps):
            row.version += 1
        rows[entry.key] = row
    return rows


def _cycle(changes: Changes, entry: CycleEntry, *, at: datetime) -> tuple[Cycle, bool]:
    """The row, and whether it was closed before this import."""
    values: dict[str, Any] = {
        "name": entry.name,
        "starts_on": entry.starts_on,
        "ends_on": entry.ends_on,
    }
    row = goals.cycle_by_key(changes.session, changes.workspace_id, entry.key)
    if row is None:
        state = entry.state or CycleState.ACTIVE
        row = Cycle(
            workspace_id=changes.workspace_id,
            key=entry.key,
            state=state.value,
            activated_at=at if state in BEGUN else None,
            closed_at=at if state is CycleState.CLOSED else None,
            **values,
        )
        return changes.create("cycle", entry.key, row), False
    if entry.state not in (None, row.state):
        params = {"said": entry.state, "now": row.state, "cycle": row.name}
        raise ImportProblems([Problem(entry.line, "cycle.state", "cycle.other_state", params)])
    changes.update("cycle", entry.key, row, values)
    return row, row.state == CycleState.CLOSED


def _refuse_changes(changes: Changes, entry: CycleEntry) -> None:
    findings = Findings()
    if changes.any_of("cycle", "objective", "key_result"):
        findings.add(entry.line, "cycle", "cycle.closed", cycle=entry.name)
    findings.raise_any()


def _values(
    entry: ObjectiveEntry, people_ids: Mapping[str, int], team_ids: Mapping[str, int]
) -> dict[str, Any]:
    return {
        "title": entry.title,
        "level": entry.level.value,
        "team_id": None if entry.team is None else team_ids[entry.team],
        "owner_id": people_ids[entry.owner],
        "ambition": entry.ambition.value,
        "visibility": entry.visibility.value,
        "no_parent_because": entry.no_parent_because,
        "roll_up_source": entry.rolls_up.value,
        "start_on": entry.start_on,
        "due_on": entry.due_on,
    }


def _first_state(entry: ObjectiveEntry, cycle: Cycle) -> dict[str, Any]:
    """What is written with a new objective only: people move it on from there."""
    usual = GoalState.DRAFT if cycle.state == CycleState.DRAFT else GoalState.ACTIVE
    ending = entry.ending
    return {
        "state": (entry.state or usual).value,
        "outcome": ending.outcome,
        "outcome_because": ending.because,
        "worked": ending.worked,
        "did_not_work": ending.did_not_work,
        "next_time": ending.next_time,
    }


def _align(changes: Changes, entry: ObjectiveEntry, row: Objective, ids: GoalIds) -> None:
    """A parent may come later in the file, so this is a second look at counted entries."""
    if "parent" not in entry.keeps:
        wanted = {
            "parent_objective_id": ids.objective(entry.parent),
            "parent_key_result_id": ids.key_result(entry.parent),
        }
        for name, value in wanted.items():
            before = getattr(row, name)
            if before != value:
                changes.amend("objective", entry.key, name, before, value)
                setattr(row, name, value)
    if entry.supports is not None:
        _link(changes, entry, row, entry.supports, ids)


def _link(
    changes: Changes,
    entry: ObjectiveEntry,
    row: Objective,
    supports: tuple[GoalName, ...],
    ids: GoalIds,
) -> None:
    """The objective supports those that the file names and no others."""
    session = changes.session
    wanted = {found for name in supports if (found := ids.objective(name)) is not None}
    present = {link.to_objective_id: link for link in _links(session, row)}
    for to_id in sorted(wanted - present.keys()):
        session.add(
            GoalLink(workspace_id=row.workspace_id, objective_id=row.id or 0, to_objective_id=to_id)
        )
    for to_id in present.keys() - wanted:
        session.delete(present[to_id])
    if wanted != present.keys():
        keys = ", ".join(name.objective for name in supports)
        changes.amend("objective", entry.key, "supports", None, keys)
    session.flush()


def _links(session: Session, row: Objective) -> list[GoalLink]:
    statement = select(GoalLink).where(
        GoalLink.workspace_id == row.workspace_id, GoalLink.objective_id == row.id
    )
    return list(session.exec(statement.order_by(col(GoalLink.id))))
