"""A split is written: a draft for each person with their work KPIs, all of it or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.domain.errors import DomainError
from bot.domain.folding import fold
from bot.domain.goals import shares
from bot.domain.goals.model import Level
from bot.domain.goals.shares import Way
from bot.domain.kpis.library import LIBRARY
from bot.domain.people import Actor
from bot.domain.policy import Grant
from bot.runtime import Runtime
from bot.services import facts, kpi_names, places, rows
from bot.services.kpi_writing import filling, saving
from bot.services.rows import Row, number
from bot.services.splitting import pages, reading
from bot.services.splitting.reading import Found, Held, Part, Plan
from bot.services.writing import key_results, naming, objectives
from bot.services.writing.key_result_fields import Read, measure_columns
from bot.services.writing.model import FieldErrors, Typed
from storage import form_effects, goal_writing, inbox, organisation, outbox, teams
from storage import shares as rows_of_shares
from storage.outbox import Priority
from storage.tables import KeyResult, Objective

#: The fields of a new KPI that its page shows.
_OF_KPI = ("unit", "at_least", "at_most", "frequency")
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Proposed:
    """What was written for one person."""

    part: Part
    objective: Objective
    kr: KeyResult
    kpis: Sequence[str]


def propose(rt: Runtime, key_result_id: int, held: Held, *, by: Actor, key: str, once: str) -> None:
    """Write what the pages say and tell everybody; nothing for what was done before.

    Raises FieldErrors by "name:tag", and as `reading.found` does.
    """
    at = rt.clock()
    with rt.uow() as session:
        inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at)
        if form_effects.begin(session, workspace_id=by.workspace_id, once=once, at=at) is None:
            return
        split = reading.found(session, by, key_result_id, lock=True)
        plan = reading.plan(session, by, split, held)
        done = [_propose(session, by, split, plan, part, held, at=at) for part in plan.parts]
        on = facts.local_date(at, by.tz)
        for one in done:
            _tell(session, by, split, plan, one, once=once, on=on, at=at)
        _confirm(session, by, split, plan, done, once=once, at=at)


def _propose(
    session: Session,
    by: Actor,
    split: Found,
    plan: Plan,
    part: Part,
    held: Held,
    *,
    at: datetime,
) -> Proposed:
    try:
        objective = _objective(session, by, split, part, at=at)
        kr = _key_result(session, by, split, plan, part, objective, at=at)
    except FieldErrors as errors:
        first = next(iter(errors.by_field.values()))
        raise FieldErrors({f"what:{part.tag}": first}) from None
    made = [_kpi(session, by, split, part, objective, one, held, at=at) for one in part.metrics]
    assert kr.id is not None
    ids = [*part.kpi_ids, *made]
    rows_of_shares.add(
        session,
        by.workspace_id,
        key_result_id=kr.id,
        of_key_result_id=split.kr.id or 0,
        way=plan.way.value,
    )
    rows_of_shares.add_work_kpis(session, by.workspace_id, kr.id, ids)
    session.flush()
    known = rows_of_shares.work_kpis(session, by.workspace_id, [kr.id]).get(kr.id, [])
    return Proposed(part, objective, kr, [one.title for one in known])


def _objective(session: Session, by: Actor, split: Found, part: Part, *, at: datetime) -> Objective:
    """An objective of the person's own, which serves the key result that is split."""
    above = split.objective
    typed = Typed(
        {
            "title": _title(session, split, part),
            "level": Level.PERSON.value,
            "owner": part.tag,
            "cycle": str(above.cycle_id),
            "parent": f"kr:{split.kr.id}",
            "ambition": above.ambition,
            "visibility": above.visibility,
        }
    )
    return objectives.create(session, by, typed, at=at)


def _title(session: Session, split: Found, part: Part) -> str:
    """ "Grow traffic · Organic traffic": whose part it is where it is called like the whole.

    The same title for everybody would make every one of them ask which is meant.
    """
    named = naming.alike(part.title, split.kr.title)
    behind = part.person.name if named else part.title
    behind = behind[:_LONGEST_NAME].rstrip()
    room = naming.LONGEST_TITLE - len(behind) - 6
    title = f"{split.objective.title[:room].rstrip()} · {behind}"
    owned = goal_writing.owned(
        session, split.kr.workspace_id, split.objective.cycle_id, part.person.id or 0
    )
    return naming.key(title, {one.title for one in owned})


