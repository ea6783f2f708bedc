"""The end of a cycle: owners are asked for scores, then everything is closed and looked back on."""

from collections.abc import Sequence, Set
from datetime import date, datetime

from sqlmodel import Session

from bot.domain.cadence import local_date
from bot.domain.errors import NotFound
from bot.domain.goals import life
from bot.domain.goals.life import Outcome, Step
from bot.domain.goals.model import CycleState
from bot.domain.people import Actor
from bot.runtime import Runtime
from bot.services import recording
from bot.services.cycles import carrying, creating, planned, retro, rights, score_cards, scored
from bot.services.cycles.score_cards import STATES
from bot.services.recounting import BY_PERIODS
from bot.services.rows import Row
from storage import cycles, inbox, ownership
from storage.ownership import Goal
from storage.tables import Cycle, KeyResult, Objective, Workspace

MOST_NAMED = 10


def preview(rt: Runtime, cycle_id: int, step: Step, *, by: Actor) -> Row:
    """What a step at the end of a cycle would do, and what is missing before it.

    Raises NotAllowed, NotFound "cycle.unknown", Gone "cycle.closed", Conflict "cycle.not_now".
    """
    with rt.reading() as session:
        rights.check_runs(session, by)
        cycle = rights.cycle(session, by, cycle_id)
        life.after(step, CycleState(cycle.state), name=cycle.name)
        return _checked(session, cycle, step, on=local_date(rt.clock(), by.tz))


def preview_next(rt: Runtime, *, by: Actor) -> Row:
    """The same of the cycle that is closing, else of the one that ends first.

    Raises NotFound "cycle.none_open" as well.
    """
    with rt.reading() as session:
        rights.check_runs(session, by)
        for state, step in (
            (CycleState.CLOSING, Step.CLOSE),
            (CycleState.ACTIVE, Step.BEGIN_CLOSING),
        ):
            found = cycles.in_states(session, by.workspace_id, (state.value,))
            if found:
                soonest = min(found, key=lambda one: one.ends_on)
                return _checked(session, soonest, step, on=local_date(rt.clock(), by.tz))
    raise NotFound("cycle.none_open")


def begin(rt: Runtime, cycle_id: int, *, by: Actor, key: str) -> Row | None:
    """Stop asking about a cycle's figures and ask each owner for scores, in one message.

    None for what was done before. Raises as `preview` does.
    """
    at = rt.clock()
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return None
        rights.check_runs(session, by)
        cycle = rights.cycle(session, by, cycle_id, lock=True)
        state = life.after(Step.BEGIN_CLOSING, CycleState(cycle.state), name=cycle.name)
        _recount(session, cycle, at=at)
        cycle.state, cycle.closing_at = state.value, at
        session.flush()
        planned.stop(session, cycle)
        planned.plan(session, cycle, at=at)
        asked = score_cards.ask_owners(session, cycle, at=at)
        rights.note(session, by, cycle, "closing", at=at)
        return {"done": Step.BEGIN_CLOSING.value, "name": cycle.name, "count": asked}


def close(rt: Runtime, cycle_id: int, *, by: Actor, key: str) -> Row | None:
    """Close everything: what has no score gets the one that its figures speak for.

    What is to be carried over goes into the next cycle, which is made where there is none. Each
    team's channel gets a look back. None for what was done before. Raises as `preview` does.
    """
    at = rt.clock()
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return None
        rights.check_runs(session, by)
        cycle = rights.cycle(session, by, cycle_id, lock=True)
        state = life.after(Step.CLOSE, CycleState(cycle.state), name=cycle.name)
        goals = cycles.goals(session, by.workspace_id, cycle_id, states=STATES)
        carried = _carry(session, cycle, goals, at=at)
        for kr, objective in goals:
            _close_key_result(kr, objective)
        outcomes: dict[int, set[str | None]] = {}
        for kr, _ in goals:
            outcomes.setdefault(kr.objective_id, set()).add(kr.outcome)
        for objective in cycles.objectives(session, by.workspace_id, cycle_id):
            _close_objective(objective, outcomes.get(objective.id or 0, set()))
        for kr, _ in cycles.goals(session, by.workspace_id, cycle_id, states=("draft",)):
            kr.state, kr.outcome = "closed", Outcome.DROPPED.value
        cycle.state, cycle.closed_at = state.value, at
        session.flush()
        planned.plan(session, cycle, at=at)
        retro.post(session, cycle, goals, at=at)
        rights.note(session, by, cycle, "closed", at=at)
        return {"done": Step.CLOSE.value, "name": cycle.name, "count": len(goals), **carried}


