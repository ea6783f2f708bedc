"""Slack text becomes plain text that knows where it came from."""

import unicodedata

import pytest
from reply_rows import DEMOS, TRAFFIC, written

from bot.domain.replies.clean import LIMIT, clean


@pytest.mark.parametrize(
    ("message", "plain"),
    [
        ("*KR1*: ~118~ 124", "KR1:   124"),
        ("_MQL_ `127`", "MQL 127"),
        ("MQL ~124, NPS ~75", "MQL ~124, NPS ~75"),
        ("<@U02ABC> MQL 127", "  MQL 127"),
        ("<https://d.example/1?x=42|the board> 127", " the board  127"),
        ("<https://d.example/1?x=42> 127", "  127"),
        ("see https://d.example/42 127", "see   127"),
        ("5 &gt; 4 &amp; 3", "5 > 4 & 3"),
        ("KR1 :large_green_circle: 44", "KR1  🟢  44"),
        ("at 14:30:00 sharp", "at 14:30:00 sharp"),
        ("2️⃣ 38%", "\n#2  38%"),
        ("１２，５ %", "12,5 %"),
        ("a\u00a0b\u202fc", "a b c"),
        ("5\u200b0\u202e2", "502"),
        ("kept\n-----Original message-----\n999", "kept\n"),
        ("nul\x00l", "null"),
    ],
)
def test_markup_goes_and_words_stay(message: str, plain: str) -> None:
    assert clean(message).text == plain


def test_decomposed_text_is_composed() -> None:
    text = "Thời gian phản hồi giảm còn 36 phút"
    assert clean(unicodedata.normalize("NFD", text)).text == text


def test_quoted_lines_are_marked_and_state_no_value() -> None:
    text = "> KR1: Close 60 demos (38/60)\n43"
    assert clean(text).quoted == ((0, 29),)
    assert written(text, DEMOS, "en") == {1: 43}


def test_only_so_much_is_read_and_it_is_said() -> None:
    long = clean("a" * (LIMIT + 1))
    assert long.cut
    assert len(long.text) == LIMIT
    assert not clean("a" * LIMIT).cut


def test_a_code_block_is_read_like_any_text() -> None:
    assert written("```\ntraffic: 271.500\n```", TRAFFIC) == {1: 271500}
