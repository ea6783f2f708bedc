"""A goal is asked about as often as was chosen, and may be answered at any time."""

from datetime import datetime, timedelta

import pytest
from company import AN, BINH, DAN, HANOI, WORKSPACE, Company
from desk import Desk

from bot.domain.errors import Invalid, NotAllowed, NotFound
from bot.domain.rhythm import Cadence
from bot.services import answering, reminding
from bot.services.choices import SeveralFit
from bot.services.replying import Came

MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=HANOI)
WEEK = timedelta(days=7)


@pytest.fixture
def company(desk: Desk) -> Company:
    found = desk.company()
    found.given_key_result("an", "Doanh số", value=40)
    found.given_key_result("an", "Tỷ lệ combo", value=20, aliases=["AOV"])
    found.given_key_result("an", "Tỷ lệ rời bỏ", value=20)
    found.write()
    return found


def choose(desk: Desk, cadence: Cadence, name: str, who: str = AN) -> dict | None:
    return reminding.set_cadence(desk.rt, cadence, name, by=desk.by(who), key=desk.key())


def asked(desk: Desk, weeks: int) -> list[list[str]]:
    """The titles of each week's question."""
    for week in range(weeks):
        desk.tick(MONDAY + week * WEEK)
    found = desk.prepared(kind="check_in")
    return [[item["title"] for item in row.params["items"]] for row in found]


@pytest.mark.usefixtures("company")
def test_what_is_not_due_is_not_asked(desk: Desk) -> None:
    choose(desk, Cadence.BIWEEKLY, "doanh so")
    choose(desk, Cadence.NEVER, "aov")
    # The figure of the week before counts as told.
    assert asked(desk, 4) == [
        ["Tỷ lệ rời bỏ"],
        ["Doanh số", "Tỷ lệ rời bỏ"],
        ["Tỷ lệ rời bỏ"],
        ["Doanh số", "Tỷ lệ rời bỏ"],
    ]


@pytest.mark.usefixtures("company")
def test_monthly_is_asked_once_a_month(desk: Desk) -> None:
    choose(desk, Cadence.MONTHLY, "Tỷ lệ combo")
    assert [("Tỷ lệ combo" in titles) for titles in asked(desk, 6)] == [
        *(False, False, False, True, False, False),
    ], "told on 15 November, then asked on 7 December"


def test_what_is_not_asked_may_be_answered(desk: Desk, company: Company) -> None:
    choose(desk, Cadence.NEVER, "Tỷ lệ combo")
    asked(desk, 1)
    answering.reply(desk.rt, Came(desk.key(), "tỷ lệ combo 25%", "reply"), by=desk.by(AN))
    assert company.value("kr2") == 25


@pytest.mark.usefixtures("company")
def test_nobody_is_asked_when_nothing_is_due(desk: Desk) -> None:
    told = choose(desk, Cadence.BIWEEKLY, "Grow", BINH)
    assert told == {"title": "Grow", "count": 3, "cadence": "biweekly", "own": True}
    assert len(asked(desk, 2)) == 1
    assert len(asked(desk, 4)) == 2


@pytest.mark.usefixtures("company")
def test_two_goals_that_fit_are_offered(desk: Desk) -> None:
    with pytest.raises(SeveralFit) as fit:
        choose(desk, Cadence.NEVER, "tỷ lệ")
    assert sorted(fit.value.choices.values()) == ["Tỷ lệ combo", "Tỷ lệ rời bỏ"]
    key = next(str(key) for key, title in fit.value.choices.items() if title == "Tỷ lệ combo")
    told = choose(desk, Cadence.NEVER, key)
    assert told is not None
    assert told["title"] == "Tỷ lệ combo"


@pytest.mark.usefixtures("company")
@pytest.mark.parametrize("name", ["zzz", "#99"])
def test_what_is_no_goal_is_not_found(desk: Desk, name: str) -> None:
    with pytest.raises(NotFound) as missing:
        choose(desk, Cadence.NEVER, name)
    assert missing.value.key == "goal.unknown"


@pytest.mark.usefixtures("company")
def test_for_the_goal_of_somebody_else_one_is_told_who_can(desk: Desk) -> None:
    with pytest.raises(NotAllowed) as refused:
        choose(desk, Cadence.NEVER, "Doanh số", DAN)
    assert refused.value.params["who"] == (AN, BINH)


@pytest.mark.usefixtures("company")
@pytest.mark.parametrize("name", ["", "  "])
def test_without_a_name_it_is_asked_which_goal_is_meant(desk: Desk, name: str) -> None:
    with pytest.raises(Invalid) as unnamed:
        choose(desk, Cadence.NEVER, name)
    assert unnamed.value.key == "goal.unnamed"


def test_goals_of_another_workspace_do_not_exist(desk: Desk) -> None:
    here, there = desk.company(WORKSPACE), desk.company("T0OTHER")
    for company in (here, there):
        company.given_key_result("an", "Doanh số", value=40)
        company.write()
    choose(desk, Cadence.NEVER, "Doanh số")
    assert (here.key_result("kr1").cadence_days, there.key_result("kr1").cadence_days) == (0, 7)


def test_an_import_that_says_nothing_of_it_leaves_the_choice(desk: Desk, company: Company) -> None:
    choose(desk, Cadence.MONTHLY, "Doanh số")
    company.written = False
    company.write()
    assert company.key_result("kr1").cadence_days == 30
    company.key_results[0]["check_in"], company.written = "weekly", False
    company.write()
    assert company.key_result("kr1").cadence_days == 7
