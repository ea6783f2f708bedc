"""The steps and phased targets of a key result, written in the caller's transaction."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from sqlmodel import Session

from bot.domain.folding import fold
from bot.domain.goals import milestones as steps_of
from bot.domain.goals import phases as phases_of
from bot.domain.goals.model import Milestone, Shape, Span, TargetPhase
from bot.domain.goals.progress import millionths, progress
from bot.services import facts
from storage import goal_parts_milestones, goal_parts_phases
from storage.goal_parts_milestones import Step
from storage.tables import KeyResult

THOUSAND: Final = 1_000


def set_milestones(
    session: Session, kr: KeyResult, milestones: Sequence[Milestone], *, keep_done: bool = True
) -> None:
    """Make a key result one of the shape "milestones" with these steps; it must have its id.

    A step with the title of a stored one (case and accents aside) is that step; with `keep_done`
    it stays done where `done_on` is None. Start, target, value and progress follow from the steps:
    without any done step the value is None until somebody says something.
    Raises Invalid as `bot.domain.goals.milestones.validated` does.
    """
    wanted = steps_of.validated(milestones)
    stored = {fold(row.title): row for row in goal_parts_milestones.of_key_result(session, kr)}
    steps = []
    for one in wanted:
        same = stored.pop(fold(one.title), None)
        done_on = one.done_on or (same.done_on if same is not None and keep_done else None)
        weight = int(one.weight * THOUSAND)
        steps.append(Step(same.id if same is not None else None, one.title, weight, done_on))
    kr.shape = Shape.MILESTONES.value
    goal_parts_milestones.replace(session, kr, steps)
    measure = steps_of.measure_of(facts.milestones(kr))
    kr.unit, kr.direction = measure.unit, measure.direction.value
    kr.start, kr.target = measure.start, measure.target
    follow_steps(session, kr)


def follow_steps(session: Session, kr: KeyResult, *, or_none: bool | None = None) -> None:
    """Bring value and progress to what the steps say.

    Without any done step the value is None with `or_none`, by default where it was None.
    """
    value: Decimal | None = steps_of.done_weight(facts.milestones(kr))
    if not value and (kr.value is None if or_none is None else or_none):
        value = None
    share = progress(facts.measure(kr), value)
    after = None if share is None else millionths(share)
    kr.value, kr.progress = value, after
    session.flush()


def set_phases(session: Session, kr: KeyResult, phases: Sequence[TargetPhase]) -> None:
    """Give a key result these phased targets, none for a straight line; it must have its id.

    Raises Invalid as `bot.domain.goals.phases.validated` does.
    """
    span = Span(kr.start_on, kr.due_on)
    wanted = phases_of.validated(phases, facts.measure(kr), span)
    goal_parts_phases.replace(session, kr, [(one.due_on, one.value) for one in wanted])
