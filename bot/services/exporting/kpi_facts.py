"""KPIs as an import file says them."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, col, select

from bot.domain.kpis.model import KpiSide
from bot.services import facts
from bot.services.exporting.texts import given, words
from storage.tables import Kpi, Reading

Facts = dict[str, Any]


def kpis(
    session: Session,
    workspace_id: str,
    *,
    people: Mapping[int | None, str],
    teams: Mapping[int | None, str],
    objectives: Mapping[int, str],
    history: bool,
) -> list[Facts]:
    """The section `kpis`, with the newest reading of each or, with `history`, with all of them.

    `objectives` are the names of those that may be named.
    """
    rows = session.exec(
        select(Kpi).where(Kpi.workspace_id == workspace_id).order_by(col(Kpi.id))
    ).all()
    readings = _readings(session, workspace_id)
    found = []
    for row in rows:
        last = readings.get(row.id or 0, [])
        said = given(
            key=row.key,
            title=words(row.title),
            team=teams[row.team_id],
            owner=people[row.owner_id],
            unit=words(row.unit),
            **_limits(row),
            frequency=row.frequency if row.frequency != "week" else None,
            protects=objectives.get(row.protects_objective_id or 0),
            aliases=list(facts.aliases(row.aliases)),
            state=row.state if row.state != "active" else None,
            readings=last if history else last[-1:],
        )
        found.append(said)
    return found


def _limits(row: Kpi) -> Facts:
    if row.side == KpiSide.RANGE:
        critical = (row.critical, row.critical_high)
        return {
            "between": [row.low, row.high],
            "critical": None if None in critical else list(critical),
        }
    if row.target is None:
        return {"watch_only": True}
    name = "at_most" if row.side == KpiSide.CEILING else "at_least"
    return {name: row.target, "critical": row.critical}


def _readings(session: Session, workspace_id: str) -> Mapping[int, list[Facts]]:
    """What stands for each period, the earliest first; of several the newest counts."""
    statement = (
        select(col(Reading.kpi_id), col(Reading.period), col(Reading.value))
        .where(Reading.workspace_id == workspace_id, col(Reading.withdrawn_at).is_(None))
        .order_by(col(Reading.kpi_id), col(Reading.period), col(Reading.id))
    )
    found: dict[int, dict[Any, Facts]] = defaultdict(dict)
    for kpi_id, period, value in session.exec(statement):
        found[kpi_id][period] = {"on": period, "value": value}
    return {kpi_id: list(by_period.values()) for kpi_id, by_period in found.items()}
