"""Where figures and days lie on an axis, and how its labels read.

Only here do figures become floats: they are places in a picture from here on.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

from bot.render.charts.style import shown
from bot.render.environment import Words

_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_MOST_TICKS = 5
_DAYS = 4
_SCALES = (("billion", Decimal(10**9)), ("million", Decimal(10**6)))


@dataclass(frozen=True, slots=True)
class Axis:
    """The ends of an axis and the labels on it by their places."""

    low: float
    high: float
    labels: Mapping[float, str]

    def encoding(self, field: str, **axis: Any) -> dict[str, Any]:
        """The channel of a mark that lies along it at `field`."""
        # Labels are looked up, never computed: what is written on them cannot be code.
        table = json.dumps({_key(place): text for place, text in self.labels.items()})
        return {
            "field": field,
            "type": "quantitative",
            "title": None,
            "scale": {"domain": [self.low, self.high], "zero": False, "nice": False},
            "axis": {
                "values": list(self.labels),
                "labelExpr": f"{table}[toString(datum.value)]",
                **axis,
            },
        }


def of_values(words: Words, values: Iterable[Decimal], *, percent: bool = False) -> Axis:
    """Round figures around `values`, of which there is at least one."""
    given = list(values)
    low, high = min(given), max(given)
    if low == high:
        around = abs(low) / 4 or Decimal(1)
        low, high = low - around, high + around
    step = _step(high - low)
    first = (low / step).to_integral_value(ROUND_FLOOR) * step
    last = (high / step).to_integral_value(ROUND_CEILING) * step
    count = int((last - first) / step) + 1
    ticks = [first + step * n for n in range(count)]
    labels = {float(tick): _label(words, tick, ticks, percent=percent) for tick in ticks}
    return Axis(float(first), float(last), labels)


def of_days(words: Words, first: date, last: date) -> Axis:
    """Days counted from `first`; at least a day long."""
    length = max((last - first).days, 1)
    parts = min(_DAYS - 1, length)
    places = sorted({length * n // parts for n in range(parts + 1)})
    dates = words.language.dates
    labels = {
        float(place): shown(dates.day(date.fromordinal(first.toordinal() + place)))
        for place in places
    }
    return Axis(0.0, float(length), labels)


def _step(span: Decimal) -> Decimal:
    """1, 2, 2.5 or 5 times a power of ten, so that few ticks cover `span`."""
    rough = span / (_MOST_TICKS - 1)
    power = Decimal(1).scaleb(rough.adjusted())
    return next(step * power for step in _STEPS if step * power >= rough)


def _label(words: Words, tick: Decimal, ticks: Sequence[Decimal], *, percent: bool) -> str:
    if percent:
        return shown(words.numbers.percent(tick))
    largest = max(abs(one) for one in ticks)
    for name, size in _SCALES:
        if largest >= size:
            scaled = (tick / size).normalize()
            return shown(f"{words.numbers.number(scaled)} {words.plain(f'scales.{name}')}")
    return shown(words.numbers.number(tick.normalize() + 0))


def _key(place: float) -> str:
    """A place as Vega spells it."""
    return str(int(place)) if place == int(place) else repr(place)
