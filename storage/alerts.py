"""Readings of KPIs and the alerts that they raise."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, update
from sqlmodel import Session, col, select

from storage.inserting import insert_once
from storage.tables import Alert, AlertChange, Reading
from storage.tables.kpis import IS_OPEN, OPEN_ALERT_STATES

SHOWN = 12


def newest_readings(
    session: Session, workspace_id: str, kpi_id: int, *, most: int = SHOWN
) -> Sequence[Reading]:
    """The reading that was entered last for each of the last periods, oldest first."""
    of_kpi = (
        col(Reading.workspace_id) == workspace_id,
        col(Reading.kpi_id) == kpi_id,
        col(Reading.withdrawn_at).is_(None),
    )
    newest = (
        select(func.max(Reading.id))
        .where(*of_kpi)
        .group_by(col(Reading.period))
        .order_by(col(Reading.period).desc())
        .limit(most)
    )
    statement = select(Reading).where(col(Reading.id).in_(newest)).order_by(col(Reading.period))
    return session.exec(statement).all()


def readings_of_reply(session: Session, workspace_id: str, reply_id: int) -> Sequence[Reading]:
    """The readings that a reply led to, oldest first."""
    statement = (
        select(Reading)
        .where(Reading.workspace_id == workspace_id, Reading.reply_id == reply_id)
        .order_by(col(Reading.id))
    )
    return session.exec(statement).all()


def open_of(
    session: Session, workspace_id: str, kpi_ids: Sequence[int]
) -> dict[tuple[int, str], Alert]:
    """Open alerts by KPI and kind."""
    statement = (
        select(Alert)
        .where(
            Alert.workspace_id == workspace_id,
            col(Alert.kpi_id).in_(kpi_ids),
            col(Alert.state).in_(OPEN_ALERT_STATES),
        )
        .order_by(col(Alert.id))
    )
    return {(alert.kpi_id, alert.kind): alert for alert in session.exec(statement)}


def open_alerts(session: Session, workspace_id: str, kpi_ids: Sequence[int]) -> dict[int, Alert]:
    """The open alert of each KPI that has one; a missed target says more than a late reading."""
    found = open_of(session, workspace_id, kpi_ids)
    late_first = sorted(found.items(), key=lambda one: one[0][1] == "target")
    return {kpi_id: alert for (kpi_id, _), alert in late_first}


def of_kpi(session: Session, workspace_id: str, kpi_id: int, *, most: int) -> Sequence[Alert]:
    """The newest alerts of a KPI, open ones and others, oldest first."""
    statement = (
        select(Alert)
        .where(Alert.workspace_id == workspace_id, Alert.kpi_id == kpi_id)
        .order_by(col(Alert.id).desc())
        .limit(most)
    )
    return [*reversed(session.exec(statement).all())]


def all_open(session: Session, workspace_id: str) -> Sequence[Alert]:
    """Every open alert of the workspace, oldest first."""
    statement = (
        select(Alert)
        .where(Alert.workspace_id == workspace_id, col(Alert.state).in_(OPEN_ALERT_STATES))
        .order_by(col(Alert.id))
    )
    return session.exec(statement).all()


def latest_late(session: Session, workspace_id: str) -> dict[int, Alert]:
    """The newest alert about a late reading, open or over, by KPI."""
    newest = (
        select(func.max(Alert.id))
        .where(Alert.workspace_id == workspace_id, Alert.kind == "late")
        .group_by(col(Alert.kpi_id))
    )
    statement = select(Alert).where(
        Alert.workspace_id == workspace_id, col(Alert.id).in_(newest.scalar_subquery())
    )
    return {alert.kpi_id: alert for alert in session.exec(statement)}


def get(session: Session, workspace_id: str, alert_id: int) -> Alert | None:
    """The alert with this id in this workspace."""
    statement = select(Alert).where(Alert.workspace_id == workspace_id, Alert.id == alert_id)
    return session.exec(statement).first()


def newest_of(session: Session, workspace_id: str, kpi_id: int, *, kind: str) -> Alert | None:
    """The newest alert of this kind of a KPI, open or over."""
    statement = (
        select(Alert)
        .where(Alert.workspace_id == workspace_id, Alert.kpi_id == kpi_id, Alert.kind == kind)
        .order_by(col(Alert.id).desc())
        .limit(1)
    )
    return session.exec(statement).first()


def hold(session: Session, workspace_id: str, alert_id: int) -> Alert | None:
    """The alert, locked; None when there is none, or when somebody changes it at the moment.

    Who holds a row of the schedule must not wait for those who change the alert: they may wait
    for that row.
    """
    statement = (
        select(Alert)
        .where(Alert.workspace_id == workspace_id, Alert.id == alert_id)
        .with_for_update(skip_locked=True, key_share=True)
    )
    return session.exec(statement).first()


def flips_from(
    session: Session, workspace_id: str, kpi_id: int, *, period: date, changes: Sequence[str]
) -> int:
    """How often readings of this period or later ones that still stand made these changes."""
    statement = (
        select(func.count())
        .select_from(AlertChange)
        .join(Alert, col(Alert.id) == col(AlertChange.alert_id))
        .join(Reading, col(Reading.id) == col(AlertChange.reading_id))
        .where(
            AlertChange.workspace_id == workspace_id,
            AlertChange.kpi_id == kpi_id,
            col(AlertChange.change).in_(changes),
            Alert.kind == "target",
            Reading.period >= period,
            col(Reading.withdrawn_at).is_(None),
        )
    )
    return session.exec(statement).one()


def changes_of(session: Session, workspace_id: str, alert_id: int) -> Sequence[AlertChange]:
    """What happened to an alert, oldest first."""
    statement = (
        select(AlertChange)
        .where(AlertChange.workspace_id == workspace_id, AlertChange.alert_id == alert_id)
        .order_by(col(AlertChange.id))
    )
    return session.exec(statement).all()


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
