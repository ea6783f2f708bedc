"""What the form of a key result is filled with."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from sqlmodel import Session

from bot.domain.goals import written
from bot.domain.goals.written import Form
from bot.domain.people import Actor
from bot.services import facts
from bot.services.rows import Row, moment, number
from storage import goal_parts_milestones, goal_parts_phases, organisation, parts_of_goals
from storage.tables import Cycle, KeyResult, Objective

LATE: Final = timedelta(days=14)


def blank(session: Session, by: Actor, objective: Objective, cycle: Cycle, *, at: datetime) -> Row:
    """An empty form for one more key result of an objective."""
    owner = organisation.person(session, by.workspace_id, objective.owner_id)
    return {
        "objective_id": objective.id,
        "key_result_id": None,
        "version": None,
        "opened_at": moment(at),
        "form": Form.FROM_TO.value,
        "values": {
            "owner": owner.slack_user_id if owner else by.slack_user_id,
            "weight": "1",
            "begin": first_day(objective, cycle, facts.local_date(at, by.tz)).isoformat(),
            "due": (objective.due_on or cycle.ends_on).isoformat(),
        },
        "keep_asked": False,
        "notice": None,
    }


def of(session: Session, by: Actor, kr: KeyResult, *, at: datetime) -> Row:
    """The form filled with a key result that is there; figures are plain Decimal texts."""
    return {
        "objective_id": kr.objective_id,
        "key_result_id": kr.id,
        "version": kr.version,
        "opened_at": moment(at),
        "form": written.form_of(facts.measure(kr)).value,
        "values": _figures(kr) | _about(session, by, kr),
        "keep_asked": False,
        "notice": None,
    }


def _figures(kr: KeyResult) -> dict[str, Any]:
    """How it is measured, as the fields of its form have it."""
    limit = written.form_of(facts.measure(kr)) in (Form.AT_LEAST, Form.AT_MOST)
    return {
        "unit": kr.unit,
        "start": number(kr.start),
        "target": number(_first(kr.floor, kr.ceiling) if limit else kr.target),
        "floor": number(kr.floor),
        "ceiling": number(kr.ceiling),
        "period": kr.period,
        "sample": None if kr.minimum_sample is None else str(kr.minimum_sample),
        "weight": number((Decimal(kr.weight) / 1000).normalize()),
    }


def _about(session: Session, by: Actor, kr: KeyResult) -> dict[str, Any]:
    """Everything else."""
    assert kr.id is not None
    owner = organisation.person(session, by.workspace_id, kr.owner_id)
    helpers = [
        person.slack_user_id
        for one in parts_of_goals.helpers(session, by.workspace_id, kr.id)
        if (person := organisation.person(session, by.workspace_id, one)) is not None
    ]
    return {
        "title": kr.title,
        "kpi": str(kr.kpi_id) if kr.kpi_id else None,
        "milestones": _steps(session, kr),
        "phases": _phases(session, kr),
        "owner": owner.slack_user_id if owner else None,
        "helpers": [one for one in helpers if one],
        "measured_by": kr.measured_by,
        "aliases": ", ".join(facts.aliases(kr.aliases)),
        "begin": kr.start_on.isoformat(),
        "due": kr.due_on.isoformat(),
        "in_reach": {None: None, True: "yes", False: "no"}[kr.in_reach],
    }


def first_day(objective: Objective, cycle: Cycle, today: date) -> date:
    """When a new key result starts: with its objective or cycle, but for who comes late, today.

    Its start is where it stands today; two months of silence before that are nobody's fault.
    """
    planned = objective.start_on or cycle.starts_on
    return today if planned + LATE < today <= cycle.ends_on else planned


def _steps(session: Session, kr: KeyResult) -> Sequence[Mapping[str, Any]]:
    return [
        {"title": one.title, "weight": number((Decimal(one.weight) / 1000).normalize())}
        for one in goal_parts_milestones.of_key_result(session, kr)
    ]


def _phases(session: Session, kr: KeyResult) -> Sequence[Mapping[str, Any]]:
    return [
        {"on": one.due_on.isoformat(), "value": number(one.value)}
        for one in goal_parts_phases.of_key_result(session, kr)
    ]


def _first(*figures: Decimal | None) -> Decimal | None:
    return next((one for one in figures if one is not None), None)
