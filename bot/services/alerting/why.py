"""Why an alert is there: the limits, the arithmetic, the last readings, what happened when."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.domain.errors import NotFound
from bot.domain.kpis.limits import breach
from bot.domain.kpis.model import Basis
from bot.domain.kpis.reasons import crossing
from bot.domain.people import Actor
from bot.domain.policy import Action, authorize
from bot.runtime import Runtime
from bot.services import audited_looks, facts, relations
from bot.services.alerting import cards, figures
from bot.services.rows import Row, number
from storage import alerts, ownership
from storage.tables import Alert, AlertChange, Kpi, Person

MOST_READINGS, MOST_CHANGES = 8, 12


def why(rt: Runtime, alert_id: int, *, by: Actor) -> Row:
    """Everything that an alert rests on; raises NotFound "alert.unknown", NotAllowed."""
    at = rt.clock()
    with rt.reading() as session:
        alert = alerts.get(session, by.workspace_id, alert_id)
        known = ownership.kpis_by_id(session, by.workspace_id, [alert.kpi_id] if alert else [])
        if alert is None or alert.kpi_id not in known:
            raise NotFound("alert.unknown")
        kpi = known[alert.kpi_id]
        relation, who = relations.to_kpi(session, by, kpi)
        authorize(by, Action.VIEW_GOAL, relation, who_can=who)
        found = {
            **cards.card(session, kpi, alert, at=at),
            "grace_days": kpi.grace_days,
            "crossing": _crossing(kpi),
            "readings": _readings(session, kpi),
            "changes": _changes(session, alert, by),
            "tz": by.tz,
        }
        looked = audited_looks.kpis(session, by, [kpi])
    audited_looks.note(rt, by, "view_kpi", "kpi", looked)
    return found


def _crossing(kpi: Kpi) -> Row | None:
    value = facts.judged(kpi)
    found = None if value is None else crossing(facts.kpi_measure(kpi), value)
    if found is None:
        return None
    return {
        "limit": number(found.limit),
        "critical": number(found.critical),
        "own": found.own,
        "above": found.above,
        "by": number(found.by),
        "level": found.level.value,
    }


def _readings(session: Session, kpi: Kpi) -> list[Row]:
    """The newest first."""
    measure = facts.kpi_measure(kpi)
    is_plain = kpi.basis == Basis.VALUE
    return [
        {
            "on": first.isoformat(),
            "value": number(value),
            "level": breach(measure, value).value if is_plain else None,
        }
        for first, value in reversed(figures.recent(session, kpi, most=MOST_READINGS))
    ]


def _changes(session: Session, alert: Alert, by: Actor) -> list[Row]:
    assert alert.id is not None
    found = alerts.changes_of(session, by.workspace_id, alert.id)[-MOST_CHANGES:]
    people = _people(session, by, found)
    return [
        {"change": one.change, **_when(one.at, by.tz), "by": _name(people, one)} for one in found
    ]


def _people(session: Session, by: Actor, found: Sequence[AlertChange]) -> dict[int, Person]:
    ids = sorted({one.person_id for one in found if one.person_id})
    return ownership.people_by_id(session, by.workspace_id, ids)


def _name(people: dict[int, Person], change: AlertChange) -> str | None:
    person = people.get(change.person_id or 0)
    return person.name if person else None


def _when(at: datetime, tz: str) -> Row:
    local = at.astimezone(ZoneInfo(tz))
    return {"on": local.date().isoformat(), "time": f"{local:%H:%M}"}
