"""KPIs as an import file says them."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, col, select

from bot.domain.kpis.model import Aggregation, KpiSide
from bot.services import facts
from bot.services.exporting.texts import given, thousandths, words
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
    readings = _readings(session, workspace_id, {row.id: row.aggregation for row in rows})
    keys = {row.id: row.key for row in rows}
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
            measured_by=words(row.measured_by),
            **_traits(row),
            parent=keys.get(row.parent_kpi_id),
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
        return {"watch_only": row.watch_only}
    name = "at_most" if row.side == KpiSide.CEILING else "at_least"
    return {name: row.target, "critical": row.critical}


def _traits(row: Kpi) -> Facts:
    """The columns beside the limits, where they are not what an import takes for granted."""
    usual = {"basis": "value", "aggregation": "last", "grace_days": 2, "visibility": "public"}
    names = ("due_day", "timing", "dimension", "level", "combines", *usual)
    said = {name: getattr(row, name) for name in names}
    return {
        **{name: value for name, value in said.items() if value != usual.get(name)},
        "make_up": row.make_up or None,
        "weight": thousandths(row.weight) if row.weight != 1000 else None,
    }


def _readings(
    session: Session, workspace_id: str, aggregations: Mapping[int | None, str]
) -> Mapping[int, list[Facts]]:
    """What stands for each period, or each day of it where they are put together, oldest first.

    Of several readings of a period the one of its latest day counts, of those of a day the newest.
    """
    statement = (
        select(Reading)
        .where(Reading.workspace_id == workspace_id, col(Reading.withdrawn_at).is_(None))
        .order_by(col(Reading.kpi_id), col(Reading.period), col(Reading.id))
    )
    found: dict[int, dict[Any, Facts]] = defaultdict(dict)
    for row in session.exec(statement):
        said = given(
            on=row.observed_on or row.period,
            value=row.value,
            numerator=row.numerator,
            denominator=row.denominator,
        )
        place = row.period if aggregations[row.kpi_id] == Aggregation.LAST else said["on"]
        before = found[row.kpi_id].get(place)
        if before is None or said["on"] >= before["on"]:
            found[row.kpi_id][place] = said
    return {
        kpi_id: sorted(by_place.values(), key=lambda one: one["on"])
        for kpi_id, by_place in found.items()
    }
