"""Which goal a few words mean."""

from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.goal_names import Goal, find, reference, worth_a_look
from bot.domain.matching import says_all, spoken, spoken_all


def goal(ref: str, title: str, *aliases: str, rank: int = 2, key: str = "") -> Goal:
    kind, _, number = ref.partition(":")
    return Goal("kr" if kind == "kr" else "o", int(number), title, aliases, key or ref, rank)


GOALS = (
    goal("kr:1", "Total traffic 308,000", "lượt truy cập", rank=0, key="traffic"),
    goal("kr:2", "Tỷ lệ organic ≥ 40 %", rank=0),
    goal("kr:3", "Tỷ lệ combo", rank=1),
    goal("kr:4", "Churn of partners"),
    goal("kr:5", "Tỷ lệ rời bỏ", "churn"),
    goal("o:1", "Grow traffic sustainably", rank=1),
    goal("o:2", "Churn"),
    goal("o:3", "Tổng doanh thu"),
    goal("kr:6", "Tổng doanh thu miền Bắc", rank=0),
    goal("kr:7", "Total cost", rank=1),
)


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("total traffic", "kr:1"),
        ("LUOT TRUY CAP", "kr:1"),
        ("traffic", "kr:1"),
        ("“Tỷ lệ organic”", "kr:2"),
        ("organic", "kr:2"),
        ("ty le", "kr:2"),
        ("grow traffic", "o:1"),
        ("trafic sustainabl", "o:1"),
        ("roi bo", "kr:5"),
        ("total", "kr:1"),
    ],
)
def test_a_goal_is_meant_by_its_name_or_a_part_of_it(query: str, meant: str) -> None:
    found = find(query, GOALS, prefers="kr")
    assert found.one is not None, found
    assert found.one.reference == meant


@pytest.mark.parametrize(
    ("query", "offered", "guessed"),
    [
        ("Tổng doanh thu", ["kr:6", "o:3"], False),
        ("trafic web", ["o:1", "kr:1"], True),
        ("zzz qqq", [], True),
        ("mobo", [], True),
        ("", [], False),
        ("!?", [], False),
    ],
)
def test_when_two_fit_or_none_the_person_chooses(
    query: str, offered: list[str], guessed: bool
) -> None:
    found = find(query, GOALS, prefers="kr")
    assert found.one is None
    assert [one.reference for one in found.several] == offered
    assert found.guessed is guessed


def test_of_two_kinds_that_fit_alike_the_preferred_one_is_meant() -> None:
    assert find("churn", GOALS, prefers="o").one == goal("o:2", "Churn")
    by_alias = find("churn", GOALS, prefers="kr").one
    assert by_alias is not None
    assert by_alias.reference == "kr:5"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("kr:12", ("kr", 12)),
        ("KR: 12", ("kr", 12)),
        ("o:7", ("o", 7)),
        ("#12", (None, 12)),
        ("kr:#12", ("kr", 12)),
        ("12", None),
        ("kr12", None),
        ("#12 monthly", None),
        ("kr:" + "9" * 19, None),
    ],
)
def test_references(text: str, meant: tuple[str | None, int] | None) -> None:
    assert reference(text) == meant


@given(
    query=st.lists(
        st.sampled_from(["churn", "tỷ", "lệ", "rời", "total", "trafic", "kr:3", "tăng"]), max_size=3
    ),
    titles=st.lists(st.sampled_from(["Churn", "Tỷ lệ rời bỏ", "Total cost", "Tang", "Traffic"])),
    prefers=st.sampled_from(["kr", "o"]),
)
def test_a_quick_look_at_a_whole_company_changes_no_answer(
    query: list[str], titles: list[str], prefers: Literal["kr", "o"]
) -> None:
    everything = [
        goal(f"{'o' if n % 3 else 'kr'}:{n}", title, *(["churn"] if n % 4 == 1 else []))
        for n, title in enumerate(titles)
    ]
    words = " ".join(query)
    aliases = {at: one.aliases for at, one in enumerate(everything) if one.aliases}
    places = worth_a_look(words, titles, aliases, [one.key for one in everything])
    some = [everything[at] for at in places]
    assert find(words, some, prefers=prefers) == find(words, everything, prefers=prefers)


@given(texts=st.lists(st.text(max_size=30), max_size=8))
def test_many_texts_are_compared_as_one_is(texts: list[str]) -> None:
    assert spoken_all(texts) == [spoken(text) for text in texts]


@given(query=st.text(max_size=60))
def test_no_query_breaks_it(query: str) -> None:
    find(query, GOALS, prefers="o")


@pytest.mark.parametrize(
    ("query", "names", "all_said"),
    [
        ("churn", ["Tỷ lệ rời bỏ", "churn"], True),
        ("ty le roi", ["Tỷ lệ rời bỏ"], True),
        ("trafic web", ["Web traffic"], True),
        ("churn so high", ["Churn"], False),
        ("marketing ổn", ["Marketing"], False),
        ("ok", ["Sales"], False),
        ("", ["Sales"], False),
    ],
)
def test_a_name_says_nothing_else(query: str, names: list[str], all_said: bool) -> None:
    assert says_all(query, names) is all_said
