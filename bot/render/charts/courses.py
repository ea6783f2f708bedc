"""How a figure went: of a key result against what was expected, of a KPI against its limits.

Facts of a course: "title", "unit", "first" and "last" (the days of the axis), "points" and
"expected" ([{"on", "value"}, …], oldest first), "share" (the values are shares of the way), "low",
"high", "critical_low" and "critical_high" (limits or None), "alerts" ([{"first", "last"}, …]),
"confidence" ([{"on", "value"}, …], 1–10) and the row of the goal as it stands ("row").
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from bot.render import rows
from bot.render.blocks import Chart, context
from bot.render.charts import panels, scales
from bot.render.charts.style import LONGEST_TITLE, framed, status_word
from bot.render.environment import Words
from bot.render.escaping import Mrkdwn, without_entities
from bot.render.rows import Params

LIMITS: Final = ("low", "high", "critical_low", "critical_high")
#: Recent figures that are told where there is no picture.
_TOLD: Final = 8


def key_result_course(words: Words, course: Params | None) -> Chart | None:
    """The figures of a key result, the line expected of it and the confidence; None without any."""
    return _chart(words, course, "chart/course") if course and course["points"] else None


def kpi_course(words: Words, course: Params | None) -> Chart | None:
    """The figures of a KPI with its limits and the times of its alerts; None without any."""
    return _chart(words, course, "chart/kpi_course") if course and course["points"] else None


def _chart(words: Words, course: Params, template: str) -> Chart:
    row = rows.known(course["row"])
    newest = course["points"][-_TOLD:]
    confidence = [one["value"] for one in course.get("confidence") or []][-_TOLD:]
    facts = {name: course.get(name) for name in ("title", "unit", "share", *LIMITS)} | {
        "values": [one["value"] for one in newest],
        "since": newest[0]["on"],
        "until": newest[-1]["on"],
        "count": len(course["points"]),
        "confidence": confidence,
        "alerts": list(course.get("alerts") or []),
    }
    said = words.mrkdwn(template, course=facts, row=row, limit=LONGEST_TITLE)
    return Chart(
        spec=framed(str(course["title"]), _subtitle(words, row, course), _body(words, course)),
        alt=without_entities(Mrkdwn(" ".join([words.line("charts.of"), said]))),
        instead=context(Mrkdwn(f"📈 {said}")),
    )


def _subtitle(words: Words, row: Params, course: Params) -> str:
    """``256,400 visits · 41 % (expected 58 %) · at risk``."""
    parts: list[str] = []
    if row["value"] is not None:
        parts.append(words.numbers.measured(row["value"], row))
    if row["progress"] is not None and not _says_share(row):
        parts.append(words.numbers.percent(row["progress"]))
    if row["expected"] is not None and course.get("expected"):
        expected = words.numbers.percent(row["expected"])
        parts.append(words.plain("charts.expected_now", share=expected))
    parts.append(status_word(words, row["status"]))
    return " · ".join(parts)


def _says_share(row: Params) -> bool:
    """Whether the figure is the progress already."""
    return rows.is_own_share({**row, "before_value": None, "before_progress": None})


def _body(words: Words, course: Params) -> Mapping[str, Any]:
    first = date.fromisoformat(course["first"])
    days = scales.of_days(words, first, date.fromisoformat(course["last"]))
    values = scales.of_values(words, _values(course), percent=bool(course.get("share")))
    grid = panels.Grid(first, days, values)
    layers = [
        panels.spans(grid, course.get("alerts") or [], words.plain("charts.alert")),
        panels.lines(grid, [*_series(words, course, grid)]),
        panels.figures(grid, course, words),
    ]
    main = {
        "width": panels.WIDE,
        "height": panels.HEIGHT,
        "layer": [one for one in layers if one],
        "resolve": panels.apart(),
    }
    confidence = course.get("confidence") or []
    if not confidence:
        return main
    return {"vconcat": [main, panels.confidence(grid, confidence, words)], "spacing": 14}


def _values(course: Params) -> Iterator[Decimal]:
    """Every figure that must lie within the picture."""
    for one in [*course["points"], *(course.get("expected") or [])]:
        yield Decimal(one["value"])
    for name in LIMITS:
        if course.get(name) is not None:
            yield Decimal(course[name])


def _series(words: Words, course: Params, grid: panels.Grid) -> Iterator[panels.Series]:
    """The lines: what was, what should be, and what must not be crossed."""
    yield panels.Series(words.plain("charts.actual"), panels.ACTUAL, grid.places(course["points"]))
    expected = course.get("expected") or []
    if expected:
        name = words.plain("charts.expected")
        yield panels.Series(name, panels.SHOULD, grid.places(expected))
    for name in LIMITS:
        limit = course.get(name)
        if limit is not None:
            amount = words.numbers.amount(limit, course["unit"])
            look = panels.CRITICAL if name.startswith("critical") else panels.LIMIT
            level = without_entities(words.line(f"charts.{name}", value=amount))
            yield panels.Series(level, look, grid.level(Decimal(limit)))
