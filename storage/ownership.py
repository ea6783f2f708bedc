"""What a person or a team answers for: active goals and KPIs."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, func, update
from sqlalchemy.orm.attributes import set_committed_value
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select, SelectOfScalar

from storage import home_changes
from storage.tables import Cycle, KeyResult, Kpi, Objective, Person

Goal = tuple[KeyResult, Objective]
#: Built once: what a check-in asks of the database costs less than making the statements.
KEY_RESULT_FOR_UPDATE = (
    select(KeyResult)
    .where(KeyResult.workspace_id == bindparam("workspace_id"), KeyResult.id == bindparam("id"))
    .with_for_update(key_share=True)
    .execution_options(populate_existing=True)
)
MOVED = ("value", "sample", "progress", "confidence", "said", "checked_in_at", "last_check_in_id")
MOVE = (
    update(KeyResult.__table__)  # type: ignore[attr-defined]
    .where(col(KeyResult.id) == bindparam("row_id"))
    .values({name: bindparam(name) for name in MOVED})
)


def active_cycle(session: Session, workspace_id: str) -> Cycle | None:
    """The cycle that runs; of several the one that began last."""
    statement = (
        select(Cycle)
        .where(Cycle.workspace_id == workspace_id, Cycle.state == "active")
        .order_by(col(Cycle.starts_on).desc(), col(Cycle.id).desc())
        .limit(1)
    )
    return session.exec(statement).first()


def goals_of_person(session: Session, workspace_id: str, person_id: int) -> Sequence[Goal]:
    """Active key results that the person owns, in the order of their objectives."""
    return session.exec(_active_goals(workspace_id).where(KeyResult.owner_id == person_id)).all()


def goals_of_people(
    session: Session, workspace_id: str, person_ids: Sequence[int]
) -> dict[int, list[Goal]]:
    """The same for several people, by their ids; who owns none is absent."""
    found: dict[int, list[Goal]] = {}
    owned = _active_goals(workspace_id).where(col(KeyResult.owner_id).in_(person_ids))
    for kr, objective in session.exec(owned):
        found.setdefault(kr.owner_id, []).append((kr, objective))
    return found


def goals_of_teams(session: Session, workspace_id: str, team_ids: Sequence[int]) -> Sequence[Goal]:
    """Active key results of the teams' objectives, in the order of the objectives."""
    return session.exec(
        _active_goals(workspace_id).where(col(Objective.team_id).in_(team_ids))
    ).all()


def goals_of_company(session: Session, workspace_id: str) -> Sequence[Goal]:
    """Active key results of the company's own objectives, in the order of the objectives."""
    return session.exec(_active_goals(workspace_id).where(Objective.level == "company")).all()


def goals_of_objective(session: Session, workspace_id: str, objective_id: int) -> Sequence[Goal]:
    """Active key results of one objective, in their order."""
    return session.exec(_active_goals(workspace_id).where(Objective.id == objective_id)).all()


def goals_behind(
    session: Session, workspace_id: str, team_ids: Sequence[int], *, most: int
) -> Sequence[Goal]:
    """Public active key results of these teams that have come least far, that one first."""
    statement = (
        _active_goals(workspace_id)
        .where(col(Objective.team_id).in_(team_ids), col(Objective.visibility) == "public")
        .order_by(None)
        .order_by(func.coalesce(KeyResult.progress, 0), col(KeyResult.id))
        .limit(most)
    )
    return session.exec(statement).all()


def goals_of_cycle(
    session: Session, workspace_id: str, cycle_id: int, *, shapes: Sequence[str]
) -> Sequence[KeyResult]:
    """Active key results of these shapes in an active cycle, held until the transaction ends."""
    statement = (
        select(KeyResult)
        .join(Objective, col(Objective.id) == col(KeyResult.objective_id))
        .join(Cycle, col(Cycle.id) == col(Objective.cycle_id))
        .where(
            KeyResult.workspace_id == workspace_id,
            Cycle.id == cycle_id,
            Cycle.state == "active",
            KeyResult.state == "active",
            col(KeyResult.shape).in_(shapes),
        )
        .order_by(col(KeyResult.id))
        .with_for_update(of=KeyResult, key_share=True)
    )
    return session.exec(statement).all()


def goals_by_id(session: Session, workspace_id: str, ids: Sequence[int]) -> dict[int, Goal]:
    """Those of these key results that are active."""
    found = session.exec(_active_goals(workspace_id).where(col(KeyResult.id).in_(ids)))
    return {kr.id: (kr, objective) for kr, objective in found if kr.id}


