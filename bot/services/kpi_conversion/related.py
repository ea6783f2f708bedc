"""Which KPIs belong with one, and where a key result that follows one would begin."""

from decimal import Decimal
from typing import Final

from sqlmodel import Session

from bot.domain.kpis.model import Basis
from bot.domain.people import Actor
from bot.services import kpi_figures, kpi_names
from bot.services.rows import Row, number
from storage.tables import Kpi

#: Why a KPI is near, the nearest first.
REASONS: Final = ("goal", "family", "team", "dimension")
MOST: Final = 30
NOW: Final = "now"
#: Over so many of its last periods an average may be where a key result begins.
AVERAGES: Final = (4, 8, 12)


def to(session: Session, by: Actor, kpi: Kpi) -> list[tuple[str, Kpi]]:
    """KPIs near this one that the person sees, each with the first of REASONS that fits."""
    found = [
        (reason, one)
        for one in kpi_names.visible(session, by).values()
        if one.id != kpi.id and (reason := _reason(kpi, one)) is not None
    ]
    return sorted(found, key=lambda pair: (REASONS.index(pair[0]), pair[1].title))[:MOST]


def begins_at(session: Session, kpi: Kpi, begin: str) -> Decimal | None:
    """Where a key result begins: the newest figure, or the average over "4", "8" or "12" periods.

    Of fewer figures it is the average of those there are; None without any.
    """
    if begin == NOW:
        return kpi.value
    count = int(begin) if begin in map(str, AVERAGES) else AVERAGES[0]
    figures = [one.value for one in kpi_figures.newest(session, kpi, most=count)]
    if not figures:
        return kpi.value
    return round(sum(figures, Decimal(0)) / len(figures), 2).normalize() + 0


def target(kpi: Kpi) -> Decimal | None:
    """What its limit says of the figure itself; None for a range, or a limit of a change."""
    return kpi.target if kpi.basis == Basis.VALUE else None


def standing(session: Session, kpi: Kpi) -> Row:
    """Where it stands, as JSON facts."""
    figures = kpi_figures.newest(session, kpi, most=AVERAGES[0])
    mean = begins_at(session, kpi, str(AVERAGES[0])) if len(figures) > 1 else None
    return {
        "title": kpi.title,
        "unit": kpi.unit,
        "value": number(kpi.value),
        "mean": number(mean),
        "count": len(figures),
        "frequency": kpi.frequency,
        "side": kpi.side,
        "target": number(target(kpi)),
    }


def _reason(kpi: Kpi, other: Kpi) -> str | None:
    goal, above = kpi.protects_objective_id, kpi.parent_kpi_id
    if goal is not None and other.protects_objective_id == goal:
        return "goal"
    siblings = above is not None and other.parent_kpi_id == above
    if other.id == above or other.parent_kpi_id == kpi.id or siblings:
        return "family"
    if other.team_id == kpi.team_id or other.owner_id == kpi.owner_id:
        return "team"
    if kpi.dimension is not None and other.dimension == kpi.dimension:
        return "dimension"
    return None
