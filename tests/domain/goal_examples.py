"""Key results to test with: plain by default, each test says only what matters to it."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from bot.domain.goals.model import (
    Ambition,
    Direction,
    KeyResultFacts,
    Measure,
    Period,
    Shape,
    Span,
)

#: A hundred days, so that the day's number is the percentage of the time gone.
SPAN = Span(date(2026, 9, 1), date(2026, 12, 9))


def day(number: int) -> date:
    """The `number`th day of SPAN; its end is `number` % of the time."""
    return SPAN.start_on + timedelta(days=number - 1)


def dec(text: str | int | Decimal) -> Decimal:
    return Decimal(text)


def reach(
    start: str | int | Decimal, target: str | int | Decimal, unit: str = "", **more: Any
) -> Measure:
    direction = Direction.UP if dec(target) > dec(start) else Direction.DOWN
    return replace(Measure(Shape.REACH, unit, direction, dec(start), dec(target)), **more)


def keep(floor: str | int | None = None, ceiling: str | int | None = None, **more: Any) -> Measure:
    return replace(
        Measure(
            Shape.KEEP,
            "%",
            Direction.UP if ceiling is None else Direction.DOWN,
            None,
            None,
            floor=None if floor is None else dec(floor),
            ceiling=None if ceiling is None else dec(ceiling),
        ),
        **more,
    )


def periodic(target: str | int, **more: Any) -> Measure:
    measure = Measure(Shape.PERIODIC, "posts", Direction.UP, None, dec(target), period=Period.MONTH)
    return replace(measure, **more)


def yes_no() -> Measure:
    return Measure(Shape.YES_NO, "", Direction.UP, None, None)


def key_result(share: str | None = None, **more: Any) -> KeyResultFacts:
    """A committed key result with the given progress, checked in on the first day."""
    plain = KeyResultFacts(
        id=1,
        title="Churn",
        measure=reach(7, 3, "%"),
        span=SPAN,
        ambition=Ambition.COMMITTED,
        value=None,
        progress=None if share is None else Decimal(share),
        said=None,
        checked_in_on=SPAN.start_on,
    )
    return replace(plain, **more)