def _checked(session: Session, cycle: Cycle, step: Step, *, on: date) -> Row:
    return missing(session, cycle) | {"step": step.value, "over": on > cycle.ends_on}


def missing(session: Session, cycle: Cycle) -> Row:
    """How many scores there are, and whose are missing; private goals are counted, never named."""
    assert cycle.id is not None
    goals = cycles.goals(session, cycle.workspace_id, cycle.id, states=STATES)
    above = rights.managers(session, cycle.workspace_id, sorted({kr.owner_id for kr, _ in goals}))
    unscored = [kr for kr, _ in goals if kr.self_score is None and kr.score is None]
    unconfirmed = [
        kr
        for kr, _ in goals
        if kr.score is None and kr.self_score is not None and kr.owner_id in above
    ]
    undecided = [
        kr for kr, objective in goals if kr.outcome is None and scored.is_open(kr, objective)
    ]
    return {
        "cycle": {"id": cycle.id, "name": cycle.name, "ends": cycle.ends_on.isoformat()},
        "total": len(goals),
        "unscored": len(unscored),
        "owners": _names(session, cycle, [kr.owner_id for kr in unscored]),
        "unconfirmed": len(unconfirmed),
        "managers": _names(session, cycle, [above[kr.owner_id] for kr in unconfirmed]),
        "undecided": len(undecided),
        "drafts": len(cycles.goals(session, cycle.workspace_id, cycle.id, states=("draft",))),
    }


def is_complete(found: Row) -> bool:
    """Whether nothing is missing any more."""
    return not (found["unscored"] or found["unconfirmed"] or found["undecided"])


def _names(session: Session, cycle: Cycle, person_ids: Sequence[int]) -> list[str]:
    people = ownership.people_by_id(session, cycle.workspace_id, sorted(set(person_ids)))
    return [people[one].name for one in sorted(people)][:MOST_NAMED]


def _recount(session: Session, cycle: Cycle, *, at: datetime) -> None:
    """Bring what is counted by periods up to the last day, while the cycle still runs."""
    assert cycle.id is not None
    tz = session.get_one(Workspace, cycle.workspace_id).tz
    goals = ownership.goals_of_cycle(session, cycle.workspace_id, cycle.id, shapes=BY_PERIODS)
    recording.recount(session, goals, at=at, tz=tz)


def _carry(session: Session, cycle: Cycle, goals: Sequence[Goal], *, at: datetime) -> Row:
    chosen = [goal for goal in goals if goal[0].outcome == Outcome.CARRIED_OVER]
    if not chosen:
        return {"carried": 0, "to": None}
    to = cycles.after(session, cycle.workspace_id, cycle)
    if to is None:
        to = creating.add(session, cycle.workspace_id, creating.next_of(session, cycle), at=at)
    return {"carried": len(carrying.copy(session, to, chosen)), "to": to.name}


def _close_key_result(kr: KeyResult, objective: Objective) -> None:
    kr.score = int(scored.final(kr) * 1000)
    if kr.outcome is None:
        finished = not scored.is_open(kr, objective)
        kr.outcome = (Outcome.FINISHED if finished else Outcome.DROPPED).value
    kr.state = "closed"


def _close_objective(objective: Objective, outcomes: Set[str | None]) -> None:
    """An objective ends as its key results do; a draft that never ran is dropped."""
    order = (Outcome.CARRIED_OVER, Outcome.POSTPONED, Outcome.FINISHED)
    ended = (outcome for outcome in order if outcome.value in outcomes)
    objective.outcome = next(ended, Outcome.DROPPED).value
    objective.state = "closed"
