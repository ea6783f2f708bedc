"""Charts come as pictures where they can be had, and in words where they cannot."""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from company import AN, EMMA, SALES
from house import House, open_house

from storage.uow import Database

pytest.importorskip("vl_convert")


@pytest.fixture
def drawing(
    sqlite_database: Database, tmp_path: Path, closing: ThreadPoolExecutor
) -> Iterator[House]:
    """A house with pictures, a week after the first figures."""
    with open_house(sqlite_database, tmp_path, closing=closing, chart_seconds=20) as house:
        given(house)
        yield house


def given(house: House) -> None:
    traffic = {"from": 200, "to": 300, "value": 220, "unit": "lượt"}
    house.given_key_result("an", "Tổng traffic", **traffic)
    house.given_kpi("emma", "Response time", readings=[{"on": "2026-11-06", "value": 28}])
    house.move_to(house.now + timedelta(days=3))
    house.dm(AN, "Tổng traffic 240, tự tin 7")
    house.dm(EMMA, "Response time 42")


def pictures(house: House, user: str, channel: str = "bot") -> list[Mapping[str, Any]]:
    return [
        block
        for message in house.stage.client.messages(channel, user)
        for block in message.get("blocks") or []
        if block["type"] == "image"
    ]


def uploads(house: House) -> int:
    calls = house.stage.client.log()
    return sum(call["method"] == "files.completeUploadExternal" for call in calls)


def test_a_goal_a_kpi_and_a_team_are_shown_as_pictures(drawing: House) -> None:
    drawing.command(AN, "/okr xem tổng traffic")
    drawing.command(EMMA, "/kpi response time")
    drawing.press(EMMA, "Chart")
    drawing.command(EMMA, "/okr team sales")
    drawing.press(EMMA, "Chart")
    [goal] = pictures(drawing, AN)
    assert goal["alt_text"] == (
        "Biểu đồ: Tổng traffic: 220 · 240 lượt (15/11 – 18/11); đạt 40 %, kỳ vọng 37 %; "
        "🟢 đúng tiến độ; mức tự tin 7."
    )
    kpi, team = pictures(drawing, EMMA)
    assert kpi["alt_text"].startswith("Chart: Response time: 28 · 42 min (2 Nov – 16 Nov); at most")
    assert "alert 18 Nov" in kpi["alt_text"]
    assert team["alt_text"].startswith("Chart of Sales · week 47: Tổng traffic 40 %, expected")
    drawing.command(AN, "/okr lịch sử tổng traffic")
    assert len(pictures(drawing, AN)) == 2
    assert uploads(drawing) == 4, "the history shows the same picture; one is of the digest"


def test_a_shared_goal_brings_its_picture(drawing: House) -> None:
    drawing.command(AN, "/okr chia sẻ #sales tổng traffic")
    drawing.press(AN, "Đăng")
    posted = pictures(drawing, AN, SALES)[-1]
    assert posted["alt_text"].startswith("Biểu đồ: Tổng traffic: 220 · 240 lượt")


def test_words_stand_where_no_picture_can(house: House) -> None:
    given(house)
    shown = house.command(AN, "/okr xem tổng traffic")
    assert "📈 Tổng traffic: 220 · 240 lượt (15/11 – 18/11); đạt 40 %" in shown
    house.command(EMMA, "/okr team sales")
    assert "▰▰▰▰▱▱▱▱▱▱ 40 % (expected" in house.press(EMMA, "Chart")
    assert uploads(house) == 0
