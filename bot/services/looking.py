"""One goal: all that is known of it, and how its status comes about."""

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_DOWN, Decimal

from sqlmodel import Session

from bot.domain.goals.model import KeyResultFacts
from bot.domain.goals.status import (
    DEFAULTS,
    Verdict,
    disagreement,
    judge,
    ranks_as,
    worst,
)
from bot.domain.people import Actor
from bot.domain.policy import Action, allows
from bot.runtime import Runtime
from bot.services import break_glass, charting, evidence, facts, relations, rows, sight
from bot.services.choices import GoalFound
from bot.services.goal_figures import Figures, weights
from bot.services.rows import Row, number
from bot.services.splitting import standing
from storage import check_ins, goal_parts, goal_tree, goal_writing, organisation, ownership
from storage.tables import CheckIn, KeyResult, Objective, Person

MOST_CHILDREN = 8
HUNDREDTH = Decimal("0.01")


def show(rt: Runtime, name: str, *, by: Actor) -> Row:
    """One goal with its figures, people, parents and parts; raises as `goal_named` does.

    To administrators a private one of others is shown for a reason, of which its owner is told.
    Raises Invalid "look.no_reason".
    """
    with rt.reading() as session:
        found, opened = break_glass.goal(session, by, name, "show")
        look = _figures(session, by, found, on=facts.local_date(rt.clock(), by.tz))
        look.load([found.objective])
        kr = found.key_result
        if kr is not None:
            kept = evidence.of_key_result(session, by.workspace_id, kr.id or 0)
            shown = _key_result(session, by, look, kr, found.objective) | {"evidence": kept}
            shown["course"] = charting.key_result(
                session, kr, found.objective, tz=by.tz, on=look.on
            )
            shown["wants_initiative"] = not shown["initiatives"] and _may_add(session, by, found)
            shown["shares"] = standing.of(session, by, kr, on=look.on)
            shown["may_split"] = standing.may_split(session, by, kr, found.objective)
        else:
            shown = _objective(session, by, look, found.objective)
        shown["editable"] = _may_edit(session, by, found)
    return break_glass.noted(rt, by, opened, shown)


def why(rt: Runtime, name: str, *, by: Actor) -> Row:
    """The receipt of a status: arithmetic, thresholds, what was said; raises as `show` does.

    `kind` is "kr" or "o"; `for_reason` is that of an administrator.
    """
    with rt.reading() as session:
        found, opened = break_glass.goal(session, by, name, "why")
        look = _figures(session, by, found, on=facts.local_date(rt.clock(), by.tz))
        look.load([found.objective])
        is_whole = found.key_result is None
        shown = _sum(look, found) if is_whole else _receipt(session, by, found, look)
    return break_glass.noted(rt, by, opened, shown)


def _may_edit(session: Session, by: Actor, found: GoalFound) -> bool:
    """Whether a way to its form is of use; the form checks the right itself."""
    seen = sight.of(session, by)
    goal = found.key_result or found.objective
    led = goal.owner_id in seen.managed or found.objective.team_id in seen.led
    return by.is_admin or goal.owner_id == by.person_id or led


def _may_add(session: Session, by: Actor, found: GoalFound) -> bool:
    """Whether the person may say what is done for a key result that is not over."""
    kr, objective = found.key_result, found.objective
    cycle = goal_writing.cycle(session, by.workspace_id, objective.cycle_id)
    is_open = cycle is not None and cycle.state in goal_writing.OPEN_CYCLES
    if kr is None or kr.state == "closed" or not is_open:
        return False
    relation, _ = relations.to_key_result(session, by, kr, objective)
    return allows(by, Action.EDIT_GOAL, relation)


def short(objective: Objective | None) -> Row | None:
    """An objective as another one names it."""
    if objective is None:
        return None
    return {"title": objective.title, "reference": f"o:{objective.id}"}


def line(look: Figures, objective: Objective) -> Row:
    """An objective with its figure, as lists show it."""
    figures = look.of(objective)
    return {
        "title": objective.title,
        "reference": f"o:{objective.id}",
        "progress": number(figures.progress),
        "status": figures.status.value if figures.status else None,
        "total": figures.total,
        "state": objective.state,
        "private": objective.visibility == "private",
    }


def _figures(session: Session, by: Actor, found: GoalFound, *, on: date) -> Figures:
    opened = found.objective.id
    return Figures(session, by.workspace_id, by.person_id, by.tz, on, opened_id=opened)


def _key_result(
    session: Session, by: Actor, look: Figures, kr: KeyResult, objective: Objective
) -> Row:
    assert kr.id is not None
    people = ownership.people_by_id(
        session,
        by.workspace_id,
        [kr.owner_id, *goal_parts.helpers(session, by.workspace_id, kr.id)],
    )
    known = facts.key_result(kr, objective, tz=by.tz)
    newest = _newest(session, kr)
    return {
        "kind": "kr",
        "reference": f"kr:{kr.id}",
        "row": rows.key_result(None, known, on=look.on, owner=people[kr.owner_id].name),
        "objective": short(objective),
        "said": kr.said,
        "confidence": kr.confidence,
        "checked_in_on": known.checked_in_on.isoformat() if known.checked_in_on else None,
        "note": newest.note if newest else None,
        "blocker": newest.blocker if newest else None,
        "measured_by": kr.measured_by,
        "start_on": kr.start_on.isoformat(),
        "due_on": kr.due_on.isoformat(),
        "weight": number(known.weight.normalize()),
        "ambition": objective.ambition,
        "private": objective.visibility == "private",
        "state": objective.state if objective.state == "draft" else kr.state,
        "helpers": [one.name for key, one in people.items() if key != kr.owner_id],
        "initiatives": [
            {"title": one.title, "state": one.state}
            for one in goal_parts.initiatives(session, by.workspace_id, [kr.id])
        ],
        "aliases": list(facts.aliases(kr.aliases)),
    }


