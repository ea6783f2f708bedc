"""Plans for the week: kept from a reply, asked about a week later, done, kept or dropped."""

from datetime import datetime, timedelta

import pytest
from company import AN, EMMA, HANOI, Company, rows
from desk import Desk

from bot.domain.errors import Gone, NotAllowed, NotFound
from bot.services import answering, undoing, week_plans
from bot.services.replying import Came
from storage.tables import Reply, WeekPlan

MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=HANOI)
WEEK = timedelta(days=7)


@pytest.fixture
def company(desk: Desk) -> Company:
    found = desk.company()
    found.given_key_result("an", "Doanh số", value=40)
    found.given_key_result("an", "Gia hạn", value=40)
    found.write()
    desk.tick(MONDAY)
    return found


def say(desk: Desk, text: str) -> None:
    key = desk.key()
    answering.reply(desk.rt, Came(key, text, "reply"), by=desk.by(AN))


def planned(desk: Desk) -> list[tuple[str, str, str]]:
    return [(plan.text, plan.week, plan.state) for plan in rows(desk.database, WeekPlan)]


def shown(desk: Desk) -> list[tuple[str, str | None, str]]:
    """What An's newest question says of plans."""
    message = desk.prepared(kind="check_in")[-1]
    edits = [row for row in desk.prepared(kind="check_in") if row.edits_id == message.id]
    params = (edits or [message])[-1].params
    return [(plan["text"], plan["title"], plan["state"]) for plan in params["plans"]]


@pytest.mark.usefixtures("company")
def test_a_plan_is_asked_about_in_the_next_week(desk: Desk) -> None:
    say(desk, "1: 45\nKế hoạch:\n- gọi 20 đối tác về doanh số\n- họp với đại lý")
    assert planned(desk) == [
        ("gọi 20 đối tác về doanh số", "2026-W47", "open"),
        ("họp với đại lý", "2026-W47", "open"),
    ]
    card = desk.prepared(kind="answer_card")[-1].params
    assert [plan["n"] for plan in card["plans"]] == [1, None]
    desk.tick(MONDAY + WEEK)
    assert shown(desk) == [
        ("gọi 20 đối tác về doanh số", "Doanh số", "open"),
        ("họp với đại lý", None, "open"),
    ]


@pytest.mark.usefixtures("company")
def test_a_plan_is_kept_done_or_dropped_once(desk: Desk) -> None:
    say(desk, "Kế hoạch: gọi đối tác")
    plan = rows(desk.database, WeekPlan)[0]
    with pytest.raises(Gone, match="settled"):
        week_plans.choose(desk.rt, plan.id, "done", by=desk.by(AN), key=desk.key())
    desk.tick(MONDAY + WEEK)
    with pytest.raises(NotAllowed):
        week_plans.choose(desk.rt, plan.id, "done", by=desk.by(EMMA), key=desk.key())
    with pytest.raises(NotFound):
        week_plans.choose(desk.rt, plan.id, "sold", by=desk.by(AN), key=desk.key())
    week_plans.choose(desk.rt, plan.id, "kept", by=desk.by(AN), key=desk.key())
    assert planned(desk) == [("gọi đối tác", "2026-W48", "open")]
    with pytest.raises(Gone, match="settled"):
        week_plans.choose(desk.rt, plan.id, "dropped", by=desk.by(AN), key=desk.key())
    desk.tick(MONDAY + 2 * WEEK)
    week_plans.choose(desk.rt, plan.id, "done", by=desk.by(AN), key=desk.key())
    desk.tick(MONDAY + 3 * WEEK)
    assert shown(desk) == []


@pytest.mark.usefixtures("company")
def test_undo_takes_the_plans_back_too(desk: Desk) -> None:
    say(desk, "1: 45\nKế hoạch: gọi đối tác")
    reply = rows(desk.database, Reply)[-1]
    undoing.undo(desk.rt, reply.id, by=desk.by(AN), key=desk.key())
    assert planned(desk) == []


@pytest.mark.usefixtures("company")
def test_a_goal_without_an_initiative_is_pointed_out_once(desk: Desk) -> None:
    say(desk, "1: 45")
    say(desk, "1: 46, 2: 50")
    cards = [row.params for row in desk.prepared(kind="answer_card") if row.edits_id is None]
    pointed = [[hint["n"] for hint in card["hints"]] for card in cards]
    assert pointed == [[1], [2]]
