"""Into the next cycle: a goal that is not finished goes on as a draft that names where it is from.

The copy starts where the figures stand now, and has a history of its own.
"""

from collections.abc import Sequence
from decimal import Decimal

from sqlmodel import Session

from bot.domain.errors import Conflict, DomainError, Invalid, NotFound
from bot.domain.goals.life import Outcome
from bot.domain.goals.model import CycleState, Shape
from bot.domain.people import Actor
from bot.domain.policy import Action, authorize
from bot.runtime import Runtime
from bot.services import facts, goal_parts
from bot.services.choices import SeveralFit, goal_named
from bot.services.cycles import naming, rights
from bot.services.rows import Row
from storage import cycles, inbox
from storage.ownership import Goal
from storage.tables import Cycle, GoalHelper, Initiative, KeyResult, Objective

RUNNING = ("active", "closing", "closed")
#: What a copy does not take over.
OWN = ("id", "key", "cycle_id", "objective_id", "version", "carried_from_id")
FRESH_OBJECTIVE = (
    *("state", "outcome", "outcome_because", "worked", "did_not_work", "next_time"),
    *("parent_objective_id", "parent_key_result_id", "start_on", "due_on"),
)
FRESH_KEY_RESULT = (
    *("state", "value", "progress", "confidence", "said", "checked_in_at", "last_check_in_id"),
    *("locked_start", "locked_target", "self_score", "score", "outcome", "outcome_because"),
    *("start_on", "due_on", "start", "sample", "steps", "phases"),
)


def carry(rt: Runtime, name: str, *, by: Actor, key: str) -> Row | None:
    """Carry a goal over by its name: a key result, or an objective with what is not finished of it.

    None for what was done before. Raises NotFound "carry.unknown", Invalid "carry.no_next",
    "carry.nothing", Conflict "carry.already", SeveralFit, NotAllowed.
    """
    at = rt.clock()
    with rt.uow() as session:
        cycle, goals, title = _meant(session, by, name)
        for goal in goals:
            relation, who = rights.deciding(session, by, goal)
            authorize(by, Action.CARRY_OVER, relation, who_can=who)
        to = cycles.after(session, by.workspace_id, cycle)
        if to is None:
            raise Invalid("carry.no_next", name=cycle.name)
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return None
        made = copy(session, to, goals)
        if not made:
            raise Conflict("carry.already", title=title, name=to.name)
        if cycle.state != CycleState.CLOSED:
            _mark(made, goals)
        rights.note(session, by, to, "carried", at=at, key_results=len(made))
        return {"title": title, "name": to.name, "count": len(made)}


def _meant(session: Session, by: Actor, name: str) -> tuple[Cycle, Sequence[Goal], str]:
    """The goal of that name; of a public one of somebody else's it is said who may."""
    try:
        return _named(session, by, name)
    except NotFound as unknown:
        try:
            goal = goal_named(session, by, name)
        except (DomainError, SeveralFit):
            raise unknown from None
        if goal.key_result is not None and goal.objective.visibility == "public":
            relation, who = rights.deciding(session, by, (goal.key_result, goal.objective))
            authorize(by, Action.CARRY_OVER, relation, who_can=who)
        raise


def copy(session: Session, to: Cycle, goals: Sequence[Goal]) -> dict[int, KeyResult]:
    """Drafts of key results in another cycle, by the id of what they come from.

    What was carried over before is left out.
    """
    done = cycles.carried(session, to.workspace_id, [kr.id for kr, _ in goals if kr.id])
    objectives = cycles.copies_in(session, to.workspace_id, to.id or 0)
    made: dict[int, KeyResult] = {}
    for kr, objective in goals:
        assert kr.id is not None
        assert objective.id is not None
        if kr.id in done:
            continue
        if objective.id not in objectives:
            objectives[objective.id] = _objective(session, to, objective)
        made[kr.id] = _key_result(session, to, objectives[objective.id], kr)
    for _, objective in goals:
        _align(objective, objectives)
    session.flush()
    return made


def _named(session: Session, by: Actor, name: str) -> tuple[Cycle, Sequence[Goal], str]:
    """The goal of that name in a cycle that runs or ended; of an objective what is not finished."""
    among = cycles.in_states(session, by.workspace_id, RUNNING)
    cycle, goals, title = naming.named(session, by, name, among)
    unfinished = goals if len(goals) == 1 else [one for one in goals if _is_unfinished(one[0])]
    if not unfinished:
        raise Invalid("carry.nothing", title=title)
    return cycle, unfinished, title


def _is_unfinished(kr: KeyResult) -> bool:
    return kr.outcome != Outcome.FINISHED and (kr.progress or 0) < 1_000_000


def _objective(session: Session, to: Cycle, objective: Objective) -> Objective:
    values = cycles.columns_of(objective, without=(*OWN, *FRESH_OBJECTIVE))
    made = Objective(
        **values,
        cycle_id=to.id or 0,
        key=f"{objective.key}-from-{objective.id}",
        state="draft",
        carried_from_id=objective.id,
    )
    session.add(made)
    session.flush()
    return made


def _key_result(session: Session, to: Cycle, objective: Objective, kr: KeyResult) -> KeyResult:
    values = cycles.columns_of(kr, without=(*OWN, *FRESH_KEY_RESULT))
    made = KeyResult(
        **values,
        objective_id=objective.id or 0,
        key=f"{kr.key}-from-{kr.id}",
        state="draft",
        start=_start(kr),
        start_on=to.starts_on,
        due_on=to.ends_on,
        carried_from_id=kr.id,
    )
    if made.shape == Shape.REACH and made.start == made.target:
        made.target = None  # it was reached: somebody has to say how far it goes now
    session.add(made)
    session.flush()
    _parts(session, kr, made)
    return made


def _start(kr: KeyResult) -> Decimal | None:
    """Where the copy begins: at the value now. Counts and limits begin anew."""
    return kr.value if kr.shape == Shape.REACH and kr.value is not None else kr.start


def _parts(session: Session, kr: KeyResult, made: KeyResult) -> None:
    """Helpers, the milestones that are open and the initiatives that go on."""
    helpers, initiatives = cycles.parts(session, kr.workspace_id, kr.id or 0)
    assert made.id is not None
    home, into = kr.workspace_id, made.id
    session.add_all(
        GoalHelper(workspace_id=home, key_result_id=into, person_id=one.person_id)
        for one in helpers
    )
    open_steps = [one for one in facts.milestones(kr) if one.done_on is None]
    if open_steps:
        goal_parts.set_milestones(session, made, open_steps)
    session.add_all(
        Initiative(
            workspace_id=home,
            key_result_id=into,
            owner_id=one.owner_id,
            position=one.position,
            title=one.title,
        )
        for one in initiatives
        if one.state == "open"
    )


def _align(objective: Objective, copies: dict[int, Objective]) -> None:
    """A copy aligns to the copy of what the goal aligned to, where that was carried over, too."""
    made = copies.get(objective.id or 0)
    parent = copies.get(objective.parent_objective_id or 0)
    if made is not None and parent is not None:
        made.parent_objective_id = parent.id


def _mark(made: dict[int, KeyResult], goals: Sequence[Goal]) -> None:
    for kr, _ in goals:
        if kr.id in made:
            kr.outcome = Outcome.CARRIED_OVER.value
