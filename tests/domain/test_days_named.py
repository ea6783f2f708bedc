"""Days that words name, alone or from one to another."""

from datetime import date

import pytest

from bot.domain.replies.dates import days_named

TODAY = date(2026, 11, 15)  # a Sunday
FIRST, LAST = date(2026, 11, 28), date(2026, 12, 2)


@pytest.mark.parametrize(
    "text",
    [
        *("28/11 – 2/12", "28/11-2/12", "28/11 - 2/12", "28/11→2/12"),
        *("from 28/11 to 2/12", "28 Nov until 2 Dec", "Nov 28-Dec 2", "2026-11-28 to 2026-12-02"),
        *("từ 28/11 đến 2/12", "tu 28/11 den het 2/12", "ngày 28 tháng 11 tới ngày 2 tháng 12"),
    ],
)
def test_from_one_day_to_another(text: str) -> None:
    assert days_named(text, TODAY) == (FIRST, LAST)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("28–30/11", (FIRST, date(2026, 11, 30))),
        ("28/12 – 2/1", (date(2026, 12, 28), date(2027, 1, 2))),
        ("từ thứ Sáu đến thứ Ba", (date(2026, 11, 20), date(2026, 11, 24))),
        ("2/12 – 28/11", (LAST, FIRST)),
        ("28/11", (None, FIRST)),
        ("2026-11-28", (None, FIRST)),
        ("thứ tư", (None, date(2026, 11, 18))),
    ],
)
def test_what_else_people_write(text: str, found: tuple[date | None, date]) -> None:
    assert days_named(text, TODAY) == found


@pytest.mark.parametrize(
    "text", ["", "soon", "from 28/11", "28/11 –", "foo – 2/12", "31–30/11", "9999-12-31 – Friday"]
)
def test_what_names_no_days(text: str) -> None:
    assert days_named(text, TODAY) is None
