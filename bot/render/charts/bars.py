"""How far goals are, one bar below the other, with a mark where they should be."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from bot.render.blocks import Chart, section
from bot.render.charts.style import (
    EXPECTED,
    INK,
    MARKS,
    TRACK,
    UNKNOWN,
    WIDTH,
    Spec,
    framed,
    shown,
    status_word,
)
from bot.render.environment import Words
from bot.render.escaping import Mrkdwn, without_entities
from bot.render.rows import Params

MOST: Final = 12
ROW, BAR, TOP = 50, 12, 22
LENGTH: Final = WIDTH - 56
_SHORT: Final = 60


def progress_bars(
    words: Words, rows: Sequence[Params], *, title: str, subtitle: str = ""
) -> Chart | None:
    """The progress of goals; None for none. `title` and `subtitle` in plain words.

    A row has "title", "progress" and "expected" as decimal texts or None, and "status".
    """
    if not rows:
        return None
    kept = list(rows[:MOST])
    left_out = len(rows) - len(kept)
    told = [words.mrkdwn("chart/bar", row=_row(row), limit=_SHORT) for row in kept]
    more = [words.line("lists.more", count=left_out)] if left_out else []
    said = words.line("charts.bars_alt", title=title)
    spoken = [words.mrkdwn("chart/bar_spoken", row=_row(row), limit=_SHORT) for row in kept]
    alt = " ".join([said, "; ".join(spoken) + ".", *more])
    return Chart(
        spec=framed(title, subtitle, _body(words, kept, left_out)),
        alt=without_entities(Mrkdwn(alt)),
        instead=section(Mrkdwn("\n".join([*told, *more]))),
    )


def _row(row: Params) -> dict[str, Any]:
    return {name: row.get(name) for name in ("title", "progress", "expected", "status")}


def _body(words: Words, rows: Sequence[Params], left_out: int) -> Mapping[str, Any]:
    height = ROW * len(rows)
    marked = any(row.get("expected") is not None for row in rows)
    foot = [f"| {words.plain('charts.expected_mark')}"] if marked else []
    foot += [shown(words.line("lists.more", count=left_out))] if left_out else []
    layers = [_track(), _filled(), _expected(), *_texts(), _symbols()]
    if foot:
        layers.append(_foot(" · ".join(foot), height + 8))
    return {
        "width": WIDTH,
        "height": height + (24 if foot else 0),
        "data": {"values": [_value(words, row, at) for at, row in enumerate(rows)]},
        "layer": layers,
    }


def _value(words: Words, row: Params, at: int) -> dict[str, Any]:
    """A row with its places in pixels from the top, and lengths as shares of the whole bar."""
    progress, expected = row.get("progress"), row.get("expected")
    top = at * ROW + TOP
    return {
        "title": shown(str(row["title"])),
        "status": str(row.get("status") or "no_data"),
        "word": status_word(words, row.get("status")),
        "label": "–" if progress is None else shown(words.numbers.percent(progress)),
        "progress": _length(progress),
        "expected": None if expected is None else _length(expected),
        "whole": 1,
        "text_y": at * ROW + 10,
        "top": top,
        "bottom": top + BAR,
        "middle": top + BAR / 2,
        "mark_top": top - 4,
        "mark_bottom": top + BAR + 4,
    }


def _length(share: str | None) -> float:
    return float(min(max(Decimal(share or 0), Decimal(0)), Decimal(1)))


def _along(field: str) -> Spec:
    """A place along a bar, from nothing to all of it."""
    scale = {"domain": [0, 1], "range": [0, LENGTH]}
    return {"field": field, "type": "quantitative", "scale": scale, "axis": None}


def _pixel(field: str) -> Spec:
    return {"field": field, "type": "quantitative", "scale": None, "axis": None}


def _by_status(channel: int) -> Spec:
    """The shape (0) or the colour (1) of each status."""
    return {
        "field": "status",
        "type": "nominal",
        "legend": None,
        "scale": {
            "domain": list(MARKS),
            "range": [MARKS.get(status, UNKNOWN)[channel] for status in MARKS],
        },
    }


def _rows(**more: Any) -> Spec:
    return {"y": _pixel("top"), "y2": {"field": "bottom"}, **more}


def _track() -> Spec:
    encoding = _rows(x={"datum": 0, "scale": _along("whole")["scale"]}, x2={"field": "whole"})
    encoding["x"] = {"value": 0}
    encoding["x2"] = {"value": LENGTH}
    return {"mark": {"type": "rect", "color": TRACK, "cornerRadius": 3}, "encoding": encoding}


def _filled() -> Spec:
    encoding = _rows(x=_along("progress"), x2={"value": 0}, color=_by_status(1))
    return {"mark": {"type": "rect", "cornerRadius": 3}, "encoding": encoding}


def _expected() -> Spec:
    return {
        "transform": [{"filter": "isValid(datum.expected)"}],
        "mark": {"type": "rule", "color": INK, "strokeWidth": 2.5},
        "encoding": {
            "x": _along("expected"),
            "y": _pixel("mark_top"),
            "y2": {"field": "mark_bottom"},
        },
    }


def _texts() -> list[Spec]:
    title = {"type": "text", "align": "left", "baseline": "middle", "limit": 250, "fontSize": 14}
    word = {"type": "text", "align": "right", "baseline": "middle", "limit": 126}
    label = {"type": "text", "align": "right", "baseline": "middle", "fontWeight": "bold"}
    right = {"value": WIDTH}
    return [
        _text(title, "title", {"value": 20}, "text_y"),
        _text(word | {"color": INK}, "word", right, "text_y"),
        _text(label, "label", right, "middle"),
    ]


def _text(mark: Spec, field: str, x: Spec, y: str) -> Spec:
    encoding = {"x": x, "y": _pixel(y), "text": {"field": field, "type": "nominal"}}
    return {"mark": mark, "encoding": encoding}


def _symbols() -> Spec:
    return {
        "mark": {"type": "point", "filled": True, "size": 90, "strokeWidth": 2.5, "opacity": 1},
        "encoding": {
            "x": {"value": 7},
            "y": _pixel("text_y"),
            "shape": _by_status(0),
            "color": _by_status(1),
            "stroke": _by_status(1),
        },
    }


def _foot(text: str, y: float) -> Spec:
    mark = {"type": "text", "align": "left", "baseline": "middle", "color": EXPECTED, "text": text}
    encoding = {"x": {"value": 0}, "y": {"value": y}}
    return {"data": {"values": [{}]}, "mark": mark, "encoding": encoding}
