"""All goals, KPIs and initiatives of a person go to another one in one step."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.domain.errors import Invalid, NotFound
from bot.domain.people import Actor
from bot.domain.policy import Action, Grant, authorize
from bot.runtime import Runtime
from bot.services import places, relations, silence
from bot.services.choices import SeveralFit
from bot.services.rows import Row
from bot.services.writing import history, standing
from storage import audit, inbox, organisation, outbox, possessions, schedules
from storage.outbox import Priority
from storage.possessions import Possessions
from storage.tables import KeyResult, Objective, Person

SHOWN = 12


def preview(rt: Runtime, people: Sequence[str], *, by: Actor) -> Row:
    """What would go from the first to the second person, for a confirmation.

    Of private goals an administrator who is neither their owner nor leads them gets the number.
    Raises Invalid "writing.people", "writing.same_person", "writing.nothing_to_hand", NotFound,
    NotAllowed.
    """
    with rt.reading() as session:
        if len(people) != 2:
            raise Invalid("writing.people")
        giver, taker = (_named(session, by, name) for name in people)
        grant = _check(session, by, giver, taker)
        owned = _owned(session, giver)
        seen = _facts(giver, taker, owned, hidden=_hidden(session, by, giver, owned, grant))
        return {"giver_id": giver.id, "taker_id": taker.id} | seen


def hand_over(rt: Runtime, giver_id: int, taker_id: int, *, by: Actor, key: str) -> Row | None:
    """Hand everything over; None for what was done before. Raises as `preview` does."""
    at = rt.clock()
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return None
        giver = organisation.person(session, by.workspace_id, giver_id)
        taker = organisation.person(session, by.workspace_id, taker_id)
        if giver is None or taker is None:
            raise NotFound("button.broken")
        grant = _check(session, by, giver, taker)
        owned = _owned(session, giver, lock=True)
        told = _facts(giver, taker, owned, hidden=frozenset()) | {"by": by.name}
        hidden = _hidden(session, by, giver, owned, grant)
        answer = _facts(giver, taker, owned, hidden=hidden) | {"by": by.name}
        _move(session, by, owned, taker_id, grant=grant, at=at)
        _schedule(session, giver_id, taker, owned, at=at)
        audit.add(
            session,
            workspace_id=by.workspace_id,
            at=at,
            actor_id=by.person_id,
            action="hand_over",
            subject="person",
            subject_id=giver_id,
            detail={"to": taker_id, "grant": grant.value},
        )
        _tell(session, by, giver, taker, told, key=key, at=at)
        return answer


def _named(session: Session, by: Actor, name: str) -> Person:
    try:
        return silence.find(session, by.workspace_id, name)
    except SeveralFit as fit:
        choices = tuple(f"@{title}" for title in fit.choices.values())
        raise NotFound("writing.several_people", name=name, choices=choices) from None


def _check(session: Session, by: Actor, giver: Person, taker: Person) -> Grant:
    """Those who decide about the goals, and admins, may; whoever takes over works here."""
    if giver.id == taker.id:
        raise Invalid("writing.same_person")
    assert giver.id is not None
    # As everywhere where goals are written: whom nobody leads decides, and is never told to ask.
    relation, who = relations.deciding(session, by, giver.id, None, private=False)
    grant = authorize(by, Action.HAND_OVER, relation, who_can=who)
    if taker.standing != "employee" or taker.slack_user_id is None:
        raise Invalid("writing.stranger")
    return grant


def _owned(session: Session, giver: Person, *, lock: bool = False) -> Possessions:
    assert giver.id is not None
    found = possessions.of(session, giver.workspace_id, giver.id, lock=lock)
    if found.is_empty:
        raise Invalid("writing.nothing_to_hand", name=giver.name)
    return found


def _hidden(
    session: Session, by: Actor, giver: Person, owned: Possessions, grant: Grant
) -> frozenset[int]:
    """The private objectives that the actor may hand over without being told what they say."""
    if grant is not Grant.AUDITED or giver.id == by.person_id:
        return frozenset()
    return possessions.private(session, by.workspace_id, owned)


def _facts(giver: Person, taker: Person, owned: Possessions, *, hidden: frozenset[int]) -> Row:
    """What changes hands; goals of a `hidden` objective are in the numbers alone."""
    titles = [one.title for one in owned.objectives if one.id not in hidden]
    titles += [one.title for one in owned.key_results if one.objective_id not in hidden]
    unnamed = len(owned.objectives) + len(owned.key_results) - len(titles)
    titles += [one.title for one in owned.kpis]
    return {
        "giver": giver.name,
        "taker": taker.name,
        "objectives": len(owned.objectives),
        "key_results": len(owned.key_results),
        "kpis": len(owned.kpis),
        "initiatives": len(owned.initiatives),
        "titles": titles[:SHOWN],
        "more": max(len(titles) - SHOWN, 0),
        "private": unnamed,
    }


def _move(
    session: Session, by: Actor, owned: Possessions, taker_id: int, *, grant: Grant, at: datetime
) -> None:
    goals: list[Objective | KeyResult] = [*owned.objectives, *owned.key_results]
    for row in goals:
        history.apply(session, by, row, {"owner_id": taker_id}, grant=grant, at=at)
    rest: list[Any] = [*owned.kpis, *owned.initiatives]
    for one in rest:
        one.owner_id = taker_id
    possessions.no_helper_of_own(session, by.workspace_id, taker_id)
    session.flush()


def _schedule(
    session: Session, giver_id: int, taker: Person, owned: Possessions, *, at: datetime
) -> None:
    """Questions follow the goals; who owns no KPI any more is not asked for its figures."""
    assert taker.id is not None
    workspace_id = taker.workspace_id
    asked = any(one.state == "active" for one in owned.key_results) or bool(owned.kpis)
    if asked:
        standing.asked(session, workspace_id, [taker.id], at=at, kpis=bool(owned.kpis))
    if owned.kpis:
        schedules.cancel(
            session, workspace_id=workspace_id, kinds=("kpi_due",), subject_id=giver_id
        )


def _tell(
    session: Session,
    by: Actor,
    giver: Person,
    taker: Person,
    told: Row,
    *,
    key: str,
    at: datetime,
) -> None:
    """Both hear of it, but who did it, who sees the answer."""
    for person in (giver, taker):
        reachable = person.slack_user_id is not None and person.standing == "employee"
        if person.id == by.person_id or not reachable:
            continue
        draft = places.draft(
            places.of_person(person),
            f"handed_over:{key}:{person.id}",
            "handed_over",
            told,
            priority=Priority.INTERACTIVE,
        )
        outbox.add(session, draft, workspace_id=by.workspace_id, at=at)
