"""Figures as people write them."""

from decimal import Decimal

import pytest
from reply_rows import CARE, NEW, PRICE, SALES, TRAFFIC, asked, read, row, written

from bot.domain.replies.number_words_en import read_english
from bot.domain.replies.number_words_vi import read_vietnamese
from bot.domain.replies.numerals import read_figure, tidy
from bot.domain.replies.tokens import words_of


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("271500", ["271500"]),
        ("7,6", ["7.6"]),
        ("12.55", ["12.55"]),
        ("0.142", ["0.142"]),
        (".5", ["0.5"]),
        ("1.500", ["1500", "1.5"]),
        ("1,280", ["1280", "1.28"]),
        ("1.295.000", ["1295000"]),
        ("1,234.5", ["1234.5"]),
        ("1.234,5", ["1234.5"]),
        ("1'500", ["1500"]),
        ("1.2.3", []),
        ("12,34,567", ["1234567"]),
        ("12.34.567", []),
        ("1.23,456.7", []),
        ("9" * 16, []),
        ("1.1234567", []),
    ],
)
def test_separators(text: str, values: list[str]) -> None:
    assert [figure.value for figure in read_figure(text)] == [Decimal(v) for v in values]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("sáu mươi tám nghìn", "68000"),
        ("ba trăm linh năm nghìn", "305000"),
        ("bảy mươi lăm", "75"),
        ("bảy lăm", "75"),
        ("mười lăm", "15"),
        ("tám phẩy bốn", "8.4"),
        ("tam phay bon", "8.4"),
        ("một trăm hai mươi tư", "124"),
        ("tram hai muoi lam nghin", "125000"),
        ("hai tỷ rưỡi", "2500000000"),
        ("một triệu ba", "1300000"),
        ("một trăm hai", "120"),
        ("bốn trăm chín bảy", "497"),
        ("mười hai phẩy không năm", "12.05"),
    ],
)
def test_vietnamese_number_words(words: str, value: str) -> None:
    tokens = words_of(words)
    assert read_vietnamese(tokens, 0) == ((Decimal(value),), len(tokens))


def test_mot_and_tu_close_a_number_and_without_accents_may_go_on() -> None:
    words = {text: words_of(text) for text in ("ba nghìn mốt", "tám nghìn tư", "tam nghin tu")}
    values = {text: read_vietnamese(tokens, 0) for text, tokens in words.items()}
    assert values["ba nghìn mốt"] == ((Decimal(3100),), 3)
    assert values["tám nghìn tư"] == ((Decimal(8400),), 3)
    assert values["tam nghin tu"] == ((Decimal(8400), Decimal(8000)), 3)


def test_a_place_that_may_be_left_out_reads_both_ways() -> None:
    readings = read_vietnamese(words_of("một triệu hai trăm"), 0)
    assert readings is not None
    assert set(readings[0]) == {Decimal(1200000), Decimal(1000200)}


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("forty-one", "41"),
        ("a dozen", "12"),
        ("a hundred and twenty-seven", "127"),
        ("two and a half million", "2500000"),
        ("half a million", "500000"),
        ("one point two million", "1200000"),
        ("twelve hundred", "1200"),
        ("twenty-three thousand four hundred", "23400"),
    ],
)
def test_english_number_words(words: str, value: str) -> None:
    tokens = words_of(words)
    assert read_english(tokens, 0) == (Decimal(value), len(tokens))


def test_a_number_has_one_decimal_point() -> None:
    assert read_english(words_of("six point six point five"), 0) == (Decimal("6.6"), 3)


@pytest.mark.parametrize("words", ["a lot", "and", "half", "point five", "hundred"])
def test_words_that_are_no_numbers(words: str) -> None:
    assert read_english(words_of(words), 0) is None


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("22,3 tỷ", "22300000000"),
        ("22 tỷ rưỡi", "22500000000"),
        ("22 tỷ 5", "22500000000"),
        ("22ty5", "22500000000"),
        ("22tỷ mốt", "22100000000"),
        ("23B", "23000000000"),
        ("22.300tr", "22300000000"),
        ("22 tỷ 300 triệu", "22300000000"),
        ("0,0223 nghìn tỷ", "22300000000"),
        ("22.300.000.000đ", "22300000000"),
        ("dt 22.3", "22300000000"),
    ],
)
def test_money_with_scales(said: str, value: str) -> None:
    assert written(f"doanh thu {said}", SALES) == {2: Decimal(value)}


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        *(("36 phút", "36"), ("36p", "36"), ("36m", "36"), ("1h05", "65"), ("nửa", None)),
        *(("2100 giây", "35"), ("1 giờ 5 phút", "65"), ("35 phút rưỡi", "35.5"), ("0.6h", "36")),
    ],
)
def test_time_is_converted(said: str, minutes: str | None) -> None:
    expected = {} if minutes is None else {3: Decimal(minutes)}
    assert written(f"phản hồi {said}") == expected


@pytest.mark.parametrize(
    ("said", "tons"), [("5200 kg", "5.2"), ("5,2 tấn", "5.2"), ("5.2t", "5.2")]
)
def test_mass_is_converted(said: str, tons: str) -> None:
    rows = (row(1, "Xuất khẩu từ 4 tấn lên 8 tấn", "tấn", "4", "5", "8"),)
    assert written(said, rows) == {1: Decimal(tons)}


@pytest.mark.parametrize(
    ("text", "locale", "value"),
    [
        ("271.500", "vi", 271500),
        ("271.500", "en", 271500),
        ("271,500", "vi", 271500),
        ("271 500", "vi", 271500),
        ("271,5k", "vi", 271500),
    ],
)
def test_the_band_settles_a_separator(text: str, locale: str, value: int) -> None:
    assert written(text, TRAFFIC, locale) == {1: value}


def test_without_a_band_the_locale_settles_it_or_it_is_asked() -> None:
    assert written("1.500", NEW, "vi") == {1: 1500}
    assert asked("1.500", NEW, "en") == {1: "separator"}


def test_a_scale_that_is_left_out_is_asked_with_the_likely_figure() -> None:
    assert asked("CPA 129", PRICE) == {1: "scale"}
    assert asked("CPA 12.900đ", PRICE) == {1: "out_of_band"}


@pytest.mark.parametrize(
    "figure", ["NaN", "1e999", "5²", "١٢", "1_000", "12O", "0x1F", "1.2.3", "++38", "9" * 30]
)
def test_unreadable_figures_are_never_written(figure: str) -> None:
    assert written(f"Churn {figure}", CARE) == {}


def test_tidy_numbers_have_no_exponent_and_no_tail() -> None:
    assert str(tidy(Decimal("1.2E+6"))) == "1200000"
    assert str(tidy(Decimal("7.500"))) == "7.5"


def test_beside_nothing_but_zeros_the_figure_itself_is_offered() -> None:
    rows = (row(1, "Khiếu nại", "khiếu nại", "0", "0", "0"),)
    assert written("khiếu nại 2", rows) == {}
    [question] = read("khiếu nại 2", rows).questions
    assert [one.value for one in question.candidates] == [2]
