"""Writes one change of one key result or KPI; the caller's transaction decides."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlmodel import Session

from bot.domain.goals.model import Observation, Shape, Span
from bot.domain.goals.progress import millionths, so_far
from bot.domain.kpis.alerts import period_of
from bot.domain.kpis.model import Frequency
from bot.services import alerting, facts
from storage import alerts, check_ins, ownership, team_figures
from storage.tables import CheckIn, KeyResult, Kpi, Reading

BY_PERIODS = (Shape.KEEP, Shape.PERIODIC)


@dataclass(frozen=True, slots=True)
class Said:
    """What a person said about one item; `value` is in its unit, None without a figure."""

    value: Decimal | None
    confidence: int | None = None
    status: str | None = None
    note: str | None = None
    blocker: str | None = None
    promised_on: date | None = None
    likely: bool = False


@dataclass(frozen=True, slots=True)
class Origin:
    """Who said it, when and through what; `tz` decides which day it counts for."""

    person_id: int
    at: datetime
    tz: str
    source: str
    reply_id: int | None = None
    on_behalf: bool = False


def key_result(session: Session, kr: KeyResult, said: Said, origin: Origin) -> None:
    """Append a check-in and move the key result's current figures; `kr` must be locked."""
    progress = kr.progress
    if said.value is not None:
        progress = _progress(session, kr, said.value, origin)
    added = check_ins.add(
        session,
        {
            "workspace_id": kr.workspace_id,
            "key_result_id": _id(kr),
            "person_id": origin.person_id,
            "reply_id": origin.reply_id,
            "value": said.value,
            "previous_value": kr.value,
            "progress": progress,
            "previous_progress": kr.progress,
            "confidence": said.confidence,
            "said": said.status,
            "note": said.note,
            "blocker": said.blocker,
            "promised_on": said.promised_on,
            "likely": said.likely,
            "on_behalf": origin.on_behalf,
            "source": origin.source,
            "at": origin.at,
        },
    )
    team_figures.note(session, kr, kr.progress, progress)
    ownership.move(
        session,
        kr,
        {
            "value": kr.value if said.value is None else said.value,
            "progress": progress,
            "confidence": said.confidence or kr.confidence,
            "said": said.status or kr.said,
            "checked_in_at": origin.at,
            "last_check_in_id": added,
        },
    )


def recount(session: Session, goals: Sequence[KeyResult], *, at: datetime, tz: str) -> None:
    """Bring the progress of key results up to this day, from the figures that stand."""
    if not goals:
        return
    workspace_id = goals[0].workspace_id
    history = check_ins.history(session, workspace_id, [_id(kr) for kr in goals], until=at)
    for kr in goals:
        figures = history.get(_id(kr), [])
        if any(row.value is not None for row in figures):
            progress = _counted(kr, figures, on=facts.local_date(at, tz), tz=tz)
            team_figures.note(session, kr, kr.progress, progress)
            kr.progress = progress


def take_back(session: Session, kr: KeyResult, row: CheckIn, origin: Origin) -> bool:
    """Undo a check-in by a row of its own; False when something newer stands on it."""
    if kr.last_check_in_id != row.id:
        return False
    undo = CheckIn(
        workspace_id=kr.workspace_id,
        key_result_id=_id(kr),
        person_id=origin.person_id,
        reply_id=row.reply_id,
        value=row.previous_value,
        previous_value=row.value,
        progress=row.previous_progress,
        previous_progress=row.progress,
        source="undo",
        undoes_id=row.id,
        at=origin.at,
    )
    session.add(undo)
    session.flush()
    standing = check_ins.history(session, kr.workspace_id, [_id(kr)], until=origin.at)
    left = standing.get(_id(kr), [])
    if row.value is not None:
        team_figures.note(session, kr, kr.progress, row.previous_progress)
        kr.value, kr.progress = row.previous_value, row.previous_progress
    kr.confidence = next((row.confidence for row in reversed(left) if row.confidence), None)
    kr.said = next((row.said for row in reversed(left) if row.said), None)
    kr.checked_in_at = left[-1].at if left else None
    kr.last_check_in_id = left[-1].id if left else None
    return True


def reading(session: Session, kpi: Kpi, said: Said, origin: Origin, *, on: date) -> Reading:
    """Store a reading for the period that holds `on`, and let the alert follow; `kpi` is locked."""
    assert said.value is not None
    assert kpi.id is not None
    first, _ = period_of(Frequency(kpi.frequency), on)
    row = Reading(
        workspace_id=kpi.workspace_id,
        kpi_id=kpi.id,
        person_id=origin.person_id,
        reply_id=origin.reply_id,
        period=first,
        value=said.value,
        previous_value=kpi.value,
        note=said.note,
        blocker=said.blocker,
        likely=said.likely,
        source=origin.source,
        at=origin.at,
    )
    session.add(row)
    session.flush()
    _newest_value(session, kpi)
    alerting.follow(session, kpi, at=origin.at)
    return row


def withdraw(session: Session, kpi: Kpi, row: Reading, origin: Origin) -> bool:
    """Take a reading back; False when the KPI has a newer one."""
    newest = _newest(session, kpi)
    if newest is None or newest.id != row.id:
        return False
    row.withdrawn_at = origin.at
    session.flush()
    _newest_value(session, kpi)
    alerting.unfollow(session, kpi, row, at=origin.at)
    return True


def _newest_value(session: Session, kpi: Kpi) -> None:
    newest = _newest(session, kpi)
    kpi.value = newest.value if newest else None
    kpi.value_on = newest.period if newest else None
    session.flush()


def _newest(session: Session, kpi: Kpi) -> Reading | None:
    assert kpi.id is not None
    found = alerts.newest_readings(session, kpi.workspace_id, kpi.id, most=1)
    return found[-1] if found else None


def _progress(session: Session, kr: KeyResult, value: Decimal, origin: Origin) -> int | None:
    on = facts.local_date(origin.at, origin.tz)
    before: Sequence[CheckIn] = ()
    if kr.shape in BY_PERIODS:
        standing = check_ins.history(session, kr.workspace_id, [_id(kr)], until=origin.at)
        before = standing.get(_id(kr), [])
    return _counted(kr, before, on=on, tz=origin.tz, newest=value)


def _counted(
    kr: KeyResult,
    figures: Sequence[CheckIn],
    *,
    on: date,
    tz: str,
    newest: Decimal | None = None,
) -> int | None:
    observations = [
        Observation(facts.local_date(row.at, tz), row.value)
        for row in figures
        if row.value is not None
    ]
    if newest is not None:
        observations.append(Observation(on, newest))
    span = Span(kr.start_on, kr.due_on)
    share = so_far(facts.measure(kr), span, observations, on=on, cadence_days=kr.cadence_days)
    return None if share is None else millionths(share)


def _id(kr: KeyResult) -> int:
    assert kr.id is not None
    return kr.id