def _objective(session: Session, by: Actor, look: Figures, objective: Objective) -> Row:
    assert objective.id is not None
    seen = sight.of(session, by)
    below = [
        one
        for one in goal_tree.children(session, by.workspace_id, [objective.id])
        if seen.sees(one)
    ]
    look.load(below[:MOST_CHILDREN])
    above = goal_tree.parents(session, by.workspace_id, objective)[:1]
    owners = [objective.owner_id, *(kr.owner_id for kr in look.key_results.get(objective.id, ()))]
    people = ownership.people_by_id(session, by.workspace_id, owners)
    team = organisation.team(session, by.workspace_id, objective.team_id or 0)
    return {
        "kind": "o",
        **line(look, objective),
        "owner": people[objective.owner_id].name,
        "team": team.name if team else None,
        "ambition": objective.ambition,
        "rows": [
            rows.key_result(None, one, on=look.on, owner=_owner(look, people, one.id))
            for one in look.facts(objective)
        ],
        "children": [line(look, one) for one in below[:MOST_CHILDREN]],
        "more": max(len(below) - MOST_CHILDREN, 0),
        "parent": short(above[0]) if above and seen.sees(above[0]) else None,
        "no_parent_because": objective.no_parent_because,
    }


def _owner(look: Figures, people: dict[int, Person], kr_id: int) -> str | None:
    for found in look.key_results.values():
        for kr in found:
            if kr.id == kr_id:
                return people[kr.owner_id].name if kr.owner_id in people else None
    return None


def _receipt(session: Session, by: Actor, found: GoalFound, look: Figures) -> Row:
    kr, objective = found.key_result, found.objective
    assert kr is not None
    known = facts.key_result(kr, objective, tz=by.tz)
    verdict = judge(known, on=look.on)
    said = _said(session, kr)
    who = ownership.people_by_id(session, by.workspace_id, [said.person_id] if said else [])
    return {
        "kind": "kr",
        "reference": found.reference,
        "row": rows.key_result(None, known, on=look.on),
        "objective": short(objective),
        **_arithmetic(known, verdict),
        "ambition": objective.ambition,
        "days_passed": known.span.days_passed(look.on),
        "days": known.span.days,
        "due_on": kr.due_on.isoformat(),
        "said": kr.said,
        "said_by": who[said.person_id].name if said else None,
        "said_by_reader": said is not None and said.person_id == by.person_id,
        "said_on": facts.local_date(said.at, by.tz).isoformat() if said else None,
        "said_note": (said.note or said.blocker) if said else None,
        "levels": disagreement(known.said, verdict.status),
        "attached": evidence.summary(session, by.workspace_id, [kr.id or 0]),
    }


def _arithmetic(known: KeyResultFacts, verdict: Verdict) -> Row:
    """The pace is cut to hundredths: what reads 0.90 has reached it."""
    pace = verdict.pace.quantize(HUNDREDTH, ROUND_DOWN) if verdict.pace is not None else None
    return {
        "status": verdict.status.value,
        "reason": verdict.reason,
        "elapsed": number(verdict.elapsed),
        "pace": number(pace),
        "expected": number(verdict.expected),
        "success": number(DEFAULTS.success(known.ambition)),
        "on_track": number(DEFAULTS.on_track),
        "at_risk": number(DEFAULTS.at_risk),
        "minimum_sample": known.measure.minimum_sample,
    }


def _sum(look: Figures, found: GoalFound) -> Row:
    """How the figure of an objective is made of those of its parts."""
    objective = found.objective
    items = look.facts(objective)
    counted = weights(items)
    verdicts = {one.id: judge(one, on=look.on).status for one in items}
    worst_one = worst(verdicts[key] for key in counted)
    children = [look.known[key] for key in look.children.get(objective.id or 0, ())]
    uses_own = objective.roll_up_source != "children"
    return {
        "kind": "o",
        **line(look, objective),
        "source": objective.roll_up_source,
        "parts": [
            {
                "title": one.title,
                "reference": f"kr:{one.id}",
                "progress": number(one.progress),
                "status": verdicts[one.id].value,
                "weight": number(counted[one.id].normalize()) if one.id in counted else None,
                "sets": one.id in counted and ranks_as(verdicts[one.id], worst_one),
                "said": one.said.value if one.said else None,
                "levels": disagreement(one.said, verdicts[one.id]),
            }
            for one in (items if uses_own else ())
        ],
        "children": [
            line(look, one)
            for one in children
            if one.state == "active" and (one.visibility == "public" or _mine(look, one))
        ],
    }


def _mine(look: Figures, objective: Objective) -> bool:
    return objective.owner_id == look.reader_id


def _newest(session: Session, kr: KeyResult) -> CheckIn | None:
    if kr.last_check_in_id is None:
        return None
    return session.get(CheckIn, kr.last_check_in_id)


def _said(session: Session, kr: KeyResult) -> CheckIn | None:
    """The check-in that stands and said how it is going."""
    assert kr.id is not None
    if kr.said is None or kr.checked_in_at is None:
        return None
    standing: Sequence[CheckIn] = check_ins.history(
        session, kr.workspace_id, [kr.id], until=kr.checked_in_at
    ).get(kr.id, [])
    return next((one for one in reversed(standing) if one.said), None)
