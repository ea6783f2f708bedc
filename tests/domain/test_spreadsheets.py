"""How files write numbers and dates, and which texts a spreadsheet would take for formulas."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.spreadsheets import safe_cells
from bot.domain.spreadsheets.cells import Cell
from bot.domain.spreadsheets.conventions import (
    Decimals,
    Mixed,
    Order,
    Unclear,
    day,
    decide,
    decimals_of,
    number,
    order_of,
    written_day,
    written_number,
)

COMMA, POINT = Decimals.COMMA, Decimals.POINT


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("8,5", COMMA),
        ("1.234,5", COMMA),
        ("1.330.000", COMMA),
        ("0,125", COMMA),
        ("1234,567", COMMA),
        ("8.5", POINT),
        ("1,234.5", POINT),
        ("1,330,000", POINT),
        ("0.125", POINT),
        ("1.234", None),
        ("220,000", None),
        ("1234", None),
        ("-5", None),
        ("35 %", None),
        ("1.23.4", None),
        ("abc", None),
        ("1,2,3.4", None),
    ],
)
def test_a_number_shows_its_convention_or_none(text: str, shown: Decimals | None) -> None:
    assert decimals_of(text) is shown


@pytest.mark.parametrize(
    ("text", "decimals", "value"),
    [
        ("1.234", COMMA, "1234"),
        ("1.234", POINT, "1.234"),
        ("220.000", COMMA, "220000"),
        ("1 234,5", COMMA, "1234.5"),
        ("1\u00a0234\u00a0567", None, "1234567"),
        ("35%", None, "35"),
        ("\u22125,5", COMMA, "-5.5"),
        ("8.5", None, "8.5"),
    ],
)
def test_numbers_are_read_by_the_convention(
    text: str, decimals: Decimals | None, value: str
) -> None:
    assert number(text, decimals) == Decimal(value)


def test_what_may_be_two_numbers_is_neither() -> None:
    for text in ("1.234", "220,000"):
        with pytest.raises(Unclear):
            number(text, None)
    with pytest.raises(Unclear, match="220,000"):
        number("220,000", COMMA)  # nobody writes three idle decimals


@pytest.mark.parametrize("text", ["", "a", "1.2.3", "1e5", "12 tỷ", "９", "9" * 50, "1,,2", "--1"])
def test_what_is_no_number_is_refused(text: str) -> None:
    for decimals in (COMMA, POINT, None):
        with pytest.raises(ValueError):  # noqa: PT011
            number(text, decimals)


@given(st.decimals(-(10**12), 10**12, places=6), st.sampled_from(Decimals))
def test_a_written_number_is_read_in_one_way_only(value: Decimal, decimals: Decimals) -> None:
    text = written_number(value, decimals)
    assert number(text, decimals) == number(text, None) == value


@pytest.mark.parametrize(
    ("text", "order", "found"),
    [
        ("25/12/2026", None, date(2026, 12, 25)),
        ("12/25/2026", None, date(2026, 12, 25)),
        ("02/11/2026", Order.DAY, date(2026, 11, 2)),
        ("02/11/2026", Order.MONTH, date(2026, 2, 11)),
        ("5.5.2026", None, date(2026, 5, 5)),
        ("2026-11-02", Order.DAY, date(2026, 11, 2)),
        ("2-11-2026", Order.DAY, date(2026, 11, 2)),
    ],
)
def test_dates(text: str, order: Order | None, found: date) -> None:
    assert day(text, order) == found


@pytest.mark.parametrize("text", ["31/02/2026", "13/13/2026", "2026-13-01", "1/2/26", "tomorrow"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011
        day(text, Order.DAY)
    assert not isinstance(caught.value, Unclear)
    assert order_of("02/11/2026") is None
    with pytest.raises(Unclear):
        day("02/11/2026", None)


def test_two_conventions_in_one_file_are_named_by_their_cells() -> None:
    with pytest.raises(Mixed) as caught:
        decide([("B2", COMMA), ("B3", None), ("B4", POINT)])
    assert (caught.value.first, caught.value.second) == ("B2", "B4")
    assert decide([("B2", None), ("B3", COMMA)]) is COMMA


def test_days_are_written_as_the_language_does() -> None:
    assert written_day(date(2026, 11, 2), Order.DAY) == "02/11/2026"
    assert written_day(date(2026, 11, 2), None) == "2026-11-02"


@given(st.text(alphabet="=+-@'\t\r\n\uff1d\uff0b\uff0d\uff20a1 ", max_size=6) | st.text())
def test_quoted_text_is_no_formula_and_comes_back(text: str) -> None:
    safe = safe_cells.quoted(text)
    assert safe[:1] not in {"=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff20"}
    assert safe_cells.unquoted(safe) == text


def test_cells_are_named_as_excel_does_and_sort_by_place() -> None:
    names = [Cell.at("", 0, 1, column).name for column in (0, 25, 26, 701, 702)]
    assert names == ["A1", "Z1", "AA1", "ZZ1", "AAA1"]
    assert Cell.at("Goals", 1, 5, 2).name == "Goals!C5"
    assert Cell.at("b", 1, 1, 0) > Cell.at("a", 0, 9, 3) > Cell.at("a", 0, 9, 2)
