"""What a key result that follows a KPI is filled with, and the KPIs that it could follow."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from sqlmodel import Session

from bot.domain.errors import Invalid
from bot.domain.goals.model import Shape
from bot.domain.goals.written import Form
from bot.domain.kpis.model import KpiSide
from bot.domain.people import Actor
from bot.services import recording
from bot.services.rows import Row, number
from bot.services.writing.model import Typed
from storage import alerts, kpi_goals
from storage.tables import KeyResult, Kpi, Objective

#: Slack's most, less the option of none.
MOST_OFFERED: Final = 99
NONE: Final = "none"
#: So many readings make the average that a start may be taken from.
BASELINE: Final = 4
_FORMS: Final = {
    KpiSide.FLOOR: Form.AT_LEAST,
    KpiSide.CEILING: Form.AT_MOST,
    KpiSide.RANGE: Form.WITHIN,
}
_NOT_MEASURED: Final = (Shape.YES_NO.value, Shape.MILESTONES.value)


def offered(session: Session, by: Actor, objective: Objective, chosen: int | None) -> Sequence[Row]:
    """KPIs of the objective's owner, its team and the writer; what is chosen already as well."""
    people = [objective.owner_id, by.person_id]
    found = list(
        kpi_goals.offered(
            session,
            by.workspace_id,
            person_ids=people,
            team_id=objective.team_id,
            most=MOST_OFFERED,
        )
    )
    if chosen is not None and chosen not in [kpi.id for kpi in found]:
        kpi = kpi_goals.kpi(session, by.workspace_id, chosen)
        found = [*([kpi] if kpi else []), *found][:MOST_OFFERED]
    return [{"id": str(kpi.id), "title": kpi.title} for kpi in found]


def filled(session: Session, by: Actor, kpi_id: int) -> Row:
    """How a key result that follows the KPI is measured: from where it stands to its limit."""
    kpi = kpi_goals.kpi(session, by.workspace_id, kpi_id)
    if kpi is None:
        return {"form": None, "values": {}, "kpi": None}
    aimed = kpi.target is not None or kpi.low is not None
    form = _FORMS[KpiSide(kpi.side)] if aimed else Form.FROM_TO
    values: dict[str, Any] = {
        "kpi": str(kpi.id),
        "title": kpi.title,
        "unit": kpi.unit,
        "start": number(kpi.value),
        "target": number(kpi.target),
        "floor": number(kpi.low),
        "ceiling": number(kpi.high),
        "measured_by": kpi.measured_by,
    }
    return {"form": form.value, "values": values, "kpi": _standing(session, kpi)}


def _standing(session: Session, kpi: Kpi) -> Row:
    """Where it stands, and the average of its last readings where there are enough of them."""
    assert kpi.id is not None
    readings = alerts.newest_readings(session, kpi.workspace_id, kpi.id, most=BASELINE)
    figures = [reading.value for reading in readings]
    mean = sum(figures, Decimal(0)) / len(figures) if len(figures) == BASELINE else None
    return {
        "title": kpi.title,
        "unit": kpi.unit,
        "value": number(kpi.value),
        "mean": None if mean is None else number(round(mean, 2).normalize()),
        "count": BASELINE,
    }


def chosen(session: Session, by: Actor, typed: Typed, shape: str) -> int | None:
    """The KPI that was chosen; raises Invalid "writing.kpi_gone", "writing.kpi_measure"."""
    text = typed.text("kpi")
    if not text or text == NONE:
        return None
    kpi = kpi_goals.kpi(session, by.workspace_id, int(text)) if text.isdecimal() else None
    if kpi is None:
        raise Invalid("writing.kpi_gone")
    if shape in _NOT_MEASURED:
        raise Invalid("writing.kpi_measure")
    return kpi.id


def take_over(session: Session, row: KeyResult, *, at: datetime, tz: str) -> None:
    """From now on a key result stands where the KPI stands that it follows."""
    kpi = kpi_goals.kpi(session, row.workspace_id, row.kpi_id or 0)
    if kpi is not None and kpi.value is not None and kpi.value != row.value:
        origin = recording.Origin(kpi.owner_id, at, tz, "kpi")
        recording.key_result(session, row, recording.Said(kpi.value), origin)
