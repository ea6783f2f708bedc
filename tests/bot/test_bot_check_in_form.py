"""The form of a check-in: more fields on demand, one goal at a time, nothing lost unseen."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from company import AN, BINH, HANOI
from house import House

MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=HANOI)
TRAFFIC, ORGANIC, CPA = "kr1", "kr2", "kr3"
WEEK = timedelta(days=7)


@pytest.fixture
def asked(house: House) -> House:
    house.given_key_result("an", "Traffic", value=40)
    house.given_key_result("an", "Organic", value=30)
    house.given_key_result("an", "CPA", value=20)
    house.move_to(MONDAY)
    return house


def test_a_form_says_everything_at_once_and_the_next_week_asks_about_the_plan(asked: House) -> None:
    asked.press(AN, "Cập nhật tất cả")
    asked.press_in_form(AN, "Thêm…", {"Traffic": "tầm đâu đó"})
    client_told = asked.fill(AN, {"Organic": "35%"})
    assert "con số" in " ".join(client_told.values())
    told = {
        "Traffic": "45",
        "Mức tự tin": "9",
        "Tình hình": "at_risk",
        "Ghi chú": "chạy combo mới",
        "Vướng mắc": "kẹt API đối tác",
        "Kế hoạch tuần tới": "gọi 20 đối tác\nhọp với đại lý",
    }
    assert asked.fill(AN, told | {"Các mục còn lại": ["yes"]}) == {}
    card = asked.last(AN)
    assert "40 % → 45 %" in card
    assert "tự đánh giá 🟡 có rủi ro" in card
    for said in ("9/10", "“chạy combo mới”", "“kẹt API đối tác”", "“gọi 20 đối tác”", "35 %"):
        assert said in card
    assert "20 %, không đổi" in card
    assert asked.company.key_result(TRAFFIC).confidence == 9
    asked.move_to(MONDAY + WEEK)
    assert "Kế hoạch lần trước\n• “gọi 20 đối tác” – Traffic" in asked.last(AN)
    asked.press(AN, "✗ Bỏ: họp với đại lý")
    assert "✗ “họp với đại lý” – Traffic (đã bỏ)" in asked.last(AN)
    asked.press(AN, "Cập nhật tất cả")
    assert asked.fill(AN, {"gọi 20 đối tác": "done"}) == {}
    assert "✓ “gọi 20 đối tác” – Traffic (đã xong)" in asked.last(AN)
    assert asked.value(TRAFFIC) == 45


def test_one_goal_at_a_time_keeps_what_was_typed_on_every_page(asked: House) -> None:
    asked.press(AN, "Cập nhật tất cả")
    asked.press_in_form(AN, "Lần lượt từng mục", {"CPA": "25"})
    asked.fill(AN, {"Traffic": "45", "Ghi chú": "chạy combo"})  # Tiếp
    asked.press_in_form(AN, "Không đổi")
    assert asked.fill(AN, {"Organic": "?"}) != {}
    asked.press_in_form(AN, "Quay lại", {"Organic": ""})
    assert asked.fill(AN, {"Traffic": "46"}) == {}
    asked.fill(AN, {})
    assert asked.value(TRAFFIC) == 40, "everything is saved at the end"
    assert asked.has_form(AN)
    asked.fill(AN, {"Kế hoạch tuần tới": "họp"})
    assert not asked.has_form(AN)
    values = [asked.value(key) for key in (TRAFFIC, ORGANIC, CPA)]
    assert values == [Decimal(46), Decimal(30), Decimal(25)]
    card = asked.last(AN)
    assert "“chạy combo”" in card
    assert "30 %, không đổi" in card
    assert "3  “họp”" in card


def test_a_figure_that_came_meanwhile_is_not_overwritten_unseen(asked: House) -> None:
    asked.press(AN, "Cập nhật tất cả")
    said = asked.command(BINH, f"/okr checkin for <@{AN}> traffic 60%")
    assert "1" in said
    assert "Bình đã cập nhật thay bạn" in asked.last(AN)
    assert asked.fill(AN, {"Traffic": "50", "Organic": "33"}) == {}
    form = asked.form(AN)
    [warning] = [b["text"]["text"] for b in form["blocks"] if "⚠️" in str(b.get("text"))]
    assert "Bình" in warning
    assert "60 %" in warning
    assert (asked.value(TRAFFIC), asked.value(ORGANIC)) == (60, 30)
    assert asked.fill(AN, {}) == {}
    assert (asked.value(TRAFFIC), asked.value(ORGANIC)) == (50, 33)
