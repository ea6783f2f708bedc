"""Which goal a person means by a few words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.matching import Match, best_match

TITLES = {
    1: "Total traffic 308,000",
    2: "Organic share ≥ 40 %",
    3: "CPA ≤ 120,000 ₫",
    4: "Tỷ lệ rời bỏ",
    5: "Combo share",
    6: "Tỷ lệ chuyển đổi",
    7: "MQL by e-mail",
    8: "MQL by AdWords",
    9: "Combo share of stores",
}
NAMES = {key: [title] for key, title in TITLES.items()}


@pytest.mark.parametrize(
    ("query", "one"),
    [
        ("#3", 3),
        (" #3 ", 3),
        ("tỷ lệ rời bỏ", 4),
        ("TY LE ROI BO", 4),
        ("“Combo share”", 5),
        ("cpa", 3),
        ("total", 1),
        ("organic", 2),
        ("organ", 2),
        ("roi bo", 4),
        ("chuyen doi", 6),
        ("total trafic", 1),
        ("trafic", 1),
        ("e-mail MQL", 7),
        ("adword", 8),
        ("ti le roi bo", 4),
    ],
)
def test_one_goal_is_meant(query: str, one: int) -> None:
    assert best_match(query, NAMES) == Match(one, ())


@pytest.mark.parametrize("query", ["churn", "CHURN", "churn ra"])
def test_another_name_means_the_same_goal(query: str) -> None:
    names = {**NAMES, 4: ["Tỷ lệ rời bỏ", "churn rate"]}
    assert best_match(query, names) == Match(4, ())


@pytest.mark.parametrize(
    ("query", "several"),
    [
        ("tỷ lệ", (4, 6)),
        ("MQL", (7, 8)),
        ("share", (2, 5, 9)),
        ("combo", (5, 9)),
        ("trafic web", (1,)),
    ],
)
def test_when_in_doubt_it_asks(query: str, several: tuple[int, ...]) -> None:
    assert best_match(query, NAMES) == Match(None, several)


@pytest.mark.parametrize("query", ["#99", "#", "", "  ", "≥", "weather", "#" + "9" * 40])
def test_what_fits_nothing_finds_nothing(query: str) -> None:
    assert best_match(query, NAMES) == Match(None, ())


def test_equal_titles_are_told_apart_by_asking() -> None:
    assert best_match("churn", {1: ["Churn"], 2: ["churn"], 3: ["Churn rate"]}) == Match(
        None, (1, 2)
    )


def test_at_most_five_are_offered() -> None:
    many = {number: [f"Share {number}"] for number in range(20)}
    assert best_match("share", many) == Match(None, (0, 1, 2, 3, 4))


def test_no_titles_no_match() -> None:
    assert best_match("churn", {}) == Match(None, ())
    assert best_match("churn", {1: ["≥"]}) == Match(None, ())


@given(query=st.text(max_size=300))
def test_only_what_exists_is_found(query: str) -> None:
    match = best_match(query, NAMES)
    assert match.one is None or match.one in TITLES
    assert set(match.several) <= set(TITLES)
    assert match.one is None or not match.several


@given(key=st.sampled_from(sorted(TITLES)))
def test_every_goal_is_found_by_its_title_and_by_its_number(key: int) -> None:
    assert best_match(TITLES[key], NAMES).one == key
    assert best_match(f"#{key}", NAMES).one == key
