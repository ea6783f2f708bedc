"""Hostile replies cost little and write nothing unsure."""

import pytest
from reply_rows import CARE, TODAY, asked, read, row, written

from bot.domain.replies import read_reply

TEN = tuple(row(n, f"Chỉ số {n} từ 10 lên 20", "điểm", "10", "12", "20") for n in range(1, 11))
PIECES = {
    "digits": "1",
    "digits and spaces": "12 ",
    "digits and commas": "1,",
    "percents": "5 % ",
    "lines": "5\n",
    "brackets": "(5",
    "arrows": "5->",
    "rows": "kr1 5 ",
    "angles": "<",
    "strikes": "~",
    "spaces": " ",
    "number words": "ba mươi ",
    "phones": "0903 ",
    "plans": "hôm qua sẽ 5 ",
    "emoji": "🟢",
    "accents": "a\u0301",
    "names in a row": "KR1 to KR2 ",
    "numbers of nobody": "KR99 5",
    "figures before a name": "12 KR",
}


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES.keys())
def test_an_endless_message_is_read_to_its_cut(piece: str) -> None:
    # How long it may take is held by `make bench` and `make soak`, where machines are compared.
    assert read_reply((piece * 40_000)[:40_000], TEN, locale="vi", today=TODAY).cut


def test_ten_thousand_lines_are_cut_and_it_is_said() -> None:
    assert read("churn 5,2\n" * 10_000).cut
    assert read("5 " * 1_000).cut
    assert not read("churn 5,2").cut


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(5)</script>",
        '{"rows": [{"x": 5.2}]}',
        "KR1 \ud800 x",
        "KR1 ٥٫٢",
        "churn 5O2",
        "churn 1_000",
        "churn 5²",
        "=HYPERLINK(5)",
        "'; DROP TABLE goals; --",
    ],
)
def test_nothing_unsure_is_written(text: str) -> None:
    assert written(text) == {}


def test_direction_marks_and_joiners_hide_no_digit() -> None:
    assert str(written("churn \u202e5,\u200b2\u202c")[1]) == "5.2"


def test_a_figure_beyond_what_is_stored_is_asked() -> None:
    assert written("churn 10000000000000000") == {}
    assert 1 in asked("churn 10000000000000000")
    assert 1 in asked("churn 102 102 102 102 102 102 102 102 104%")
    assert 3 in asked("KR3 102 102 102 102 102 102 102 102 104%")
    assert 1 in asked("churn 5.1234567", CARE, "en")