def _key_result(
    session: Session,
    by: Actor,
    split: Found,
    plan: Plan,
    part: Part,
    objective: Objective,
    *,
    at: datetime,
) -> KeyResult:
    whole, measure = split.kr, split.measure
    if part.amount is not None:
        measure = shares.part(measure, part.amount)
    columns: dict[str, Any] = {
        "title": part.title,
        "owner_id": part.person.id,
        "measured_by": whole.measured_by,
        "start_on": whole.start_on,
        "due_on": whole.due_on,
        # A part is another figure than the KPI of the whole.
        "kpi_id": whole.kpi_id if plan.way is Way.SAME else None,
        **measure_columns(measure),
    }
    read = Read(columns, measure)
    return key_results.create(session, by, objective, read, grant=Grant.ALLOWED, at=at)


def _kpi(
    session: Session,
    by: Actor,
    split: Found,
    part: Part,
    objective: Objective,
    metric: str,
    held: Held,
    *,
    at: datetime,
) -> int:
    """A KPI of the person, which protects their objective; its id."""
    tag = f"{part.tag}_{metric}"
    known = LIBRARY[metric]
    said = {name: held[f"{name}:{tag}"] for name in _OF_KPI if f"{name}:{tag}" in held}
    taken = {fold(one.title) for one in kpi_names.visible(session, by).values()}
    usual = filling.usual(known, by.locale, "")
    if fold(usual["title"]) in taken:
        usual |= {"title": f"{usual['title']} · {part.person.name}", "aliases": ""}
    values = {
        **usual,
        **said,
        "owner": part.tag,
        "team": str(_team(session, split, part)),
        "protects": f"o:{objective.id}",
        "visibility": split.objective.visibility,
    }
    try:
        row = saving.create(session, by, Typed(values), at=at)
    except FieldErrors as errors:
        raise _on_page(errors, tag) from None
    assert row.id is not None
    return row.id


def _on_page(errors: FieldErrors, tag: str) -> FieldErrors:
    """The same by the fields of the page; what it does not show is said on the unit."""
    found: dict[str, DomainError] = {}
    for name, error in errors.by_field.items():
        found.setdefault(f"{name if name in _OF_KPI else 'unit'}:{tag}", error)
    return FieldErrors(found)


def _team(session: Session, split: Found, part: Part) -> int | None:
    """The team of the key result where the person is in it, else their own first one."""
    own = teams.teams_of_person(session, split.kr.workspace_id, part.person.id or 0)
    tree = teams.all_teams(session, split.kr.workspace_id)
    known = split.objective.team_id
    if known is not None and (known in own or not own):
        return known
    return next(iter(own), None) or next(iter(tree), None)


def _tell(
    session: Session,
    by: Actor,
    split: Found,
    plan: Plan,
    one: Proposed,
    *,
    once: str,
    on: Any,
    at: datetime,
) -> None:
    """The person hears what is proposed to them, with ways to look at it and to change it."""
    params: Row = {
        "by": by.name,
        "own": one.part.person.id == by.person_id,
        "whole": {"title": split.kr.title, "amount": _whole(split, plan), "unit": split.kr.unit},
        "way": plan.way.value,
        "share": number(one.part.amount),
        "objective_id": one.objective.id,
        "title": one.objective.title,
        "key_result_id": one.kr.id,
        "row": rows.key_result(
            None, facts.key_result(one.kr, one.objective, tz=one.part.person.tz), on=on
        ),
        "kpis": list(one.kpis),
    }
    draft = places.draft(
        places.of_person(one.part.person),
        f"share_proposed:{once}:{one.part.person.id}",
        "share_proposed",
        params,
        priority=Priority.INTERACTIVE,
    )
    outbox.add(session, draft, workspace_id=by.workspace_id, at=at)


def _confirm(
    session: Session,
    by: Actor,
    split: Found,
    plan: Plan,
    done: Sequence[Proposed],
    *,
    once: str,
    at: datetime,
) -> None:
    """Who split it sees what was written."""
    person = organisation.person(session, by.workspace_id, by.person_id)
    if person is None or person.slack_user_id is None:
        return
    params: Row = {
        "title": split.kr.title,
        "reference": f"kr:{split.kr.id}",
        "unit": split.kr.unit,
        "people": [
            {
                "name": one.part.person.name,
                "share": number(one.part.amount),
                "what": one.kr.title,
                "kpis": list(one.kpis),
            }
            for one in done
        ],
        "sum": pages.sum_of(split, plan),
    }
    draft = places.draft(
        places.of_person(person),
        f"split_done:{once}",
        "split_done",
        params,
        priority=Priority.INTERACTIVE,
    )
    outbox.add(session, draft, workspace_id=by.workspace_id, at=at)


def _whole(split: Found, plan: Plan) -> str | None:
    return number(shares.whole(split.measure)) if plan.way is Way.PARTS else None
