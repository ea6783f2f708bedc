"""What people see of roll-ups: why a team stands so, how it stood earlier, and odd teams."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from company import AN, CHI, DAN, EMMA, HANOI, Company
from desk import Desk
from sqlmodel import col, select

from bot.domain.errors import Invalid
from bot.domain.past_days import name_and_day
from bot.render.plain import Plain
from bot.services import (
    answering,
    companies,
    past_overviews,
    people_overviews,
    receipts,
    team_figures,
    team_overviews,
)
from bot.services.replying import Came
from storage.tables import Cycle, KeyResult, Objective, Team

MONDAY = datetime(2026, 11, 16, 10, 0, tzinfo=HANOI)
ODD = "*Bold* _x_ <b>&amp;</b> \u202eשלום " + "dài " * 30


@pytest.fixture
def company(desk: Desk) -> Company:
    found = desk.company()
    found.given_key_result("emma", "Churn", value=46)
    found.given_key_result("an", "Tỷ lệ combo", value=20, weight=2)
    found.objective |= {"ambition": "committed"}
    found.write()
    desk.now = MONDAY
    return found


def text(desk: Desk, kind: str, params: Any, locale: str = "en") -> str:
    words = desk.rt.render.message(kind, params, locale=locale, tz="Asia/Ho_Chi_Minh")
    return "\n".join(Plain({}).blocks(words.blocks))


def says(desk: Desk, who: str, words: str) -> None:
    answering.reply(desk.rt, Came(desk.key(), words, "reply"), by=desk.by(who))


def test_the_receipt_of_a_team_adds_up_and_names_what_sets_the_status(
    desk: Desk, company: Company
) -> None:
    says(desk, AN, "combo 21%, on track")
    with company.database.unit_of_work() as session:
        hanoi = session.exec(select(Team).where(Team.key == "support-hanoi")).one()
        sales = session.exec(select(Team).where(Team.key == "sales")).one()
        hanoi.parent_id = sales.id
        kr = session.exec(select(KeyResult)).first()
        assert kr is not None
        goal = session.get_one(Objective, kr.objective_id)
        below = goal.model_dump(exclude={"id"}) | {"key": "b", "team_id": hanoi.id}
        added = Objective(**below | {"title": "Answer faster"})
        session.add(added)
        session.flush()
        facts = kr.model_dump(exclude={"id"}) | {"objective_id": added.id, "key": "b1"}
        session.add(KeyResult(**facts | {"title": "Calls", "progress": 800_000}))
    found = receipts.of_team(desk.rt, "sales", by=desk.by(EMMA))
    shown = text(desk, "team_why", found)
    # (46 + 2 × 21) ÷ 3 = 29.3 for the objective, and 80 for the team below.
    assert "🧮 42 % = (3 × 29 % + 80 %) ÷ 4" in shown
    assert "🎯 Grow · 29 % · 🔴 off track · 2 KRs, weight 3 · ⬅ sets the status" in shown
    assert "👥 Support Hanoi · 80 % · 🟢 on track · 1 KR, weight 1\n" in shown
    assert "⬅ 1 KR sets the status:\n• Tỷ lệ combo · 🔴 off track" in shown
    assert "Said otherwise: 1, two levels apart: 1" in shown
    assert "said 🟢 on track, computed 🔴 off track · two levels apart" in shown
    vietnamese = text(desk, "team_why", found, "vi")
    assert "Vì sao 🔴 chậm tiến độ? · 👥 Sales" in vietnamese
    assert "tự đánh giá 🟢 đúng tiến độ, số liệu cho thấy 🔴 chậm tiến độ" in vietnamese
    team_figures.count_anew(desk.rt)
    whole = text(desk, "team_why", receipts.of_company(desk.rt, by=desk.by(CHI)))
    assert "Why 🔴 off track? · Company" in whole
    assert "👥 Sales · 42 % · 🔴 off track · 3 KRs, weight 4 · ⬅ sets the status" in whole


@pytest.mark.usefixtures("company")
def test_a_past_day_shows_what_was_known_by_then(desk: Desk) -> None:
    before = team_overviews.team(desk.rt, "sales", by=desk.by(EMMA))
    says(desk, EMMA, "churn 90%, confidence 9")
    desk.now += timedelta(days=7)
    says(desk, EMMA, "churn 95%")
    past = past_overviews.team(desk.rt, "sales", MONDAY.date(), by=desk.by(EMMA))
    shown = text(desk, "team_overview", past)
    assert "As of 16 Nov" in shown
    assert "Churn · target 100 %\n90 %" in shown
    assert "confidence 9/10 (1 KR)" in shown
    earlier = past_overviews.team(desk.rt, "sales", date(2026, 11, 15), by=desk.by(EMMA))
    for name in ("progress", "total", "confident"):
        assert earlier["roll_up"][name] == before["roll_up"][name]
    now = team_overviews.team(desk.rt, "sales", by=desk.by(EMMA))
    assert "+2 points in a week" in text(desk, "team_overview", now), "(95 - 90) ÷ 3"
    company_then = past_overviews.company(desk.rt, MONDAY.date(), by=desk.by(CHI))
    assert company_then["whole"]["progress"] == past["roll_up"]["progress"]
    assert "Tính đến hết 16/11" in text(desk, "company", company_then, "vi")
    nothing = past_overviews.company(desk.rt, date(2020, 1, 1), by=desk.by(CHI))
    assert nothing["whole"]["total"] == 0
    assert "\nNo key results yet\n" in text(desk, "company", nothing)


def test_a_person_is_seen_by_others_without_private_goals(desk: Desk, company: Company) -> None:
    with company.database.unit_of_work() as session:
        open_goal = session.exec(select(Objective)).one()
        hidden = open_goal.model_dump(exclude={"id"}) | {"key": "p", "visibility": "private"}
        added = Objective(**hidden | {"title": "Learn to dance"})
        session.add(added)
        session.flush()
        kr = session.exec(select(KeyResult).order_by(col(KeyResult.id))).first()
        assert kr is not None
        facts = kr.model_dump(exclude={"id"}) | {"objective_id": added.id, "key": "p1"}
        session.add(KeyResult(**facts | {"title": "Tango", "progress": 1_000_000}))
    theirs = people_overviews.person(desk.rt, f"<@{EMMA}>", by=desk.by(DAN))
    shown = text(desk, "person_overview", theirs, "vi")
    assert shown.startswith("Emma\n1 KR · ▰▰▰▰▰▱▱▱▱▱ 46 %")
    assert "Tango" not in shown
    own = people_overviews.person(desk.rt, "emma", by=desk.by(EMMA))
    assert own["roll_up"]["total"] == 2
    assert own["roll_up"]["progress"] == "0.73"


@pytest.mark.parametrize(
    ("typed", "name", "on"),
    [
        ("marketing 15/10", "marketing", date(2026, 10, 15)),
        ("Nhóm 2 ngày 3 tháng 11", "Nhóm 2", date(2026, 11, 3)),
        ("2026-09-30", None, date(2026, 9, 30)),
        ("Nov 5", None, date(2026, 11, 5)),
        ("Team 7", "Team 7", None),
        ("Friday", "Friday", None),
        ("16/11", None, None),
        ("#12 2026-10-15", "#12", date(2026, 10, 15)),
    ],
)
def test_a_day_behind_a_name(typed: str, name: str | None, on: date | None) -> None:
    assert name_and_day(typed, today=MONDAY.date()) == (name, on)


def test_a_day_to_come_is_refused() -> None:
    with pytest.raises(Invalid, match=r"past.future"):
        name_and_day("sales 20/12", today=MONDAY.date())


def test_odd_teams_are_shown_all_the_same(desk: Desk, company: Company) -> None:
    with company.database.unit_of_work() as session:
        above = session.exec(select(Team).where(Team.key == "support-hue")).one()
        for n in range(12):
            below = Team(workspace_id=above.workspace_id, key=f"d{n}", name=ODD, parent_id=above.id)
            session.add(below)
            session.flush()
            above = below
        goal = session.exec(select(Objective)).one()
        goal.team_id, goal.title = above.id, ODD
        many = session.exec(select(KeyResult).order_by(col(KeyResult.id))).all()
        facts = many[0].model_dump(exclude={"id", "key", "title"})
        for n in range(500):
            session.add(KeyResult(**facts, key=f"m{n}", title=ODD))
    team_figures.add_up(desk.rt)
    top = team_overviews.team(desk.rt, "Support Hue", by=desk.by(DAN))
    assert (top["large"], top["roll_up"]["total"]) == (True, 502)
    assert len(top["children"]) == 1
    empty = team_overviews.team(desk.rt, "Support Hanoi", by=desk.by(DAN))
    assert empty["roll_up"]["progress"] is None
    own = team_overviews.team(desk.rt, f"#{above.id}", by=desk.by(DAN))
    for kind, facts in (("team_overview", top), ("team_overview", empty), ("team_overview", own)):
        assert text(desk, kind, facts)
        assert text(desk, kind, facts, "vi")
    for name in (f"#{above.id}", "Support Hue", "Support Hanoi"):
        found = text(desk, "team_why", receipts.of_team(desk.rt, name, by=desk.by(DAN)))
        assert len(found) < 3000


@pytest.mark.parametrize("what", ["weights", "private", "no days left", "ring"])
def test_where_there_is_little_to_count(desk: Desk, company: Company, what: str) -> None:
    with company.database.unit_of_work() as session:
        goal = session.exec(select(Objective)).one()
        goal.visibility = "private" if what == "private" else "public"
        for kr in session.exec(select(KeyResult)):
            kr.weight = 0 if what == "weights" else kr.weight
        if what == "no days left":
            cycle = session.exec(select(Cycle)).one()
            cycle.ends_on = MONDAY.date()
            for kr in session.exec(select(KeyResult)):
                kr.due_on = MONDAY.date()
        if what == "ring":
            one, two = session.exec(select(Team).order_by(col(Team.id))).all()[:2]
            one.parent_id, two.parent_id = two.id, one.id
    team_figures.add_up(desk.rt)
    assert team_figures.check(desk.rt) == 0
    found = team_overviews.team(desk.rt, "sales", by=desk.by(DAN))
    counts = {"weights": 0, "private": 0, "no days left": 2, "ring": 2}
    assert found["roll_up"]["total"] == counts[what]
    assert (found["roll_up"]["progress"] is None) == (counts[what] == 0)
    assert text(desk, "team_why", receipts.of_team(desk.rt, "sales", by=desk.by(DAN)))
    assert companies.company(desk.rt, 1, by=desk.by(DAN))["whole"]["total"] <= 2
