"""Activation: what is complete begins to run with its targets locked, the rest stays a draft."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col

from bot.domain.errors import DomainError, Invalid
from bot.domain.goals import life
from bot.domain.goals.life import Step
from bot.domain.goals.model import CycleState
from bot.domain.people import Actor
from bot.domain.policy import Action, Grant, authorize
from bot.runtime import Runtime
from bot.services import facts
from bot.services.cycles import planned, rights, shown
from bot.services.rows import Row
from storage import cycles, dependencies, inbox, organisation, ownership, team_figures
from storage.ownership import Goal
from storage.tables import Cycle, GoalChange, KeyResult, Objective, Workspace

MOST_NAMED = 8


@dataclass(frozen=True, slots=True)
class Checked:
    """The drafts of a cycle that the actor may activate, sorted by what stands in their way.

    `refused` has a reason for each; `bare` are complete and have no initiative, `empty` are
    objectives without key results.
    """

    ready: Sequence[Goal]
    refused: Sequence[tuple[Goal, DomainError]]
    bare: Sequence[Goal]
    empty: Sequence[Objective]


def preview(rt: Runtime, cycle_id: int, *, by: Actor) -> Row:
    """What activation would do, what is not complete, and who has not answered a request.

    Raises NotAllowed, Conflict "cycle.not_now", NotFound "cycle.unknown".
    """
    with rt.reading() as session:
        cycle = rights.cycle(session, by, cycle_id)
        checked = _checked(session, by, cycle)
        names = shown.owner_names(session, by.workspace_id, [goal for goal, _ in checked.refused])
        return {
            "cycle": shown.cycle(cycle),
            "ready": len(checked.ready),
            "objectives": len({objective.id for _, objective in checked.ready}),
            "refused": [
                _refused(goal, error, names) for goal, error in checked.refused[:MOST_NAMED]
            ],
            "more": max(len(checked.refused) - MOST_NAMED, 0),
            "bare": [kr.title for kr, _ in checked.bare[:MOST_NAMED]],
            "bare_more": max(len(checked.bare) - MOST_NAMED, 0),
            "empty": [objective.title for objective in checked.empty[:MOST_NAMED]],
            "unanswered": _unanswered(session, cycle, today=facts.local_date(rt.clock(), by.tz)),
        }


def activate(rt: Runtime, cycle_id: int, *, by: Actor, key: str) -> Row | None:
    """Start what is complete: targets are locked, owners are asked from their next Monday on.

    In a cycle that runs already it starts drafts that were completed later; then leads may do it
    for the goals that they manage, and whom nobody leads for their own. None for what was done
    before. Raises as `preview` does, and Invalid "cycle.nothing_ready".
    """
    at = rt.clock()
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return None
        cycle = rights.cycle(session, by, cycle_id, lock=True)
        checked = _checked(session, by, cycle)
        if not checked.ready:
            raise Invalid("cycle.nothing_ready", name=cycle.name)
        _start(session, by, cycle, checked.ready, at=at)
        rights.note(session, by, cycle, "activated", at=at, key_results=len(checked.ready))
        return {
            "done": Step.ACTIVATE.value,
            "name": cycle.name,
            "count": len(checked.ready),
            "left": len(checked.refused),
        }


def _checked(session: Session, by: Actor, cycle: Cycle) -> Checked:
    assert cycle.id is not None
    life.after(Step.ACTIVATE, CycleState(cycle.state), name=cycle.name)
    runs = rights.may_run(session, by)
    if cycle.state == CycleState.DRAFT and not runs:
        rights.check_runs(session, by)  # raises, naming who may
    near = None
    if not runs:
        near = [by.person_id, *rights.below(session, cycle.workspace_id, by.person_id)]
    drafts = cycles.goals(session, cycle.workspace_id, cycle.id, states=("draft",), owner_ids=near)
    if not runs:
        drafts = [goal for goal in drafts if _may_activate(session, by, goal)]
        if not drafts:
            rights.check_runs(session, by)
    with_goals = {objective.id for _, objective in drafts}
    empty = [
        one
        for one in cycles.objectives(session, cycle.workspace_id, cycle.id)
        if runs and one.state == "draft" and one.id not in with_goals and _named(one)
    ]
    strict = session.get_one(Workspace, cycle.workspace_id).strict
    initiatives = cycles.initiatives(session, cycle.workspace_id, cycle.id)
    return _sorted(drafts, initiatives, empty, most=life.most_key_results(strict=strict))


def _sorted(
    drafts: Sequence[Goal],
    initiatives: Mapping[int, int],
    empty: Sequence[Objective],
    *,
    most: int,
) -> Checked:
    ready: list[Goal] = []
    refused: list[tuple[Goal, DomainError]] = []
    for objective, goals in shown.by_objective(drafts):
        for kr, _ in goals:
            error = life.refusal(facts.measure(kr))
            if len(goals) > most:
                error = Invalid("key_result.too_many", most=most)
            if error is None:
                ready.append((kr, objective))
            else:
                refused.append(((kr, objective), error))
    bare = [goal for goal in ready if _named(goal[1]) and not initiatives.get(goal[0].id or 0)]
    return Checked(ready, refused, bare, empty)


def _named(objective: Objective) -> bool:
    """Private goals are counted and never named to others."""
    return objective.visibility != "private"


def _may_activate(session: Session, by: Actor, goal: Goal) -> bool:
    relation, who = rights.deciding(session, by, goal)
    try:
        return authorize(by, Action.ACTIVATE, relation, who_can=who) is not Grant.AUDITED
    except DomainError:
        return False


def _start(
    session: Session, by: Actor, cycle: Cycle, ready: Sequence[Goal], *, at: datetime
) -> None:
    """In few statements, for a company may have tens of thousands of key results."""
    ids = [kr.id for kr, _ in ready if kr.id]
    owner_ids = sorted({kr.owner_id for kr, _ in ready})
    objectives = {objective.id: objective for _, objective in ready if objective.id}
    drafts = [one.id for one in objectives.values() if one.state == "draft" and one.id]
    cycles.set_all(
        session,
        KeyResult,
        ids,
        state="active",
        locked_start=col(KeyResult.start),
        locked_target=col(KeyResult.target),
        version=col(KeyResult.version) + 1,
    )
    cycles.set_all(session, Objective, drafts, state="active", version=col(Objective.version) + 1)
    session.add_all(_change(by, objective_id, at) for objective_id in drafts)
    if cycle.state == CycleState.DRAFT:
        cycle.state, cycle.activated_at = CycleState.ACTIVE.value, at
    team_figures.count_anew(session, cycle.workspace_id)
    session.expire_all()
    owners = ownership.people_by_id(session, cycle.workspace_id, owner_ids)
    planned.run(session, cycle, list(owners.values()), at=at)
    planned.plan(session, cycle, at=at)


def _change(by: Actor, objective_id: int, at: datetime) -> GoalChange:
    return GoalChange(
        workspace_id=by.workspace_id,
        objective_id=objective_id,
        person_id=by.person_id,
        field="state",
        before="draft",
        after="active",
        at=at,
    )


def _refused(goal: Goal, error: DomainError, names: Mapping[int, str]) -> Row:
    kr, objective = goal

    named = _named(objective)
    return {
        "title": kr.title if named else None,
        "objective": objective.title if named else None,
        "owner": names.get(kr.owner_id),
        "error": error.key,
        "params": {name: _text(value) for name, value in error.params.items()},
    }


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _unanswered(session: Session, cycle: Cycle, *, today: date) -> list[Row]:
    """Requests for help that nobody has answered; those whose day is over are marked."""
    assert cycle.id is not None
    found = dependencies.unanswered(session, cycle.workspace_id, cycle.id)[:MOST_NAMED]
    tree = organisation.teams(session, cycle.workspace_id)
    names = {team.id: team.name for team in tree}
    return [
        {
            "team": names.get(one.team_id, ""),
            "what": one.what,
            "due": one.due_on.isoformat(),
            "overdue": one.due_on < today,
        }
        for one, objective in found
        if _named(objective)
    ]


def drafts_left(session: Session, cycle: Cycle) -> int:
    """How many key results of a cycle are still drafts."""
    assert cycle.id is not None
    return len(cycles.goals(session, cycle.workspace_id, cycle.id, states=("draft",)))
