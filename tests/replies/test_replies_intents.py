"""Replies that are about something else than figures."""

from datetime import date

import pytest
from reply_rows import CARE, DEMOS, read

from bot.domain.replies import Intent, explain


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("", Intent.EMPTY),
        ("  \n ", Intent.EMPTY),
        ("👍", Intent.EMPTY),
        ("hoàn tác", Intent.UNDO),
        ("undo", Intent.UNDO),
        ("help", Intent.HELP),
        ("trợ giúp", Intent.HELP),
        ("xin chào", Intent.GREETING),
        ("hello!", Intent.GREETING),
        ("cảm ơn bot", Intent.THANKS),
        ("thanks!", Intent.THANKS),
        ("Nghỉ phép tới 28/11", Intent.LEAVE),
        ("I'm on vacation until Dec 3", Intent.LEAVE),
        ("để mai xem", Intent.NONE),
    ],
)
@pytest.mark.parametrize("rows", [CARE, DEMOS], ids=["three rows", "one row"])
def test_what_a_reply_without_figures_is_about(text: str, intent: Intent, rows: tuple) -> None:  # type: ignore[type-arg]
    assert read(text, rows).intent is intent


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("nghỉ phép tới 28/11", date(2026, 11, 28)),
        ("nghỉ phép đến ngày 28 tháng 1", date(2026, 1, 28)),
        ("on leave until Feb 3", date(2026, 2, 3)),
        ("on leave until 3 Feb", date(2026, 2, 3)),
        ("pto till 2026-02-03", date(2026, 2, 3)),
        ("on leave, back on 3/2", date(2026, 2, 2)),
        ("on leave until Dec 31", date(2025, 12, 31)),
        ("nghỉ phép tới 31/2", None),
        ("nghỉ phép tuần này", None),
    ],
)
def test_a_leave_ends_on_the_day_that_is_named(text: str, until: date | None) -> None:
    found = read(text).leave_until
    if text.endswith("Dec 31"):
        assert found in (until, date(2026, 12, 31))
    else:
        assert found == until


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("nghỉ phép từ 28/1 đến 2/2", (date(2026, 1, 28), date(2026, 2, 2))),
        ("nghỉ phép 28/1 - 2/2 nhé", (date(2026, 1, 28), date(2026, 2, 2))),
        ("On vacation from Jan 28 until Feb 2", (date(2026, 1, 28), date(2026, 2, 2))),
        ("on leave from 28/1, back on 3/2", (date(2026, 1, 28), date(2026, 2, 2))),
        ("on leave 28/1 – 2/2", (date(2026, 1, 28), date(2026, 2, 2))),
        ("nghỉ phép tới 28/1", (None, date(2026, 1, 28))),
        ("nghỉ phép từ 28/1", (date(2026, 1, 28), None)),
    ],
)
def test_a_leave_that_starts_later(text: str, days: tuple[date | None, date | None]) -> None:
    found = read(text, DEMOS)
    assert (found.leave_from, found.leave_until) == days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("churn 5,2, tuần sau nghỉ phép tới 28/1", (date(2026, 1, 12), date(2026, 1, 28))),
        ("churn 5.2. I'm on leave until 28 Jan", (None, date(2026, 1, 28))),
        ("em nghỉ phép từ 23/1 đến 28/1, churn 5,2", (date(2026, 1, 23), date(2026, 1, 28))),
        ("churn 5.2\nI'm on vacation next week", (date(2026, 1, 12), date(2026, 1, 18))),
    ],
)
def test_a_leave_beside_figures_is_no_note_of_a_goal(
    text: str, days: tuple[date | None, date]
) -> None:
    found = read(text)
    assert [(update.n, str(update.value), update.note) for update in found.updates] == [
        (1, "5.2", None)
    ]
    assert (found.leave_from, found.leave_until) == days


@pytest.mark.parametrize(
    "text",
    [
        "churn 5,2, chị Lan nghỉ phép tới 28/1",
        "churn 5.2. Peter is on leave until 28 Jan",
        "churn 5,2 vì 2 bạn nghỉ phép tới 28/1",
        "churn 5.2, on leave until next week",
    ],
)
def test_the_leave_of_others_stays_a_note(text: str) -> None:
    found = read(text)
    assert (found.leave_from, found.leave_until) == (None, None)
    assert found.updates[0].note


def test_figures_come_before_courtesies() -> None:
    reading = read("xin chào, churn 5,2, cảm ơn")
    assert reading.intent is Intent.NONE
    assert [update.n for update in reading.updates] == [1]


def test_an_explanation_names_words_roles_and_the_outcome() -> None:
    text = "churn 5,2 (tuần trước 5,8), csat hơn 8, họp 14h30"
    lines = explain(text, CARE, locale="vi", today=date(2026, 1, 5))
    told = "\n".join(lines)
    assert "“churn” names KR1" in told
    assert "“5,8” is previous by rule previous" in told
    assert "“14h30” is masked: time" in told
    assert "write KR1: value value 5.2" in told
    assert "ask KR2: bound" in told
