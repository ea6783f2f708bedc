"""Days that people named for key results, and that nothing was said of since."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, select

from storage.tables import CheckIn, Cycle, KeyResult, Objective


def check_in(session: Session, workspace_id: str, check_in_id: int) -> CheckIn | None:
    """The check-in with this id in this workspace."""
    statement = select(CheckIn).where(
        CheckIn.workspace_id == workspace_id, CheckIn.id == check_in_id
    )
    return session.exec(statement).first()


def standing(
    session: Session, workspace_id: str, person_id: int, on: date
) -> Sequence[tuple[CheckIn, str]]:
    """What the person named this day for and what stands last of its key result, with the titles.

    What was closed since is left out.
    """
    statement = (
        select(CheckIn, KeyResult.title)
        .join(KeyResult, col(KeyResult.last_check_in_id) == col(CheckIn.id))
        .join(Objective, col(Objective.id) == col(KeyResult.objective_id))
        .join(Cycle, col(Cycle.id) == col(Objective.cycle_id))
        .where(
            CheckIn.workspace_id == workspace_id,
            KeyResult.workspace_id == workspace_id,
            CheckIn.person_id == person_id,
            CheckIn.promised_on == on,
            KeyResult.state == "active",
            Cycle.state == "active",
        )
        .order_by(col(KeyResult.id))
    )
    return session.exec(statement).all()
