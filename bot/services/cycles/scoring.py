"""Scores are given: by the owner first, then by the manager, with what becomes of each goal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session

from bot.domain.errors import Conflict, DomainError, Gone, Invalid, NotAllowed, NotFound
from bot.domain.goals import scores
from bot.domain.goals.life import Outcome
from bot.domain.goals.model import Ambition, CycleState
from bot.domain.people import Actor
from bot.domain.policy import Action, Grant, authorize
from bot.runtime import Runtime
from bot.services import relations
from bot.services.cycles import rights, score_cards, scored, shown, telling
from bot.services.rows import Row
from storage import audit, cycles, inbox
from storage.ownership import Goal
from storage.tables import Cycle, KeyResult, Objective

LONGEST = 1_000
#: A field of the form: "score", "outcome" or "because", and the key result it is about.
FieldKey = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Filled:
    """What the form says; key results by id. The retrospective is None where it was not asked.

    A key result without a score stays as it is: whoever leads others leaves to them what they know.
    """

    scores: Mapping[int, str]
    outcomes: Mapping[int, str | None] = field(default_factory=dict)
    because: Mapping[int, str] = field(default_factory=dict)
    worked: str | None = None
    did_not_work: str | None = None
    next_time: str | None = None


@dataclass(frozen=True, slots=True)
class _Entry:
    kr: KeyResult
    right: Action
    score: int
    outcome: str | None
    because: str | None


def form(rt: Runtime, objective_id: int, *, by: Actor) -> Row:
    """The key results of an objective that the actor may score, and how they stand.

    Raises NotFound "goal.unknown", Gone "cycle.closed", Conflict "cycle.not_closing", NotAllowed.
    """
    with rt.reading() as session:
        objective, goals = _scorable(session, by, objective_id)
        names = shown.owner_names(session, by.workspace_id, [goal for goal, _ in goals])
        retro = _writes_retro(session, by, objective)
        return {
            "objective_id": objective.id,
            "title": objective.title,
            "ambition": objective.ambition,
            "rows": [
                scored.row(kr, objective, owner=_unless_own(names, kr, by))
                | {"own": right is Action.SELF_SCORE}
                for (kr, _), right in goals
            ],
            "retro": retro,
            "worked": objective.worked if retro else None,
            "did_not_work": objective.did_not_work if retro else None,
            "next_time": objective.next_time if retro else None,
        }


def check(
    rt: Runtime, objective_id: int, filled: Filled, *, by: Actor
) -> Mapping[FieldKey, DomainError]:
    """What is wrong with the fields of a form. Raises as `form` does for the form as a whole."""
    with rt.reading() as session:
        objective, goals = _scorable(session, by, objective_id)
        _, errors = _read(objective, goals, filled)
        return errors


def save(rt: Runtime, objective_id: int, filled: Filled, *, by: Actor, key: str) -> Row | None:
    """Keep the scores of a form; None for what was done before. Raises as `form` does.

    A field that became wrong since the form was checked is left out.
    """
    at = rt.clock()
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return None
        objective, goals = _scorable(session, by, objective_id, lock=True)
        entries, _ = _read(objective, goals, filled)
        for entry in entries:
            _put(session, by, entry, at=at)
        if _writes_retro(session, by, objective):
            objective.worked = _kept(filled.worked) or objective.worked
            objective.did_not_work = _kept(filled.did_not_work) or objective.did_not_work
            objective.next_time = _kept(filled.next_time) or objective.next_time
        session.flush()
        cycle = rights.cycle(session, by, objective.cycle_id)
        owners = [entry.kr.owner_id for entry in entries] or [objective.owner_id]
        if not score_cards.after_scores(session, cycle, owners, by.person_id, at=at):
            facts = {"done": "scored", "name": objective.title, "count": len(entries)}
            telling.by_message(session, by, f"scored:{key}", facts, at=at)
        return {"saved": len(entries), "title": objective.title}


def _scorable(
    session: Session, by: Actor, objective_id: int, *, lock: bool = False
) -> tuple[Objective, list[tuple[Goal, Action]]]:
    objective = cycles.objective(session, by.workspace_id, objective_id)
    if objective is None:
        raise NotFound("goal.unknown", name="")
    cycle = rights.cycle(session, by, objective.cycle_id, lock=lock)
    check_is_closing(cycle)
    goals = cycles.goals(
        session,
        by.workspace_id,
        objective.cycle_id,
        states=score_cards.STATES,
        objective_id=objective_id,
    )
    found: list[tuple[Goal, Action]] = []
    refused: NotAllowed | None = None
    for goal in goals:
        try:
            found.append((goal, _right(session, by, goal)))
        except NotAllowed as error:
            refused = error
    if not found and refused is not None and not _writes_retro(session, by, objective):
        raise refused
    return objective, found


def check_is_closing(cycle: Cycle) -> None:
    """Raises Gone "cycle.closed", Conflict "cycle.not_closing"."""
    if cycle.state == CycleState.CLOSED:
        raise Gone("cycle.closed", name=cycle.name)
    if cycle.state != CycleState.CLOSING:
        raise Conflict("cycle.not_closing", name=cycle.name)


def _right(session: Session, by: Actor, goal: Goal) -> Action:
    """Owners score themselves, whoever leads them confirms."""
    kr, objective = goal
    relation, _ = relations.to_key_result(session, by, kr, objective)
    if relation.owner:
        authorize(by, Action.SELF_SCORE, relation)
        return Action.SELF_SCORE
    leader = relations.first_leader(session, by.workspace_id, kr.owner_id, objective.team_id)
    who = [leader.slack_user_id] if leader and leader.slack_user_id else []
    authorize(by, Action.SCORE, relation, who_can=who)
    return Action.SCORE


def _read(
    objective: Objective, goals: Sequence[tuple[Goal, Action]], filled: Filled
) -> tuple[list[_Entry], dict[FieldKey, DomainError]]:
    entries: list[_Entry] = []
    errors: dict[FieldKey, DomainError] = {}
    for (kr, _), right in goals:
        assert kr.id is not None
        if kr.id not in filled.scores:
            if _decides(kr, filled):
                errors["score", kr.id] = Invalid("score.missing")
            continue
        try:
            score = scores.read(filled.scores[kr.id])
        except DomainError as error:
            errors["score", kr.id] = error
            continue
        because = filled.because.get(kr.id, "").strip()[:LONGEST] or None
        outcome = filled.outcomes.get(kr.id)
        if scores.succeeded(score, Ambition(objective.ambition)):
            outcome = outcome or Outcome.FINISHED.value
        elif outcome in (None, Outcome.FINISHED.value):
            errors["outcome", kr.id] = Invalid("score.no_outcome")
            continue
        if outcome != Outcome.FINISHED and because is None:
            errors["because", kr.id] = Invalid("score.no_reason")
            continue
        entries.append(_Entry(kr, right, scores.thousandths(score), outcome, because))
    return entries, errors


def _decides(kr: KeyResult, filled: Filled) -> bool:
    """Whether something is said of a key result beside its score: that must not be lost."""
    outcome, because = filled.outcomes.get(kr.id or 0), filled.because.get(kr.id or 0, "").strip()
    new_outcome = outcome is not None and outcome != kr.outcome
    return new_outcome or bool(because and because != kr.outcome_because)


def _put(session: Session, by: Actor, entry: _Entry, *, at: datetime) -> None:
    kr = entry.kr
    if entry.right is Action.SELF_SCORE:
        kr.self_score = entry.score
    else:
        kr.score = entry.score
        goal = cycles.key_result(session, by.workspace_id, kr.id or 0)
        assert goal is not None
        relation, _ = relations.to_key_result(session, by, *goal)
        if authorize(by, Action.SCORE, relation) is Grant.AUDITED:
            audit.add(
                session,
                workspace_id=by.workspace_id,
                at=at,
                actor_id=by.person_id,
                action="score",
                subject="key_result",
                subject_id=kr.id,
            )
    kr.outcome, kr.outcome_because = entry.outcome, entry.because


def _writes_retro(session: Session, by: Actor, objective: Objective) -> bool:
    relation, _ = relations.to_objective(session, by, objective)
    return relation.owner or relation.manager


def _unless_own(names: Mapping[int, str], kr: KeyResult, by: Actor) -> str | None:
    return None if kr.owner_id == by.person_id else names.get(kr.owner_id)


def _kept(text: str | None) -> str | None:
    return (text or "").strip()[:LONGEST] or None
