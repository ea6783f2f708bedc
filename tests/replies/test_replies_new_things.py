""" "4 new customers": so many more, or so many in all?"""

import pytest
from reply_rows import CARE, read, row, written

from bot.domain.replies import Subject

SIGNED = (row(1, "Ký 150 khách hàng", "khách hàng", "0", "38", "150"), *CARE[1:])
ENGLISH = (row(1, "150 customers", "customers", "0", "38", "150"), *CARE[1:])
ELSEWHERE = (row(1, "Enterprise accounts", "customers", "0", "38", "150"), *CARE[1:])
ALL_NEW = (row(1, "New customers", "customers", "0", "38", "150"), *CARE[1:])


@pytest.mark.parametrize("rows", [SIGNED, ENGLISH, ELSEWHERE, ALL_NEW])
@pytest.mark.parametrize(
    "text", ["4 khách hàng mới", "có 4 khách hàng mới", "4 khach hang moi", "ký được 4 khách mới"]
)
def test_new_ones_are_offered_on_top_and_never_written(
    text: str, rows: tuple[Subject, ...]
) -> None:
    assert written(text, rows) == {}
    [question] = read(text, rows).questions
    assert [(one.n, one.value) for one in question.candidates][:2] == [(1, 42), (1, 4)]


@pytest.mark.parametrize("rows", [SIGNED, ENGLISH, ELSEWHERE, ALL_NEW])
def test_new_ones_that_are_added_are_written(rows: tuple[Subject, ...]) -> None:
    assert written("thêm 4 khách hàng mới", rows) == {1: 42}


def test_more_of_what_only_one_counts_offers_the_sum() -> None:
    assert written("4 more new customers", ENGLISH, "en") == {}
    [question] = read("4 more new customers", ENGLISH, "en").questions
    assert (1, 42) in [(one.n, one.value) for one in question.candidates]


def test_a_figure_above_the_last_one_is_what_there_is() -> None:
    assert written("44 khách hàng mới", ALL_NEW) == {1: 44}
    assert written("tổng 44 khách hàng mới", ALL_NEW) == {1: 44}


@pytest.mark.parametrize(
    "text", ["4 new customers", "4 khách hàng mới", "ký được 4 khách hàng mới"]
)
def test_too_few_for_a_total_are_offered_on_top(text: str) -> None:
    rows = (row(1, "New customers +20 % on last year", "customers", "150", "152", "180"), *CARE[1:])
    assert written(text, rows, "en") == {}
    [question] = read(text, rows, "en").questions
    assert [one.value for one in question.candidates] == [156, 4]
