"""Shares of key results that are split to people."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from storage.tables import KeyResult, KeyResultShare, Kpi, Objective, WorkKpi

#: A share that was dropped, or carried into another cycle, is none of the whole any more.
OPEN = ("draft", "active", "postponed")


def of_key_result(
    session: Session, workspace_id: str, key_result_id: int
) -> Sequence[tuple[KeyResultShare, KeyResult, Objective]]:
    """The open shares of a key result with their objectives, in the order they were made."""
    statement = (
        select(KeyResultShare, KeyResult, Objective)
        .join(KeyResult, col(KeyResult.id) == col(KeyResultShare.key_result_id))
        .join(Objective, col(Objective.id) == col(KeyResult.objective_id))
        .where(
            KeyResultShare.workspace_id == workspace_id,
            KeyResultShare.of_key_result_id == key_result_id,
            col(KeyResult.state).in_(OPEN),
            col(Objective.state).in_(OPEN),
        )
        .order_by(col(KeyResultShare.id))
    )
    return [(share, kr, objective) for share, kr, objective in session.exec(statement)]


def add(
    session: Session, workspace_id: str, *, key_result_id: int, of_key_result_id: int, way: str
) -> None:
    """Let a key result be a share of another one."""
    session.add(
        KeyResultShare(
            workspace_id=workspace_id,
            key_result_id=key_result_id,
            of_key_result_id=of_key_result_id,
            way=way,
        )
    )


def add_work_kpis(
    session: Session, workspace_id: str, key_result_id: int, kpi_ids: Sequence[int]
) -> None:
    """Let KPIs be those of the work that produces a share."""
    session.add_all(
        WorkKpi(workspace_id=workspace_id, key_result_id=key_result_id, kpi_id=kpi_id)
        for kpi_id in dict.fromkeys(kpi_ids)
    )


def work_kpis(
    session: Session, workspace_id: str, key_result_ids: Sequence[int]
) -> dict[int, list[Kpi]]:
    """The KPIs of the work that produces these shares, by share; those closed are left out."""
    statement = (
        select(WorkKpi.key_result_id, Kpi)
        .join(Kpi, col(Kpi.id) == col(WorkKpi.kpi_id))
        .where(
            WorkKpi.workspace_id == workspace_id,
            col(WorkKpi.key_result_id).in_(key_result_ids),
            Kpi.state == "active",
        )
        .order_by(col(WorkKpi.id))
    )
    found: dict[int, list[Kpi]] = {}
    for key_result_id, kpi in session.exec(statement):
        found.setdefault(key_result_id, []).append(kpi)
    return found
