"""The layers of a course: spans, lines, the figures on them, and the confidence below."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from bot.render.charts.scales import Axis
from bot.render.charts.style import EXPECTED, LINE, PAPER, RED, SOFT, Spec, shown
from bot.render.environment import Words
from bot.render.rows import Params

WIDE: Final = 340
HEIGHT: Final = 180
STRIP: Final = 44
#: With more figures than this the line alone is clear.
_MARKED: Final = 60
_LABELLED: Final = 16
_WEEK: Final = 7
#: Longer names of lines stand below each other.
_BESIDE: Final = 18


@dataclass(frozen=True, slots=True)
class Look:
    """How a line is drawn: no two that may meet in a chart have the same dashes."""

    colour: str
    dash: tuple[int, int]


ACTUAL = Look(LINE, (1, 0))
SHOULD = Look(EXPECTED, (5, 4))
LIMIT = Look(RED, (9, 4))
CRITICAL = Look(RED, (2, 3))


@dataclass(frozen=True, slots=True)
class Series:
    """A line with its name in the legend."""

    name: str
    look: Look
    places: Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Grid:
    """The axes of a course; days count from `first`."""

    first: date
    days: Axis
    values: Axis

    def day(self, on: str) -> float:
        """The place of a day, within the axis."""
        place = float((date.fromisoformat(on) - self.first).days)
        return min(max(place, self.days.low), self.days.high)

    def places(self, points: Sequence[Params]) -> Sequence[tuple[float, float]]:
        """Where the points of a line lie."""
        return [(self.day(one["on"]), float(Decimal(one["value"]))) for one in points]

    def level(self, value: Decimal) -> Sequence[tuple[float, float]]:
        """A line that stays at a value."""
        return [(self.days.low, float(value)), (self.days.high, float(value))]

    def is_late(self, day: float) -> bool:
        """Whether a text beside this day goes to the left of it."""
        return day > (self.days.low + self.days.high) / 2

    def along(self) -> Spec:
        """The days, without lines through the picture."""
        return self.days.encoding("day", grid=False, labelFlush=True, labelOverlap=True)

    def up(self) -> Spec:
        """The values, with a line at each label."""
        return self.values.encoding("value", ticks=False, domain=False, labelPadding=6)


def apart() -> Spec:
    """Lines and figures are told apart by themselves; the legend is of the lines."""
    return {"scale": dict.fromkeys(("color", "shape", "size", "strokeDash"), "independent")}


def lines(grid: Grid, series: Sequence[Series]) -> Spec:
    """All lines with their legend below: a line is told by its dashes as well as by its colour."""
    names = [one.name for one in series]
    colours = {"domain": names, "range": [one.look.colour for one in series]}
    dashes = {"domain": names, "range": [list(one.look.dash) for one in series]}
    columns = 1 if max(map(len, names)) > _BESIDE else 2
    legend = {"orient": "bottom", "title": None, "symbolType": "stroke", "columns": columns}
    return {
        "data": {
            "values": [
                {"day": day, "value": value, "line": one.name, "order": at}
                for one in series
                for at, (day, value) in enumerate(one.places)
            ]
        },
        "mark": {"type": "line", "strokeWidth": 2.5, "clip": False},
        "encoding": {
            "x": grid.along(),
            "y": grid.up(),
            "order": {"field": "order", "type": "quantitative"},
            "color": {"field": "line", "type": "nominal", "scale": colours, "legend": legend},
            "strokeDash": {"field": "line", "type": "nominal", "scale": dashes, "legend": legend},
        },
    }


def figures(grid: Grid, course: Params, words: Words) -> Spec:
    """A mark on each figure, another shape outside the limits, and the newest one in words."""
    points = course["points"]
    newest = points[-1]
    percent = bool(course.get("share"))
    values: list[dict[str, Any]] = [
        {"day": day, "value": value, "side": _side(course, one)}
        for one, (day, value) in zip(points, grid.places(points), strict=True)
    ]
    if len(values) > _MARKED:
        values = values[-1:]
    amount = words.numbers.percent if percent else words.numbers.amount
    label = amount(newest["value"], *([] if percent else [course["unit"]]))
    named = {"field": "label", "type": "nominal"}
    beside = _beside(late=grid.is_late(values[-1]["day"]))
    halo = {"stroke": PAPER, "strokeWidth": 4}
    return {
        "layer": [
            {"data": {"values": values}, "mark": _dot(), "encoding": _dots(grid)},
            {
                "data": {"values": [values[-1] | {"label": shown(label)}]},
                "encoding": {"x": grid.along(), "y": grid.up(), "text": named},
                "layer": [{"mark": {**beside, **halo}}, {"mark": beside}],
            },
        ],
        "resolve": apart(),
    }


def _dot() -> Spec:
    return {"type": "point", "filled": True, "size": 70, "opacity": 1, "stroke": PAPER}


def _dots(grid: Grid) -> Spec:
    sides = ["inside", "outside"]
    side = {"field": "side", "type": "nominal", "legend": None}
    return {
        "x": grid.along(),
        "y": grid.up(),
        "shape": {**side, "scale": {"domain": sides, "range": ["circle", "diamond"]}},
        "color": {**side, "scale": {"domain": sides, "range": [LINE, RED]}},
        "size": {**side, "scale": {"domain": sides, "range": [60, 150]}},
    }


def _beside(*, late: bool) -> Spec:
    return {
        "type": "text",
        "align": "right" if late else "left",
        "dx": 4 if late else -4,
        "dy": -13,
        "fontWeight": "bold",
        "fontSize": 14,
        "limit": WIDE,
    }


def _side(course: Params, point: Params) -> str:
    value = Decimal(point["value"])
    low, high = course.get("low"), course.get("high")
    below = low is not None and value < Decimal(low)
    above = high is not None and value > Decimal(high)
    return "outside" if below or above else "inside"


def spans(grid: Grid, alerts: Sequence[Params], word: str) -> Spec | None:
    """The times of alerts: a band from edge to edge with the word at its top."""
    if not alerts:
        return None
    values: list[dict[str, Any]] = [
        {
            "from": grid.day(one["first"]),
            "to": min(max(grid.day(one["last"]), grid.day(one["first"]) + 1), grid.days.high),
            "word": word if at == len(alerts) - 1 else "",
        }
        for at, one in enumerate(alerts)
    ]
    start = {**grid.along(), "field": "from"}
    band = {"type": "rect", "color": RED, "opacity": 0.13}
    align = "right" if grid.is_late(values[-1]["from"]) else "left"
    text = {"type": "text", "align": align, "baseline": "bottom", "dy": -3, "color": RED}
    return {
        "data": {"values": values},
        "layer": [
            {
                "mark": band,
                "encoding": {
                    "x": start,
                    "x2": {"field": "to"},
                    "y": {"value": 0},
                    "y2": {"value": HEIGHT},
                },
            },
            {
                "mark": text,
                "encoding": {
                    "x": {**start, "field": "to" if align == "right" else "from"},
                    "y": {"value": 0},
                    "text": {"field": "word", "type": "nominal"},
                },
            },
        ],
    }


def confidence(grid: Grid, given: Sequence[Params], words: Words) -> Mapping[str, Any]:
    """The last confidence of each week as a bar from 0 to 10; few of them with their figures."""
    weeks = {int(grid.day(one["on"])) // _WEEK: one for one in given}
    values = [
        {
            "day": grid.day(one["on"]),
            "confidence": float(Decimal(one["value"])),
            "label": shown(words.numbers.number(one["value"])),
        }
        for one in weeks.values()
    ]
    marks = Axis(0.0, 10.0, {0.0: "0", 10.0: "10"})
    up = marks.encoding("confidence", ticks=False, domain=False, labelPadding=6)
    along = grid.days.encoding("day", grid=False, labels=False, ticks=False)
    bar = {"type": "bar", "width": max(4, min(14, WIDE // (2 * len(values)))), "color": SOFT}
    layers: list[Spec] = [{"mark": bar, "encoding": {"x": along, "y": up}}]
    if len(values) <= _LABELLED:
        text = {"type": "text", "dy": -8, "fontSize": 12}
        label = {"field": "label", "type": "nominal"}
        layers.append({"mark": text, "encoding": {"x": along, "y": up, "text": label}})
    head = words.plain("charts.confidence")
    return {
        "title": {"text": head, "fontSize": 13, "fontWeight": "normal", "color": SOFT},
        "width": WIDE,
        "height": STRIP,
        "data": {"values": values},
        "layer": layers,
    }
