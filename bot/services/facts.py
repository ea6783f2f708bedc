"""Rows of the database as the domain's facts."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.domain.goals.growth import is_growth
from bot.domain.goals.model import (
    Ambition,
    Direction,
    KeyResultFacts,
    Measure,
    Milestone,
    Observation,
    Period,
    SaidStatus,
    Shape,
    Span,
    TargetPhase,
)
from bot.domain.goals.progress import PERCENT, from_millionths
from bot.domain.goals.status import judge
from bot.domain.kpis.alerts import IN_A_ROW
from bot.domain.kpis.model import Aggregation, Basis, Frequency, KpiMeasure, KpiSide
from bot.domain.people import Actor, Standing
from bot.domain.periods import period_around
from bot.domain.replies.model import Direction as Way
from bot.domain.replies.model import Kind, Step, Subject
from storage.kpis import Limits
from storage.tables import KeyResult, Kpi, Objective, Person
from storage.types import canonical

YES_NO_UNIT = "milestone"


def local_date(at: datetime, tz: str) -> date:
    """The calendar day of a moment in a zone."""
    return at.astimezone(ZoneInfo(tz)).date()


def actor(person: Person) -> Actor:
    """The person as somebody who acts."""
    assert person.id is not None
    return Actor(
        workspace_id=person.workspace_id,
        person_id=person.id,
        slack_user_id=person.slack_user_id or "",
        name=person.name,
        locale=person.locale,
        tz=person.tz,
        standing=Standing(person.standing),
        is_admin=person.is_admin,
    )


def measure(kr: KeyResult) -> Measure:
    """How a key result is measured."""
    return Measure(
        shape=Shape(kr.shape),
        unit=kr.unit,
        direction=Direction(kr.direction),
        start=kr.start,
        target=kr.target,
        floor=kr.floor,
        ceiling=kr.ceiling,
        period=Period(kr.period) if kr.period else None,
        minimum_sample=kr.minimum_sample,
    )


def key_result(
    kr: KeyResult, objective: Objective, *, tz: str, last_week: int | None = None
) -> KeyResultFacts:
    """All that the status of a key result depends on; days count in `tz`.

    `last_week` is the progress of a week ago in millionths.
    """
    assert kr.id is not None
    return KeyResultFacts(
        id=kr.id,
        title=kr.title,
        measure=measure(kr),
        span=Span(kr.start_on, kr.due_on),
        ambition=Ambition(objective.ambition),
        value=kr.value,
        progress=None if kr.progress is None else from_millionths(kr.progress),
        said=SaidStatus(kr.said) if kr.said else None,
        checked_in_on=local_date(kr.checked_in_at, tz) if kr.checked_in_at else None,
        weight=Decimal(kr.weight) / 1000,
        cadence_days=kr.cadence_days,
        private=objective.visibility == "private",
        postponed=kr.state == "postponed" or objective.state == "postponed",
        sample=kr.sample,
        phases=phases(kr),
        steps=milestones(kr),
        follows_kpi=kr.kpi_id is not None,
        confidence=kr.confidence,
        last_week=None if last_week is None else from_millionths(last_week),
    )


def milestones(kr: KeyResult) -> tuple[Milestone, ...]:
    """The steps of a key result in their order, none where it is measured otherwise by now."""
    if kr.shape != Shape.MILESTONES:
        return ()
    return tuple(
        Milestone(
            title=step["title"],
            weight=Decimal(step["weight"]) / 1000,
            done_on=date.fromisoformat(step["done_on"]) if step["done_on"] else None,
        )
        for step in kr.steps or ()
    )


def phases(kr: KeyResult) -> tuple[TargetPhase, ...]:
    """The phased targets of a key result by their days."""
    return tuple(
        TargetPhase(date.fromisoformat(one["due_on"]), Decimal(one["value"]))
        for one in kr.phases or ()
    )


def with_figures(
    known: KeyResultFacts,
    *,
    value: Decimal | None,
    progress: Decimal | None,
    sample: int | None = None,
) -> KeyResultFacts:
    """The same key result with other current figures, such as those of last week."""
    return replace(known, value=value, progress=progress, sample=sample)


def status(known: KeyResultFacts, *, on: date) -> str:
    """The computed status on a day."""
    return judge(known, on=on).status.value


def kpi_measure(kpi: Kpi | Limits) -> KpiMeasure:
    """The limits of a KPI."""
    return KpiMeasure(
        unit=kpi.unit,
        side=KpiSide(kpi.side),
        target=kpi.target,
        low=kpi.low,
        high=kpi.high,
        critical=kpi.critical,
        critical_high=kpi.critical_high,
        frequency=Frequency(kpi.frequency),
        basis=Basis(kpi.basis),
        make_up=kpi.make_up,
    )


def judged(kpi: Kpi) -> Decimal | None:
    """The figure that the limits of a KPI are held against, None where there is none."""
    return kpi.value if judged_as(kpi) is None else kpi.judged


def observed(observations: Sequence[Observation]) -> str:
    """What an alert is decided by, as the KPI keeps it."""
    return " ".join(f"{seen.on}={canonical(seen.value)}" for seen in observations)


def observations(kpi: Kpi | Limits) -> list[Observation]:
    """The same read back, oldest first; where nothing is compared the last few suffice."""
    compared = kpi.make_up or kpi.basis != Basis.VALUE
    kept = kpi.observed.split(" ")[0 if compared else -IN_A_ROW :] if kpi.observed else []
    pairs = (one.split("=") for one in kept)
    return [Observation(date.fromisoformat(first), Decimal(value)) for first, value in pairs]


def judged_as(kpi: Kpi) -> str | None:
    """What the limits are held against where it is not the value: "change", "month", "period"."""
    if kpi.basis != Basis.VALUE:
        return "change"
    if kpi.make_up:
        return "month"
    return "period" if kpi.aggregation == Aggregation.SUM else None


def figure_of_period(
    kr: KeyResult, figure_at: datetime | None, *, on: date, tz: str
) -> Decimal | None:
    """What the key result stands at; a count of an earlier period says nothing of this one.

    `figure_at` is when its figure was said.
    """
    if kr.period is None or figure_at is None:
        return kr.value
    said_on = local_date(figure_at, tz)
    same = period_around(kr.period, said_on) == period_around(kr.period, on)
    return kr.value if same else None


def key_result_subject(n: int, kr: KeyResult, current: Decimal | None) -> Subject:
    """A key result, `current` as it stands now, as something that a reply may be about.

    A limit to keep has no way to go: its start is its limit. A count that starts anew every
    period starts at 0.
    """
    low = _first(kr.start, kr.floor, kr.ceiling, Decimal(0))
    high = _first(kr.target, kr.floor, kr.ceiling, Decimal(1))
    if kr.shape == Shape.KEEP and kr.floor is not None and kr.ceiling is not None:
        low, high = kr.floor, kr.ceiling
    yes_no = kr.shape == Shape.YES_NO
    growth = is_growth(kr.unit)
    return Subject(
        n=n,
        id=f"kr:{kr.id}",
        title=kr.title,
        unit=YES_NO_UNIT if yes_no else PERCENT if growth else kr.unit,
        direction=Way(kr.direction),
        start=Decimal(0) if yes_no else low,
        current=Decimal(0) if kr.period is not None and current is None else current,
        target=Decimal(1) if yes_no else high,
        aliases=aliases(kr.aliases),
        kind=Kind.MILESTONE if yes_no else None,
        steps=tuple(Step(one.title, one.weight, one.done_on is not None) for one in milestones(kr)),
        sampled=kr.minimum_sample is not None,
        growth=growth,
    )


def kpi_subject(n: int, kpi: Kpi, history: Sequence[Decimal]) -> Subject:
    """A KPI as something that a reply may be about.

    Its newest readings widen the band, and its critical limits: that it may come to them is known.
    Where readings add up "5 more" is one of 5, whatever the period has come to.
    """
    critical = (one for one in (kpi.critical, kpi.critical_high) if one is not None)
    current = kpi.value
    if kpi.aggregation != Aggregation.LAST:
        current = Decimal(0) if kpi.aggregation == Aggregation.SUM else _newest(history)
    limit = _first(kpi.target, kpi.high, kpi.low, kpi.value, Decimal(1))
    return Subject(
        n=n,
        id=f"kpi:{kpi.id}",
        title=kpi.title,
        unit=kpi.unit,
        direction=Way.DOWN if kpi.side == KpiSide.CEILING else Way.UP,
        start=_first(*history[:1], kpi.low, limit),
        current=current,
        target=limit,
        aliases=aliases(kpi.aliases),
        history=(*history, *critical),
    )


def aliases(stored: str) -> tuple[str, ...]:
    """Other names of a key result or KPI, one per stored line."""
    return tuple(alias for alias in stored.split("\n") if alias)


def _newest(values: Sequence[Decimal]) -> Decimal | None:
    return values[-1] if values else None


def _first(*values: Decimal | None) -> Decimal:
    return next(value for value in values if value is not None)


def weight(thousandths: int) -> Decimal:
    """A stored weight as people write it: 1500 is 1.5."""
    return (Decimal(thousandths) / 1000).normalize() + 0
