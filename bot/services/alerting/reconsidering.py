"""What is known of a KPI changed without a newer figure: its alert stands as it would have."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from bot.domain.goals.model import Observation
from bot.domain.kpis.alerts import AlertChange as Change
from bot.domain.kpis.alerts import good_to_close, next_step
from bot.domain.kpis.limits import breaches
from bot.domain.kpis.model import AlertKind, AlertState, Breach, KpiMeasure, Severity
from bot.services import facts, kpi_figures
from bot.services.alerting import cards, following, steps
from bot.services.alerting.steps import Cause
from storage import alerts, readings
from storage.tables import Alert, Kpi, Reading

#: Fields of a KPI that say which figure is good.
LIMITS = frozenset(
    {"side", "target", "low", "high", "critical", "critical_high", "watch_only", "basis"}
    | {"make_up", "aggregation", "unit"}
)


def figures_changed(session: Session, kpi: Kpi, *, at: datetime) -> None:
    """A figure of an earlier period was brought in, corrected or taken back.

    What would not have happened with the figures as they are is taken back; what happens with
    them happens now.
    """
    alert = alerts.newest_of(session, kpi.workspace_id, kpi.id or 0, kind=AlertKind.TARGET.value)
    if alert is not None:
        values = _unfounded(session, kpi, alert, at=at)
        if values:
            steps.move(session, kpi, alert, Change.TAKEN_BACK, values, Cause(at))
    follow(session, kpi, at=at)


def limits_changed(
    session: Session, kpi: Kpi, *, at: datetime, person_id: int | None = None, opens: bool = True
) -> None:
    """Somebody changed by what a KPI is judged. Without a limit an open alert has no reason.

    `opens`: what is outside the limits now may raise an alert.
    """
    measure = facts.kpi_measure(kpi)
    alert = alerts.open_of(session, kpi.workspace_id, [kpi.id or 0]).get(
        (kpi.id or 0, AlertKind.TARGET)
    )
    if alert is not None and measure.floor is None and measure.ceiling is None:
        values = {"state": AlertState.RESOLVED.value, "resolved_at": at}
        steps.move(session, kpi, alert, Change.RESOLVED, values, Cause(at, person_id=person_id))
        return
    moved = (alert is not None or opens) and follow(session, kpi, at=at, person_id=person_id)
    if alert is not None and not moved:
        cards.revise(session, kpi, alert, at=at)


def follow(session: Session, kpi: Kpi, *, at: datetime, person_id: int | None = None) -> bool:
    """As a reading moves it, but for what a person closed since the newest one; whether it did."""
    newest = readings.newest(session, kpi.workspace_id, kpi.id or 0)
    alert = alerts.newest_of(session, kpi.workspace_id, kpi.id or 0, kind=AlertKind.TARGET.value)
    closed = alert is not None and alert.closed_by is not None and alert.state == AlertState.CLOSED
    if newest is None or (closed and alert is not None and newest.at <= (alert.resolved_at or at)):
        return False
    figures = {kpi.id or 0: kpi_figures.newest(session, kpi, most=1)}
    return bool(following.follow(session, [kpi], figures, at=at, person_id=person_id))


def _unfounded(session: Session, kpi: Kpi, alert: Alert, *, at: datetime) -> dict[str, Any]:
    """The columns of an alert without what the figures as they are do not bear out; {} if none."""
    measure, shown = facts.kpi_measure(kpi), kpi_figures.newest(session, kpi)
    seen = kpi_figures.observations(session, kpi, shown)
    if alert.state == AlertState.RESOLVED:
        since = _period_of(session, alert, Change.RESOLVED)
        if since is None or _ever_good(measure, seen, since) or _has_open(session, alert):
            return {}
        return {"state": following.standing(kpi, alert).value, "resolved_at": None}
    since = _period_of(session, alert, Change.OPENED)
    if alert.state == AlertState.CLOSED or since is None or not seen or seen[0].on > since:
        return {}
    opened = [next_step(measure, until, None, 0).severity for until in _histories(seen, since)]
    if not any(opened):
        return {"state": AlertState.CLOSED.value, "resolved_at": at}
    if alert.severity == Severity.CRITICAL and Severity.CRITICAL not in opened:
        return {"severity": Severity.WARNING.value}
    return {}


def _has_open(session: Session, alert: Alert) -> bool:
    found = alerts.open_of(session, alert.workspace_id, [alert.kpi_id])
    return (alert.kpi_id, alert.kind) in found


def _ever_good(measure: KpiMeasure, seen: Sequence[Observation], since: date) -> bool:
    needed = good_to_close(measure.frequency)
    levels = (breaches(measure, until)[-needed:] for until in _histories(seen, since))
    return any(len(last) == needed and set(last) == {Breach.OK} for last in levels)


def _histories(seen: Sequence[Observation], since: date) -> list[Sequence[Observation]]:
    """What was known after each period from `since` on."""
    return [seen[: n + 1] for n, one in enumerate(seen) if one.on >= since]


def _period_of(session: Session, alert: Alert, change: Change) -> date | None:
    """The period whose figure made the newest such change; None where no figure did."""
    made = [
        one
        for one in alerts.changes_of(session, alert.workspace_id, alert.id or 0)
        if one.change == change
    ]
    if not made or made[-1].reading_id is None:
        return None
    return session.get_one(Reading, made[-1].reading_id).period
