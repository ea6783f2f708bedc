"""How often key results are asked about that have no cadence of their own."""

from collections.abc import Mapping
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, update
from sqlmodel import Session, col, select

from storage import figure_changes
from storage.tables import KeyResult, Objective, Team
from storage.teams import chain

WEEKLY_DAYS = 7


def of_team(teams: Mapping[int, Team], team_id: int | None) -> int:
    """Days between two questions: the team's own, else that of the nearest team above, else 7."""
    own = (team.cadence_days for team in chain(teams, team_id))
    return next((days for days in own if days is not None), WEEKLY_DAYS)


def inherit(session: Session, workspace_id: str, teams: Mapping[int, Team]) -> None:
    """Give every key result without a cadence of its own that of its team."""
    _give(session, workspace_id, WEEKLY_DAYS, col(Objective.team_id).is_(None))
    changed = [
        team_id
        for team_id in teams
        if _give(session, workspace_id, of_team(teams, team_id), col(Objective.team_id) == team_id)
    ]
    figure_changes.teams(session, workspace_id, changed)


def _give(session: Session, workspace_id: str, days: int, which: ColumnElement[bool]) -> bool:
    """Whether any key result was asked about in another rhythm before."""
    objectives = select(Objective.id).where(Objective.workspace_id == workspace_id, which)
    changed = session.execute(
        update(KeyResult)
        .where(
            col(KeyResult.workspace_id) == workspace_id,
            col(KeyResult.objective_id).in_(objectives),
            col(KeyResult.cadence_chosen).is_(False),
            col(KeyResult.cadence_days) != days,
        )
        .values(cadence_days=days)
        .execution_options(synchronize_session="fetch")
    )
    return bool(cast("CursorResult[Any]", changed).rowcount)
