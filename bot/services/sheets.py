"""What the form of a check-in shows, and whether the world went on while it was open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlmodel import Session

from bot.domain.cadence import iso_week
from bot.domain.people import Actor
from bot.runtime import Runtime
from bot.services import answering, facts, on_behalf, plan_rows
from bot.services.agenda import Item, Key
from bot.services.rows import Row, moment, number
from storage import alerts, organisation, ownership, promises, week_plans
from storage.tables import CheckIn, CheckInRequest, Reading

#: The id of the newest check-in or reading of each goal; None without any.
Seen = Mapping[Key, int | None]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows that are asked, open plans of earlier weeks, and what was seen of each goal.

    `whose` is the name of the person whose goals they are, None for the actor's own.
    """

    rows: Sequence[Row]
    plans: Sequence[Row]
    seen: Seen
    whose: str | None


@dataclass(frozen=True, slots=True)
class Changed:
    """Somebody else has written a figure; `value` is in the goal's unit."""

    who: str
    value: Decimal | None
    at: datetime

    def row(self) -> Row:
        return {"who": self.who, "value": number(self.value), "at": moment(self.at)}


def sheet(rt: Runtime, request_id: int | None, *, whose_id: int | None, by: Actor) -> Sheet:
    """What is asked this week, with the numbers that the person knows.

    Raises NotFound "request.unknown", NotAllowed.
    """
    at = rt.clock()
    with rt.reading() as session:
        whose = on_behalf.whose(session, by, whose_id)
        request = request_of(session, by, whose, request_id, at=at)
        found = answering.items_of(session, whose, request, at=at)
        items = [item for item in found if item.asked]
        plans = week_plans.open_before(
            session, by.workspace_id, [whose.person_id], iso_week(at, whose.tz)
        ).get(whose.person_id, [])
        titles = plan_rows.titles(session, by.workspace_id, plans)
        return Sheet(
            rows=_rows(session, by, items, at=at),
            plans=plan_rows.asked(plans, titles),
            seen={item.key: _newest_id(_newest(session, item)) for item in items},
            whose=None if whose.person_id == by.person_id else whose.name,
        )


def request_of(
    session: Session, by: Actor, whose: Actor, request_id: int | None, *, at: datetime
) -> CheckInRequest | None:
    """The question that a form answers, else the one that the person has in mind."""
    if request_id is None:
        return answering.in_mind(session, whose, at=at)
    return answering.asked(session, by, request_id)


def changed(session: Session, by: Actor, seen: Seen) -> Mapping[Key, Changed]:
    """Goals of which somebody else has said a figure since they were seen."""
    goals = ownership.goals_by_id(session, by.workspace_id, [i for kind, i in seen if kind == "kr"])
    kpis = ownership.kpis_by_id(session, by.workspace_id, [i for kind, i in seen if kind == "kpi"])
    found: dict[Key, Changed] = {}
    for (kind, row_id), before in seen.items():
        item = None
        if kind == "kr" and row_id in goals:
            item = Item(0, *goals[row_id], None)
        elif kind == "kpi" and row_id in kpis:
            item = Item(0, None, None, kpis[row_id])
        newest = _newest(session, item) if item is not None else None
        if item is None or newest is None or newest.id == before:
            continue
        author = organisation.person(session, by.workspace_id, newest.person_id or 0)
        if author is not None and author.id != by.person_id:
            found[kind, row_id] = Changed(author.name, item.value, newest.at)
    return found


def _rows(session: Session, by: Actor, items: Sequence[Item], *, at: datetime) -> list[Row]:
    on = facts.local_date(at, by.tz)
    goals = [item.id for item in items if item.kind == "kr"]
    initiatives = week_plans.open_initiatives(session, by.workspace_id, goals)
    found = []
    for item in items:
        row = item.row(on=on, tz=by.tz)
        if item.key_result is not None:
            row["confidence"] = item.key_result.confidence
            row["said"] = item.key_result.said
        row["initiatives"] = [
            {"id": one.id, "title": one.title}
            for one in (initiatives.get(item.id, ()) if item.kind == "kr" else ())
        ]
        found.append(row)
    return found


def _newest(session: Session, item: Item) -> CheckIn | Reading | None:
    if item.key_result is not None:
        kr = item.key_result
        if kr.last_check_in_id is None:
            return None
        return promises.check_in(session, kr.workspace_id, kr.last_check_in_id)
    assert item.kpi is not None
    found = alerts.newest_readings(session, item.kpi.workspace_id, item.id, most=1)
    return found[-1] if found else None


def _newest_id(row: CheckIn | Reading | None) -> int | None:
    return None if row is None else row.id
