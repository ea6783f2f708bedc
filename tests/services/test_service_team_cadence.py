"""A goal without a cadence of its own is asked about as often as its team says."""

from datetime import datetime, timedelta

import pytest
from company import AN, BINH, CHI, DAN, EMMA, HANOI, WORKSPACE, Company
from desk import Desk

from bot.domain.errors import NotAllowed, NotFound
from bot.domain.rhythm import Cadence
from bot.services import reminding

MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=HANOI)
WEEK = timedelta(days=7)
TREE = [
    {"key": "sales", "name": "Sales", "lead": "binh", "members": ["an", "emma"]}
    | {"teams": [{"key": "online", "name": "Online", "lead": "emma"}]},
    {"key": "support", "name": "Support", "lead": "dan"},
]


def choose(desk: Desk, cadence: Cadence | None, name: str) -> dict | None:
    return reminding.set_cadence(desk.rt, cadence, name, by=desk.by(AN), key=desk.key())


def of_team(desk: Desk, cadence: Cadence | None, name: str | None, who: str = BINH) -> dict | None:
    return reminding.set_team_cadence(desk.rt, cadence, name, by=desk.by(who), key=desk.key())


def nested(desk: Desk, team: str = "online") -> Company:
    """Three key results of a team below Sales."""
    company = desk.company()
    company.teams = [dict(team) for team in TREE]
    company.objective = {"team": team}
    for title in ("Doanh số", "Tỷ lệ combo", "Tỷ lệ rời bỏ"):
        company.given_key_result("an", title, value=40)
    company.write()
    return company


def cadences(company: Company) -> list[int]:
    """Days between two questions by key result."""
    return [company.key_result(f"kr{n}").cadence_days for n in (1, 2, 3)]


def test_the_nearest_choice_counts_and_can_be_taken_back(desk: Desk) -> None:
    company = nested(desk)
    assert cadences(company) == [7, 7, 7]
    told = of_team(desk, Cadence.BIWEEKLY, "Sales")
    assert told == {"team": "Sales", "cadence": "biweekly", "own": True, "count": 3, "others": 0}
    assert cadences(company) == [14, 14, 14]
    choose(desk, Cadence.NEVER, "Doanh số")
    told = of_team(desk, Cadence.MONTHLY, "Online", EMMA)
    assert told == {"team": "Online", "cadence": "monthly", "own": True, "count": 2, "others": 1}
    assert cadences(company) == [0, 30, 30]
    told = of_team(desk, None, "Online")
    assert told == {"team": "Online", "cadence": "biweekly", "own": False, "count": 2, "others": 1}
    told = choose(desk, None, "Doanh số")
    assert told == {"title": "Doanh số", "count": 1, "cadence": "biweekly", "own": False}
    assert cadences(company) == [14, 14, 14]
    of_team(desk, None, "Sales")
    assert cadences(company) == [7, 7, 7]


def test_the_people_of_a_team_are_asked_every_other_week(desk: Desk) -> None:
    nested(desk)
    of_team(desk, Cadence.BIWEEKLY, None)  # Bình leads Sales
    for week in range(4):
        desk.tick(MONDAY + week * WEEK)
    asked = [row.created_at for row in desk.prepared(kind="check_in")]
    assert asked == [MONDAY + WEEK, MONDAY + 3 * WEEK], "the figure of the week before counts"


@pytest.mark.parametrize("who", [BINH, EMMA, CHI])
def test_those_who_lead_a_team_and_admins_choose_for_it(desk: Desk, who: str) -> None:
    company = nested(desk)
    assert of_team(desk, Cadence.MONTHLY, "Online", who) is not None
    assert cadences(company) == [30, 30, 30]
    assert company.audited() == [("change_team_settings", "team")]


@pytest.mark.parametrize("who", [AN, DAN])
def test_others_do_not_and_are_told_who_does(desk: Desk, who: str) -> None:
    company = nested(desk)
    with pytest.raises(NotAllowed) as refused:
        of_team(desk, Cadence.MONTHLY, "Online", who)
    assert refused.value.key == "policy.change_team_settings"
    assert refused.value.params["who"] == (EMMA, BINH)
    assert cadences(company) == [7, 7, 7]


def test_a_team_that_does_not_exist_and_nobodys_own_team(desk: Desk) -> None:
    nested(desk)
    for name, who, key in (("zzz", BINH, "team.unknown"), (None, CHI, "team.none")):
        with pytest.raises(NotFound) as missing:
            of_team(desk, Cadence.MONTHLY, name, who)
        assert missing.value.key == key


def test_the_same_delivery_chooses_once(desk: Desk) -> None:
    company, key = nested(desk), desk.key()
    for _ in range(2):
        reminding.set_team_cadence(desk.rt, Cadence.MONTHLY, "Sales", by=desk.by(BINH), key=key)
    assert len(company.audited()) == 1


def test_teams_of_another_workspace_keep_theirs(desk: Desk) -> None:
    here, there = desk.company(WORKSPACE), desk.company("T0OTHER")
    for company in (here, there):
        company.given_key_result("an", "Doanh số", value=40)
        company.write()
    of_team(desk, Cadence.MONTHLY, "Sales")
    assert (here.key_result("kr1").cadence_days, there.key_result("kr1").cadence_days) == (30, 7)


def test_a_file_says_it_of_teams_objectives_and_key_results(desk: Desk) -> None:
    company = nested(desk)
    company.teams[0]["check_in"], company.key_results[0]["check_in"] = "biweekly", "never"
    company.written = False
    assert cadences(company) == [0, 14, 14]
    company.objective["check_in"], company.written = "monthly", False
    assert cadences(company) == [0, 30, 30]


def test_what_a_file_does_not_say_of_a_team_stays(desk: Desk) -> None:
    company = nested(desk)
    of_team(desk, Cadence.MONTHLY, "Sales")
    company.written = False
    assert cadences(company) == [30, 30, 30]
    company.given_key_result("an", "Đơn hàng", value=10)
    assert company.key_result("kr4").cadence_days == 30


def test_goals_of_other_teams_are_asked_about_as_before(desk: Desk) -> None:
    company = nested(desk, team="support")
    of_team(desk, Cadence.MONTHLY, "Sales")
    assert cadences(company) == [7, 7, 7]
