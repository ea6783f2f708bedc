"""Figures with a sign, where a goal may lie below zero: a level or a movement?"""

from decimal import Decimal

import pytest
from reply_rows import SALES, asked, read, row, written

ROWS = (
    row(1, "NPS", "điểm", "-20", "-8", "30"),
    row(2, "Profit growth", "%", "-10", "-6", "10"),
    row(3, "Lợi nhuận", "tỷ VND", "-4", "-3", "2"),
)


@pytest.mark.parametrize(
    ("text", "n", "offered"),
    [
        ("NPS -5", 1, [-5, -13]),
        ("NPS: -5", 1, [-5, -13]),
        ("NPS \u22125", 1, [-5, -13]),
        ("NPS minus 5", 1, [-5, -13]),
        ("NPS +5", 1, [5, -3]),
        ("NPS -5%", 1, [-5, Decimal("-7.6")]),
        ("growth -3%", 2, [-3, -9]),
        ("tăng trưởng -3%", 2, [-3, -9]),
        ("lợi nhuận -2 tỷ", 3, [-2, -5]),
    ],
)
def test_a_sign_alone_is_asked_about(text: str, n: int, offered: list[Decimal]) -> None:
    assert written(text, ROWS, "en") == {}
    [question] = read(text, ROWS, "en").questions
    assert question.ns == (n,)
    assert [one.value for one in question.candidates] == offered


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("NPS is -5", {1: -5}),
        ("NPS is now -5, growth is -3%", {1: -5, 2: -3}),
        ("NPS âm 5", {1: -5}),
        ("NPS is negative 5", {1: -5}),
        ("tăng trưởng âm 3%", {2: -3}),
        ("lợi nhuận âm 2 tỷ", {3: -2}),
        ("lợi nhuận đang là -2 tỷ", {3: -2}),
    ],
)
def test_what_is_said_to_be_below_zero_is_written(text: str, values: dict[int, int]) -> None:
    assert written(text, ROWS, "en") == values


@pytest.mark.parametrize("text", ["NPS âm 5", "NPS is negative 5"])
def test_what_cannot_lie_below_zero_is_never_written_so(text: str) -> None:
    assert written(text, SALES, "en") == {}
    assert asked(text, SALES, "en") != {}


def test_a_sign_still_moves_what_is_never_below_zero() -> None:
    assert written("NPS -3", SALES) == {3: 71}
    assert written("NPS +3", SALES) == {3: 77}
    assert written("I am 5 points up on NPS", SALES, "en") == {3: 79}
