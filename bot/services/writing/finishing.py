"""A person looks at what they wrote and is done with it: active where it may be, else a draft."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.domain.errors import Invalid
from bot.domain.goals.lint import refused
from bot.domain.people import Actor
from bot.domain.policy import Action, Grant, allows, authorize
from bot.runtime import Runtime
from bot.services import audited_looks, facts, places, relations, rows
from bot.services.rows import Row
from bot.services.writing import history, linting, parents, rights, standing
from bot.services.writing.linting import Judged
from storage import form_effects, goal_writing, inbox, organisation, outbox
from storage.outbox import Priority
from storage.tables import Cycle, KeyResult, Objective, Person


def look(rt: Runtime, objective_id: int, *, by: Actor) -> Row:
    """The goal as its writer sees it before the end: with findings, and what will become of it."""
    with rt.reading() as session:
        objective, cycle, _ = rights.objective_to_edit(session, by, objective_id, lock=False)
        krs = goal_writing.key_results_of(session, by.workspace_id, objective_id)
        judged = linting.judge(session, objective, krs)
        on = facts.local_date(rt.clock(), by.tz)
        found = {
            **_goal(session, objective, krs, on=on),
            "findings": [linting.row(one) for one in judged.objective],
            "by_key_result": [
                {
                    "id": kr.id,
                    "findings": [linting.row(one) for one in judged.key_results[kr.id or 0]],
                    "smart": linting.checklist(session, objective, kr),
                }
                for kr in krs
            ],
            "becomes": _becomes(session, by, objective, krs, cycle, judged),
            "who": _deciders(session, objective),
            "cycle": cycle.name,
            "may_delete": objective.state == "draft",
        }
        looked = audited_looks.objectives(session, by, [objective])
    audited_looks.note(rt, by, "view_objective", "objective", looked)
    return found


def found_in(rt: Runtime, key_result_id: int, *, by: Actor) -> Row:
    """The title of a key result and what was found in it."""
    with rt.reading() as session:
        kr, objective, _, _ = rights.key_result_to_edit(session, by, key_result_id, lock=False)
        judged = linting.judge(session, objective, [kr])
        found = judged.key_results[key_result_id]
        return {"title": kr.title, "findings": [linting.row(one) for one in found]}


def finish(rt: Runtime, objective_id: int, *, by: Actor, key: str, once: str) -> Row | None:
    """Make the goal active where its cycle runs, nothing is refused and the person has the right.

    What became of it; None when it was done before. Raises as `rights` does.
    """
    at = rt.clock()
    with rt.uow() as session:
        inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at)
        if form_effects.begin(session, workspace_id=by.workspace_id, once=once, at=at) is None:
            return None
        objective, cycle, _ = rights.objective_to_edit(session, by, objective_id)
        krs = goal_writing.key_results_of(session, by.workspace_id, objective_id)
        judged = linting.judge(session, objective, krs)
        becomes = _becomes(session, by, objective, krs, cycle, judged)
        if becomes == "active":
            _activate(session, by, objective, krs, cycle, at=at)
        _tell(session, by, objective, krs, becomes, judged, once=once, at=at)
        return {"title": objective.title, "becomes": becomes}


def _becomes(
    session: Session,
    by: Actor,
    objective: Objective,
    krs: Sequence[KeyResult],
    cycle: Cycle,
    judged: Judged,
) -> str:
    """ "active", "unchanged", or why it stays a draft: "incomplete", "cycle", "right"."""
    drafts = [kr for kr in krs if kr.state == "draft"]
    if objective.state == "active" and not drafts:
        return "unchanged"
    if not judged.is_complete:
        return "incomplete"
    if cycle.state != "active":
        return "cycle"
    relation, _ = rights.to_objective(session, by, objective)
    return "active" if allows(by, Action.ACTIVATE, relation) else "right"


def _activate(
    session: Session,
    by: Actor,
    objective: Objective,
    krs: Sequence[KeyResult],
    cycle: Cycle,
    *,
    at: datetime,
) -> None:
    relation, who = rights.to_objective(session, by, objective)
    grant: Grant = authorize(by, Action.ACTIVATE, relation, who_can=who)
    if cycle.state != "active":
        raise Invalid("writing.cycle_over", cycle=cycle.name)
    rows_of: list[Objective | KeyResult] = [objective, *krs]
    for row in rows_of:
        if row.state == "draft":
            history.note(session, by, row, "state", row.state, "active", at=at)
            row.state = "active"
            row.version += 1
    for kr in krs:
        if kr.locked_target is None:
            kr.locked_start, kr.locked_target = kr.start, kr.target
    history.told(session, by, objective, "activate", grant=grant, at=at)
    session.flush()
    standing.asked(session, objective.workspace_id, [kr.owner_id for kr in krs], at=at)


def _tell(
    session: Session,
    by: Actor,
    objective: Objective,
    krs: Sequence[KeyResult],
    becomes: str,
    judged: Judged,
    *,
    once: str,
    at: datetime,
) -> None:
    """The writer sees what they did; the owner and who decides hear of it."""
    params: dict[str, Any] = {
        **_goal(session, objective, krs, on=facts.local_date(at, by.tz)),
        "becomes": becomes,
        "findings": sum(map(len, judged.key_results.values())) + len(judged.objective),
        "refused": [
            linting.row(one)
            for found in (judged.objective, *judged.key_results.values())
            for one in refused(found)
        ][:5],
        "who": _deciders(session, objective),
        "by": by.name,
    }
    for person, role in _readers(session, by, objective, becomes):
        draft = places.draft(
            places.of_person(person),
            f"goal_written:{once}:{person.id}",
            "goal_written",
            params | {"role": role},
            priority=Priority.INTERACTIVE,
        )
        outbox.add(session, draft, workspace_id=by.workspace_id, at=at)


def _deciders(session: Session, objective: Objective) -> list[str]:
    """The name of who will be asked to activate it; empty where only admins can."""
    decider = relations.first_leader(
        session, objective.workspace_id, objective.owner_id, objective.team_id
    )
    return [decider.name] if decider else []


def _readers(
    session: Session, by: Actor, objective: Objective, becomes: str
) -> Sequence[tuple[Person, str]]:
    """Who hears of it, and as what; the last role of a person counts."""
    told: dict[int, tuple[Person, str]] = {}
    if becomes == "right":
        decider = relations.first_leader(
            session, by.workspace_id, objective.owner_id, objective.team_id
        )
        _put(told, decider, "decider")
    _put(told, organisation.person(session, by.workspace_id, objective.owner_id), "owner")
    _put(told, organisation.person(session, by.workspace_id, by.person_id), "writer")
    return [*told.values()]


def _put(told: dict[int, tuple[Person, str]], person: Person | None, role: str) -> None:
    if person is not None and person.id is not None and person.slack_user_id is not None:
        told[person.id] = (person, role)


def _goal(session: Session, objective: Objective, krs: Sequence[KeyResult], *, on: Any) -> Row:
    owner = organisation.person(session, objective.workspace_id, objective.owner_id)
    return {
        "objective_id": objective.id,
        "title": objective.title,
        "state": objective.state,
        "owner": owner.name if owner else None,
        "parent": parents.title_of(session, objective),
        "rows": [
            rows.key_result(n, facts.key_result(kr, objective, tz="UTC"), on=on)
            for n, kr in enumerate(krs, 1)
        ],
    }
