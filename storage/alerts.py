"""Readings of KPIs and the alerts that they raise."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, update
from sqlmodel import Session, col, select

from storage import readings
from storage.inserting import insert_once
from storage.tables import Alert, AlertChange, Reading
from storage.tables.kpis import IS_OPEN, OPEN_ALERT_STATES

SHOWN = 12


def newest_readings(
    session: Session, workspace_id: str, kpi_id: int, *, most: int = SHOWN
) -> Sequence[Reading]:
    """The reading that was entered last for each of the last periods, oldest first."""
    found = readings.of_newest_periods(session, workspace_id, kpi_id, most=most)
    return [entered[-1] for entered in found.values()]


def readings_of_reply(session: Session, workspace_id: str, reply_id: int) -> Sequence[Reading]:
    """The readings that a reply led to, oldest first."""
    statement = (
        select(Reading)
        .where(Reading.workspace_id == workspace_id, Reading.reply_id == reply_id)
        .order_by(col(Reading.id))
    )
    return session.exec(statement).all()


def open_alert(session: Session, workspace_id: str, kpi_id: int) -> Alert | None:
    """The alert that is open for this KPI."""
    statement = select(Alert).where(
        Alert.workspace_id == workspace_id,
        Alert.kpi_id == kpi_id,
        Alert.kind == "target",
        col(Alert.state).in_(OPEN_ALERT_STATES),
    )
    return session.exec(statement).first()


def open_alerts(session: Session, workspace_id: str, kpi_ids: Sequence[int]) -> dict[int, Alert]:
    """Open alerts by KPI."""
    statement = select(Alert).where(
        Alert.workspace_id == workspace_id,
        col(Alert.kpi_id).in_(kpi_ids),
        col(Alert.state).in_(OPEN_ALERT_STATES),
    )
    return {alert.kpi_id: alert for alert in session.exec(statement)}


def all_open(session: Session, workspace_id: str, kpi_id: int) -> Sequence[Alert]:
    """Every open alert of a KPI, of whatever kind."""
    statement = select(Alert).where(
        Alert.workspace_id == workspace_id,
        Alert.kpi_id == kpi_id,
        col(Alert.state).in_(OPEN_ALERT_STATES),
    )
    return session.exec(statement.order_by(col(Alert.id))).all()


def get(session: Session, workspace_id: str, alert_id: int) -> Alert | None:
    """The alert with this id in this workspace."""
    statement = select(Alert).where(Alert.workspace_id == workspace_id, Alert.id == alert_id)
    return session.exec(statement).first()


def flips_since(
    session: Session, workspace_id: str, kpi_id: int, *, since: datetime, changes: Sequence[str]
) -> int:
    """How often these changes happened at or after `since`, by readings that still stand."""
    statement = (
        select(func.count())
        .select_from(AlertChange)
        .outerjoin(Reading, col(Reading.id) == col(AlertChange.reading_id))
        .where(
            AlertChange.workspace_id == workspace_id,
            AlertChange.kpi_id == kpi_id,
            AlertChange.at >= since,
            col(AlertChange.change).in_(changes),
            col(Reading.withdrawn_at).is_(None),
        )
    )
    return session.exec(statement).one()


def changes_by(session: Session, workspace_id: str, reading_id: int) -> Sequence[AlertChange]:
    """What a reading did to alerts, newest first."""
    statement = (
        select(AlertChange)
        .where(AlertChange.workspace_id == workspace_id, AlertChange.reading_id == reading_id)
        .order_by(col(AlertChange.id).desc())
    )
    return session.exec(statement).all()


def open_one(session: Session, workspace_id: str, values: dict[str, Any]) -> Alert | None:
    """Open an alert; None when one of its kind is open already."""
    alert_id = insert_once(
        session,
        Alert,
        {"workspace_id": workspace_id, "revision": 0, **values},
        unique=("workspace_id", "kpi_id", "kind"),
        where=IS_OPEN,
    )
    return None if alert_id is None else session.get_one(Alert, alert_id)


def change(session: Session, alert: Alert, values: dict[str, Any]) -> bool:
    """Move an alert on from the revision that was read; False when somebody was faster."""
    statement = (
        update(Alert)
        .where(
            col(Alert.workspace_id) == alert.workspace_id,
            col(Alert.id) == alert.id,
            col(Alert.revision) == alert.revision,
        )
        .values(revision=alert.revision + 1, **values)
    )
    moved = int(session.execute(statement).rowcount) == 1  # type: ignore[attr-defined]
    session.refresh(alert)
    return moved
