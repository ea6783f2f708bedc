"""What people own, and what key results come to."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from sqlmodel import Session

from bot.domain.goals.model import Span
from bot.domain.goals.rollup import RollUp, roll_up
from bot.domain.goals.status import judge
from bot.domain.people import Actor
from bot.domain.policy import Relation
from bot.runtime import Runtime
from bot.services import agenda, computed_kpis, facts, pausing
from bot.services.agenda import Item
from bot.services.rows import Row, moment, number
from bot.services.writing import beside
from storage import check_ins, letters, ownership, shadow
from storage.ownership import Goal
from storage.tables import CheckInRequest

EVERYBODY = Relation(owner=False, helper=False, manager=False, author=False, private=False)


def my_goals(rt: Runtime, *, by: Actor) -> Row:
    """The person's own key results and KPIs, numbered as they are asked."""
    with rt.reading() as session:
        on = facts.local_date(rt.clock(), by.tz)
        request = check_ins.newest_request(session, by.workspace_id, by.person_id)
        items = agenda.current(session, by, request, on=on)
        own = [item for item in items if not beside.is_helped(by, item)]
        cycle = ownership.active_cycle(session, by.workspace_id)
        at = rt.clock()
        leave = pausing.next_leave(session, by.workspace_id, by.person_id, tz=by.tz, at=at)
        return {
            "name": by.name,
            "cycle_name": cycle.name if cycle else None,
            "elapsed": number(Span(cycle.starts_on, cycle.ends_on).elapsed(on)) if cycle else None,
            "objectives": _by_objective(own, on=on, tz=by.tz),
            "kpis": [item.row(on=on, tz=by.tz) for item in items if item.kind == "kpi"],
            "computed": computed_kpis.of_person(session, by),
            "drafts": beside.drafts(session, by),
            "helping": beside.helped(session, by, items, on=on),
            "open_request": waits(session, request),
            "next_ask": moment(pausing.next_ask(session, by, at=at)),
            "away_from": leave.starts_on.isoformat() if leave and leave.starts_on > on else None,
            "away_until": leave.ends_on.isoformat() if leave else None,
        }


def waits(session: Session, request: CheckInRequest | None) -> bool:
    """Whether a question is open that the person has seen: those of shadow mode were not sent."""
    if request is None or request.state != "open":
        return False
    if request.message_id is None:
        return True
    return not shadow.is_shadowed(letters.get(session, request.message_id, lock=False))


def goal_figures(goals: Sequence[Goal], *, tz: str, on: date) -> RollUp:
    """The roll-up of key results on a day."""
    known = [facts.key_result(kr, objective, tz=tz) for kr, objective in goals]
    return roll_up([(one, judge(one, on=on)) for one in known], on=on)


def _by_objective(items: Sequence[Item], *, on: date, tz: str) -> list[Row]:
    goals = [item for item in items if item.objective is not None]
    return [
        {
            "title": objective.title if objective else "",
            "rows": [item.row(on=on, tz=tz) for item in group],
        }
        for objective, group in groupby(goals, key=lambda item: item.objective)
    ]
