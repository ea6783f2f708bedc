"""Brings a workspace to what an import file says, in one transaction."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel import Session

from bot.services import facts
from bot.services.importing import (
    calendar_rows,
    connector_rows,
    goal_rows,
    kpi_goal_rows,
    kpi_rows,
    organisation_rows,
    pilot_rows,
    schedule_rows,
    scorecard_rows,
)
from bot.services.importing.changes import Changes, ImportReport
from bot.services.importing.figures import Figure
from bot.services.importing.model import ImportFile, SaidEntry
from bot.services.importing.problems import Findings
from bot.services.writing import history
from storage import cadences, team_figures, teams
from storage.tables import Audit, GoalChange, KeyResult, Kpi, KpiChange, Objective
from storage.uow import Database


def run(
    database: Database,
    file: ImportFile,
    *,
    workspace_id: str,
    at: datetime,
    dry_run: bool = False,
) -> ImportReport:
    """Write what differs; a second run finds nothing to do.

    What is missing in the file is left alone. Figures are written with what is new only. A dry
    run does all of it and takes it back. Raises ImportProblems, and then nothing is written.
    """
    with database.unit_of_work() as session:
        report = run_in(session, file, workspace_id=workspace_id, at=at)
        if dry_run:
            session.rollback()
    return report


def run_in(
    session: Session,
    file: ImportFile,
    *,
    workspace_id: str,
    at: datetime,
    actor_id: int | None = None,
) -> ImportReport:
    """The same in the caller's transaction. `actor_id` is the person who asked for it."""
    _refuse_future(file, facts.local_date(at, file.workspace.tz))
    changes = Changes(session, workspace_id)
    _write(changes, file, at=at, actor_id=actor_id)
    report = changes.report()
    if not report.is_empty:
        _note_edits(changes, at, actor_id)
        session.add(_audit(report, workspace_id, at, actor_id))
        team_figures.count_anew(session, workspace_id)
    return report


def _write(changes: Changes, file: ImportFile, *, at: datetime, actor_id: int | None) -> None:
    workspace = organisation_rows.workspace(changes, file.workspace, at=at)
    calendar_rows.write(changes, file.calendar, workspace)
    people_ids = organisation_rows.people(changes, file, at=at)
    team_ids = organisation_rows.teams(changes, file, people_ids)
    pilot_rows.write(changes, file.workspace.pilot, workspace)
    goal_ids = goal_rows.objectives(changes, file, people_ids=people_ids, team_ids=team_ids, at=at)
    kpi_rows.write(
        changes,
        file,
        people_ids=people_ids,
        team_ids=team_ids,
        goal_ids=goal_ids,
        at=at,
    )
    kpi_goal_rows.write(changes, file, at=at)
    connector_rows.write(changes, file.connectors, at=at, actor_id=actor_id)
    scorecard_rows.write(
        changes, file.scorecards, workspace, people_ids=people_ids, goal_ids=goal_ids
    )
    cadences.inherit(changes.session, workspace.id, teams.all_teams(changes.session, workspace.id))
    schedule_rows.write(changes, workspace, at=at)


def _refuse_future(file: ImportFile, today: date) -> None:
    findings = Findings()

    def check(figures: Sequence[Figure | SaidEntry], path: str) -> None:
        for figure in figures:
            if figure.on > today:
                findings.add(figure.line, path, "dates.future", day=figure.on, today=today)

    for objective in file.objectives:
        for key_result in objective.key_results:
            check(key_result.history, f"{key_result.path}.history")
    for kpi in file.kpis:
        check(kpi.readings, f"{kpi.path}.readings")
    findings.raise_any()


def _note_edits(changes: Changes, at: datetime, actor_id: int | None) -> None:
    """What a file changes of a goal is told in its history, as what people change is."""
    for row, field, before, after in changes.moved:
        if isinstance(row, Kpi):
            was, now = history.stored(before), history.stored(after)
            if was != now:
                changes.session.add(
                    KpiChange(
                        workspace_id=row.workspace_id,
                        kpi_id=row.id or 0,
                        person_id=actor_id,
                        field=field,
                        before=was,
                        after=now,
                        at=at,
                    )
                )
        if isinstance(row, Objective | KeyResult):
            was, now = history.stored(before), history.stored(after)
            if was != now:
                changes.session.add(
                    GoalChange(
                        workspace_id=row.workspace_id,
                        objective_id=history.objective_id(row),
                        key_result_id=row.id if isinstance(row, KeyResult) else None,
                        person_id=actor_id,
                        field=field,
                        before=was,
                        after=now,
                        at=at,
                    )
                )


def _audit(report: ImportReport, workspace_id: str, at: datetime, actor_id: int | None) -> Audit:
    detail = {"created": dict(report.created), "changed": dict(report.changed)}
    return Audit(
        workspace_id=workspace_id,
        at=at,
        actor_id=actor_id,
        action="import",
        subject="workspace",
        detail=detail,
    )
