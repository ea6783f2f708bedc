"""Whatever people call their goals, a message is one that Slack accepts."""

import re
from collections.abc import Mapping
from typing import Any

import digest_samples
import pytest
import samples
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import EVERY_MESSAGE, EVERY_VIEW, TZ
from shown import texts

from bot.render import Renderer, limits
from bot.render.blocks import text_length
from bot.sandbox.block_kit.surfaces import check_message_blocks, check_view_body

RENDERER = Renderer()
WRITTEN = {
    *("title", "name", "unit", "read_as", "note", "blocker", "text", "team", "cycle_name"),
    *("word", "query", "nearest", "owner", "owner_name", "on_behalf_of", "acknowledged_by"),
}
FIGURES = {
    *("value", "before_value", "target", "low", "high", "floor", "ceiling"),
    *("progress", "before_progress", "expected", "elapsed"),
}
LONGEST = 12_000
NASTY = [
    "",
    "\n",
    "\u200b",
    "<!channel>",
    "<@U1>",
    "<http://x.example|click>",
    "&" * 150,
    "<" * 150,
    "&amp;&lt;",
    "*bold* _it_ ~no~ `code` ```block```",
    "\n\n> quote\n• list",
    "\u202eevil\u2066",
    "أهداف الفريق للربع القادم",
    "👩\u200d👩\u200d👧\u200d👦" * 20,
    "x\u0323\u0301" * 75,
    "Doanh thu " * 15,
    "{title} {{ name }} {% raw %}",
]
WORDS = st.sampled_from(NASTY) | st.text(max_size=150)
NUMBERS = st.decimals(-(10**15), 10**15, places=6).map(lambda value: format(value, "f"))
OURS = r"@[UW][A-Z0-9]{1,20}>|#[CG][A-Z0-9]{1,20}>|https://minh-long\.slack\.com/archives/"
CONTROL = re.compile(rf"<(?!{OURS})|&(?!(?:amp|lt|gt);)|[\u202a-\u202e\u2066\u2067]")


@st.composite
def _anything(draw: st.DrawFn, given_params: Mapping[str, Any]) -> dict[str, Any]:
    """The sample with other words, figures and lengths of lists."""
    words, figures = (
        draw(st.lists(WORDS, min_size=3, max_size=6)),
        draw(st.lists(NUMBERS, min_size=4, max_size=4)),
    )
    times = draw(st.sampled_from([1, 1, 2, 8]))
    count = 0

    def changed(part: Any, name: str = "") -> Any:
        nonlocal count
        count += 1
        if isinstance(part, Mapping):
            return {key: changed(value, key) for key, value in part.items()}
        if isinstance(part, list):
            several = [changed(each, name) for each in part * times]
            return [_numbered(each, n) for n, each in enumerate(several, start=1)]
        if name in WRITTEN and (isinstance(part, str) or draw(st.booleans())):
            return words[count % len(words)]
        if name in FIGURES and isinstance(part, str):
            return figures[count % len(figures)]
        return part

    return changed(given_params)


def _numbered(row: Any, n: int) -> Any:
    """Numbers of rows and ids of questions are unique, as they are in the database."""
    if not isinstance(row, dict):
        return row
    unique = {"n": n} if "shape" in row and row.get("n") is not None else {}
    return (
        row
        | unique
        | ({"id": n} if "reason" in row else {})
        | ({"index": n} if "index" in row else {})
    )


def _assert_safe(shown: list[str]) -> None:
    assert [text for text in shown if CONTROL.search(text)] == []
    for text in shown:
        assert text.count("\u2068") == text.count("\u2069")


@pytest.mark.parametrize("kind", sorted({kind for kind, _ in EVERY_MESSAGE}))
@given(data=st.data())
@settings(max_examples=20, deadline=None)
def test_any_message_is_accepted_and_safe(kind: str, data: st.DataObject) -> None:
    sample = data.draw(st.sampled_from([params for name, params in EVERY_MESSAGE if name == kind]))
    params, locale = data.draw(_anything(sample)), data.draw(st.sampled_from(["en", "vi"]))
    message = RENDERER.message(kind, params, locale=locale, tz=TZ)
    check_message_blocks(message.blocks)
    assert text_length(message.blocks) <= LONGEST
    assert 0 < len(message.text) <= limits.FALLBACK_TEXT
    _assert_safe([message.text, *texts(message.blocks, "mrkdwn")])


