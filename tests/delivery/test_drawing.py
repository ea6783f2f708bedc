"""Pictures come from a process beside the bot, which may fail, hang or be missing."""

import struct
from collections.abc import Iterator

import pytest

from bot.delivery import drawing
from bot.delivery.drawing import Drawer, NotDrawn
from bot.render import Renderer

RENDERER = Renderer()
GOALS = [{"title": "Tăng trưởng", "progress": "0.41", "expected": "0.58", "status": "at_risk"}]
TEAM = {"kind": "team", "team": "Bán hàng", "week": "2026-W47", "objectives": GOALS * 2}
[CHART] = RENDERER.message("chart", TEAM, locale="vi", tz="UTC").charts.values()


@pytest.fixture
def drawer() -> Iterator[Drawer]:
    found = Drawer(longest_seconds=60)
    yield found
    found.close()


def test_a_chart_is_a_picture_of_a_phones_width(drawer: Drawer) -> None:
    pytest.importorskip("vl_convert")
    picture = drawer.draw(CHART.spec)
    width, height = struct.unpack(">II", picture[16:24])
    assert 800 <= width <= 960
    assert 200 <= height <= 400
    assert drawer.draw(CHART.spec) == picture
    with pytest.raises(NotDrawn, match="refused"):
        drawer.draw({"mark": "no such mark"})
    assert drawer.draw(CHART.spec) == picture, "a refusal is not the end of the process"


def test_vietnamese_letters_are_drawn_whatever_fonts_a_machine_has(drawer: Drawer) -> None:
    """A font without a letter would draw the same box for each."""
    pytest.importorskip("vl_convert")
    pictures = [drawer.draw({**CHART.spec, "title": letter}) for letter in "ắằẵẳặộỗỡợ₫≤"]
    assert len(set(pictures)) == len(pictures)


def test_what_takes_too_long_is_ended(drawer: Drawer) -> None:
    pytest.importorskip("vl_convert")
    drawer.longest_seconds = 0.001
    with pytest.raises(NotDrawn, match=r"too slow|BrokenPipe"):
        drawer.draw(CHART.spec)
    drawer.longest_seconds = 60
    assert drawer.draw(CHART.spec).startswith(drawing.PNG)


def test_a_machine_without_the_engine_says_so(
    drawer: Drawer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing, "is_possible", lambda: False)
    with pytest.raises(NotDrawn, match="not installed"):
        drawer.draw(CHART.spec)
