"""The figures that an alert rests on."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from sqlmodel import Session

from bot.domain.goals.model import Observation
from storage import alerts
from storage.tables import Kpi, Reading


def observed(readings: Sequence[Reading]) -> list[Observation]:
    """What the newest of these readings is judged by, oldest first."""
    return [Observation(reading.period, reading.value) for reading in readings]


def recent(session: Session, kpi: Kpi, *, most: int) -> list[tuple[date, Decimal]]:
    """The first days of the last periods that have a figure, with it, oldest first."""
    assert kpi.id is not None
    found = alerts.newest_readings(session, kpi.workspace_id, kpi.id)[-most:]
    return [(reading.period, reading.value) for reading in found]


def judged(kpi: Kpi) -> Decimal | None:
    """The figure that the limits of a KPI are held against, None where there is none."""
    return kpi.value
