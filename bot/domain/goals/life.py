"""The life of a cycle: its states, the steps between them, and what activation asks of goals."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from bot.domain.errors import Conflict, DomainError, Gone, Invalid
from bot.domain.goals.model import CycleState, Measure, Shape

#: Over this number of key results an objective is refused, in every house.
MOST_KEY_RESULTS: Final = 10
MOST_KEY_RESULTS_IF_STRICT: Final = 3
WITHOUT_UNIT: Final = (Shape.YES_NO, Shape.MILESTONES)


class Step(StrEnum):
    """What people do with a cycle, in order. PUBLISH and PRESENT leave its state as it is."""

    PUBLISH = "publish"
    PRESENT = "present"
    ACTIVATE = "activate"
    BEGIN_CLOSING = "begin_closing"
    CLOSE = "close"


class Outcome(StrEnum):
    """What becomes of a goal at the end; FINISHED needs no reason, the others do."""

    FINISHED = "finished"
    DROPPED = "dropped"
    CARRIED_OVER = "carried_over"
    POSTPONED = "postponed"


#: In which states a step may be taken, and the state after it.
STEPS: Final[Mapping[Step, tuple[Sequence[CycleState], CycleState | None]]] = MappingProxyType(
    {
        Step.PUBLISH: ((CycleState.DRAFT,), None),
        Step.PRESENT: ((CycleState.DRAFT, CycleState.ACTIVE), None),
        # What was not complete at the activation is activated later, in the running cycle.
        Step.ACTIVATE: ((CycleState.DRAFT, CycleState.ACTIVE), CycleState.ACTIVE),
        Step.BEGIN_CLOSING: ((CycleState.ACTIVE,), CycleState.CLOSING),
        Step.CLOSE: ((CycleState.CLOSING,), CycleState.CLOSED),
    }
)


def after(step: Step, state: CycleState, *, name: str) -> CycleState:
    """The state after a step. Raises Gone "cycle.closed", Conflict "cycle.not_now"."""
    if state is CycleState.CLOSED:
        raise Gone("cycle.closed", name=name)
    allowed, becomes = STEPS[step]
    if state not in allowed:
        raise Conflict("cycle.not_now", name=name, state=state.value, step=step.value)
    return becomes or state


def next_steps(state: CycleState) -> Sequence[Step]:
    """What comes next in a state, in the order in which people do it."""
    return {
        CycleState.DRAFT: (Step.PUBLISH, Step.PRESENT, Step.ACTIVATE),
        CycleState.ACTIVE: (Step.BEGIN_CLOSING,),
        CycleState.CLOSING: (Step.CLOSE,),
        CycleState.CLOSED: (),
    }[state]


def most_key_results(*, strict: bool) -> int:
    """Over how many key results an objective is refused."""
    return MOST_KEY_RESULTS_IF_STRICT if strict else MOST_KEY_RESULTS


def refusal(measure: Measure) -> DomainError | None:
    """Why a key result cannot be activated: no number, no unit, nowhere to go; None if it can."""
    try:
        measure.validated()
    except DomainError as error:
        return error
    if measure.shape not in WITHOUT_UNIT and not measure.unit.strip():
        return Invalid("key_result.no_unit")
    return None
