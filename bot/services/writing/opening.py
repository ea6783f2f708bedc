"""Which form a name opens."""

from bot.domain.errors import Invalid
from bot.domain.people import Actor
from bot.runtime import Runtime
from bot.services.writing import finding
from storage.tables import KeyResult, Objective


def goal_named(rt: Runtime, name: str, *, by: Actor) -> tuple[bool, int]:
    """Whether a name means a key result, and its id; raises as `finding.goal` does."""
    with rt.reading() as session:
        goal = finding.goal(session, by, name)
        assert goal.id is not None
        return isinstance(goal, KeyResult), goal.id


def key_result_named(rt: Runtime, name: str, *, by: Actor) -> int:
    """The key result that a name means; raises Invalid "writing.objective_named" for others."""
    with rt.reading() as session:
        goal = finding.goal(session, by, name)
        if isinstance(goal, Objective):
            raise Invalid("writing.objective_named", title=goal.title)
        assert goal.id is not None
        return goal.id