@pytest.mark.parametrize("kind", sorted({kind for kind, _ in EVERY_VIEW}))
@given(data=st.data())
@settings(max_examples=20, deadline=None)
def test_any_modal_is_accepted_and_safe(kind: str, data: st.DataObject) -> None:
    sample = data.draw(st.sampled_from([params for name, params in EVERY_VIEW if name == kind]))
    params, locale = data.draw(_anything(sample)), data.draw(st.sampled_from(["en", "vi"]))
    view = RENDERER.view(kind, params, locale=locale)
    check_view_body(view)
    _assert_safe(list(texts(view, "mrkdwn")))


def _rows(count: int, title: str) -> list[dict[str, Any]]:
    return [samples.AOV | {"n": n, "title": title} for n in range(1, count + 1)]


def _answers(count: int, title: str) -> list[dict[str, Any]]:
    note = {"note": title * 20, "blocker": title * 20}
    return [samples.AOV_ANSWER | note | {"n": n, "title": title} for n in range(1, count + 1)]


LONG, ESCAPED = "Tăng trưởng bền vững " * 7, "&<>" * 50
LISTS = {
    "check_in": lambda rows: samples.CHECK_IN | {"items": rows},
    "my_goals": lambda rows: samples.MY_GOALS | {"objectives": [{"title": "O", "rows": rows}]},
    "team_overview": lambda rows: (
        samples.TEAM_OVERVIEW | {"objectives": [{"title": "O", "rows": rows}]}
    ),
    "kpi_list": lambda rows: {
        "groups": [{"mine": True, "team": None, "kpis": rows}],
        "count": len(rows),
    },
}


@pytest.mark.parametrize("kind", sorted(LISTS))
@pytest.mark.parametrize("locale", ["en", "vi"])
def test_forty_goals_with_long_titles_are_all_in_one_message(kind: str, locale: str) -> None:
    message = RENDERER.message(kind, LISTS[kind](_rows(40, LONG)), locale=locale, tz=TZ)
    check_message_blocks(message.blocks)
    shown = "\n".join(texts(message.blocks))
    assert len(shown) <= LONGEST
    assert all(f"*{n}  Tăng trưởng" in shown for n in range(1, 41))


@pytest.mark.parametrize("kind", sorted(LISTS))
@pytest.mark.parametrize("count", [41, 120, 400])
def test_what_does_not_fit_is_counted(kind: str, count: int) -> None:
    message = RENDERER.message(kind, LISTS[kind](_rows(count, ESCAPED)), locale="en", tz=TZ)
    check_message_blocks(message.blocks)
    shown = "\n".join(texts(message.blocks))
    assert len(shown) <= LONGEST
    listed = sum(f"*{n}  " in shown for n in range(1, count + 1))
    left_out = [int(found) for found in re.findall(r"^\+ (\d+) more", shown, re.MULTILINE)]
    others = {"team_overview": 4, "my_goals": 0}  # the sample says "4 more" itself
    assert count <= listed + sum(left_out) - others.get(kind, 0) <= count + 6


def test_an_answer_card_stays_short_whatever_was_written() -> None:
    question = samples.WHICH_QUESTION | {"said": ESCAPED}
    params = samples.ANSWER_CARD | {
        "rows": _answers(45, ESCAPED),
        "questions": [question | {"id": n} for n in range(30)],
        "silent": [{"n": n, "title": LONG} for n in range(45)],
        "cut": True,
    }
    message = RENDERER.message("answer_card", params, locale="vi", tz=TZ)
    check_message_blocks(message.blocks)
    assert text_length(message.blocks) <= LONGEST
    assert message.blocks[-2]["elements"][0]["action_id"] == "undo"


def test_a_digest_stays_on_one_screen() -> None:
    digest = samples.TEAM_DIGEST | {"teams": [digest_samples.CONTENT]}
    lists = ("changed", "teams", "crossed", "apart", "blocked", "decisions", "wins")
    params = digest | {name: digest[name] * 60 for name in lists}
    message = RENDERER.message("team_digest", params, locale="en", tz=TZ)
    lines = [line for text in texts(message.blocks) for line in text.split("\n")]
    assert "" not in lines
    assert len(message.blocks) <= 12
    assert len(lines) <= 42
    assert "+ 117 more" in lines  # of 120 changes and one that was cut before, four are shown
