"""A day by which somebody expects to be done."""

from datetime import date

import pytest
from reply_rows import DEMOS, read, written

from bot.domain.replies.clean import clean
from bot.domain.replies.promises import promised_on
from bot.domain.replies.tokens import tokenize

MONDAY = date(2026, 11, 16)


@pytest.mark.parametrize(
    ("clause", "day"),
    [
        ("xong trước 28/11", date(2026, 11, 28)),
        ("xong truoc 28/11", date(2026, 11, 28)),
        ("hẹn ngày 5/12", date(2026, 12, 5)),
        ("deadline 15/1", date(2027, 1, 15)),
        ("trước thứ Sáu", date(2026, 11, 20)),
        ("trước thứ 2", date(2026, 11, 23)),
        ("trước chủ nhật", date(2026, 11, 22)),
        ("will be done by Friday", date(2026, 11, 20)),
        ("done by Nov 28", date(2026, 11, 28)),
        ("before 28 November", date(2026, 11, 28)),
        ("due 2026-11-28", date(2026, 11, 28)),
        ("by 20/11, at the latest by 28/11", date(2026, 11, 28)),
        ("vào thứ 6 tới", date(2026, 11, 20)),
        ("next Friday", date(2026, 11, 20)),
    ],
)
def test_the_last_day_that_is_promised(clause: str, day: date) -> None:
    assert promised_on(tokenize(clean(clause)), MONDAY) == day


@pytest.mark.parametrize(
    "clause", ["trước 12/10", "before 40/11", "by 5%", "tăng trước mắt", "28/11 họp", "trước"]
)
def test_what_promises_no_day_to_come(clause: str) -> None:
    assert promised_on(tokenize(clean(clause)), MONDAY) is None


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("KR1 xong trước 28/1", "vi"),
        ("KR1: hoàn thành trước thứ 6", "vi"),
        ("KR1 xong vào thứ 6 tới", "vi"),
        ("KR1 done before Friday", "en"),
        ("KR1 60 by Friday", "en"),
    ],
)
def test_what_will_be_done_by_a_day_is_promised_and_not_written(text: str, locale: str) -> None:
    assert written(text, DEMOS, locale) == {}
    assert [promise.n for promise in read(text, DEMOS, locale).promises] == [1]


@pytest.mark.parametrize(
    ("text", "locale"),
    [("KR1 xong hôm 2/1", "vi"), ("KR1 done last Friday", "en"), ("KR1 done on Friday", "en")],
)
def test_what_was_done_on_a_day_is_done(text: str, locale: str) -> None:
    assert written(text, DEMOS, locale) == {1: 60}
    assert read(text, DEMOS, locale).promises == ()
