"""One step of an alert's life: by compare-and-set, noted, and told to nobody before it is made."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.domain.kpis.alerts import AlertChange as Change
from bot.domain.kpis.clock import Clock
from bot.domain.kpis.model import AlertKind, AlertState, Severity
from bot.services.alerting import cards, clocks
from storage import alerts
from storage.tables import Alert, AlertChange, Kpi


@dataclass(frozen=True, slots=True)
class Cause:
    """What made a step: a reading, a person, or neither where it was the time."""

    at: datetime
    reading_id: int | None = None
    person_id: int | None = None


def open_alert(
    session: Session,
    kpi: Kpi,
    kind: AlertKind,
    severity: Severity,
    cause: Cause,
    *,
    more: Mapping[str, Any] | None = None,
) -> Alert | None:
    """Open an alert and tell of it; None when one of its kind is open already."""
    owner = clocks.owner_of(session, kpi)
    clock = clocks.clock_of(session, owner, at=cause.at)
    values = {
        "kpi_id": kpi.id,
        "kind": kind.value,
        "state": AlertState.FIRING.value,
        "severity": severity.value,
        "unstable": False,
        "opened_at": cause.at,
        "handle_by": clocks.begin(clock, at=cause.at),
        **(more or {}),
    }
    alert = alerts.open_one(session, kpi.workspace_id, values)
    if alert is not None:
        _note(session, alert, Change.OPENED, cause)
        clocks.replan(session, alert, clock, at=cause.at)
        cards.announce(session, kpi, alert, owner, at=cause.at)
    return alert


def move(
    session: Session,
    kpi: Kpi,
    alert: Alert,
    change: Change,
    values: Mapping[str, Any],
    cause: Cause,
) -> bool:
    """Change an alert, let its clock run or stop and edit its messages; False if it moved on."""
    owner = clocks.owner_of(session, kpi)
    clock = clocks.clock_of(session, owner, at=cause.at)
    columns = {**values, **_clock_columns(alert, values, clock, at=cause.at)}
    if not alerts.change(session, alert, columns):
        return False
    _note(session, alert, change, cause)
    clocks.replan(session, alert, clock, at=cause.at)
    cards.revise(session, kpi, alert, at=cause.at)
    return True


def _clock_columns(
    alert: Alert, values: Mapping[str, Any], clock: Clock, *, at: datetime
) -> dict[str, Any]:
    """A plan that stands stops the clock, and so does a recovery."""
    planned = values.get("planned_at", alert.planned_at)
    missed = values.get("plan_missed_at", alert.plan_missed_at)
    calm = values.get("state", alert.state) in clocks.CALM
    runs = not calm and (planned is None or missed is not None)
    return clocks.set_running(alert, clock, runs=runs, at=at)


def _note(session: Session, alert: Alert, change: Change, cause: Cause) -> None:
    assert alert.id is not None
    session.add(
        AlertChange(
            workspace_id=alert.workspace_id,
            kpi_id=alert.kpi_id,
            alert_id=alert.id,
            change=change.value,
            reading_id=cause.reading_id,
            person_id=cause.person_id,
            at=cause.at,
        )
    )
