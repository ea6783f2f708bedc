"""Headings: below "next week" nothing is a figure of this week."""

from decimal import Decimal

import pytest
from reply_rows import CARE, DEMOS, asked, read, written

from bot.domain.replies import StatusWord

FIVE_TWO = {1: Decimal("5.2")}


@pytest.mark.parametrize(
    "text",
    [
        "Churn 5,2\nKế hoạch tuần tới:\n- CSAT 8,5\n- phản hồi 35",
        "Churn 5,2\n\nTuần sau:\n\n1. CSAT 8,5\n2. phản hồi 35",
        "Churn 5.2\nNext week:\n• CSAT 8.5\n• response time 35",
        "Churn 5.2\nNext steps\n- CSAT 8.5",
        "*Kết quả*\n- churn 5,2\n*Kế hoạch*\n- churn 5\n- CSAT 8,6",
        "Last week: churn 5.6, CSAT 8.2\nThis week: churn 5.2",
        "Tuần trước: churn 5,6; CSAT 8,2\nTuần này: churn 5,2",
        "Churn 5,2. Mục tiêu tuần tới: CSAT 8,5, phản hồi 35",
        "Churn 5,2 | plan: 4,8",
        "Churn 5.2. Next week we aim for CSAT 8.5, response time 35",
    ],
)
def test_plans_and_last_week_are_not_written(text: str) -> None:
    assert written(text) == FIVE_TWO


@pytest.mark.parametrize("heading", ["To do:", "Action items:", "Việc cần làm:", "Hành động:"])
def test_a_list_of_things_to_do_holds_no_figure_of_today(heading: str) -> None:
    assert written(f"Churn 5,2\n{heading}\n- CSAT 8,5\n- phản hồi 35") == FIVE_TWO


@pytest.mark.parametrize("heading", ["Confidence", "Tự tin"])
def test_what_follows_confidence_is_confidence_and_no_value(heading: str) -> None:
    reading = read(f"{heading}: KR1 8, KR2 7")
    assert {update.n: update.confidence for update in reading.updates} == {1: 8, 2: 7}
    assert all(update.value is None for update in reading.updates)


def test_a_plan_ends_at_an_empty_line() -> None:
    assert written("Kế hoạch:\n- CSAT 8,5\n- phản hồi 35\n\nchurn 5,2") == FIVE_TWO


def test_what_is_only_planned_below_a_heading_is_not_even_asked_about() -> None:
    assert asked("Goals for next week: churn 5, CSAT 8.5") == {}
    assert asked("next week churn will be 5", CARE, "en") == {1: "needs_value"}


@pytest.mark.parametrize("text", ["Next week:\n- KR1 done", "Tuần tới:\n- KR1 xong, tự tin 8"])
def test_done_below_a_plan_is_not_done(text: str) -> None:
    assert written(text, DEMOS) == {}
    assert all(update.confidence is None for update in read(text, DEMOS).updates)


def test_a_status_below_last_week_is_none_of_today() -> None:
    reading = read("Last week: churn at risk\nThis week: churn 5.2 on track", CARE, "en")
    assert [update.status for update in reading.updates] == [StatusWord.ON_TRACK]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("KR1\nMục tiêu: 3\nHiện tại: 5,2", "5.2"),
        ("KR1 target: 3 actual: 5.2", "5.2"),
        ("Mục tiêu 3, hiện churn 5,2", "5.2"),
        ("Churn: 5,2", "5.2"),
    ],
)
def test_a_target_beside_the_figure_makes_no_plan_of_it(text: str, value: str) -> None:
    assert written(text) == {1: Decimal(value)}


def test_blockers_below_a_heading_are_notes_and_name_no_goal() -> None:
    reading = read("churn 5.2\nBlockers:\n- response time of legal is 12 days", CARE, "en")
    assert {update.n: update.value for update in reading.updates} == {1: Decimal("5.2"), 3: None}
    assert reading.questions == ()


@pytest.mark.parametrize(
    "text", ["tuần sau em nghỉ\n1: 5,2", "rủi ro\n1: 5,2", "đang chờ duyệt\n1: 5,2"]
)
def test_a_sentence_or_a_status_is_no_heading(text: str) -> None:
    assert written(text) == FIVE_TWO


def test_plans_and_quotes_change_nothing_of_what_is_said_of_everything() -> None:
    same = {1: Decimal("5.8"), 2: Decimal("8.1"), 3: 41}
    assert written("Không đổi\nTuần sau:\n- KR1 5") == same
    assert written("> KR1 5?\nno change", CARE, "en") == same


def test_a_figure_of_a_signature_makes_no_list_complete() -> None:
    assert written("5,2\n8,4\nLinh, ext 4021") == {}
