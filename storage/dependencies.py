"""What teams asked of one another."""

from collections.abc import Sequence

from sqlmodel import Session, col, or_, select

from storage.tables import Cycle, Dependency, Objective

Asked = tuple[Dependency, Objective]


def for_update(session: Session, workspace_id: str, row_id: int) -> Dependency | None:
    """The dependency with this id, locked: of two answers the first one counts."""
    statement = (
        select(Dependency)
        .where(Dependency.workspace_id == workspace_id, Dependency.id == row_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return session.exec(statement).first()


def with_objective(session: Session, workspace_id: str, row_id: int) -> Asked | None:
    """The dependency with this id and what it is for."""
    statement = (
        select(Dependency, Objective)
        .join(Objective, col(Objective.id) == col(Dependency.objective_id))
        .where(Dependency.workspace_id == workspace_id, Dependency.id == row_id)
    )
    return session.exec(statement).first()


def of_people(
    session: Session, workspace_id: str, *, person_id: int, team_ids: Sequence[int]
) -> Sequence[Asked]:
    """What concerns a person in cycles that are not over, the most urgent first.

    What they asked or were asked, and what these teams of theirs asked or were asked.
    """
    statement = (
        select(Dependency, Objective)
        .join(Objective, col(Objective.id) == col(Dependency.objective_id))
        .join(Cycle, col(Cycle.id) == col(Objective.cycle_id))
        .where(
            Dependency.workspace_id == workspace_id,
            Cycle.state != "closed",
            or_(
                col(Dependency.asker_id) == person_id,
                col(Dependency.asked_person_id) == person_id,
                col(Dependency.team_id).in_(team_ids),
                col(Objective.team_id).in_(team_ids),
            ),
        )
        .order_by(col(Dependency.due_on), col(Dependency.id))
    )
    return session.exec(statement).all()


def unanswered(session: Session, workspace_id: str, cycle_id: int) -> Sequence[Asked]:
    """What nobody has accepted or declined yet for goals of a cycle, the most urgent first."""
    statement = (
        select(Dependency, Objective)
        .join(Objective, col(Objective.id) == col(Dependency.objective_id))
        .where(
            Dependency.workspace_id == workspace_id,
            Objective.cycle_id == cycle_id,
            Dependency.state == "open",
        )
        .order_by(col(Dependency.due_on), col(Dependency.id))
    )
    return session.exec(statement).all()


def asked_for(
    session: Session, workspace_id: str, objective_ids: Sequence[int]
) -> dict[int, list[int]]:
    """The teams that were asked to help with these objectives and did not decline, by objective."""
    statement = (
        select(Dependency.objective_id, Dependency.team_id)
        .where(
            Dependency.workspace_id == workspace_id,
            col(Dependency.objective_id).in_(objective_ids),
            Dependency.state != "declined",
        )
        .order_by(col(Dependency.due_on), col(Dependency.id))
    )
    found: dict[int, list[int]] = {}
    for objective_id, team_id in session.exec(statement):
        found.setdefault(objective_id, []).append(team_id)
    return found


def open_between(session: Session, workspace_id: str, team_ids: Sequence[int]) -> Sequence[Asked]:
    """Requests for public goals, of these teams or to them, that nobody answered, oldest first."""
    statement = (
        select(Dependency, Objective)
        .join(Objective, col(Objective.id) == col(Dependency.objective_id))
        .join(Cycle, col(Cycle.id) == col(Objective.cycle_id))
        .where(
            Dependency.workspace_id == workspace_id,
            Dependency.state == "open",
            Cycle.state != "closed",
            Objective.visibility == "public",
            or_(col(Dependency.team_id).in_(team_ids), col(Objective.team_id).in_(team_ids)),
        )
        .order_by(col(Dependency.asked_at), col(Dependency.id))
    )
    return session.exec(statement).all()
