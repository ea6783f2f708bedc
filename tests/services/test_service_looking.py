"""What people look up: the receipt of a status, the tree, the company, risks, history, undo."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from company import AN, BINH, CHI, DAN, EMMA, HANOI, Company
from desk import Desk
from sqlalchemy import event
from sqlmodel import select

from bot.domain.errors import Conflict, Gone, NotFound
from bot.domain.people import Actor
from bot.render.plain import Plain
from bot.services import (
    answering,
    companies,
    goal_history,
    goal_trees,
    looking,
    risks,
    team_figures,
    team_overviews,
    undoing,
)
from bot.services.replying import Came
from bot.services.writing import small
from storage.tables import GoalChange, Initiative, KeyResult, Objective
from storage.uow import Database

WEDNESDAY = datetime(2026, 11, 18, 10, 0, tzinfo=HANOI)


@pytest.fixture
def company(desk: Desk) -> Company:
    found = desk.company()
    found.given_key_result("emma", "Churn", value=46)
    found.given_key_result("an", "Tỷ lệ combo", value=20, weight=2)
    found.given_key_result("an", "Giữ SLA", keep={"at_least": 90}, value=93)
    found.objective |= {"ambition": "committed"}
    found.write()
    desk.now = WEDNESDAY
    return found


def text(desk: Desk, kind: str, params: Any, locale: str = "en") -> str:
    words = desk.rt.render.message(kind, params, locale=locale, tz="Asia/Ho_Chi_Minh")
    return "\n".join(Plain({}).blocks(words.blocks))


def says(desk: Desk, who: str, words: str) -> None:
    answering.reply(desk.rt, Came(desk.key(), words, "reply"), by=desk.by(who))


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    asked: list[str] = []

    def note(_c: Any, _cur: Any, statement: str, *_rest: Any) -> None:
        asked.append(statement)

    event.listen(database.read, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(database.read, "before_cursor_execute", note)


def grow(
    company: Company, parents: list[int | None], *, level: str = "team", **facts: Any
) -> list[int]:
    """Objectives under these parents; a negative one is the index of an earlier one of them."""
    ids: list[int] = []
    kr = company.key_result("kr1")
    with company.database.unit_of_work() as session:
        model = session.get_one(Objective, kr.objective_id)
        for at, parent in enumerate(parents):
            above = ids[-parent - 1] if parent is not None and parent < 0 else parent
            row = Objective(
                workspace_id=model.workspace_id,
                cycle_id=model.cycle_id,
                key=f"g{at}",
                title=f"Goal {at}",
                level=level,
                team_id=model.team_id,
                owner_id=model.owner_id,
                parent_objective_id=above,
                **facts,
            )
            session.add(row)
            session.flush()
            assert row.id is not None
            ids.append(row.id)
    return ids


def test_the_receipt_shows_the_arithmetic_and_what_was_said(desk: Desk, company: Company) -> None:
    says(desk, EMMA, "churn 46%, on track, deal signs on the 28th")
    shown = text(desk, "goal_why", looking.why(desk.rt, "churn", by=desk.by(EMMA)))
    assert shown.startswith("Why 🟡 at risk? · Churn")
    assert "46 % done, 53 % of the time gone: 46 ÷ 53 = 0.86 → 🟡 at risk" in shown
    assert "(on track from 0.90, at risk from 0.70)" in shown
    assert "46 % = (46 % − 0 %) ÷ (100 % − 0 %)" in shown
    assert "You said 🟢 on track on 18 Nov" in shown
    theirs = text(desk, "goal_why", looking.why(desk.rt, "churn", by=desk.by(DAN)), "vi")
    assert "Đạt 46 %, thời gian đã qua 53 %: 46 ÷ 53 = 0,86 → 🟡 có rủi ro" in theirs
    assert "Ngày 18/11 Emma tự đánh giá 🟢 đúng tiến độ" in theirs
    kept = text(desk, "goal_why", looking.why(desk.rt, "giữ sla", by=desk.by(AN)))
    assert "93 % still keeps to the limit (at least 90 %), but lies within 5 % of it." in kept
    assert company.value("kr1") == 46


@pytest.mark.usefixtures("company")
def test_an_objective_says_how_its_parts_add_up(desk: Desk) -> None:
    shown = text(desk, "goal_why", looking.why(desk.rt, "grow", by=desk.by(EMMA)))
    assert "25 % = (46 % + 2 × 20 % + 14 %) ÷ 4" in shown
    assert "• Tỷ lệ combo · 20 % · 🔴 off track · weight 2" in shown
    assert "[Why? Churn] [Why? Tỷ lệ combo]" in shown


def test_a_goal_is_shown_with_its_people_and_parts(desk: Desk, company: Company) -> None:
    says(desk, EMMA, "churn 48%, confidence 8, stuck on the partner API")
    with company.database.unit_of_work() as session:
        kr = company.key_result("kr1")
        session.add(
            Initiative(
                workspace_id=kr.workspace_id,
                key_result_id=kr.id,
                owner_id=kr.owner_id,
                position=1,
                title="Call everybody",
            )
        )
    shown = text(desk, "goal_shown", looking.show(desk.rt, "churn", by=desk.by(DAN)))
    for part in (
        "48 % · ▰▰▰▰▰▱▱▱▱▱ 48 %",
        "👤 Emma",
        "🎯 Grow",
        "confidence 8/10",
        "stuck on the partner API",
        "🧰 Call everybody",
        "committed: expected in full",
    ):
        assert part in shown, part
    whole = text(desk, "goal_shown", looking.show(desk.rt, "grow", by=desk.by(DAN)), "vi")
    assert whole.startswith("🎯 Grow")
    assert "👤 Bình · Sales · cam kết: phải đạt trọn vẹn" in whole


def test_history_shows_old_and_new_undone_ones_and_edits(desk: Desk, company: Company) -> None:
    says(desk, EMMA, "churn 48%")
    desk.now += timedelta(minutes=5)
    undoing.undo_last(desk.rt, by=desk.by(EMMA), key=desk.key())
    desk.now += timedelta(minutes=5)
    says(desk, BINH, "x")
    kr = company.key_result("kr1")
    with company.database.unit_of_work() as session:
        session.add(
            GoalChange(
                workspace_id=kr.workspace_id,
                objective_id=kr.objective_id,
                key_result_id=kr.id,
                person_id=company.person(BINH).id,
                field="target",
                before="90",
                after="100",
                because="new market",
                at=desk.now,
            )
        )
    found = goal_history.history(desk.rt, "churn", 1, by=desk.by(DAN))
    shown = text(desk, "goal_history", found)
    first, second = shown.index("✏️ target: 90 % → 100 % · “new market”"), shown.index("48 %")
    assert first < second, "newest first"
    assert "~46 % → 48 %~ ↩ taken back Wednesday 10:05, 18 Nov" in shown
    assert "Bình" in shown


@pytest.mark.usefixtures("company")
def test_history_comes_in_pages(desk: Desk) -> None:
    for step in range(9):
        desk.now += timedelta(minutes=1)
        says(desk, EMMA, f"churn {50 + step}%")
    by = desk.by(EMMA)
    first = goal_history.history(desk.rt, "churn", 1, by=by)
    second = goal_history.history(desk.rt, "churn", 2, by=by)
    assert (len(first["events"]), first["more"]) == (8, True)
    assert first["events"][0]["value"] == "58"
    assert (len(second["events"]), second["more"]) == (2, False), "the import is the oldest"
    assert "No more here." in text(
        desk, "goal_history", goal_history.history(desk.rt, "churn", 3, by=by)
    )


def test_the_tree_goes_down_twelve_levels_by_its_buttons(desk: Desk, company: Company) -> None:
    top = company.key_result("kr1").objective_id
    ids = grow(company, [top, *(-n for n in range(1, 12))])
    by = desk.by(EMMA)
    shown = text(desk, "goal_tree", goal_trees.tree(desk.rt, "grow", 1, by=by))
    assert "🎯 Goal 0" in shown
    assert "└ 🎯 Goal 1" in shown
    assert "▸ 1 below" in shown
    seen, reference, steps = set(), f"o:{top}", 0
    while reference and steps < 12:
        found = goal_trees.tree(desk.rt, reference, 1, by=by)
        seen |= {line["title"] for line in found["lines"]}
        reference = next((one["reference"] for one in found["lines"] if one.get("below")), None)
        steps += 1
    assert {f"Goal {at}" for at in range(12)} <= seen
    below = goal_trees.tree(desk.rt, f"o:{ids[5]}", 1, by=by)
    assert [one["title"] for one in below["above"]] == ["Goal 4", "Goal 3", "Goal 2"]


def test_a_ring_in_the_tree_ends(desk: Desk, company: Company) -> None:
    ids = grow(company, [None, -1, -2], roll_up_source="both")
    with company.database.unit_of_work() as session:
        session.get_one(Objective, ids[0]).parent_objective_id = ids[2]
    found = goal_trees.tree(desk.rt, f"o:{ids[0]}", 1, by=desk.by(EMMA))
    assert [line["title"] for line in found["lines"]] == ["Goal 1", "Goal 2"]
    assert looking.why(desk.rt, f"o:{ids[0]}", by=desk.by(EMMA))["progress"] is None


def test_two_hundred_goals_in_one_list_come_in_pages(desk: Desk, company: Company) -> None:
    top = company.key_result("kr1").objective_id
    grow(company, [top] * 200)
    by, seen, page, more = desk.by(EMMA), [], 1, True
    while more:
        found = goal_trees.tree(desk.rt, f"o:{top}", page, by=by)
        shown = text(desk, "goal_tree", found)
        assert len(shown.splitlines()) < 25
        assert len(shown) < 3000
        seen += [line["title"] for line in found["lines"]]
        page, more = page + 1, found["more"]
    assert len(seen) == len(set(seen)) == 203, "three key results and all goals, each once"


def test_what_comes_from_below_counts_where_it_should(desk: Desk, company: Company) -> None:
    top = company.key_result("kr1").objective_id
    [child] = grow(company, [None], roll_up_source="children")
    with company.database.unit_of_work() as session:
        session.get_one(Objective, top).parent_objective_id = child
        parent = session.get_one(Objective, child)
        assert parent.id != top
    found = looking.show(desk.rt, f"o:{child}", by=desk.by(EMMA))
    own = looking.show(desk.rt, f"o:{top}", by=desk.by(EMMA))
    assert own["progress"].startswith(found["progress"]), "cut to millionths"
    assert found["status"] == own["status"]
    with company.database.unit_of_work() as session:
        session.get_one(Objective, top).visibility = "private"
    assert looking.show(desk.rt, f"o:{child}", by=desk.by(DAN))["progress"] is None
    assert looking.show(desk.rt, f"o:{child}", by=desk.by(DAN))["children"] == []


def test_the_company_is_read_with_the_kept_sums(desk: Desk, company: Company) -> None:
    grow(company, [None] * 3, level="company")
    team_figures.count_anew(desk.rt)
    by = desk.by(CHI)
    with counted(company.database) as asked:
        found = companies.company(desk.rt, 1, by=by)
    assert len(asked) <= 8
    # Key results are read of the few goals that are shown, never of all.
    read = [one for one in asked if "FROM key_result" in one]
    assert len(read) == 2
    assert all("IN (" in one or "team_id IS NULL" in one for one in read)
    shown = text(desk, "company", found, "vi")
    assert "Công ty · Q4/2026 · đã qua 53 % thời gian" in shown
    assert "🎯 Goal 0 · ▫️ chưa có số" in shown
    assert "👥 Sales · 3 KR · ▰▰▰▱▱▱▱▱▱▱ 25 % (kỳ vọng 53 %, −28 điểm)\n" in shown
    assert "👥 Support Hanoi · Chưa có kết quả then chốt nào" in shown


def test_goals_of_the_company_count_whether_or_not_a_team_has_them(
    desk: Desk, company: Company
) -> None:
    def whole() -> Any:
        return companies.company(desk.rt, 1, by=desk.by(CHI))["whole"]

    team_figures.count_anew(desk.rt)
    before = whole()
    [goal] = grow(company, [None], level="company")
    first = company.key_result("kr1")
    with company.database.unit_of_work() as session:
        session.get_one(Objective, goal).team_id = None
        facts = first.model_dump(exclude={"id"}) | {"objective_id": goal, "key": "top"}
        session.add(KeyResult(**facts | {"progress": 1_000_000, "weight": 4000}))
    team_figures.count_anew(desk.rt)
    assert (before["total"], whole()["total"]) == (3, 4)
    # The team's have a weight of 4 in all, and so has this one.
    mean = (Decimal(before["progress"]) + 1) / 2
    assert abs(Decimal(whole()["progress"]) - mean) < Decimal("0.0001")
    with company.database.unit_of_work() as session:
        session.get_one(Objective, goal).visibility = "private"
    assert whole() == before


def test_risk_lists_what_needs_somebody_worst_first(desk: Desk, company: Company) -> None:
    says(desk, AN, "combo 21%, on track")
    found = risks.of_team(desk.rt, "sales", by=desk.by(DAN))
    assert [row["title"] for row in found["rows"]] == ["Tỷ lệ combo", "Churn", "Giữ SLA"]
    assert found["rows"][0]["reasons"] == ["off_track", "differs"]
    shown = text(desk, "team_risk", found)
    assert "3 of 3 KRs · 🔴 off track 1 · 🟡 at risk 2 · ⚠️ said otherwise 1" in shown
    assert "👤 An · ⚠️ said 🟢 on track" in shown
    desk.now += timedelta(days=20)
    late = risks.of_team(desk.rt, None, by=desk.by(BINH))
    assert late["counts"]["stale"] == 3
    company.private, company.written = True, False
    company.write()
    assert risks.of_team(desk.rt, "sales", by=desk.by(BINH))["total"] == 0


def test_a_team_has_pages_and_says_what_is_missing(desk: Desk, company: Company) -> None:
    first = company.key_result("kr1")
    ids = grow(company, [None] * 13)
    with company.database.unit_of_work() as session:
        for at, objective_id in enumerate(ids):
            facts = first.model_dump(exclude={"id"}) | {"objective_id": objective_id}
            session.add(KeyResult(**facts | {"title": f"KR {at}"}))
    by = desk.by(EMMA)
    with counted(company.database) as asked:
        found = team_overviews.team(desk.rt, "<!subteam^S0123|@sales>", by=by)
    assert len([one for one in asked if one != "BEGIN"]) == 3
    assert (found["team"], found["more"], found["unaligned"], found["idle"]) == ("Sales", 2, 14, 16)
    second = team_overviews.team(desk.rt, "@sales", 2, by=by)
    assert [one["title"] for one in second["objectives"]] == ["Goal 11", "Goal 12"]
    shown = text(desk, "team_overview", found)
    assert "🔗 14 objectives that serve no other goal · 🧰 16 KRs without an initiative" in shown
    assert "+ 2 more objectives\n[More] [Needs somebody] [Chart] [Why? Sales] [Why? ▾]" in shown


def test_undo_says_what_was_and_what_stands_again(desk: Desk, company: Company) -> None:
    says(desk, EMMA, "churn 48%")
    told = undoing.undo_last(desk.rt, by=desk.by(EMMA), key=desk.key())
    assert company.value("kr1") == 46
    assert "Churn · 48 % → 46 %" in text(desk, "undone", told)
    with pytest.raises(NotFound, match=r"undo.nothing"):
        undoing.undo_last(desk.rt, by=desk.by(EMMA), key=desk.key())


def test_another_name_for_a_goal_does_not_stand_in_the_way_of_undo(
    desk: Desk, company: Company
) -> None:
    says(desk, EMMA, "churn 48%")
    desk.now += timedelta(minutes=1)
    assert small.name_goal(desk.rt, "churn", "lost", by=desk.by(EMMA), key=desk.key())
    assert undoing.undo_last(desk.rt, by=desk.by(EMMA), key=desk.key()) is not None
    assert company.value("kr1") == 46
    assert company.key_result("kr1").aliases == "lost"


def test_undo_is_refused_when_it_would_hit_something_newer(desk: Desk, company: Company) -> None:
    emma: Actor = desk.by(EMMA)
    says(desk, EMMA, "churn 48%")
    desk.now += timedelta(hours=25)
    with pytest.raises(Gone, match=r"undo.too_late"):
        undoing.undo_last(desk.rt, by=emma, key=desk.key())
    kr = company.key_result("kr1")
    with company.database.unit_of_work() as session:
        session.add(
            GoalChange(
                workspace_id=kr.workspace_id,
                objective_id=kr.objective_id,
                person_id=emma.person_id,
                field="title",
                before="a",
                after="b",
                at=desk.now,
            )
        )
    with pytest.raises(Conflict, match=r"undo.edited") as refused:
        undoing.undo_last(desk.rt, by=emma, key=desk.key())
    assert refused.value.params["goal"] == f"o:{kr.objective_id}"
    for locale, way_out in (("en", "press *Undo* on its card"), ("vi", "bấm *Hoàn tác* trên thẻ")):
        assert way_out in desk.rt.render.error(refused.value, locale=locale)
    with company.database.reading() as session:
        assert session.exec(select(GoalChange)).one().before == "a"
