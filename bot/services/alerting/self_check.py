"""Holds what KPIs and their alerts show against their readings, and mends what differs."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlmodel import Session

from bot.domain.kpis.alerts import AlertChange, Step
from bot.domain.kpis.model import AlertKind
from bot.logs import logger
from bot.runtime import Runtime
from bot.services import kpi_figures, kpi_readings
from bot.services.alerting import following, reconsidering
from bot.services.kpi_figures import Shown
from storage import alerts, kpis, organisation, ownership
from storage.kpis import Limits

log = logger(__name__)

AT_ONCE = 1_000
#: That no alert is open where one could be is no fault: figures of the past are imported without
#: an alarm, and what a person closed stays closed until the next reading.
RIGHT = (None, AlertChange.OPENED)


def check(rt: Runtime) -> int:
    """Hold every KPI of every workspace against its readings; how many had to be mended.

    What differs is looked at again by itself, with the KPI locked: a reading may have come
    meanwhile.
    """
    with rt.reading() as session:
        everywhere = organisation.workspace_ids(session)
    mended = 0
    for workspace_id in everywhere:
        with rt.reading() as session:
            wrong = differing(session, workspace_id)
        for kpi_id in wrong:
            with rt.uow() as session:
                mended += _mend(session, workspace_id, kpi_id, at=rt.clock())
    return mended


def differing(session: Session, workspace_id: str) -> Sequence[int]:
    """Ids of the KPIs that do not show what their readings say, or whose alert has not followed."""
    return sorted({*_behind(session, workspace_id), *_untrue(session, workspace_id)})


def judged(session: Session, workspace_id: str) -> Iterator[tuple[Limits, Step]]:
    """Every active KPI with what its alert would do next, by what the KPI shows."""
    current = {
        alert.kpi_id: alert
        for alert in alerts.all_open(session, workspace_id)
        if alert.kind == AlertKind.TARGET
    }
    for kpi in kpis.limits_of_all(session, workspace_id):
        yield kpi, following.step_of(session, kpi, current.get(kpi.id or 0))


def _behind(session: Session, workspace_id: str) -> Iterator[int]:
    """Ids of the KPIs whose open alert has not followed what they show."""
    for kpi, step in judged(session, workspace_id):
        if step.change not in RIGHT:
            yield kpi.id or 0


def _untrue(session: Session, workspace_id: str) -> Iterator[int]:
    """Ids of the KPIs that show something else than their readings say, some at a time."""
    last = 0
    while found := kpis.active_after(session, workspace_id, last, most=AT_ONCE):
        figures = kpi_figures.newest_of_each(session, found)
        for kpi in found:
            if Shown.of(kpi) != kpi_figures.shown(session, kpi, figures[kpi.id or 0]):
                yield kpi.id or 0
        last = found[-1].id or 0
        session.expunge_all()


def _mend(session: Session, workspace_id: str, kpi_id: int, *, at: datetime) -> int:
    """1 if it had to be mended."""
    kpi = ownership.kpi_for_update(session, workspace_id, kpi_id)
    if kpi is None or kpi.state != "active":
        return 0
    before = Shown.of(kpi)
    kpi_readings.bring_up_to_date(session, kpi)
    current = alerts.open_of(session, workspace_id, [kpi_id]).get((kpi_id, AlertKind.TARGET))
    step = following.step_of(session, kpi, current)
    if step.change not in RIGHT:
        reconsidering.follow(session, kpi, at=at)
    elif Shown.of(kpi) == before:
        return 0
    log.warning("kpi.mended", kpi=kpi_id, workspace=workspace_id)
    return 1
