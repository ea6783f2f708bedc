"""A new cycle: which terms are offered, and the draft that is made of one."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlmodel import Session

from bot.domain.errors import Conflict, Invalid, NotFound
from bot.domain.goals import terms
from bot.domain.goals.terms import Term
from bot.domain.people import Actor
from bot.runtime import Runtime
from bot.services import facts
from bot.services.cycles import planned, rights, telling
from bot.services.rows import Row
from storage import cycles, inbox
from storage.tables import Cycle, Workspace

CUSTOM = "custom"


def offered(rt: Runtime, *, by: Actor) -> Row:
    """The terms that somebody who runs the cycle may choose from, the likeliest first.

    Raises NotAllowed.
    """
    with rt.reading() as session:
        rights.check_runs(session, by)
        found = _offers(session, by.workspace_id, facts.local_date(rt.clock(), by.tz))
    return {
        "terms": [
            {
                "key": term.key,
                "name": term.name,
                "starts": term.starts_on.isoformat(),
                "ends": term.ends_on.isoformat(),
            }
            for term in found.values()
        ]
    }


def check(
    rt: Runtime, chosen: str, starts: date | None, ends: date | None, name: str, *, by: Actor
) -> None:
    """Raises what `create` would raise."""
    with rt.reading() as session:
        _term(session, by, chosen, starts, ends, name, at=rt.clock())


def create(
    rt: Runtime,
    chosen: str,
    starts: date | None,
    ends: date | None,
    name: str,
    *,
    by: Actor,
    key: str,
) -> Row | None:
    """Make a draft cycle of an offered term, or of days of its own where `chosen` is CUSTOM.

    None for what was done before. Raises NotAllowed, Invalid "cycle.no_days", "span.empty",
    Conflict "cycle.exists", NotFound "cycle.unknown".
    """
    at = rt.clock()
    with rt.uow() as session:
        term = _term(session, by, chosen, starts, ends, name, at=at)
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return None
        made = add(session, by.workspace_id, term, at=at)
        rights.note(session, by, made, "created", at=at)
        facts = {"done": "created", "name": made.name, "count": 0, "cycle_id": made.id}
        telling.by_message(session, by, f"cycle:{made.id}:created", facts, at=at)
        return {"id": made.id, "name": made.name}


def add(session: Session, workspace_id: str, term: Term, *, at: datetime) -> Cycle:
    """A draft cycle with these days."""
    made = Cycle(
        workspace_id=workspace_id,
        key=term.key,
        name=term.name,
        starts_on=term.starts_on,
        ends_on=term.ends_on,
        state="draft",
    )
    session.add(made)
    session.flush()
    planned.plan(session, made, at=at)
    return made


def next_of(session: Session, cycle: Cycle) -> Term:
    """The term that follows a cycle."""
    starts = session.get_one(Workspace, cycle.workspace_id).year_starts
    return terms.following(cycle.starts_on, cycle.ends_on, year_starts=starts)


def _term(
    session: Session,
    by: Actor,
    chosen: str,
    starts: date | None,
    ends: date | None,
    name: str,
    *,
    at: datetime,
) -> Term:
    rights.check_runs(session, by)
    if chosen == CUSTOM:
        if starts is None or ends is None:
            raise Invalid("cycle.no_days")
        term = terms.custom(starts, ends, name)
    else:
        known = _offers(session, by.workspace_id, facts.local_date(at, by.tz))
        if chosen not in known:
            raise NotFound("cycle.unknown")
        term = known[chosen]
    there = cycles.with_same_days(session, by.workspace_id, term.key, term.starts_on, term.ends_on)
    if there is not None:
        raise Conflict("cycle.exists", name=there.name)
    return term


def _offers(session: Session, workspace_id: str, today: date) -> Mapping[str, Term]:
    """What follows the cycles that are there, this quarter, the next and the years.

    What is there already is left out.
    """
    starts = session.get_one(Workspace, workspace_id).year_starts
    open_cycles = cycles.in_states(session, workspace_id, cycles.OPEN)
    quarter = terms.quarter(today, year_starts=starts)
    year = terms.year(today, year_starts=starts)
    following = [
        terms.following(one.starts_on, one.ends_on, year_starts=starts) for one in open_cycles
    ]
    common: Sequence[Term] = (
        quarter,
        terms.following(quarter.starts_on, quarter.ends_on, year_starts=starts),
        year,
        terms.following(year.starts_on, year.ends_on, year_starts=starts),
    )
    found = {term.key: term for term in (*following, *common)}
    there = {(one.starts_on, one.ends_on) for one in open_cycles} | {
        (one.starts_on, one.ends_on) for one in cycles.in_states(session, workspace_id, ("closed",))
    }
    new = [
        term
        for term in found.values()
        if (term.starts_on, term.ends_on) not in there and term.ends_on >= today
    ]
    first = not open_cycles
    return {term.key: term for term in sorted(new, key=lambda term: _rank(term, today, first))}


def _rank(term: Term, today: date, first: bool) -> tuple[int, date]:
    """The next one to begin comes first; one that runs already only while most of it is left.

    `first` where the house has no cycle yet.
    """
    if term.starts_on > today:
        return 1, term.starts_on
    is_young = today - term.starts_on <= term.ends_on - today
    return 0 if first and is_young else 2, term.starts_on