def key_result_for_update(session: Session, workspace_id: str, row_id: int) -> KeyResult | None:
    """One key result, locked until the transaction ends."""
    given = {"workspace_id": workspace_id, "id": row_id}
    return session.execute(KEY_RESULT_FOR_UPDATE, given).scalars().first()


def move(session: Session, kr: KeyResult, figures: Mapping[str, Any]) -> None:
    """Give a locked key result these current figures, those of MOVED, here and in the database."""
    session.connection().execute(MOVE, {"row_id": kr.id, **figures})
    home_changes.note(session, [(kr.workspace_id, kr.owner_id, kr.objective_id)])
    for name, figure in figures.items():
        set_committed_value(kr, name, figure)


def kpis_of_people(
    session: Session, workspace_id: str, person_ids: Sequence[int], *, typed: bool = False
) -> dict[int, list[Kpi]]:
    """The same for several people, by their ids; who owns none is absent.

    With `typed` without those that follow from others, which nobody is asked about.
    """
    found: dict[int, list[Kpi]] = {}
    statement = _active_kpis(workspace_id).where(col(Kpi.owner_id).in_(person_ids))
    if typed:
        statement = statement.where(col(Kpi.combines).is_(None))
    for kpi in session.exec(statement):
        found.setdefault(kpi.owner_id, []).append(kpi)
    return found


def kpis_of_teams(session: Session, workspace_id: str, team_ids: Sequence[int]) -> Sequence[Kpi]:
    """Active public KPIs of these teams: what a team sees, everybody may see."""
    return session.exec(
        _active_kpis(workspace_id).where(
            col(Kpi.team_id).in_(team_ids), col(Kpi.visibility) == "public"
        )
    ).all()


def kpis(session: Session, workspace_id: str) -> Sequence[Kpi]:
    """Every active KPI of the workspace."""
    return session.exec(_active_kpis(workspace_id)).all()


def kpis_by_id(session: Session, workspace_id: str, ids: Sequence[int]) -> dict[int, Kpi]:
    """Those of these KPIs that are active."""
    found = session.exec(_active_kpis(workspace_id).where(col(Kpi.id).in_(ids)))
    return {kpi.id: kpi for kpi in found if kpi.id}


def kpi_for_update(session: Session, workspace_id: str, row_id: int) -> Kpi | None:
    """One KPI, locked until the transaction ends: its alert changes with its readings."""
    statement = (
        select(Kpi)
        .where(Kpi.workspace_id == workspace_id, Kpi.id == row_id)
        .with_for_update(key_share=True)
    )
    return session.exec(statement.execution_options(populate_existing=True)).first()


def lock(
    session: Session, workspace_id: str, *, key_result_ids: Sequence[int], kpi_ids: Sequence[int]
) -> None:
    """Hold these rows, as they are now, until the transaction ends; always in the same order."""
    goals = (
        select(KeyResult)
        .where(KeyResult.workspace_id == workspace_id, col(KeyResult.id).in_(key_result_ids))
        .order_by(col(KeyResult.id))
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    kpis = (
        select(Kpi)
        .where(Kpi.workspace_id == workspace_id, col(Kpi.id).in_(kpi_ids))
        .order_by(col(Kpi.id))
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    session.exec(goals).all()
    session.exec(kpis).all()


def people_by_id(session: Session, workspace_id: str, ids: Sequence[int]) -> dict[int, Person]:
    """The people with these ids."""
    statement = select(Person).where(Person.workspace_id == workspace_id, col(Person.id).in_(ids))
    return {person.id: person for person in session.exec(statement) if person.id}


def _active_goals(workspace_id: str) -> Select[KeyResult, Objective]:
    return (
        select(KeyResult, Objective)
        .join(Objective, col(Objective.id) == col(KeyResult.objective_id))
        .join(Cycle, col(Cycle.id) == col(Objective.cycle_id))
        .where(
            KeyResult.workspace_id == workspace_id,
            KeyResult.state == "active",
            Objective.state == "active",
            Cycle.state == "active",
        )
        .order_by(col(Objective.id), col(KeyResult.position), col(KeyResult.id))
    )


def _active_kpis(workspace_id: str) -> SelectOfScalar[Kpi]:
    return (
        select(Kpi)
        .where(Kpi.workspace_id == workspace_id, Kpi.state == "active")
        .order_by(col(Kpi.id))
    )
