"""User text is shown as it was written, and is never a command to Slack."""

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.render.escaping import clean, clip, from_mrkdwn, mention, plain_text, user_text

ENTITY = re.compile(r"&(?:amp|lt|gt);")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("<!channel> & <@U1>", "&lt;!channel&gt; &amp; &lt;@U1&gt;"),
        ("&amp;", "&amp;amp;"),
        ("*bold* _it_ ~no~ `code`", "∗bold∗ ˍitˍ ∼no∼ ˋcodeˋ"),
        ("snake_case __init__", "snake_case ˍˍinitˍˍ"),
        ("two\nlines\tand  gaps", "two lines and gaps"),
        ("evil\u202etxt.exe\u2066", "eviltxt.exe"),
        ("a\u0000b\u200bc", "abc"),
        ("Tỷ lê\u0323", "Tỷ lệ"),
        ("👩\u200d🔬 lab", "👩\u200d🔬 lab"),
        ("  ", ""),
    ],
)
def test_user_text_is_safe_and_reads_the_same(written: str, shown: str) -> None:
    assert user_text(written) == shown


def test_right_to_left_text_cannot_reorder_the_figures_beside_it() -> None:
    assert user_text("هدف") == "\u2068هدف\u2069"


@given(text=st.text(alphabet="ab<>&é\u0301\u200d👩 ", max_size=60), limit=st.integers(1, 40))
@settings(max_examples=300, deadline=None)
def test_cutting_stays_within_the_limit_and_keeps_entities_whole(text: str, limit: int) -> None:
    cut = user_text(text, limit)
    assert len(cut) <= limit
    assert "&" not in ENTITY.sub("", cut)
    assert not set("<>") & set(cut)


def test_a_mark_is_not_cut_off_its_letter() -> None:
    cut = clip("abcx\u0323\u0301yz", 6)
    assert cut == "abc…"
    assert not unicodedata.combining(cut[0])


def test_a_joined_emoji_is_not_cut_in_two() -> None:
    assert clip("ab👩\u200d👩\u200d👧cd", 6) == "ab…"


def test_clip_takes_a_link_whole_or_not_at_all() -> None:
    text = "ab <https://a.example|the talk> cd"
    assert clip(text, 20) == "ab…"
    assert clip(text, 32) == "ab <https://a.example|the talk>…"


def test_plain_text_has_no_entities_and_is_never_empty() -> None:
    assert plain_text("R&D <1%", 50) == "R&D <1%"
    assert plain_text("\u200b", 50) == "…"


@given(text=st.text(max_size=80))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


def test_words_that_come_back_as_text_keep_mentions_and_nothing_else() -> None:
    text = "Ask: <@U0BAO> & <!channel> <http://x|y> &lt;ok&gt;"
    shown = "Ask: <@U0BAO> &amp; &lt;!channel&gt; &lt;http://x|y&gt; &lt;ok&gt;"
    assert from_mrkdwn(text) == shown


def test_words_that_come_back_as_text_hold_no_control_characters() -> None:
    assert from_mrkdwn("a\u202eb\u0000\n\u2068هدف\u2069") == "ab\n\u2068هدف\u2069"
    assert from_mrkdwn("a\u2068b") == "ab"


def test_a_mention_needs_a_well_formed_id() -> None:
    assert mention("U0BAO", "Bảo") == "<@U0BAO>"
    assert mention("!channel", "Trần <Bảo>") == "Trần &lt;Bảo&gt;"
    assert mention(None, None) == ""
