"""Charts: sound specifications, in the reader's language, that no colour alone explains."""

import json
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from look_samples import known
from samples_kpis import BARS, COURSE

from bot.render import Renderer
from bot.render.blocks import Chart
from bot.render.limits import ALT_TEXT

RENDERER = Renderer()
START = date(2026, 1, 1)
NASTY = "\"]) || alert(1) // </text> & <!channel> {'a'} \\ " + "dài " * 40
HEBREW = "שלום עולם " * 15


def day(n: int) -> str:
    return (START + timedelta(n)).isoformat()


def daily(*values: str, **facts: Any) -> dict[str, Any]:
    points = [{"on": day(n), "value": value} for n, value in enumerate(values)]
    return COURSE | {"first": day(0), "last": day(500), "points": points} | facts


COURSES = {
    "usual": COURSE,
    "nasty": COURSE | {"title": NASTY, "unit": NASTY},
    "hebrew": COURSE | {"title": HEBREW, "unit": "₪"},
    "one": daily("5"),
    "equal": daily("0", "0", "0", high=None, critical_high=None),
    "many": daily(*(str(n % 37) for n in range(500))),
    "huge": daily("999999999999999", "-999999999999999", unit="VND"),
    "tiny": daily("0.000001", "0.000002", high=None, critical_high=None),
}


def drawn(kind: str, params: Mapping[str, Any], locale: str = "vi") -> Chart:
    [chart] = RENDERER.message(kind, params, locale=locale, tz="UTC").charts.values()
    return chart


def of_kpi(course: Mapping[str, Any], locale: str = "vi") -> Chart:
    return drawn("chart", {"kind": "kpi", "title": "x", "course": course}, locale)


def of_team(rows: list[dict[str, Any]], locale: str = "vi") -> Chart:
    team = {"kind": "team", "team": "Sales", "week": "2026-W47", "objectives": [*rows, rows[0]]}
    return drawn("chart", team, locale)


def of_key_result(locale: str = "vi") -> Chart:
    messages, _ = known(_traffic(), {}, {})
    return drawn("goal_shown", messages["goal_shown"], locale)


def _traffic() -> dict[str, Any]:
    names = ("n", "floor", "ceiling", "stale_days", "owner")
    facts = {"id": 1, "kind": "kr", "title": "Tổng traffic", "shape": "reach", "unit": "lượt"}
    facts |= {"start": "220400", "target": "308000", "value": "256400", "direction": "up"}
    return (
        dict.fromkeys(names) | facts | {"progress": "0.41", "expected": "0.58", "status": "at_risk"}
    )


def every_chart() -> Iterator[tuple[str, Chart]]:
    for locale in ("en", "vi"):
        for name, course in COURSES.items():
            yield f"{name} {locale}", of_kpi(course, locale)
        yield f"bars {locale}", of_team(BARS, locale)
        nasty = [{"title": NASTY, "progress": "1", "expected": None, "status": "done"}]
        yield f"nasty bars {locale}", of_team(nasty, locale)
        yield f"key result {locale}", of_key_result(locale)


def units(spec: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Every part of a specification that is encoded by itself."""
    if "encoding" in spec:
        yield spec
    for part in (*spec.get("layer", []), *spec.get("vconcat", [])):
        yield from units(part)


def test_every_chart_can_be_drawn() -> None:
    engine = pytest.importorskip("vl_convert")
    for name, chart in every_chart():
        compiled = engine.vegalite_to_vega(json.dumps(chart.spec))
        assert compiled["marks"], name
        assert 0 < len(chart.alt) <= 3 * ALT_TEXT, name


def test_no_colour_stands_alone() -> None:
    for name, chart in every_chart():
        found = list(units(chart.spec))
        shaped = {
            part["encoding"][channel]["field"]
            for part in found
            for channel in ("shape", "strokeDash")
            if channel in part["encoding"]
        }
        coloured = {
            part["encoding"]["color"]["field"] for part in found if "color" in part["encoding"]
        }
        assert coloured, name
        assert coloured <= shaped, name


def test_what_people_wrote_is_never_code() -> None:
    for name, chart in every_chart():
        assert not any("alert(1)" in code for code in expressions(chart.spec)), name


def expressions(part: Any) -> Iterator[str]:
    """Everything that the engine would evaluate."""
    if isinstance(part, dict):
        for key, value in part.items():
            if key in ("labelExpr", "filter", "expr", "calculate", "signal"):
                yield str(value)
            yield from expressions(value)
    elif isinstance(part, list):
        for value in part:
            yield from expressions(value)


def test_labels_are_in_the_readers_language() -> None:
    english, vietnamese = (
        json.dumps(of_key_result(locale).spec, ensure_ascii=False).replace("\\\\", "\\")
        for locale in ("en", "vi")
    )
    for said in ("expected", "actual", "250,000", "31 Dec", "at risk", "Confidence (1–10)"):
        assert said in english
    for said in ("kỳ vọng", "thực tế", "250.000", "31/12", "có rủi ro", "Mức tự tin (1–10)"):
        assert said in vietnamese
    assert "expected" not in _texts(of_key_result().spec)


def _texts(spec: Mapping[str, Any]) -> set[str]:
    """What the lines of a course are called in its legend."""
    return {
        str(value["line"])
        for part in units(spec)
        for value in (part.get("data") or {}).get("values", [])
        if "line" in value
    }


def test_the_words_say_what_the_picture_shows() -> None:
    said = of_kpi(COURSE, "en").alt
    assert said == (
        "Chart: Tỷ lệ rời bỏ tháng: 2.1 · 2 · 2.4 · 7 % (1 Aug – 1 Nov); at most 3 %; 🔴 outside; "
        "alert 2 Nov – 16 Nov."
    )
    assert of_kpi(COURSE).instead["elements"][0]["text"] == (
        "📈 Tỷ lệ rời bỏ tháng: 2,1 · 2 · 2,4 · 7 % (1/8 – 1/11); nhiều nhất 3 %; 🔴 ngoài ngưỡng; "
        "cảnh báo 2/11 – 16/11."
    )
