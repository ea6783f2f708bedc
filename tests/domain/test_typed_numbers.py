"""Numbers in a field mean what the writer's language makes of them; what is doubtful is asked."""

from decimal import Decimal

import pytest

from bot.domain.errors import Invalid
from bot.domain.goals.typed_numbers import typed_number


@pytest.mark.parametrize(
    ("said", "locale", "unit", "value"),
    [
        ("1.234,5", "vi", "", "1234.5"),
        ("1,234.5", "en", "", "1234.5"),
        ("1.234", "vi", "đơn", "1234"),
        ("1,234", "en", "orders", "1234"),
        ("308.000 lượt", "vi", "lượt", "308000"),
        ("308 000", "vi", "lượt", "308000"),
        ("4.5", "vi", "sao", "4.5"),
        ("0,125", "vi", "", "0.125"),
        ("-3", "vi", "%", "-3"),
        ("−3 %", "en", "%", "-3"),
        ("35%", "vi", "%", "35"),
        ("7,5/10", "vi", "/10", "7.5"),
        ("15 tỷ", "vi", "₫", "15000000000"),
        ("15 tỷ", "vi", "tỷ ₫", "15"),
        ("1,33 triệu", "vi", "₫", "1330000"),
        ("1.33 million ₫", "en", "VND", "1330000"),
        ("120.000đ", "vi", "₫", "120000"),
        ("100k", "en", "downloads", "100000"),
        ("48 min", "en", "minutes", "48"),
    ],
)
def test_a_clear_number_is_read(said: str, locale: str, unit: str, value: str) -> None:
    assert typed_number(said, locale=locale, unit=unit, field="start") == Decimal(value)


@pytest.mark.parametrize(
    ("said", "locale", "unit", "key"),
    [
        ("1,234", "vi", "", "typed.unclear"),
        ("1.234", "en", "", "typed.unclear"),
        ("nhiều", "vi", "", "typed.no_number"),
        ("12.34.5", "vi", "", "typed.no_number"),
        ("30 triệu", "vi", "tỷ ₫", "typed.other_unit"),
        ("30 phút", "vi", "%", "typed.other_unit"),
        ("12 13", "vi", "", "typed.other_unit"),
        ("9.999.999 tỷ", "vi", "₫", "number.out_of_range"),
    ],
)
def test_a_doubtful_number_is_sent_back(said: str, locale: str, unit: str, key: str) -> None:
    with pytest.raises(Invalid) as refused:
        typed_number(said, locale=locale, unit=unit, field="start")
    assert refused.value.key == key
