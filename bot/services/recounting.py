"""What is counted by periods changes with the calendar: it is counted anew every day."""

from datetime import datetime

from sqlmodel import Session

from bot.domain.goals.model import Shape
from bot.domain.skips import Skip, Why
from bot.services import recording
from storage import ownership
from storage.tables import Schedule

BY_PERIODS = (Shape.KEEP.value, Shape.PERIODIC.value)


def recount(session: Session, due: Schedule, *, at: datetime) -> Skip | None:
    """Bring the progress of the cycle's key results that are counted by periods up to date.

    A period that ended without a figure counts from then on.
    """
    goals = ownership.goals_of_cycle(session, due.workspace_id, due.subject_id, shapes=BY_PERIODS)
    recording.recount(session, goals, at=at, tz=due.tz)
    return None if goals else Skip(Why.NOTHING_COUNTED)
