"""What may never change the figures that a reply writes."""

import os
import unicodedata
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reply_rows import row, written

from bot.domain.replies import Subject, read_reply
from bot.domain.replies.corpus import subjects_from_row
from bot.domain.replies.referee import load

from reply_rows import TODAY  # isort: skip

HERE = Path(__file__).parent
ROWS = [case for name in ("dev.jsonl", "cases_open.jsonl") for case in load(HERE / name)]
Values = dict[int, Decimal]
#: Each change is tried on every third case, another third than the change before it; `make soak`
#: tries every change on every case.
STEP = 1 if os.environ.get("OKRBOT_EVERY_CASE") else 3

SAME: dict[str, Callable[[str], str]] = {
    "upper case": str.upper,
    "decomposed accents": lambda text: unicodedata.normalize("NFD", text),
    "nhé": lambda text: f"{text} nhé",
    "ạ": lambda text: f"{text} ạ",
    "pls": lambda text: f"{text} pls",
    "thanks": lambda text: f"{text} thanks",
    "greeting": lambda text: f"Chào sếp,\n{text}\nCảm ơn sếp!",
}
BESIDE: dict[str, Callable[[str], str]] = {
    "a meeting": lambda text: f"{text}. Họp lúc 14h30 ngày 12/5 ở phòng 302.",
    "a lunch": lambda text: f"{text}\nBtw the team lunch is at 12:30 on Friday, 15 people.",
    "a phone": lambda text: f"{text}. Call me at 0903 123 456",
    "invoices": lambda text: f"{text}\nBên kế toán còn nợ em 2 hóa đơn",
    "vouchers": lambda text: f"{text}. We used 3 of 5 vouchers for the offsite",
    "next week": lambda text: f"{text}\nNext week:\n- KR1 12\n- KR2 34",
    "kế hoạch": lambda text: f"{text}\nKế hoạch tuần tới:\n1. 12\n2. 34",
    "tuần trước": lambda text: f"Tuần trước:\n- KR1 12\n- KR2 34\n\n{text}",
    "vướng mắc": lambda text: f"{text}\nVướng mắc: thiếu 3 người, máy hỏng 2 ngày",
    "blockers": lambda text: f"{text}\nBlockers: 3 people on leave, waiting 2 days for legal",
    "a signature": lambda text: f"{text}\n--\nLinh, ext 4021, 0903 123 456",
    "campaigns": lambda text: f"{text}\nRunning 5 new campaigns. Slides are 80% done.",
    "a quote": lambda text: f"{text}\n> KR1 12, KR2 34",
    "no accents": lambda text: _plain(text),
}


def _plain(text: str) -> str:
    bare = unicodedata.normalize("NFD", text).replace("đ", "d").replace("Đ", "D")
    return "".join(char for char in bare if not unicodedata.combining(char))


@cache
def _written(at: int) -> Values:
    """What the reply of a case writes as it stands."""
    return _values(ROWS[at], ROWS[at]["reply"])


def _changed(name: str, change: Callable[[str], str]) -> Iterator[tuple[str, Values, Values]]:
    """Id, and what the reply writes before and after the change, of the cases it is tried on."""
    first = [*SAME, *BESIDE].index(name) % STEP
    for at in range(first, len(ROWS), STEP):
        case = ROWS[at]
        yield case["id"], _written(at), _values(case, change(case["reply"]))


def _values(case: dict[str, Any], text: str) -> Values:
    reading = read_reply(text, subjects_from_row(case), locale=case["locale"], today=TODAY)
    return {u.n: u.value for u in reading.updates if u.value is not None}


@pytest.mark.parametrize("name", SAME)
def test_case_form_and_politeness_change_no_figure(name: str) -> None:
    for case, before, after in _changed(name, SAME[name]):
        assert after == before, case


@pytest.mark.parametrize("name", BESIDE)
def test_unrelated_numbers_and_missing_accents_lead_to_a_question_at_most(name: str) -> None:
    lost = 0
    for case, before, after in _changed(name, BESIDE[name]):
        assert after.items() <= before.items(), case
        lost += len(before) > len(after)
    assert lost <= (12 if STEP == 1 else 6)


def _writings(value: Decimal) -> list[tuple[str, str]]:
    """A whole number as English and Vietnamese write it, with the locale."""
    english = f"{value:,}"
    return [(english, "en"), (english.replace(",", "."), "vi"), (str(value), "en")]


@settings(max_examples=150, deadline=None)
@given(value=st.integers(min_value=2, max_value=10**12))
def test_a_formatted_figure_comes_back(value: int) -> None:
    near = (str(value), str(max(1, value * 9 // 10)), str(value * 2))
    rows: tuple[Subject, ...] = (row(1, "Orders", "orders", near[1], near[0], near[2]),)
    for text, locale in _writings(Decimal(value)):
        assert written(f"KR1: {text}", rows, locale) == {1: value}


@settings(max_examples=100, deadline=None)
@given(tenths=st.integers(min_value=51, max_value=999))
def test_a_share_comes_back_with_a_comma_or_a_point(tenths: int) -> None:
    value = Decimal(tenths) / 10
    rows = (row(1, "Share", "%", "50", str(value), "100"),)
    for text in (f"{value}%", f"{value}%".replace(".", ","), f"{value} %"):
        for locale in ("vi", "en"):
            assert written(text, rows, locale) == {1: value}


@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=120), locale=st.sampled_from(["vi", "en"]))
def test_text_of_any_kind_is_read_without_an_error(text: str, locale: str) -> None:
    read_reply(text, subjects_from_row(ROWS[0]), locale=locale, today=TODAY)
