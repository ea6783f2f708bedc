"""Readings move the alerts of their KPI, in their own transaction."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from bot.domain.kpis.alerts import DAMPING_WINDOW, FLIPS, OpenAlert, Step, next_step
from bot.domain.kpis.alerts import AlertChange as Change
from bot.domain.kpis.limits import breach
from bot.domain.kpis.model import AlertKind, AlertState, Breach, Severity
from bot.services import facts
from bot.services.alerting import steps
from bot.services.alerting.steps import Cause
from bot.services.kpi_figures import PeriodFigure
from storage import alerts
from storage.kpis import Limits
from storage.tables import Alert, Kpi, Reading

FLIP_NAMES = sorted(change.value for change in FLIPS)
OVER = (AlertState.RESOLVED, AlertState.CLOSED)


def follow(
    session: Session,
    kpis: Sequence[Kpi],
    figures: Mapping[int, Sequence[PeriodFigure]],
    *,
    at: datetime,
    person_id: int | None = None,
) -> set[int]:
    """Let the newest figures of KPIs move their alerts, and tell those who should know.

    The KPIs are of one workspace, locked and show those figures. Where nothing changes this reads
    once, however many they are. `person_id` is who made them count for something else. Returns the
    ids of the KPIs whose alert about the target moved.
    """
    moved: set[int] = set()
    ids = [kpi.id for kpi in kpis if kpi.id is not None]
    if not ids:
        return moved
    found = alerts.open_of(session, kpis[0].workspace_id, ids)
    for kpi in kpis:
        assert kpi.id is not None
        shown = figures[kpi.id]
        cause = Cause(at, shown[-1].entered[-1].id if shown else None, person_id)
        late = found.get((kpi.id, AlertKind.LATE))
        if late is not None:
            arrived(session, kpi, late, cause)
        current = found.get((kpi.id, AlertKind.TARGET))
        step = step_of(session, kpi, current)
        if step.change is not None:
            _apply(session, kpi, current, step, cause)
            moved.add(kpi.id)
    return moved


def step_of(session: Session, kpi: Kpi | Limits, current: Alert | None) -> Step:
    """What the figures that a KPI shows do to its alert."""
    return next_step(
        facts.kpi_measure(kpi),
        facts.observations(kpi),
        _as_open(current),
        changes_in_last_10=_flips(session, kpi) if current else 0,
    )


def unfollow(session: Session, kpi: Kpi, reading: Reading, *, at: datetime) -> None:
    """Take back what a withdrawn reading did to the KPI's alerts, as if it had never been.

    What a person closed in the meantime stays closed.
    """
    assert reading.id is not None
    for made in alerts.changes_by(session, kpi.workspace_id, reading.id):
        alert = alerts.get(session, kpi.workspace_id, made.alert_id)
        change = Change(made.change)
        assert alert is not None
        if alert.state in OVER and (change is not Change.RESOLVED or _has_open(session, alert)):
            continue
        values = _before(change, kpi, alert, at=at)
        if values:
            steps.move(session, kpi, alert, Change.TAKEN_BACK, values, Cause(at))


def arrived(session: Session, kpi: Kpi, late: Alert, cause: Cause) -> None:
    """End an alert about a late reading if that reading, or a later one, is there."""
    if kpi.value_on is None or late.period is None or kpi.value_on < late.period:
        return
    values = {"state": AlertState.RESOLVED.value, "resolved_at": cause.at}
    steps.move(session, kpi, late, Change.RESOLVED, values, cause)


def standing(kpi: Kpi, alert: Alert) -> AlertState:
    """The state of an alert that is open, by what the KPI is judged by now."""
    judged = facts.judged(kpi)
    good = judged is not None and breach(facts.kpi_measure(kpi), judged) is Breach.OK
    if alert.kind == AlertKind.TARGET and good:
        return AlertState.RECOVERING
    return AlertState.ACKNOWLEDGED if alert.acknowledged_at else AlertState.FIRING


def _flips(session: Session, kpi: Kpi | Limits) -> int:
    """How often the alert went on or off in the last observations, corrections included."""
    assert kpi.id is not None
    if not kpi.observed:
        return 0
    first = date.fromisoformat(kpi.observed.split(" ")[-DAMPING_WINDOW:][0].split("=")[0])
    return alerts.flips_from(session, kpi.workspace_id, kpi.id, period=first, changes=FLIP_NAMES)


def _as_open(alert: Alert | None) -> OpenAlert | None:
    if alert is None:
        return None
    return OpenAlert(AlertState(alert.state), Severity(alert.severity), alert.unstable)


def _apply(session: Session, kpi: Kpi, current: Alert | None, step: Step, cause: Cause) -> None:
    assert step.change is not None
    assert step.state is not None
    assert step.severity is not None
    if step.change is Change.OPENED:
        steps.open_alert(session, kpi, AlertKind.TARGET, step.severity, cause)
        return
    assert current is not None
    values: dict[str, Any] = {
        "state": step.state.value,
        "severity": step.severity.value,
        "unstable": step.unstable,
    }
    if step.state is AlertState.RESOLVED:
        values["resolved_at"] = cause.at
    steps.move(session, kpi, current, step.change, values, cause)


def _has_open(session: Session, alert: Alert) -> bool:
    found = alerts.open_of(session, alert.workspace_id, [alert.kpi_id])
    return (alert.kpi_id, alert.kind) in found


def _before(change: Change, kpi: Kpi, alert: Alert, *, at: datetime) -> dict[str, Any]:
    """The alert's columns as they were before a change; the KPI stands as it did then."""
    match change:
        case Change.OPENED:
            return {"state": AlertState.CLOSED.value, "resolved_at": at}
        case Change.ESCALATED:
            state = standing(kpi, alert)
            return {"state": state.value, "severity": Severity.WARNING.value}
        case Change.RECOVERING | Change.REOPENED | Change.RESOLVED:
            return {"state": standing(kpi, alert).value, "resolved_at": None}
        case Change.UNSTABLE:
            return {"unstable": False}
        case _:
            return {}
