"""Which goal somebody means to change, by a few words or "kr:12"."""

from sqlmodel import Session

from bot.domain.people import Actor
from bot.services import choices
from storage.tables import KeyResult, Objective

Goal = Objective | KeyResult


def goal(session: Session, by: Actor, name: str) -> Goal:
    """The objective or key result that somebody means; raises as `choices.goal_named` does."""
    found = choices.goal_named(session, by, name)
    return found.key_result or found.objective


def reference_of(goal: Goal) -> str:
    """What can be typed to mean this goal and no other."""
    return f"{'o' if isinstance(goal, Objective) else 'kr'}:{goal.id}"
