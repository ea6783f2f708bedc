"""Numbers that are no figures of a check-in."""

import pytest
from reply_rows import CARE, DEMOS, HOSPITAL, SALES, asked, written


@pytest.mark.parametrize(
    "text",
    [
        "Họp với agency lúc 14h30 ngày 12/5, cần gì gọi em 0903 123 456 nhé",
        "Em đang nghỉ phép tuần này, thứ hai em cập nhật ạ",
        "thứ 5 mới họp ở phòng 5.02",
        "tuần 32 nghỉ, quý 3 làm bù",
        "Working 24/7 on the Q4 push, 3 KRs is a lot :)",
        "We'll ship v2.3 by 12/5",
        "I'm on PTO until Aug 12, back on the 13th",
        "See you at 3pm in room 204",
        "on leave 24-28 Nov",
        "deadline 2026-05-12",
        "call 555-0142",
        "Covid-19 và ISO 9001",
        "hẹn 10:30 ngày mùng 5",
    ],
)
@pytest.mark.parametrize("rows", [CARE, SALES, HOSPITAL], ids=["care", "sales", "hospital"])
def test_dates_times_places_and_phones_are_never_values(text: str, rows: tuple) -> None:  # type: ignore[type-arg]
    assert written(text, rows) == {}
    assert asked(text, rows) == {}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Tuần 32: KR1 44 demos", 44),
        ("KR1 44, gọi em 0912.345.678", 44),
        ("deadline 15/9 đúng không anh? KR1 đang 44 demos", 44),
        ("Q4: 44 demos", 44),
        ("sprint 14: 44 demos", 44),
        ("last week 38 demos, this week 44", 44),
        ("thứ 6 chốt được 44 demo", 44),
        ("44 demos, v1.14.0 is out", 44),
        ("44 demos on k8s", 44),
        ("Confidence 7 for all three KRs, 44 demos", 44),
        ("demo giam xuong 36", 36),
    ],
)
def test_the_figure_beside_them_is_still_read(text: str, value: int) -> None:
    assert written(text, DEMOS) == {1: value}


def test_revenue_of_five_is_no_thursday() -> None:
    assert written("doanh thu 22 tỷ", SALES) == {2: 22 * 10**9}
    assert written("doanh thu 2 hai tỷ", SALES) == {}


def test_a_duration_is_a_clock_time_only_behind_a_clock_word() -> None:
    assert written("ER wait 1h05", HOSPITAL, "en") == {1: 65}
    assert written("ER meeting at 1h05", HOSPITAL, "en") == {}


def test_may_is_a_month_only_with_a_capital() -> None:
    assert written("KR1 44, back on 28 May", DEMOS, "en") == {1: 44}
    assert written("kr1 44 may be more next week", DEMOS, "en") != {1: 28}
