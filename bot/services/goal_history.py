"""Who said and changed what about a goal, newest first."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from sqlmodel import Session

from bot.domain.goals.progress import from_millionths
from bot.domain.people import Actor
from bot.runtime import Runtime
from bot.services import break_glass, charting, evidence, facts, step_records
from bot.services.choices import GoalFound
from bot.services.rows import Row, moment, number
from storage import goal_names, goal_parts, organisation, ownership
from storage.tables import CheckIn, GoalChange, KeyResult, Person, Team

PAGE = 8
FIGURES = frozenset({"start", "target", "floor", "ceiling", "locked_start", "locked_target"})


def history(rt: Runtime, name: str, page: int, *, by: Actor) -> Row:
    """A page of check-ins and edits.

    To administrators that of a private goal of others is shown for a reason, of which its owner is
    told. Raises as `goal_named` does, and Invalid "look.no_reason".
    """
    on = facts.local_date(rt.clock(), by.tz)
    with rt.reading() as session:
        found, opened = break_glass.goal(session, by, name, "history")
        shown = _page(session, by, found, page)
        shown["course"] = _course(session, by, found, page, on)
    return break_glass.noted(rt, by, opened, shown)


def _page(session: Session, by: Actor, found: GoalFound, page: int) -> Row:
    objective = found.objective
    assert objective.id is not None
    if found.key_result is not None:
        goals: Sequence[KeyResult] = [found.key_result]
    else:
        goals = goal_names.key_results_of(session, by.workspace_id, [objective.id])
    known = {kr.id: kr for kr in goals if kr.id}
    last = page * PAGE
    made = goal_parts.check_ins_of(session, by.workspace_id, [*known], most=last + 1)
    edits = goal_parts.changes_of(
        session,
        by.workspace_id,
        objective.id,
        found.key_result.id if found.key_result else None,
        most=last + 1,
    )
    events: list[CheckIn | GoalChange] = sorted([*made, *edits], key=_when, reverse=True)
    shown = events[last - PAGE : last]
    return {
        "title": found.title,
        "reference": found.reference,
        "whole": found.key_result is None,
        "attached": evidence.summary(session, by.workspace_id, [*known]) if page == 1 else None,
        "page": page,
        "more": len(events) > last,
        "events": _told(session, by, shown, known),
    }


def _course(session: Session, by: Actor, found: GoalFound, page: int, on: date) -> Row | None:
    """How the figures of a key result went, on the first page."""
    kr = found.key_result
    if kr is None or page > 1:
        return None
    return charting.key_result(session, kr, found.objective, tz=by.tz, on=on)


def _when(event: CheckIn | GoalChange) -> tuple[datetime, int, int]:
    return event.at, isinstance(event, GoalChange), event.id or 0


def _told(
    session: Session,
    by: Actor,
    events: Sequence[CheckIn | GoalChange],
    known: Mapping[int, KeyResult],
) -> list[Row]:
    ids = [one.id for one in events if isinstance(one, CheckIn) and one.id]
    undone = goal_parts.undoing(session, by.workspace_id, ids)
    actors = [one.person_id for one in [*events, *undone.values()] if one.person_id]
    owners = [
        int(text)
        for one in events
        if isinstance(one, GoalChange) and one.field == "owner_id"
        for text in (one.before, one.after)
        if text and text.isdecimal()
    ]
    people = ownership.people_by_id(session, by.workspace_id, [*actors, *owners])
    teams = {team.id or 0: team for team in organisation.teams(session, by.workspace_id)}
    return [
        _check_in(one, known[one.key_result_id], undone.get(one.id or 0), people)
        if isinstance(one, CheckIn)
        else _change(one, known.get(one.key_result_id or 0), people, teams)
        for one in events
    ]


def _check_in(
    row: CheckIn, kr: KeyResult, undo: CheckIn | None, people: Mapping[int, Person]
) -> Row:
    return {
        "kind": "check_in",
        "at": moment(row.at),
        "who": _name(people, row.person_id),
        "title": kr.title,
        "shape": kr.shape,
        "unit": kr.unit,
        "value": number(row.value),
        "before_value": number(row.previous_value),
        "progress": _share(row.progress),
        "before_progress": _share(row.previous_progress),
        "said": row.said,
        "confidence": row.confidence,
        "note": row.note,
        "blocker": row.blocker,
        "marked": step_records.marks(row),
        "on_behalf": row.on_behalf,
        "source": row.source,
        "undone_at": moment(undo.at) if undo else None,
        "undone_by": _name(people, undo.person_id) if undo else None,
    }


def _change(
    row: GoalChange,
    kr: KeyResult | None,
    people: Mapping[int, Person],
    teams: Mapping[int, Team],
) -> Row:
    def read(text: str | None) -> str | None:
        if text is None or not text.isdecimal():
            return text
        if row.field == "owner_id":
            return _name(people, int(text))
        if row.field == "team_id" and int(text) in teams:
            return teams[int(text)].name
        return text

    return {
        "kind": "change",
        "at": moment(row.at),
        "who": _name(people, row.person_id),
        "title": kr.title if kr else None,
        "unit": kr.unit if kr else "",
        "field": row.field,
        "is_figure": row.field in FIGURES and _is_number(row.before) and _is_number(row.after),
        "before": read(row.before),
        "after": read(row.after),
        "because": row.because,
    }


def _is_number(text: str | None) -> bool:
    return text is None or text.removeprefix("-").replace(".", "", 1).isdecimal()


def _name(people: Mapping[int, Person], person_id: int | None) -> str | None:
    found = people.get(person_id or 0)
    return found.name if found else None


def _share(stored: int | None) -> str | None:
    share: Decimal | None = None if stored is None else from_millionths(stored)
    return number(share)
