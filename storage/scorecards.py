"""What scorecards are made of: roles, weights, figures of KPIs, and reviews."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlmodel import Session, col, select

from storage.tables import (
    KeyResult,
    Kpi,
    Objective,
    Reading,
    ScorecardReview,
    ScorecardRole,
    ScorecardTemplate,
    ScorecardWeight,
)

#: A key result or a KPI by its kind, "kr" or "kpi", and its id.
Ref = tuple[str, int]


def templates(session: Session, workspace_id: str) -> Sequence[ScorecardTemplate]:
    """All of a workspace, in the order in which they were made."""
    statement = (
        select(ScorecardTemplate)
        .where(ScorecardTemplate.workspace_id == workspace_id)
        .order_by(col(ScorecardTemplate.id))
    )
    return session.exec(statement).all()


def role(session: Session, workspace_id: str, person_id: int) -> ScorecardRole | None:
    """By which template the card of a person is made."""
    statement = select(ScorecardRole).where(
        ScorecardRole.workspace_id == workspace_id, ScorecardRole.person_id == person_id
    )
    return session.exec(statement).first()


def roles(session: Session, workspace_id: str) -> Mapping[int, ScorecardTemplate]:
    """The templates of everybody who has one, by the id of the person."""
    statement = (
        select(ScorecardRole.person_id, ScorecardTemplate)
        .join(ScorecardTemplate, col(ScorecardTemplate.id) == col(ScorecardRole.template_id))
        .where(ScorecardRole.workspace_id == workspace_id)
        .order_by(col(ScorecardRole.person_id))
    )
    return dict(session.exec(statement).all())


def weight_rows(
    session: Session, workspace_id: str, person_ids: Sequence[int] | None = None
) -> Sequence[ScorecardWeight]:
    """The weights on the cards of these people, of everybody's for None."""
    statement = (
        select(ScorecardWeight)
        .where(ScorecardWeight.workspace_id == workspace_id)
        .order_by(col(ScorecardWeight.id))
    )
    if person_ids is not None:
        statement = statement.where(col(ScorecardWeight.person_id).in_(person_ids))
    return session.exec(statement).all()


def ref(row: ScorecardWeight) -> Ref:
    """What a weight is of."""
    if row.key_result_id is not None:
        return "kr", row.key_result_id
    return "kpi", row.kpi_id or 0


def key_results(
    session: Session, workspace_id: str, cycle_id: int, person_ids: Sequence[int]
) -> Mapping[int, Sequence[KeyResult]]:
    """What these people own of a cycle and what ran in it, private or not, by their ids.

    Drafts never ran, and what was postponed counts nowhere.
    """
    statement = (
        select(KeyResult)
        .join(Objective, col(Objective.id) == col(KeyResult.objective_id))
        .where(
            KeyResult.workspace_id == workspace_id,
            Objective.cycle_id == cycle_id,
            col(KeyResult.owner_id).in_(person_ids),
            col(KeyResult.state).in_(("active", "closed")),
            col(Objective.state).in_(("active", "closed")),
        )
        .order_by(col(Objective.id), col(KeyResult.position), col(KeyResult.id))
    )
    found: dict[int, list[KeyResult]] = {}
    for row in session.exec(statement):
        never_ran = row.state == "closed" and row.score is None and row.self_score is None
        if not never_ran:
            found.setdefault(row.owner_id, []).append(row)
    return found


def kpis(
    session: Session, workspace_id: str, person_ids: Sequence[int]
) -> Mapping[int, Sequence[Kpi]]:
    """The active KPIs of these people, private or not, by their ids."""
    statement = (
        select(Kpi)
        .where(
            Kpi.workspace_id == workspace_id,
            Kpi.state == "active",
            col(Kpi.owner_id).in_(person_ids),
        )
        .order_by(col(Kpi.id))
    )
    found: dict[int, list[Kpi]] = {}
    for row in session.exec(statement):
        found.setdefault(row.owner_id, []).append(row)
    return found


def readings(
    session: Session, workspace_id: str, kpi_ids: Sequence[int] | None, *, first: date, last: date
) -> Mapping[int, Mapping[date, Sequence[Reading]]]:
    """The readings that stand of each period that begins on `first`..`last`, by KPI and period.

    Those of a period are in the order in which they were entered. None for the ids is every KPI.
    """
    statement = (
        select(Reading)
        .where(
            col(Reading.workspace_id) == workspace_id,
            col(Reading.period).between(first, last),
            col(Reading.withdrawn_at).is_(None),
        )
        .order_by(col(Reading.kpi_id), col(Reading.period), col(Reading.id))
    )
    if kpi_ids is not None:
        statement = statement.where(col(Reading.kpi_id).in_(kpi_ids))
    found: dict[int, dict[date, list[Reading]]] = {}
    for row in session.exec(statement):
        found.setdefault(row.kpi_id, {}).setdefault(row.period, []).append(row)
    return found


def reviews(
    session: Session, workspace_id: str, cycle_id: int, person_ids: Sequence[int]
) -> Mapping[int, ScorecardReview]:
    """The newest review of each of these people in a cycle; who has none is absent."""
    statement = (
        select(ScorecardReview)
        .where(
            ScorecardReview.workspace_id == workspace_id,
            ScorecardReview.cycle_id == cycle_id,
            col(ScorecardReview.person_id).in_(person_ids),
        )
        .order_by(col(ScorecardReview.id))
    )
    return {row.person_id: row for row in session.exec(statement)}
