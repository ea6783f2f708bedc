"""The day that a reading is about, as people type it behind the value."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.kpis.model import Frequency
from bot.domain.kpis.typed_days import When, when_and_note

TODAY = date(2026, 11, 26)  # a Thursday
MONTH, QUARTER, WEEK = Frequency.MONTH, Frequency.QUARTER, Frequency.WEEK


@pytest.mark.parametrize(
    ("text", "on", "named", "note"),
    [
        ("hôm qua sau khi đổi giá", date(2026, 11, 25), None, "sau khi đổi giá"),
        ("yesterday", date(2026, 11, 25), None, ""),
        ("hôm nay", TODAY, None, ""),
        ("17/11 ok", date(2026, 11, 17), None, "ok"),
        ("17/11/25", date(2025, 11, 17), None, ""),
        ("ngày 3 tháng 11, khách ít", date(2026, 11, 3), None, "khách ít"),
        ("Nov 5", date(2026, 11, 5), None, ""),
        ("5 nov", date(2026, 11, 5), None, ""),
        ("2026-11-20 x", date(2026, 11, 20), None, "x"),
        ("thứ Sáu", date(2026, 11, 20), None, ""),
        ("Thursday", TODAY, None, ""),
        ("chủ nhật: mưa", date(2026, 11, 22), None, "mưa"),
        # Soon is the future, which is refused; further on it was last year.
        ("28/11", date(2026, 11, 28), None, ""),
        ("31/12", date(2026, 12, 31), None, ""),
        ("1/6", date(2026, 6, 1), None, ""),
        ("tháng 10 đổi giá", date(2026, 10, 31), MONTH, "đổi giá"),
        ("cho tháng 10/2025", date(2025, 10, 31), MONTH, ""),
        ("October", date(2026, 10, 31), MONTH, ""),
        ("oct 2025", date(2025, 10, 31), MONTH, ""),
        ("this month", TODAY, MONTH, ""),
        ("tháng trước", date(2026, 10, 31), MONTH, ""),
        ("tuần trước", date(2026, 11, 22), WEEK, ""),
        ("Q3", date(2026, 9, 30), QUARTER, ""),
        ("quý 4", TODAY, QUARTER, ""),
    ],
)
def test_a_day_or_a_period_stands_in_front_of_the_note(
    text: str, on: date, named: Frequency | None, note: str
) -> None:
    assert when_and_note(text, today=TODAY) == (When(on, named), note)


def test_the_turn_of_the_year_looks_back() -> None:
    assert when_and_note("17/11", today=date(2027, 1, 3))[0] == When(date(2026, 11, 17))
    assert when_and_note("tháng 12", today=date(2027, 1, 3))[0] == When(date(2026, 12, 31), MONTH)


@pytest.mark.parametrize(
    "text",
    ["", "sau khi đổi giá", "may be wrong", "may mắn", "3 khách rời đi", "31/2", "thứ tự sai"],
)
def test_other_words_are_the_note(text: str) -> None:
    assert when_and_note(text, today=TODAY) == (None, text)


@given(text=st.text(max_size=60), today=st.dates(date(2001, 1, 1), date(2100, 1, 1)))
def test_any_words_are_read(text: str, today: date) -> None:
    found, note = when_and_note(text, today=today)
    assert len(note) <= len(text)
    assert found is None or isinstance(found.on, date)
