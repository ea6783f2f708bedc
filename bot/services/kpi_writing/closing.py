"""KPIs that nobody needs any more: deleted where they were never read, closed else."""

from datetime import datetime

from sqlmodel import Session

from bot.domain.errors import Invalid
from bot.domain.kpis.alerts import AlertChange
from bot.domain.people import Actor
from bot.domain.policy import Grant
from bot.runtime import Runtime
from bot.services import kpi_names, kpi_readings
from bot.services.alerting import steps
from bot.services.alerting.steps import Cause
from bot.services.kpi_writing import history, saving
from bot.services.rows import Row
from bot.services.writing import naming, standing
from storage import alerts, inbox, kpis, ownership, readings
from storage.tables import Kpi


def asked_to_delete(rt: Runtime, name: str, *, by: Actor) -> Row:
    """The KPI that somebody wants gone, to be confirmed; raises as `kpi_names.named` does."""
    with rt.reading() as session:
        row = kpi_names.named(session, by, name)
        assert row.id is not None
        saving.to_edit(session, by, row.id, lock=False)
        return {
            "kpi_id": row.id,
            "title": row.title,
            "was_read": readings.has_any(session, by.workspace_id, row.id),
            "parts": len(kpis.parts(session, by.workspace_id, row.id)),
        }


def delete(rt: Runtime, kpi_id: int, *, by: Actor, key: str) -> Row | None:
    """Delete a KPI, or close it where it has readings; None for what was done before.

    Raises Gone "kpi.gone", NotAllowed.
    """
    at = rt.clock()
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return None
        row, grant = saving.to_edit(session, by, kpi_id)
        was_read = readings.has_any(session, by.workspace_id, kpi_id)
        told: Row = {"title": row.title, "kpi_id": kpi_id, "closed": was_read}
        if was_read:
            _close(session, by, row, grant, at=at)
        else:
            history.told(session, by, row, "delete_kpi", grant=grant, at=at)
            kpis.delete(session, row)
        return told


def reopen(rt: Runtime, name: str, *, by: Actor, key: str) -> Row | None:
    """Let a closed KPI run again; None for what was done before.

    Raises as `kpi_names.named` does, Invalid "title.twice" where another one has its name by now.
    """
    at = rt.clock()
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return None
        found = kpi_names.named(session, by, name, state="closed")
        row, grant = saving.to_edit(session, by, found.id or 0)
        for other in kpis.of_state(session, by.workspace_id, "active"):
            if naming.alike(other.title, row.title):
                raise Invalid("title.twice", title=other.title)
        history.apply(session, by, row, {"state": "active"}, grant=grant, at=at)
        standing.asked(session, by.workspace_id, [row.owner_id], at=at, kpis=True)
        _above(session, row, at=at)
        return {"title": row.title, "kpi_id": row.id}


def _close(session: Session, by: Actor, row: Kpi, grant: Grant, *, at: datetime) -> None:
    history.apply(session, by, row, {"state": "closed"}, grant=grant, at=at)
    for alert in alerts.open_of(session, row.workspace_id, [row.id or 0]).values():
        values = {"state": "closed", "resolved_at": at, "closed_by": by.person_id}
        cause = Cause(at, person_id=by.person_id)
        steps.move(session, row, alert, AlertChange.CLOSED, values, cause)
    _above(session, row, at=at)


def _above(session: Session, row: Kpi, *, at: datetime) -> None:
    """What follows from it follows from the others alone, or from it as well again."""
    if row.parent_kpi_id is None or row.value_on is None:
        return
    above = ownership.kpi_for_update(session, row.workspace_id, row.parent_kpi_id)
    if above is not None and kpi_readings.compute(session, above, row.value_on, at=at):
        kpi_readings.climb(session, above, row.value_on, at=at)
