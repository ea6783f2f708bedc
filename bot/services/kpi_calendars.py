"""The working days on which the figures of a KPI come in: those of whoever owns it."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from bot.domain.calendars import Calendar
from bot.services.working_days import WorkingDays
from storage import ownership
from storage.tables import Kpi


class KpiCalendars:
    """The calendars for KPIs of one workspace, read once for a transaction."""

    def __init__(self, session: Session, workspace_id: str, kpis: Sequence[Kpi]) -> None:
        ids = sorted({kpi.owner_id for kpi in kpis})
        self._owners = ownership.people_by_id(session, workspace_id, ids)
        self._days = WorkingDays(session, workspace_id)

    def of(self, kpi: Kpi, *, near: date) -> Calendar:
        """The calendar of the KPI's owner for the year around `near`."""
        return self._days.calendar(self._owners[kpi.owner_id].tz, near=near)
