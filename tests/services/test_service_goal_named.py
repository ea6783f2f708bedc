"""Which goal somebody means, among those that they may know of."""

import pytest
from company import AN, BINH, CHI, DAN, EMMA, Company
from desk import Desk

from bot.domain.errors import Invalid, NotAllowed, NotFound
from bot.services.choices import GoalFound, SeveralFit, goal_named


@pytest.fixture
def company(desk: Desk) -> Company:
    found = desk.company()
    found.given_key_result("an", "Doanh số", aliases=["DS"])
    found.given_key_result("emma", "Churn")
    found.given_key_result("emma", "Total traffic")
    found.write()
    return found


def named(desk: Desk, name: str, who: str = EMMA, **more: str) -> GoalFound:
    with desk.rt.reading() as session:
        return goal_named(session, desk.by(who), name, **more)  # type: ignore[arg-type]


@pytest.mark.usefixtures("company")
@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("churn", "Churn"),
        ("doanh so", "Doanh số"),
        ("ds", "Doanh số"),
        ("KR2", "Churn"),
        ("traffic", "Total traffic"),
        ("grow", "Grow"),
        ("o1", "Grow"),
    ],
)
def test_everybody_finds_what_is_public(desk: Desk, name: str, title: str) -> None:
    assert {named(desk, name, who).title for who in (AN, EMMA, DAN)} == {title}


def test_ids_mean_one_kind_or_the_preferred_one(desk: Desk, company: Company) -> None:
    kr = company.key_result("kr2")
    assert named(desk, f"kr:{kr.id}").title == "Churn"
    assert named(desk, f"#{kr.id}").title == "Churn"
    assert named(desk, f"o:{kr.objective_id}").title == "Grow"
    assert named(desk, "#1", prefers="o").title == "Grow"
    assert named(desk, "kr:1").reference == "kr:1"


@pytest.mark.usefixtures("company")
def test_what_is_like_nothing_is_told_with_the_nearest(desk: Desk) -> None:
    with pytest.raises(SeveralFit) as fit:
        named(desk, "trafic web")
    assert (fit.value.guessed, [*fit.value.choices.values()]) == (True, ["Total traffic"])
    for name in ("zzz", "kr:99", "o:99", "#99"):
        with pytest.raises(NotFound, match=r"goal.unknown"):
            named(desk, name)
    with pytest.raises(Invalid, match=r"goal.unnamed"):
        named(desk, " ")


def test_private_goals_are_unknown_to_others(desk: Desk, company: Company) -> None:
    company.private, company.written = True, False
    company.write()
    kr = company.key_result("kr2")
    assert [named(desk, "churn", who).title for who in (EMMA, BINH)] == ["Churn", "Churn"]
    for who in (DAN, CHI):
        with pytest.raises(NotFound):
            named(desk, "churn", who)
        with pytest.raises(NotAllowed) as refused:
            named(desk, f"kr:{kr.id}", who)
        assert refused.value.params["who"] == (BINH,)


def test_who_leads_an_owner_knows_their_key_results_of_others_private_goals(
    desk: Desk, company: Company
) -> None:
    company.private, company.written = True, False
    company.write()
    objective_id = company.key_result("kr2").objective_id
    with company.database.unit_of_work() as session:
        found = goal_named(session, desk.by(EMMA), f"o:{objective_id}").objective
        found.owner_id, found.team_id = company.person(DAN).id or 0, None
    for manager_id in (company.person(BINH).id, None):  # without one, the lead of their team is it
        company.change(company.person(EMMA), manager_id=manager_id)
        assert named(desk, "churn", BINH).title == "Churn"
        assert named(desk, f"o:{objective_id}", BINH).title == "Grow"
        with pytest.raises(NotFound):
            named(desk, "churn", CHI)


def test_drafts_are_known_to_their_team(desk: Desk, company: Company) -> None:
    objective_id = company.key_result("kr2").objective_id
    with company.database.unit_of_work() as session:
        found = goal_named(session, desk.by(EMMA), f"o:{objective_id}").objective
        found.state = "draft"
    assert [named(desk, "churn", who).title for who in (AN, BINH, CHI)] == ["Churn"] * 3
    for name in ("churn", f"o:{objective_id}"):
        with pytest.raises(NotFound):
            named(desk, name, DAN)


def test_two_of_one_name_are_told_apart_by_their_owners(desk: Desk, company: Company) -> None:
    company.given_key_result("emma", "Calls")
    company.given_key_result("an", "Calls")
    company.write()
    assert named(desk, "calls", AN).key_result != named(desk, "calls", EMMA).key_result
    with pytest.raises(SeveralFit) as fit:
        named(desk, "calls", DAN)
    assert [*fit.value.choices.values()] == ["Calls · Emma", "Calls · An"]
