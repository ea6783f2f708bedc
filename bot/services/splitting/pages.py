"""What the pages of a split show."""

from collections.abc import Sequence
from decimal import Decimal

from sqlmodel import Session

from bot.domain.errors import Invalid
from bot.domain.goals import shares
from bot.domain.goals.shares import Way
from bot.domain.kpis.library import LIBRARY
from bot.domain.people import Actor
from bot.runtime import Runtime
from bot.services import facts, rows
from bot.services.rows import Row, number
from bot.services.splitting import reading
from bot.services.splitting.reading import Found, Held, Part, Plan
from bot.services.writing import finding
from storage import ownership
from storage.tables import KeyResult, Objective, Person


def named(rt: Runtime, name: str, *, by: Actor) -> int:
    """The id of the key result that a name means.

    Raises as `finding.goal` does, and Invalid "split.objective" for an objective.
    """
    with rt.reading() as session:
        goal = finding.goal(session, by, name)
        if isinstance(goal, Objective):
            raise Invalid("split.objective", title=goal.title)
        assert goal.id is not None
        return goal.id


def first(rt: Runtime, key_result_id: int, held: Held, *, by: Actor) -> Row:
    """Who takes part, and how; shares that are there already. Raises as `reading.found` does."""
    with rt.reading() as session:
        split = reading.found(session, by, key_result_id)
        return _head(rt, session, by, split, reading.way(split, held)) | {
            "ways": [one.value for one in split.ways] if not split.standing else [],
            "people": list(held.get("people:all") or ()),
        }


def second(rt: Runtime, key_result_id: int, held: Held, *, by: Actor) -> Row:
    """A row for each person; raises FieldErrors as `reading.people` does."""
    with rt.reading() as session:
        split = reading.found(session, by, key_result_id)
        people, way = reading.people(session, by, split, held), reading.way(split, held)
        equal = _equal(split, len(people)) if way is Way.PARTS else [None] * len(people)
        return _head(rt, session, by, split, way) | {
            "rows": [
                _row(session, by, split, person, number(share), held)
                for person, share in zip(people, equal, strict=True)
            ],
            "library": _library(by.locale),
            "finding": None,
        }


def checked(rt: Runtime, key_result_id: int, held: Held, *, by: Actor) -> tuple[Row | None, bool]:
    """What the shares leave over or exceed, None where they make the whole; whether KPIs are new.

    Raises FieldErrors.
    """
    with rt.reading() as session:
        split = reading.found(session, by, key_result_id)
        plan = reading.plan(session, by, split, held)
        return sum_of(split, plan), any(part.metrics for part in plan.parts)


def third(rt: Runtime, key_result_id: int, held: Held, *, by: Actor) -> Row:
    """What is said of each new KPI, filled with what is usual."""
    with rt.reading() as session:
        split = reading.found(session, by, key_result_id)
        plan = reading.plan(session, by, split, held)
        head = _head(rt, session, by, split, plan.way)
        return head | {"kpis": [_kpi(by, one, key) for one in plan.parts for key in one.metrics]}


def sum_of(split: Found, plan: Plan) -> Row | None:
    """The arithmetic of shares that do not make the whole, as JSON facts."""
    total = plan.total
    if total is None or not total.left:
        return None
    amounts = [*split.given, *(one.amount for one in plan.parts if one.amount is not None)]
    return {
        "amounts": [number(one) for one in amounts],
        "whole": number(total.whole),
        "given": number(total.given),
        "left": number(abs(total.left)),
        "over": total.left < 0,
        "unit": split.measure.unit,
    }


def _head(rt: Runtime, session: Session, by: Actor, split: Found, way: Way) -> Row:
    kr = split.kr
    on = facts.local_date(rt.clock(), by.tz)
    parts = way is Way.PARTS
    return {
        "key_result_id": kr.id,
        "row": rows.key_result(None, facts.key_result(kr, split.objective, tz=by.tz), on=on),
        "way": way.value,
        "whole": number(shares.whole(split.measure)) if parts else None,
        "left": number(_left(split)) if parts else None,
        "period": split.measure.period.value if split.measure.period else None,
        "standing": _standing(session, [kr for _, kr, _ in split.standing], way),
    }


def _standing(session: Session, krs: Sequence[KeyResult], way: Way) -> list[Row]:
    if not krs:
        return []
    people = ownership.people_by_id(session, krs[0].workspace_id, [kr.owner_id for kr in krs])
    return [
        {
            "name": people[kr.owner_id].name,
            "share": amount(kr) if way is Way.PARTS else None,
            "state": kr.state,
        }
        for kr in krs
    ]


def amount(kr: KeyResult) -> str | None:
    """How much a stored share is; None where it does not say."""
    measure = facts.measure(kr)
    return number(shares.whole(measure)) if shares.has_parts(measure) else None


def _left(split: Found) -> Decimal:
    return max(shares.whole(split.measure) - sum(split.given, Decimal(0)), Decimal(0))


def _equal(split: Found, count: int) -> Sequence[Decimal | None]:
    """Equal shares of what is nobody's yet; none where nothing is."""
    left = _left(split)
    if not left:
        return [None] * count
    return shares.equal(left, count, decimals=shares.places(split.measure))


def _row(
    session: Session, by: Actor, split: Found, person: Person, equal: str | None, held: Held
) -> Row:
    tag = person.slack_user_id
    known = reading.owned_kpis(session, by, person.id or 0)
    return {
        "tag": tag,
        "name": person.name,
        "what": held.get(f"what:{tag}") or split.kr.title,
        "share": held.get(f"share:{tag}"),
        "equal": equal,
        "kpis": [{"id": str(key), "title": title} for key, title in known.items()],
        "chosen": list(held.get(f"kpis:{tag}") or ()),
        "new": list(held.get(f"new:{tag}") or ()),
    }


def _library(locale: str) -> list[Row]:
    known = [{"key": one.key, "name": one.name(locale)} for one in LIBRARY.values()]
    return sorted(known, key=lambda one: one["name"])


def _kpi(by: Actor, part: Part, key: str) -> Row:
    known = LIBRARY[key]
    return {
        "tag": f"{part.tag}_{key}",
        "person": part.person.name,
        "name": known.name(by.locale),
        "unit": known.unit(by.locale),
        "side": known.side.value,
        "frequency": known.frequency.value,
    }
