"""Figures, units, bars and times as people of both languages write them."""

from decimal import Decimal

import pytest
from babel import Locale
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.render.dates import Dates
from bot.render.numbers import Numbers, bar, mentions
from bot.render.renderer import PROMPTS
from bot.render.strings import Strings

STRINGS = {locale: Strings.load(PROMPTS / locale) for locale in ("en", "vi")}
EN, VI = (Numbers(Locale.parse(locale), STRINGS[locale]) for locale in ("en", "vi"))


@pytest.mark.parametrize(
    ("value", "unit", "english", "vietnamese"),
    [
        ("256400", "", "256,400", "256.400"),
        ("36.5", "%", "36.5 %", "36,5 %"),
        ("36.50", "%", "36.5 %", "36,5 %"),
        ("-3", "điểm", "-3 điểm", "-3 điểm"),
        ("7.5", "/10", "7.5/10", "7,5/10"),
        ("0.123456", "", "0.123456", "0,123456"),
        ("138000", "VND", "138,000 ₫", "138.000 ₫"),
        ("1330000", "₫", "1.33 million ₫", "1,33 triệu ₫"),
        ("1295000", "đ", "1.295 million ₫", "1,295 triệu ₫"),
        ("271537", "VND", "271,537 ₫", "271.537 ₫"),
        ("1234567", "VND", "1,234,567 ₫", "1.234.567 ₫"),
        ("22300000000", "đồng", "22.3 billion ₫", "22,3 tỷ ₫"),
        ("-1330000", "VND", "-1.33 million ₫", "-1,33 triệu ₫"),
        ("22.3", "tỷ VND", "22.3 billion ₫", "22,3 tỷ ₫"),
        ("15", "tỷ", "15 billion", "15 tỷ"),
        ("450", "triệu đồng", "450 million ₫", "450 triệu ₫"),
        ("1200", "USD", "1,200 USD", "1.200 USD"),
        ("3", "triệu lượt xem", "3 triệu lượt xem", "3 triệu lượt xem"),
        ("5", "VND/tháng", "5 VND/tháng", "5 VND/tháng"),
    ],
)
def test_amounts_read_as_people_say_them(
    value: str, unit: str, english: str, vietnamese: str
) -> None:
    assert EN.amount(value, unit) == english
    assert VI.amount(value, unit) == vietnamese


@given(value=st.decimals(-(10**15), 10**15, places=6, allow_nan=False, allow_infinity=False))
@settings(max_examples=200, deadline=None)
def test_no_digit_of_money_is_lost(value: Decimal) -> None:
    text = EN.amount(value, "VND").removesuffix(" ₫").replace(",", "")
    figure, _, scale = text.partition(" ")
    assert Decimal(figure) * {"": 1, "million": 10**6, "billion": 10**9}[scale] == value


@pytest.mark.parametrize(
    ("before", "after", "unit", "shown"),
    [
        ("256400", "271500", "", "256,400 → 271,500"),
        ("256400", "256400.0", "", "256,400"),
        ("256400", "271500", "visits", "256,400 → 271,500 visits"),
        ("36.5", "38.2", "%", "36.5 % → 38.2 %"),
        ("1250000", "1290000", "VND", "1.25 → 1.29 million ₫"),
        ("990000", "1290000", "VND", "990,000 ₫ → 1.29 million ₫"),
    ],
)
def test_a_change_is_old_arrow_new(before: str, after: str, unit: str, shown: str) -> None:
    assert EN.change(before, after, unit) == shown


@pytest.mark.parametrize(
    ("values", "unit", "shown"),
    [
        (["290", "150"], "potholes", ["290", "150 potholes"]),
        (["38.5", "37.23"], "%", ["38.5 %", "37.23 %"]),
        (["129000", "1290000"], "VND", ["129,000 ₫", "1.29 million ₫"]),
        ([], "", []),
    ],
)
def test_choices_name_a_shared_unit_once(values: list[str], unit: str, shown: list[str]) -> None:
    assert EN.choices(values, unit) == shown


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        ("0.41", "41 %"),
        ("0.005", "1 %"),
        ("0.996", "99 %"),
        ("1", "100 %"),
        ("1.2", "120 %"),
        ("-0.25", "-25 %"),
        ("-0.001", "0 %"),
        ("12.5", "1,250 %"),
    ],
)
def test_percent_is_whole_and_never_done_too_early(share: str, shown: str) -> None:
    assert EN.percent(share) == shown


@pytest.mark.parametrize(
    ("share", "filled"),
    [("0", 0), ("0.01", 1), ("0.41", 4), ("0.58", 6), ("0.99", 9), ("1", 10), ("7", 10), ("-1", 0)],
)
def test_a_bar_has_ten_cells_and_is_full_only_at_the_target(share: str, filled: int) -> None:
    assert bar(share) == "▰" * filled + "▱" * (10 - filled)


@pytest.mark.parametrize(
    ("title", "value", "named"),
    [
        ("CPA ≤ 120.000 ₫", "120000", True),
        ("AOV ≥ 1,33 triệu ₫", "1330000", True),
        ("Total traffic reaches 308,000", "308000", True),
        ("Conversion ≥ 8.5 %", "8.5", True),
        ("Organic share", "40", False),
        ("30 posts in 2026", "40", False),
        ("Revenue 30bn", "30000000000", True),
        ("Doanh thu 30 tỷ", "30", True),
        ("Store 3", "30", False),
        ("Launch 15 pages", "1.5", False),
    ],
)
def test_a_title_that_names_its_target_is_recognised(title: str, value: str, named: bool) -> None:
    assert mentions(title, value) is named


def test_moments_are_told_on_the_readers_clock() -> None:
    moment, zone = "2026-11-19T03:40:00+00:00", "Asia/Ho_Chi_Minh"
    assert Dates(STRINGS["en"]).day_time(moment, zone) == "Thursday 10:40"
    assert Dates(STRINGS["vi"]).day_time(moment, zone) == "thứ Năm 10:40"
    assert Dates(STRINGS["en"]).day_time(moment, "America/New_York") == "Wednesday 22:40"


def test_days_are_short() -> None:
    assert Dates(STRINGS["en"]).day("2026-11-28") == "28 Nov"
    assert Dates(STRINGS["vi"]).day("2026-11-28") == "28/11"
