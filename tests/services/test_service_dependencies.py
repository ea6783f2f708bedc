"""One team asks another for help: both see it, the lead answers, the asker hears."""

from datetime import date, datetime

import pytest
from company import AN, BINH, CHI, DAN, EMMA, HANOI, Company, rows
from desk import Desk

from bot.domain.errors import Conflict, Invalid, NotAllowed, NotFound
from bot.services import dependencies, dependency_rows
from bot.services.cycles import activating, overview
from storage.tables import Cycle, Dependency, Objective, Team

DUE = date(2026, 11, 20)
LATER = datetime(2026, 11, 25, 9, 0, tzinfo=HANOI)


pytestmark = pytest.mark.usefixtures("company")


@pytest.fixture
def company(desk: Desk) -> Company:
    found = desk.company()
    found.given_key_result("an", "Doanh số", value=46)
    found.write()
    return found


def team(desk: Desk, key: str) -> int:
    return next(row.id or 0 for row in rows(desk.database, Team) if row.key == key)


def ask(desk: Desk, who: str = BINH, *, of: str = "support-hue", due: date = DUE) -> int:
    [objective] = rows(desk.database, Objective)
    made = dependencies.ask(
        desk.rt,
        objective.id,
        team(desk, of),
        "Call 40 customers",
        "3 days",
        due,
        by=desk.by(who),
        key=desk.key(),
    )
    assert made is not None
    return made


def test_the_lead_is_asked_and_both_have_a_card(desk: Desk) -> None:
    ask(desk)
    cards = {row.params["role"]: row for row in desk.prepared(kind="dependency")}
    assert {role: card.target for role, card in cards.items()} == {"asked": DAN, "asker": BINH}
    assert (cards["asked"].params["can_answer"], cards["asker"].params["can_answer"]) == (
        True,
        False,
    )
    assert [one["team"] for one in dependency_rows.listed(desk.rt, by=desk.by(BINH))["by_us"]] == [
        "Support Hue"
    ]
    [asked] = dependency_rows.listed(desk.rt, by=desk.by(DAN))["of_us"]
    assert (asked["what"], asked["effort"], asked["can_answer"]) == (
        "Call 40 customers",
        "3 days",
        True,
    )
    assert len(dependency_rows.listed(desk.rt, by=desk.by(EMMA))["by_us"]) == 1  # of her team
    nothing = dependency_rows.listed(desk.rt, by=desk.by(CHI))
    assert (nothing["by_us"], nothing["of_us"]) == ([], [])


def test_the_asker_hears_of_the_answer_once(desk: Desk) -> None:
    number = ask(desk)
    for stranger in (AN, EMMA):
        with pytest.raises(NotAllowed, match="answer_dependency"):
            dependencies.answer(
                desk.rt, number, accepted=True, because=None, by=desk.by(stranger), key=desk.key()
            )
    key = desk.key()
    for _ in range(2):
        dependencies.answer(
            desk.rt, number, accepted=False, because="no people", by=desk.by(DAN), key=key
        )
    with pytest.raises(Conflict, match=r"depend\.answered"):
        dependencies.answer(
            desk.rt, number, accepted=True, because=None, by=desk.by(DAN), key=desk.key()
        )
    [told] = desk.prepared(kind="dependency_answer")
    assert (told.target, told.params["state"], told.params["because"]) == (
        BINH,
        "declined",
        "no people",
    )
    assert {row.params["state"] for row in desk.prepared(kind="dependency")} == {"declined"}


def test_a_private_goal_is_named_to_the_one_who_is_asked_alone(
    desk: Desk, company: Company
) -> None:
    company.private, company.written = True, False
    company.write()
    ask(desk)
    assert len(dependency_rows.listed(desk.rt, by=desk.by(DAN))["of_us"]) == 1
    assert dependency_rows.listed(desk.rt, by=desk.by(EMMA))["by_us"] == []
    [shown] = overview.show(desk.rt, by=desk.by(CHI))["cycles"]
    assert (shown["unanswered"], shown["overdue"]) == (1, [])


def test_a_request_without_an_answer_is_named_when_its_day_is_over(desk: Desk) -> None:
    ask(desk)
    desk.now = LATER
    [shown] = overview.show(desk.rt, by=desk.by(CHI))["cycles"]
    [overdue] = shown["overdue"]
    assert (overdue["team"], overdue["what"], overdue["lead"]) == (
        "Support Hue",
        "Call 40 customers",
        DAN,
    )
    [cycle] = rows(desk.database, Cycle)
    found = activating.preview(desk.rt, cycle.id, by=desk.by(CHI))
    assert [one["overdue"] for one in found["unanswered"]] == [True]


def test_who_may_ask_whom(desk: Desk) -> None:
    for who in (AN, DAN):
        with pytest.raises(NotAllowed, match="ask_dependency"):
            ask(desk, who)
    with pytest.raises(Invalid, match="same_team"):
        ask(desk, of="sales")
    with pytest.raises(Invalid, match="past"):
        ask(desk, due=date(2026, 11, 1))
    with pytest.raises(NotFound, match=r"depend\.unknown"):
        dependencies.answer(
            desk.rt, 99, accepted=True, because=None, by=desk.by(DAN), key=desk.key()
        )
    assert rows(desk.database, Dependency) == []


def test_the_form_offers_ones_own_goals_and_the_named_team_first(desk: Desk) -> None:
    form = dependencies.form(desk.rt, "huế", by=desk.by(BINH))
    assert [one["title"] for one in form["objectives"]] == ["Grow"]
    assert form["teams"][0]["name"] == "Support Hue"
    assert form["chosen"] == team(desk, "support-hue")
    with pytest.raises(Invalid, match="no_goals"):
        dependencies.form(desk.rt, None, by=desk.by(DAN))
