"""Writes what a file says of scorecards."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.services.importing.changes import Change, Changes
from bot.services.importing.goal_ids import GoalIds
from bot.services.importing.scorecard_entries import TEMPLATE
from bot.services.importing.scorecard_model import (
    RoleEntry,
    ScorecardsEntry,
    TemplateEntry,
    WeightEntry,
)
from storage import kpis, scorecards
from storage.scorecards import Ref
from storage.tables import ScorecardRole, ScorecardTemplate, ScorecardWeight, Workspace


def write(
    changes: Changes,
    entry: ScorecardsEntry | None,
    workspace: Workspace,
    *,
    people_ids: Mapping[str, int],
    goal_ids: GoalIds,
) -> None:
    """Bring templates, roles and weights to what the file says; what it does not name stays.

    Of a person whose weights it says, it says all.
    """
    if entry is None:
        return
    if entry.is_on is not None and workspace.scorecards != entry.is_on:
        workspace.scorecards = entry.is_on
        changes.amend("workspace", workspace.name, "scorecards")
    templates = _templates(changes, entry.templates)
    known = kpis.kpis_by_key(changes.session, changes.workspace_id) if entry.people else {}
    kpi_ids = {key: row.id for key, row in known.items()}
    for role in entry.people:
        person_id = people_ids[role.person]
        _role(changes, role, person_id, templates[role.template])
        if role.weights is not None:
            refs = [(_ref(one, goal_ids, kpi_ids), one.weight) for one in role.weights]
            _weights(changes, role, person_id, {ref: weight for ref, weight in refs if ref})
    changes.session.flush()


def _templates(changes: Changes, entries: Sequence[TemplateEntry]) -> Mapping[str, int]:
    known = {row.key: row for row in scorecards.templates(changes.session, changes.workspace_id)}
    for entry in entries:
        values: dict[str, Any] = {
            "name": entry.name,
            "kr_share": entry.key_results,
            "kpi_share": entry.kpis,
            "kpi_cap": entry.cap,
        }
        if entry.key in known:
            changes.update(TEMPLATE, entry.key, known[entry.key], values)
        else:
            row = ScorecardTemplate(workspace_id=changes.workspace_id, key=entry.key, **values)
            known[entry.key] = changes.create(TEMPLATE, entry.key, row)
    return {key: row.id for key, row in known.items() if row.id is not None}


def _role(changes: Changes, entry: RoleEntry, person_id: int, template_id: int) -> None:
    row = scorecards.role(changes.session, changes.workspace_id, person_id)
    if row is None:
        row = ScorecardRole(
            workspace_id=changes.workspace_id, person_id=person_id, template_id=template_id
        )
        changes.create("scorecard_role", entry.person, row)
    else:
        changes.update("scorecard_role", entry.person, row, {"template_id": template_id})


def _weights(changes: Changes, entry: RoleEntry, person_id: int, wanted: Mapping[Ref, int]) -> None:
    session, workspace_id = changes.session, changes.workspace_id
    present = {
        scorecards.ref(row): row
        for row in scorecards.weight_rows(session, workspace_id, [person_id])
    }
    differs = {ref: row.weight for ref, row in present.items()} != dict(wanted)
    for ref, row in present.items():
        if ref not in wanted:
            session.delete(row)
    for ref, weight in wanted.items():
        if ref in present:
            present[ref].weight = weight
            continue
        kind, row_id = ref
        session.add(
            ScorecardWeight(
                workspace_id=workspace_id,
                person_id=person_id,
                key_result_id=row_id if kind == "kr" else None,
                kpi_id=row_id if kind == "kpi" else None,
                weight=weight,
            )
        )
    session.flush()
    changes.count("scorecard_weight", Change.UNCHANGED, 0 if differs else len(wanted))
    if differs:
        changes.amend("scorecard_role", entry.person, "weights")


def _ref(entry: WeightEntry, goal_ids: GoalIds, kpi_ids: Mapping[str, int | None]) -> Ref | None:
    if entry.kpi is not None:
        row_id = kpi_ids.get(entry.kpi)
        return None if row_id is None else ("kpi", row_id)
    row_id = goal_ids.key_result(entry.key_result)
    return None if row_id is None else ("kr", row_id)
