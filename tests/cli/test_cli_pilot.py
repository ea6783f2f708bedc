"""`okrbot pilot`, and how the other commands say that nobody is asked."""

import pytest
from command_line import EXAMPLE, Okrbot

NOBODY = "no team was chosen, so nobody is asked"


@pytest.fixture
def fresh(okrbot: Okrbot) -> Okrbot:
    """The sample company without a word about a pilot."""
    with open("file.yaml", "w", encoding="utf-8") as file:
        file.write(EXAMPLE.read_text("utf-8").replace("  pilot: off\n", ""))
    okrbot("import", "file.yaml", "--workspace", "T0MINHLONG")
    return okrbot


def test_where_nobody_is_asked_every_look_says_so(fresh: Okrbot) -> None:
    for words in (("import", "file.yaml"), ("sending", "status"), ("pilot", "status")):
        told = fresh(*words).out
        assert NOBODY in told, words
        assert "`okrbot pilot add TEAM…`" in told
        assert "`okrbot pilot end`" in told


def test_teams_come_and_go(fresh: Okrbot) -> None:
    assert fresh("pilot", "add", "content").out.splitlines() == [
        "Minh Long: pilot, asked: 1 of 5 people with goals.",
        "  content",
    ]
    told = fresh("pilot", "add", "marketing").out
    assert "asked: 5 of 5" in told
    assert "  marketing, with content, growth, activation\n" in told
    assert NOBODY in fresh("pilot", "remove", "content", "marketing").out
    assert NOBODY not in fresh("pilot", "end").out
    assert fresh("pilot", "end").out.endswith("It stood so already.\n")
    assert "counts once a pilot runs: `okrbot pilot start`" in fresh("pilot", "add", "growth").out
    assert "asked: 2 of 5" in fresh("pilot", "start").out


def test_an_unknown_team_changes_nothing(fresh: Okrbot) -> None:
    ended = fresh("pilot", "add", "content", "sale")
    assert ended.code == 2
    assert "no team with the key sale, so nothing was changed" in ended.err
    assert "Teams: marketing, content, growth, activation." in ended.err
    assert NOBODY in fresh("pilot", "status").out


def test_the_example_asks_everybody(okrbot: Okrbot) -> None:
    told = okrbot("import", EXAMPLE, "--workspace", "T0MINHLONG").out
    assert NOBODY not in told
    assert okrbot("pilot", "status").out == (
        "Minh Long: no pilot, asked: 5 of 5 people with goals.\n"
    )


def test_which_workspace_is_asked_when_there_are_two(okrbot: Okrbot) -> None:
    assert "no workspace yet" in (okrbot("migrate"), okrbot("pilot", "status"))[1].err
    for workspace in ("T1", "T2"):
        okrbot("import", EXAMPLE, "--workspace", workspace)
    ended = okrbot("pilot", "start")
    assert (ended.code, "one of T1, T2" in ended.err) == (2, True)
    okrbot("pilot", "start", "--workspace", "T2")
    assert [line.split(",")[0] for line in okrbot("pilot", "status").out.splitlines()] == [
        "Minh Long: no pilot",
        "Minh Long: pilot",
    ]
    assert (
        "There is no workspace T3. Known: T1, T2."
        in okrbot("pilot", "status", "--workspace", "T3").err
    )
