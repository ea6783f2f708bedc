"""Goals as the numbered rows that people see: JSON facts for messages, no words."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from bot.domain.goals.growth import LAST_YEAR, PERIOD_BEFORE
from bot.domain.goals.milestones import next_step
from bot.domain.goals.model import Direction, KeyResultFacts, Measure, Milestone, Shape, Status
from bot.domain.goals.phases import Stage, share_of
from bot.domain.goals.progress import keep_state
from bot.domain.goals.rollup import RollUp
from bot.domain.goals.status import Verdict, judge, stale_days
from bot.domain.kpis.limits import health
from bot.domain.kpis.model import AlertKind, Basis, KpiHealth
from bot.services import facts
from storage.tables import Alert, KeyResult, Kpi

Row = dict[str, Any]
TENTH = Decimal("0.1")
_LIMIT_UNITS = {Basis.LAST_YEAR: LAST_YEAR, Basis.PREVIOUS: PERIOD_BEFORE}


def number(value: Decimal | None) -> str | None:
    """A Decimal as JSON text: plain digits, no exponent."""
    return None if value is None else format(value, "f")


def moment(at: datetime | None) -> str | None:
    """A moment as JSON text."""
    return None if at is None else at.isoformat()


def key_result(
    n: int | None,
    kr: KeyResultFacts,
    *,
    on: date,
    owner: str | None = None,
    verdict: Verdict | None = None,
) -> Row:
    """A key result as it stands on a day; who has judged it already hands in the verdict."""
    verdict = verdict or judge(kr, on=on)
    return {
        "n": n,
        "kind": "kr",
        "id": kr.id,
        "title": kr.title,
        **_measured(kr.measure),
        "value": number(kr.value),
        "sample": kr.sample,
        "minimum_sample": kr.measure.minimum_sample,
        "steps": _steps(kr.steps),
        "stage": _stage(verdict.stage, kr.measure),
        "progress": number(kr.progress),
        "status": verdict.status.value,
        "expected": number(verdict.expected),
        "owner": owner,
        "stale_days": stale_days(kr, on=on),
        "follows": kr.follows_kpi,
    }


def with_alert(row: Row, alert: Alert | None) -> Row:
    """The row of a KPI with its alert; pending: one more reading like the newest raises one."""
    late = alert is not None and alert.kind == AlertKind.LATE
    off = row["status"] == Status.OUTSIDE
    return row | {
        "alert": alert.state if alert else None,
        "late": late,
        "pending": off and (alert is None or late),
    }


def steps(kr: KeyResult | None) -> Row | None:
    """How far the steps of a stored key result are, None for what has none."""
    return None if kr is None else _steps(facts.milestones(kr))


def _steps(known: Sequence[Milestone]) -> Row | None:
    if not known:
        return None
    following = next_step(known)
    return {
        "done": sum(one.done_on is not None for one in known),
        "count": len(known),
        "next": following.title if following else None,
    }


def _stage(stage: Stage | None, measure: Measure) -> Row | None:
    """Which phased target is the next: its figure, the share of the whole way, the day."""
    if stage is None:
        return None
    return {
        "number": stage.number,
        "count": stage.count,
        "due_on": stage.due_on.isoformat(),
        "value": number(stage.value),
        "way": number(share_of(measure, stage.value)),
    }


def kpi(n: int | None, kpi_row: Kpi, *, owner: str | None = None) -> Row:
    """A KPI as it stands."""
    limits = facts.kpi_measure(kpi_row)
    kept = Measure(
        shape=Shape.KEEP,
        unit=kpi_row.unit,
        direction=Direction.DOWN if limits.floor is None else Direction.UP,
        start=None,
        target=None,
        floor=limits.floor,
        ceiling=limits.ceiling,
    )
    figure = facts.judged(kpi_row)
    watched = health(limits, figure) is KpiHealth.NO_TARGET
    return {
        "n": n,
        "kind": "kpi",
        "id": kpi_row.id,
        "title": kpi_row.title,
        **_measured(kept),
        "value": number(kpi_row.value),
        "limit_unit": _LIMIT_UNITS.get(limits.basis, kpi_row.unit),
        "judged": number(figure) if figure != kpi_row.value else None,
        "judged_as": facts.judged_as(kpi_row),
        "progress": None,
        "status": "no_target" if watched else keep_state(kept, figure).value,
        "expected": None,
        "owner": owner,
        "stale_days": None,
    }


def written(title: str, measure: Measure) -> Row:
    """A key result that is not stored yet."""
    return {"n": None, "kind": "kr", "id": None, "title": title, **_measured(measure)}


def roll_up(figures: RollUp) -> Row:
    """A roll-up as JSON facts; the confidence is cut to tenths."""
    said = figures.confidence
    return {
        "progress": number(figures.progress),
        "expected": number(figures.expected),
        "status": figures.status.value if figures.status else None,
        "counts": {status.value: count for status, count in figures.counts.items()},
        "stale": figures.stale,
        "total": figures.total,
        "confidence": number(said.quantize(TENTH) if said is not None else None),
        "confident": figures.confident,
        "trend": number(figures.trend),
        "ahead": number(figures.ahead),
    }


def _measured(measure: Measure) -> Row:
    return {
        "shape": measure.shape.value,
        "unit": measure.unit,
        "direction": measure.direction.value,
        "start": number(measure.start),
        "target": number(measure.target),
        "floor": number(measure.floor),
        "ceiling": number(measure.ceiling),
    }
