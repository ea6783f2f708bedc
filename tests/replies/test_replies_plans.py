"""Plans in free words: what stands below a heading, line by line."""

from datetime import date
from decimal import Decimal

import pytest

from bot.domain.replies import Direction, Subject, read_reply

TODAY = date(2026, 11, 16)
CHURN = Subject(
    1,
    "kr:1",
    "Churn giảm từ 7% xuống 3%",
    "%",
    Direction.DOWN,
    Decimal(7),
    Decimal("5.8"),
    Decimal(3),
)
DEMOS = Subject(2, "kr:2", "60 demo", "demo", Direction.UP, Decimal(0), Decimal(38), Decimal(60))


@pytest.mark.parametrize(
    ("locale", "text", "planned"),
    [
        ("vi", "churn 5,2\nKế hoạch: gọi 20 đối tác, họp", [(None, "gọi 20 đối tác, họp")]),
        (
            "vi",
            "Tuần sau:\n- demo 50\n- gọi khách về churn",
            [(2, "demo 50"), (1, "gọi khách về churn")],
        ),
        ("en", "churn 5.2. Next week: brief the agency", [(None, "brief the agency")]),
        ("en", "demos 44\nPlan:\n• two workshops for churn", [(1, "two workshops for churn")]),
        ("en", "Plan: none", []),
        ("vi", "Kế hoạch: không có", []),
        ("vi", "churn 5,2, tuần sau em nghỉ", []),
        ("en", "churn 5.2\n> Plan: quoted", []),
    ],
)
def test_what_stands_below_a_heading_is_a_plan(
    locale: str, text: str, planned: list[tuple[int | None, str]]
) -> None:
    found = read_reply(text, [CHURN, DEMOS], locale=locale, today=TODAY)
    assert [(plan.n, plan.text) for plan in found.plans] == planned


def test_a_plan_is_of_the_only_goal_there_is() -> None:
    found = read_reply("5.2\nPlan: call partners", [CHURN], locale="en", today=TODAY)
    assert [plan.n for plan in found.plans] == [1]
    assert [(update.value, update.note) for update in found.updates] == [(Decimal("5.2"), None)]
