"""Scorecards as an import file says them."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sqlmodel import Session, col, select

from bot.domain.scorecards.attainment import KPI_CAP
from bot.services.exporting.texts import given, thousandths, words
from storage import scorecards
from storage.tables import KeyResult, Kpi, ScorecardWeight, Workspace

Facts = dict[str, Any]


def section(
    session: Session,
    house: Workspace,
    *,
    people: Mapping[int | None, str],
    objectives: Mapping[int, str],
) -> Facts:
    """The section `scorecards`; `objectives` are the names of those that may be named."""
    roles = scorecards.roles(session, house.id)
    named = _names(session, house.id, objectives)
    weights: dict[int, list[Facts]] = {}
    for row in scorecards.weight_rows(session, house.id):
        name = named.get(scorecards.ref(row))
        if name is not None:
            said = _weight(row, name)
            weights.setdefault(row.person_id, []).append(said)
    return given(
        enabled=house.scorecards or None,
        templates=[
            given(
                key=one.key,
                name=words(one.name),
                key_results=Decimal(one.kr_share),
                kpis=Decimal(one.kpi_share),
                cap=None if thousandths(one.kpi_cap) == KPI_CAP else thousandths(one.kpi_cap),
            )
            for one in scorecards.templates(session, house.id)
        ],
        people=[
            given(person=people[who], template=one.key, weights=weights.get(who))
            for who, one in roles.items()
        ],
    )


def _names(
    session: Session, workspace_id: str, objectives: Mapping[int, str]
) -> Mapping[scorecards.Ref, str]:
    found: dict[scorecards.Ref, str] = {}
    results = select(col(KeyResult.id), col(KeyResult.objective_id), col(KeyResult.key)).where(
        KeyResult.workspace_id == workspace_id
    )
    for row_id, objective_id, key in session.exec(results):
        if objective_id in objectives:
            found["kr", row_id or 0] = f"{objectives[objective_id]}/{key}"
    for row_id, key in session.exec(
        select(col(Kpi.id), col(Kpi.key)).where(Kpi.workspace_id == workspace_id)
    ):
        found["kpi", row_id or 0] = key
    return found


def _weight(row: ScorecardWeight, name: str) -> Facts:
    kind, _ = scorecards.ref(row)
    return {"key_result" if kind == "kr" else "kpi": name, "weight": thousandths(row.weight)}
