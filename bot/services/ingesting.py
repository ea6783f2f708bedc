"""What the HTTP API does for who holds a key."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session

from bot.domain.errors import Conflict, NotFound
from bot.runtime import Runtime
from bot.services import given_readings
from bot.services.api_keys import Bearer
from bot.services.given_readings import Given, Giver, Written
from bot.services.rows import Row, moment, number
from storage import alerts, kpis, ownership, reading_sources
from storage.tables import ApiKey, Kpi

SOURCE = "api"


@dataclass(frozen=True, slots=True)
class Once:
    """The name of a request that has its effect once, and what tells its body from another."""

    name: str
    digest: str


@dataclass(frozen=True, slots=True)
class Answer:
    """`repeated`: the request was answered before, and this is that answer."""

    body: Row
    repeated: bool = False


class NotInScope(Exception):
    """The key may not do this."""


def add_readings(rt: Runtime, given: Sequence[Given], once: Once | None, *, by: Bearer) -> Answer:
    """Write readings, all or none of them, as a person does.

    Raises NotInScope, given_readings.RowProblems, Conflict "api.other_body" for the name of a
    request that had another body.
    """
    if not by.may_write:
        raise NotInScope
    at = rt.clock()
    with rt.uow() as session:
        key = session.get_one(ApiKey, by.key_id)
        if once is not None and not reading_sources.begin_answer(
            session, key, name=once.name, digest=once.digest, at=at
        ):
            return _answered(session, key, once)
        giver = Giver(by.workspace_id, SOURCE, at, _sees(by), by.person_id)
        written = given_readings.write(session, given, giver)
        body = _told(session, by, written)
        if once is not None:
            made = reading_sources.answer(session, key, once.name)
            assert made is not None
            made.body = json.dumps(body)
        return Answer(body)


def list_kpis(rt: Runtime, *, by: Bearer) -> Sequence[Row]:
    """The active KPIs that the key opens, in the order of their ids. Raises NotInScope."""
    if not by.may_read:
        raise NotInScope
    with rt.reading() as session:
        found = [kpi for kpi in ownership.kpis(session, by.workspace_id) if by.sees(kpi)]
        ids = [kpi.id for kpi in found if kpi.id]
        firing = alerts.open_alerts(session, by.workspace_id, ids)
        return [_kpi(kpi, firing[kpi.id].state if kpi.id in firing else None) for kpi in found]


def list_readings(
    rt: Runtime, key: str, *, since: date | None, until: date | None, most: int, by: Bearer
) -> Sequence[Row]:
    """The readings of one KPI, newest period first; raises NotInScope, NotFound."""
    if not by.may_read:
        raise NotInScope
    with rt.reading() as session:
        kpi = kpis.kpis_by_key(session, by.workspace_id).get(key)
        if kpi is None or kpi.id is None or not by.sees(kpi):
            raise NotFound("readings.kpi_unknown", name=key)
        found = reading_sources.readings(
            session, by.workspace_id, kpi.id, since=since, until=until, most=most
        )
        return [
            {
                "date": (one.observed_on or one.period).isoformat(),
                "period": one.period.isoformat(),
                "value": number(one.value),
                "numerator": number(one.numerator),
                "denominator": number(one.denominator),
                "note": one.note,
                "source": one.source,
                "at": moment(one.at),
            }
            for one in found
        ]


def _sees(by: Bearer) -> given_readings.Check:
    def check(_: Session, kpi: Kpi) -> None:
        if not by.sees(kpi):
            raise NotFound("readings.kpi_unknown", name=kpi.key)

    return check


def _answered(session: Session, key: ApiKey, once: Once) -> Answer:
    made = reading_sources.answer(session, key, once.name)
    assert made is not None
    if made.digest != once.digest:
        raise Conflict("api.other_body")
    body: dict[str, Any] = json.loads(made.body)
    return Answer(body, repeated=True)


def _told(session: Session, by: Bearer, written: Sequence[Written]) -> Row:
    ids = sorted({one.kpi.id or 0 for one in written})
    firing = alerts.open_alerts(session, by.workspace_id, ids)
    rows = [
        {
            "kpi": one.kpi.key,
            "date": one.on.isoformat(),
            "period": one.period.isoformat(),
            "value": number(one.value),
            "previous": number(one.before),
            "effect": one.effect.value,
            "alert": firing[one.kpi.id or 0].state if one.kpi.id in firing else None,
        }
        for one in written
    ]
    return {"readings": rows}


def _kpi(kpi: Kpi, alert: str | None) -> Row:
    return {
        "id": kpi.id,
        "key": kpi.key,
        "title": kpi.title,
        "unit": kpi.unit,
        "side": kpi.side,
        "target": number(kpi.target),
        "low": number(kpi.low),
        "high": number(kpi.high),
        "frequency": kpi.frequency,
        "value": number(kpi.value),
        "value_on": kpi.value_on.isoformat() if kpi.value_on else None,
        "alert": alert,
    }
