"""How the shares of a key result stand, and what they come to."""

from datetime import date
from decimal import Decimal

from sqlmodel import Session

from bot.domain.errors import Invalid
from bot.domain.goals import shares
from bot.domain.goals.model import GoalState, Level
from bot.domain.goals.shares import Way
from bot.domain.people import Actor
from bot.services import facts, rows, sight
from bot.services.rows import Row, number
from bot.services.splitting.pages import amount
from bot.services.splitting.reading import Standing
from storage import ownership
from storage import shares as rows_of_shares
from storage.tables import KeyResult, Objective


def may_split(session: Session, by: Actor, kr: KeyResult, objective: Objective) -> bool:
    """Whether to offer it: to who leads anybody, for what is not one person's already."""
    if objective.level == Level.PERSON or kr.state == GoalState.CLOSED:
        return False
    try:
        shares.ways(facts.measure(kr), kr.title)
    except Invalid:
        return False
    seen = sight.of(session, by)
    return by.is_admin or bool(seen.managed or seen.led_people)


def of(session: Session, by: Actor, kr: KeyResult, *, on: date) -> Row | None:
    """The shares that the person may see, with their sum against the whole; None without any."""
    assert kr.id is not None
    seen = sight.of(session, by)
    found = [
        one
        for one in rows_of_shares.of_key_result(session, by.workspace_id, kr.id)
        if seen.sees(one[2])
    ]
    if not found:
        return None
    people = ownership.people_by_id(session, by.workspace_id, [one.owner_id for _, one, _ in found])
    ids = [one.id for _, one, _ in found if one.id]
    kpis = rows_of_shares.work_kpis(session, by.workspace_id, ids)
    return {
        "rows": [
            {
                "row": rows.key_result(
                    None,
                    facts.key_result(one, objective, tz=by.tz),
                    on=on,
                    owner=people[one.owner_id].name,
                ),
                "share": amount(one) if share.way == Way.PARTS else None,
                "state": objective.state if objective.state == "draft" else one.state,
                "kpis": [kpi.title for kpi in kpis.get(one.id or 0, [])],
            }
            for share, one, objective in found
        ],
        "sum": _sum(kr, [one for one in found if _adds(one)]),
    }


def _sum(kr: KeyResult, found: list[Standing]) -> Row | None:
    """What the shares and their figures add up to, beside those of the whole."""
    measure = facts.measure(kr)
    if not found or not shares.has_parts(measure):
        return None
    given = sum((shares.whole(facts.measure(one)) for _, one, _ in found), Decimal(0))
    come = [
        shares.contributed(facts.measure(one), one.value)
        for _, one, _ in found
        if one.value is not None
    ]
    team = None if kr.value is None else shares.contributed(measure, kr.value)
    total = sum(come, Decimal(0)) if come else None
    left = shares.whole(measure) - given
    return {
        "unit": kr.unit,
        "whole": number(shares.whole(measure)),
        "given": number(given),
        "left": number(abs(left)),
        "over": left < 0,
        "come": number(total),
        "whole_moved": number(team),
        "apart": number(abs(team - total)) if team is not None and total is not None else None,
        "more": team is not None and total is not None and total > team,
    }


def _adds(one: Standing) -> bool:
    share, kr, _ = one
    return share.way == Way.PARTS and shares.has_parts(facts.measure(kr))
