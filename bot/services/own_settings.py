"""What a person chooses for themselves: language, how often they are asked, when they are away."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from bot.domain.errors import DomainError, Invalid
from bot.domain.people import Actor
from bot.domain.policy import Action, authorize
from bot.domain.rhythm import CADENCE_DAYS, Cadence
from bot.runtime import Runtime
from bot.services import agenda, facts, home, pausing, relations
from bot.services.rows import Row
from storage import audit, inbox, organisation, ownership
from storage.tables import Away
from storage.tables.organisation import LOCALES


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the form says; cadence None leaves every goal as it is, no dates are no leave."""

    locale: str
    cadence: Cadence | None
    away_from: date | None
    away_until: date | None


def shown(rt: Runtime, *, by: Actor) -> Row:
    """What the form starts with."""
    at = rt.clock()
    with rt.reading() as session:
        on = facts.local_date(at, by.tz)
        items = agenda.of_person(session, by.workspace_id, by.person_id, on=on, tz=by.tz)
        leave = _leave(session, by, at=at)
        return {
            "locale": by.locale,
            "tz": by.tz,
            "cadence": home.cadence_of(items),
            "has_goals": any(item.key_result is not None for item in items),
            "away_from": leave.starts_on.isoformat() if leave else None,
            "away_until": leave.ends_on.isoformat() if leave else None,
            "is_admin": by.is_admin,
        }


def check(rt: Runtime, chosen: Chosen, *, by: Actor) -> Mapping[str, DomainError]:
    """What is wrong, by the name of the field."""
    try:
        _check_leave(chosen, by=by, at=rt.clock())
    except Invalid as error:
        return {"away_until": error}
    return {}


def save(rt: Runtime, chosen: Chosen, *, by: Actor, key: str) -> Row | None:
    """Keep what was chosen; None for what was done before.

    Raises Invalid as `pausing.pause` does, "settings.no_last_day", "settings.locale".
    """
    at = rt.clock()
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return None
        _speak(session, chosen.locale, by=by, at=at)
        if chosen.cadence is not None:
            _ask(session, chosen.cadence, by=by, at=at)
        _go(session, chosen, by=by, at=at)
        return {"locale": chosen.locale}


def speak(rt: Runtime, locale: str, *, by: Actor, key: str) -> Row | None:
    """The bot speaks this language to the person; None for what was done before.

    Raises Invalid "settings.locale".
    """
    at = rt.clock()
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return None
        _speak(session, locale, by=by, at=at)
        return {"locale": locale}


def _speak(session: Session, locale: str, *, by: Actor, at: datetime) -> None:
    if locale not in LOCALES:
        raise Invalid("settings.locale", said=locale)
    person = organisation.person(session, by.workspace_id, by.person_id)
    if person is None or person.locale == locale:
        return
    person.locale = locale
    _audit(session, "locale", by=by, at=at)


def _ask(session: Session, cadence: Cadence, *, by: Actor, at: datetime) -> None:
    """Ask so often about every key result that the person owns now."""
    owned = ownership.goals_of_person(session, by.workspace_id, by.person_id)
    days = CADENCE_DAYS[cadence]
    differing = [goal for goal in owned if goal[0].cadence_days != days]
    for kr, objective in differing:
        relation, who = relations.to_key_result(session, by, kr, objective)
        authorize(by, Action.EDIT_GOAL, relation, who_can=who)
        kr.cadence_days, kr.cadence_chosen = days, True
    if differing:
        _audit(session, "cadence", by=by, at=at)


def _go(session: Session, chosen: Chosen, *, by: Actor, at: datetime) -> None:
    leave = _leave(session, by, at=at)
    known = (leave.starts_on, leave.ends_on) if leave else (None, None)
    if (chosen.away_from, chosen.away_until) == known:
        return
    if leave is not None:
        pausing.stay(session, by=by, at=at)
    if _check_leave(chosen, by=by, at=at):
        assert chosen.away_until is not None
        pausing.go(session, chosen.away_until, starts=chosen.away_from, by=by, at=at)
    _audit(session, "away", by=by, at=at)


def _check_leave(chosen: Chosen, *, by: Actor, at: datetime) -> bool:
    """Whether a leave is asked for; raises Invalid for one that cannot be."""
    if chosen.away_until is None:
        if chosen.away_from is not None:
            raise Invalid("settings.no_last_day")
        return False
    pausing.check_leave(chosen.away_from, chosen.away_until, by=by, at=at)
    return True


def _leave(session: Session, by: Actor, *, at: datetime) -> Away | None:
    return pausing.next_leave(session, by.workspace_id, by.person_id, tz=by.tz, at=at)


def _audit(session: Session, name: str, *, by: Actor, at: datetime) -> None:
    audit.add(
        session,
        workspace_id=by.workspace_id,
        at=at,
        actor_id=by.person_id,
        action="change_own_settings",
        subject="person",
        subject_id=by.person_id,
        detail={"field": name},
    )
