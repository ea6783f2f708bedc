"""Key results and KPIs of a synthetic company with figures that fit their measures."""

import random
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from bot.domain.goals.model import Direction, Measure, Observation, Period, Shape, Span
from bot.domain.goals.progress import millionths, so_far
from bot.domain.periods import period_around

Row = dict[str, Any]
#: The day on which everybody told something last; earlier figures are whole weeks older.
LAST = date(2026, 11, 9)
#: The same day in every zone of the company.
CHECKED_IN = time(5, 0, tzinfo=UTC)
SHAPES, SHARES = ("up", "down", "keep", "periodic", "yes_no"), (45, 20, 10, 10, 15)


def key_result(chance: random.Random, base: Row, last_id: int) -> tuple[Row, list[Row]]:
    """The row of a key result, and none to three check-ins with ids after `last_id`."""
    measure, values = _measure(chance)
    told = [LAST - timedelta(days=7 * weeks) for weeks in range(chance.choice((3, 2, 2, 1, 0)))]
    observations: list[Observation] = []
    rows: list[Row] = []
    for ident, on in enumerate(reversed(told), last_id + 1):
        before = rows[-1] if rows else {"value": None, "progress": None}
        observations.append(Observation(on, chance.choice(values)))
        share = so_far(
            measure,
            Span(base["start_on"], base["due_on"]),
            observations,
            on=on,
            cadence_days=base["cadence_days"],
        )
        rows.append(
            {
                "id": ident,
                "workspace_id": base["workspace_id"],
                "key_result_id": base["id"],
                "person_id": base["owner_id"],
                "value": observations[-1].value,
                "previous_value": before["value"],
                "progress": None if share is None else millionths(share),
                "previous_progress": before["progress"],
                "confidence": chance.choice((None, 3, 6, 9)),
                "likely": False,
                "on_behalf": False,
                "source": "reply",
                "at": datetime.combine(on, CHECKED_IN),
            }
        )
    return base | _of(measure) | _newest(rows), rows


def kpi(chance: random.Random, base: Row, last_id: int, count: int) -> tuple[Row, list[Row]]:
    """The row of a KPI of at most 30, and `count` readings with ids after `last_id`."""
    periods = []
    day = LAST
    for _ in range(count):
        first, _last = period_around(base["frequency"], day)
        periods.append(first)
        day = first - timedelta(days=1)
    rows: list[Row] = []
    for ident, first in enumerate(reversed(periods), last_id + 1):
        rows.append(
            {
                "id": ident,
                "workspace_id": base["workspace_id"],
                "kpi_id": base["id"],
                "person_id": base["owner_id"],
                "period": first,
                "value": Decimal(chance.randint(100, 340)) / 10,
                "previous_value": rows[-1]["value"] if rows else None,
                "likely": False,
                "source": "reply",
                "at": datetime.combine(first, CHECKED_IN),
            }
        )
    limit = {"unit": "min", "side": "ceiling", "target": None, "low": None, "high": Decimal(30)}
    newest = {
        "value": rows[-1]["value"],
        "value_on": rows[-1]["period"],
        "observed": " ".join(f"{row['period']}={row['value']}" for row in rows),
    }
    return base | limit | newest, rows


def _measure(chance: random.Random) -> tuple[Measure, list[Decimal]]:
    """A measure with figures that people may say of it."""
    shape = chance.choices(SHAPES, SHARES)[0]
    if shape == "yes_no":
        done = Measure(Shape.YES_NO, "", Direction.UP, Decimal(0), Decimal(1))
        return done, [Decimal(0), Decimal(1)]
    if shape == "keep":
        kept = Measure(Shape.KEEP, "%", Direction.DOWN, None, None, ceiling=Decimal(5))
        return kept, [Decimal(n) / 10 for n in range(20, 60)]
    if shape == "periodic":
        count = Decimal(chance.choice((3, 5, 30)))
        counted = Measure(
            Shape.PERIODIC, "posts", Direction.UP, Decimal(0), count, period=Period.WEEK
        )
        return counted, [count - 1, count, count + 1]
    start, target = Decimal(chance.randint(0, 50)), Decimal(chance.randint(60, 400))
    way = Direction.UP
    if shape == "down":
        start, target, way = target, start, Direction.DOWN
    figures = [start + (target - start) * n / 20 for n in range(-1, 23)]
    return Measure(Shape.REACH, chance.choice(("%", "₫", "leads")), way, start, target), figures


def _of(measure: Measure) -> Row:
    return {
        "shape": measure.shape.value,
        "unit": measure.unit,
        "direction": measure.direction.value,
        "start": measure.start,
        "target": measure.target,
        "floor": measure.floor,
        "ceiling": measure.ceiling,
        "period": measure.period.value if measure.period else None,
    }


def _newest(rows: list[Row]) -> Row:
    """What the key result shows of its last check-in."""
    last = rows[-1] if rows else {}
    return {
        "value": last.get("value"),
        "progress": last.get("progress"),
        "confidence": next((r["confidence"] for r in reversed(rows) if r["confidence"]), None),
        "checked_in_at": last.get("at"),
        "last_check_in_id": last.get("id"),
    }
