"""What is missing of a stored KPI."""

from sqlmodel import Session

from bot.domain.kpis.lint import KpiDraft, lint
from bot.domain.kpis.model import Aggregation, Combination
from bot.services import facts
from bot.services.rows import Row
from bot.services.writing import linting
from storage import kpis, organisation
from storage.tables import Kpi


def found(session: Session, kpi: Kpi) -> list[Row]:
    """The findings about a KPI as JSON facts."""
    assert kpi.id is not None
    owner = organisation.person(session, kpi.workspace_id, kpi.owner_id)
    draft = KpiDraft(
        measure=facts.kpi_measure(kpi),
        watch_only=kpi.watch_only,
        measured_by=kpi.measured_by,
        protects=kpi.protects_objective_id is not None,
        owner_is_here=owner is not None and owner.standing == "employee",
        aggregation=Aggregation(kpi.aggregation),
        combines=Combination(kpi.combines) if kpi.combines else None,
        parts=len(kpis.parts(session, kpi.workspace_id, kpi.id)),
    )
    return [linting.row(one) for one in lint(draft)]
