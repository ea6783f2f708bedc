"""What a person sees on the bot's home tab: facts, no words."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby

from sqlmodel import Session

from bot.domain.goals.model import Span
from bot.domain.people import Actor
from bot.domain.rhythm import CADENCE_DAYS
from bot.services import (
    agenda,
    computed_kpis,
    facts,
    home_setup,
    home_team,
    overviews,
    pausing,
    rows,
)
from bot.services.agenda import Item
from bot.services.alerting import inbox
from bot.services.rows import Row, moment, number
from storage import check_ins, organisation, ownership
from storage.ownership import Goal
from storage.tables import Away, CheckInRequest

GOALS_A_PAGE = 20
MOST_OBJECTIVES = 8


def shown(session: Session, by: Actor, *, page: int, at: datetime) -> Row:
    """Everything on the tab; a page that is not there any more is the last one."""
    on = facts.local_date(at, by.tz)
    request = check_ins.newest_request(session, by.workspace_id, by.person_id)
    items = agenda.current(session, by, request, on=on)
    leave = pausing.next_leave(session, by.workspace_id, by.person_id, tz=by.tz, at=at)
    return {
        **_cycle(session, by, on=on),
        "due": _due(session, by, items, request, at=at),
        "away_from": leave.starts_on.isoformat() if leave and leave.starts_on > on else None,
        "away_until": leave.ends_on.isoformat() if leave else None,
        "alerts": inbox.shown(session, by, at=at),
        "mine": _mine(items, page, on=on, tz=by.tz),
        "computed": computed_kpis.of_person(session, by),
        "team": home_team.shown(session, by, at=at),
        "company": _company(session, by, on=on),
        "settings": _settings(by, items, leave),
        "setup": home_setup.steps(session, by) if by.is_admin else None,
        "is_admin": by.is_admin,
    }


def _cycle(session: Session, by: Actor, *, on: date) -> Row:
    workspace = organisation.workspace(session, by.workspace_id)
    cycle = ownership.active_cycle(session, by.workspace_id)
    return {
        "workspace": workspace.name if workspace else "",
        "cycle_name": cycle.name if cycle else None,
        "elapsed": number(Span(cycle.starts_on, cycle.ends_on).elapsed(on)) if cycle else None,
    }


def _due(
    session: Session,
    by: Actor,
    items: Sequence[Item],
    request: CheckInRequest | None,
    *,
    at: datetime,
) -> Row:
    """The question that waits for an answer, or when the next one comes."""
    waiting = request if overviews.waits(session, request) else None
    return {
        "request_id": waiting.id if waiting else None,
        "count": sum(item.asked for item in items),
        "any": bool(items),
        "next_ask": moment(pausing.next_ask(session, by, at=at)),
    }


def _mine(items: Sequence[Item], page: int, *, on: date, tz: str) -> Row:
    pages = max(-(-len(items) // GOALS_A_PAGE), 1)
    page = min(max(page, 0), pages - 1)
    first = page * GOALS_A_PAGE
    here = items[first : first + GOALS_A_PAGE]
    goals = [item for item in here if item.objective is not None]
    return {
        "objectives": [
            {
                "title": objective.title if objective else "",
                "private": bool(objective and objective.visibility == "private"),
                "rows": [item.row(on=on, tz=tz) for item in group],
            }
            for objective, group in groupby(goals, key=lambda item: item.objective)
        ],
        "kpis": [item.row(on=on, tz=tz) for item in here if item.kind == "kpi"],
        "first": first + 1,
        "last": first + len(here),
        "total": len(items),
        "page": page,
        "pages": pages,
    }


def _company(session: Session, by: Actor, *, on: date) -> Row:
    """The company's public objectives, each with what its key results come to."""
    goals = [
        goal
        for goal in ownership.goals_of_company(session, by.workspace_id)
        if goal[1].visibility == "public"
    ]
    grouped = [list(group) for _, group in groupby(goals, key=lambda goal: goal[1].id)]
    return {
        "objectives": [_objective(group, on=on, tz=by.tz) for group in grouped[:MOST_OBJECTIVES]],
        "more": max(len(grouped) - MOST_OBJECTIVES, 0),
    }


def _objective(goals: Sequence[Goal], *, on: date, tz: str) -> Row:
    figures = overviews.goal_figures(goals, tz=tz, on=on)
    return {
        "title": goals[0][1].title,
        "roll_up": rows.roll_up(figures),
        "progress": number(figures.progress),
        "status": figures.status.value if figures.status else None,
    }


def _settings(by: Actor, items: Sequence[Item], leave: Away | None) -> Row:
    return {
        "locale": by.locale,
        "tz": by.tz,
        "has_goals": any(item.key_result is not None for item in items),
        "cadence": cadence_of(items),
        "away_from": leave.starts_on.isoformat() if leave else None,
        "away_until": leave.ends_on.isoformat() if leave else None,
    }


def cadence_of(items: Sequence[Item]) -> str | None:
    """How often all of somebody's key results are asked about; None when they differ."""
    days = {item.key_result.cadence_days for item in items if item.key_result is not None}
    known = [cadence.value for cadence, length in CADENCE_DAYS.items() if {length} == days]
    return known[0] if known else None
