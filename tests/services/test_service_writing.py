"""Goals that are written in Slack behave like those of an import, for everybody who may write."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from company import AN, BINH, CHI, DAN, EMMA, WORKSPACE, Company, rows
from desk import Desk
from sqlmodel import col, select

from bot.domain.errors import DomainError, Gone, Invalid, NotAllowed, NotFound
from bot.services import facts, overviews, relations, team_figures
from bot.services.recording import Origin, Said
from bot.services.recording import key_result as record
from bot.services.writing import (
    finding,
    finishing,
    handing_over,
    initiatives,
    key_results,
    objectives,
    small,
)
from bot.services.writing.key_result_fields import StartInside
from bot.services.writing.model import FieldErrors, Sent, Typed
from storage import ownership
from storage.tables import (
    Audit,
    Cycle,
    GoalChange,
    GoalHelper,
    Initiative,
    KeyResult,
    Milestone,
    Objective,
    Schedule,
    TargetPhase,
    Team,
    TeamFigure,
    Workspace,
)

PLAIN = {"form": "from_to", "unit": "%", "start": "7", "target": "3", "title": "Churn"}


@pytest.fixture
def company(desk: Desk) -> Company:
    found = desk.company()
    found.given_key_result("emma", "Renewals", value=40)
    found.write()
    return found


def sent(desk: Desk, values: dict[str, Any], row_id: int | None = None, **more: Any) -> Sent:
    desk.keys += 1
    return Sent(Typed(values), f"V{desk.keys}", row_id, **more)


def objective(desk: Desk, who: str, title: str, **values: Any) -> int:
    given = {"title": title, "level": "person", "because": "Thử nghiệm"} | values
    return objectives.save(desk.rt, sent(desk, given), by=desk.by(who), key=desk.key())


def key_result(desk: Desk, who: str, objective_id: int, **values: Any) -> int:
    given = sent(desk, PLAIN | values)
    return key_results.save(desk.rt, objective_id, given, by=desk.by(who), key=desk.key())


def finish(desk: Desk, who: str, objective_id: int) -> str:
    desk.keys += 1
    done = finishing.finish(
        desk.rt, objective_id, by=desk.by(who), key=desk.key(), once=f"F{desk.keys}"
    )
    assert done is not None
    return str(done["becomes"])


def stored(desk: Desk, row_id: int) -> KeyResult:
    with desk.database.reading() as session:
        return session.get_one(KeyResult, row_id)


def refusal(work: Any) -> dict[str, str]:
    with pytest.raises(FieldErrors) as refused:
        work()
    return {name: error.key for name, error in refused.value.by_field.items()}


def test_a_goal_of_slack_is_asked_and_counted_like_one_of_an_import(
    desk: Desk, company: Company
) -> None:
    company.change(rows(desk.database, Workspace)[0], saturdays=False)
    [team] = [row for row in company_teams(desk) if row.key == "sales"]
    company.change(team, cadence_days=14)
    mine = objective(desk, BINH, "Khách quay lại", level=f"team:{team.id}", owner=AN)
    first = key_result(desk, BINH, mine, owner=AN)
    second = key_result(desk, BINH, mine, title="Churn!", owner=AN)
    before = counted(desk, team.id)
    assert not has_schedule(desk, AN)
    assert finish(desk, BINH, mine) == "active"
    krs = [stored(desk, first), stored(desk, second)]
    assert [kr.key for kr in krs] == ["churn", "churn-2"]
    assert [kr.position for kr in krs] == [1, 2]
    assert {kr.state for kr in krs} == {"active"}
    assert [(kr.cadence_days, kr.cadence_chosen) for kr in krs] == [(14, False)] * 2
    assert [(kr.locked_start, kr.locked_target) for kr in krs] == [(7, 3)] * 2
    assert counted(desk, team.id) == before + 2
    assert has_schedule(desk, AN)
    assert [row["title"] for row in overviews.my_goals(desk.rt, by=desk.by(AN))["objectives"]] == [
        "Khách quay lại"
    ]


def company_teams(desk: Desk) -> list[Any]:
    return rows(desk.database, Team)


def counted(desk: Desk, team_id: int) -> int:
    team_figures.add_up(desk.rt)
    return sum(row.counted for row in rows(desk.database, TeamFigure) if row.team_id == team_id)


def has_schedule(desk: Desk, who: str, kind: str = "check_in") -> bool:
    person = desk.by(who).person_id
    return any(
        row.subject_id == person and row.kind == kind for row in rows(desk.database, Schedule)
    )


@pytest.mark.usefixtures("company")
def test_a_form_that_is_sent_twice_writes_once(desk: Desk) -> None:
    form = sent(desk, {"title": "Once", "level": "person"})
    again = [objectives.save(desk.rt, form, by=desk.by(AN), key=desk.key()) for _ in range(2)]
    assert again[0] == again[1]
    kr = sent(desk, PLAIN)
    ids = [
        key_results.save(desk.rt, again[0], kr, by=desk.by(AN), key=desk.key()) for _ in range(2)
    ]
    assert ids[0] == ids[1]
    assert len([row for row in rows(desk.database, Objective) if row.title == "Once"]) == 1


@pytest.mark.usefixtures("company")
def test_what_is_wrong_is_said_on_its_field(desk: Desk) -> None:
    mine = objective(desk, AN, "Mục tiêu của An")

    def write(**values: Any) -> dict[str, str]:
        return refusal(lambda: key_result(desk, AN, mine, **values))

    assert write(title=" ") == {"title": "title.empty"}
    assert write(title="🚀🎉") == {"title": "title.no_words"}
    assert write(title=":rocket:") == {"title": "title.no_words"}
    assert write(title="x" * 151) == {"title": "title.too_long"}
    assert write(start="3") == {"target": "key_result.flat_target"}
    assert write(start="", target="") == {"start": "typed.missing", "target": "typed.missing"}
    assert write(unit="") == {"unit": "typed.missing"}
    assert write(weight="-1") == {"weight": "writing.weight"}
    assert write(weight="4,5") == {"weight": "writing.weight"}
    assert write(begin="2026-12-01", due="2026-11-01") == {"due": "span.empty"}
    assert write(owner="U0NOBODY") == {"owner": "writing.stranger"}
    assert write(form="within", floor="5", ceiling="5") == {"ceiling": "key_result.limits_crossed"}
    assert write(form="milestones", milestones="chỉ một") == {"milestones": "steps.how_many"}
    assert write(phases="bao giờ đó") == {"phases": "typed.phase_unreadable"}
    assert write(form="milestones", milestones="a\nA") == {"milestones": "milestones.same_title"}
    assert write(form="milestones", milestones="a\nb (0)") == {"milestones": "milestones.weight"}
    assert write(phases="1/1/2020: 5") == {"phases": "phases.outside"}
    assert write(phases="30/11: 5\n30/11: 4") == {"phases": "phases.same_day"}
    assert write(phases="30/11: 500") == {"phases": "phases.beyond"}
    key_result(desk, AN, mine)
    assert write(title="CHURN") == {"title": "title.twice"}
    assert refusal(lambda: objective(desk, AN, "mục tiêu của an")) == {"title": "title.twice"}
    assert refusal(lambda: objective(desk, AN, "X", owner=DAN)) == {"owner": "policy.create_goal"}
    assert refusal(lambda: objective(desk, AN, "X", level="company")) == {
        "level": "policy.create_goal"
    }
    assert refusal(lambda: objective(desk, AN, "X", parent="o:999")) == {"parent": "parent.gone"}
    for n in range(9):
        key_result(desk, AN, mine, title=f"KR {n}")
    assert write(title="Eleventh") == {"title": "writing.too_many"}


def test_every_shape_is_written_and_shown_again(desk: Desk, company: Company) -> None:
    mine = objective(desk, BINH, "Mọi cách đo")
    forms = {
        "Doanh thu": {"unit": "tỷ ₫", "start": "15 tỷ", "target": "30 tỷ"},
        "AOV": {"form": "at_least", "unit": "₫", "start": "1,2 triệu", "target": "1,33 triệu"},
        "CPA": {"form": "at_most", "unit": "₫", "start": "165.000", "target": "120.000"},
        "Deadline": {"form": "at_least", "start": "", "target": "95"},
        "Ngân sách": {"form": "within", "floor": "90", "ceiling": "110"},
        "Creative": {"form": "every", "unit": "mẫu", "period": "month", "target": "5"}
        | {"floor": "3"},
        "Khiếu nại": {"form": "every_most", "unit": "vụ", "period": "week", "target": "0"},
        "Báo cáo quý": {"form": "yes_no"},
        "Bản beta": {"form": "milestones", "milestones": "- Thiết kế\n- Ra bản thử (2)"},
        "Khảo sát": {"unit": "/10", "start": "7,5", "target": "8", "sample": "100"},
    }
    shapes = {}
    for title, values in forms.items():
        row_id = key_result(desk, BINH, mine, title=title, **values)
        kr = stored(desk, row_id)
        shapes[title] = (kr.shape, kr.start, kr.target, kr.floor, kr.ceiling)
        form = key_results.filled(desk.rt, row_id, by=desk.by(BINH))
        assert form["form"] == {"AOV": "from_to", "CPA": "from_to"}.get(
            title, values.get("form", "from_to")
        )
    assert shapes == {
        "Doanh thu": ("reach", 15, 30, None, None),
        "AOV": ("reach", 1_200_000, 1_330_000, None, None),
        "CPA": ("reach", 165_000, 120_000, None, None),
        "Deadline": ("keep", None, None, 95, None),
        "Ngân sách": ("keep", None, None, 90, 110),
        "Creative": ("periodic", 0, 5, 3, None),
        "Khiếu nại": ("periodic", 0, 0, None, None),
        "Báo cáo quý": ("yes_no", 0, 1, None, None),
        "Bản beta": ("milestones", 0, 3, None, None),
        "Khảo sát": ("reach", Decimal("7.5"), 8, None, None),
    }
    steps = [(row.title, row.weight) for row in rows(desk.database, Milestone)]
    assert steps == [("Thiết kế", 1000), ("Ra bản thử", 2000)]
    assert company.key_result("khao-sat").minimum_sample == 100


@pytest.mark.usefixtures("company")
def test_what_starts_inside_its_limit_is_asked_about(desk: Desk) -> None:
    mine = objective(desk, BINH, "Giữ hay tiến")
    limit = {"form": "at_least", "start": "96", "target": "95"}
    with pytest.raises(StartInside):
        key_result(desk, BINH, mine, **limit)
    further = {"keep": "reach"}
    assert refusal(lambda: key_result(desk, BINH, mine, **limit, **further)) == {
        "target": "typed.already_there"
    }
    kept = stored(desk, key_result(desk, BINH, mine, **limit, keep="keep"))
    assert (kept.shape, kept.floor, kept.start) == ("keep", 95, None)
    assert (
        stored(
            desk,
            key_result(desk, BINH, mine, **(limit | further | {"target": "99"} | {"title": "Xa"})),
        ).shape
        == "reach"
    )


@pytest.mark.usefixtures("company")
def test_helpers_phases_initiatives_and_names_come_with_it(desk: Desk) -> None:
    mine = objective(desk, BINH, "Cùng làm")
    more = {
        "helpers": [EMMA, BINH],
        "initiative": "Gọi lại khách\n\nThẻ thân thiết",
        "aliases": "rời bỏ, churn tháng",
        "phases": "30/11: 5\n15/12: 4",
        "measured_by": "CRM",
        "weight": "2,5",
        "due": "2026-12-20",
        "in_reach": "yes",
    }
    row_id = key_result(desk, BINH, mine, **more)
    assert finish(desk, BINH, mine) == "active"
    kr = stored(desk, row_id)
    assert (kr.weight, kr.measured_by, kr.in_reach, kr.due_on) == (
        2500, "CRM", True, date(2026, 12, 20),
    )  # fmt: skip
    assert kr.aliases == "rời bỏ\nchurn tháng"
    assert [row.title for row in rows(desk.database, Initiative)] == [
        "Gọi lại khách",
        "Thẻ thân thiết",
    ]
    assert [(row.due_on, row.value) for row in rows(desk.database, TargetPhase)] == [
        (date(2026, 11, 30), 5),
        (date(2026, 12, 15), 4),
    ]
    [helper] = rows(desk.database, GoalHelper)  # not its owner
    assert helper.person_id == desk.by(EMMA).person_id
    helping = overviews.my_goals(desk.rt, by=desk.by(EMMA))["helping"]
    assert [(row["title"], row["owner"]) for row in helping] == [("Churn", "Bình")]
    with desk.database.reading() as session:
        goal = session.get_one(Objective, mine)
        relation, _ = relations.to_key_result(session, desk.by(EMMA), kr, goal)
    assert relation.helper
    assert not relation.owner


def test_a_change_is_measured_anew_and_kept(desk: Desk, company: Company) -> None:
    kr = company.key_result("kr1")
    assert kr.progress == 400_000
    form = key_results.filled(desk.rt, kr.id, by=desk.by(BINH))
    values = form["values"] | {"form": form["form"], "target": "80", "helpers": []}
    given = sent(desk, values, kr.id, version=form["version"], opened_at=form["opened_at"])
    key_results.save(desk.rt, kr.objective_id, given, by=desk.by(BINH), key=desk.key())
    now = company.key_result("kr1")
    assert (now.target, now.progress, now.version) == (80, 500_000, kr.version + 1)
    [change] = rows(desk.database, GoalChange)
    assert (change.field, change.before, change.after) == ("target", "100", "80")
    assert ("edit_goal", "key_result") in company.audited()


def test_only_those_above_change_what_was_agreed(desk: Desk, company: Company) -> None:
    kr = company.key_result("kr1")

    def edit(who: str, **values: Any) -> None:
        form = key_results.filled(desk.rt, kr.id, by=desk.by(who))
        typed = form["values"] | {"form": form["form"]} | values
        given = sent(desk, typed, kr.id, version=form["version"], opened_at=form["opened_at"])
        key_results.save(desk.rt, kr.objective_id, given, by=desk.by(who), key=desk.key())

    for name, value in {"target": "50", "weight": "2", "due": "2026-12-01", "unit": "x"}.items():
        wrong = refusal(lambda name=name, value=value: edit(EMMA, **{name: value}))
        assert wrong == {name: "policy.change_target"}
    assert refusal(lambda: edit(EMMA, owner=AN)) == {"owner": "policy.hand_over"}
    edit(EMMA, title="Renewals of all", aliases="retention")
    edit(CHI, target="50")  # an administrator, which leaves a trace
    [grant] = [
        row.detail["grant"]
        for row in rows(desk.database, Audit)
        if row.action == "edit_goal" and row.actor_id == desk.by(CHI).person_id
    ]
    assert grant == "audited"
    with pytest.raises(NotAllowed):
        edit(DAN, title="Mine now")
    company.change(company.person(BINH), standing="deactivated")


@pytest.mark.usefixtures("company")
def test_a_goal_of_the_company_counts_with_the_team_on_top(desk: Desk) -> None:
    def team_of(row_id: int) -> int | None:
        return {one.id: one.team_id for one in rows(desk.database, Objective)}[row_id]

    tops = [one.id for one in rows(desk.database, Team) if one.parent_id is None]
    assert len(tops) > 1
    assert team_of(objective(desk, BINH, "Nhiều", level="company")) is None, "with which of them?"
    with desk.database.unit_of_work() as session:
        for below in session.exec(select(Team).where(col(Team.id).in_(tops[1:]))):
            below.parent_id = tops[0]
    top = objective(desk, BINH, "Đỉnh", level="company")
    assert team_of(top) == tops[0]
    form = objectives.filled(desk.rt, top, by=desk.by(BINH))
    typed = {name: form[name] for name in ("title", "owner")} | {"level": "company"}
    given = sent(desk, typed, top, version=form["version"])
    objectives.save(desk.rt, given, by=desk.by(BINH), key=desk.key())
    assert team_of(top) == tops[0], "an edit that leaves the level alone leaves the team alone"
    assert team_of(objective(desk, BINH, "Riêng", level="person")) is None


@pytest.mark.usefixtures("company")
def test_alignment_goes_up_and_never_round(desk: Desk) -> None:
    top = objective(desk, BINH, "Đỉnh", level="company")
    middle = objective(desk, BINH, "Giữa", parent=f"o:{top}")
    kr = key_result(desk, BINH, middle)
    low = objective(desk, BINH, "Đáy", parent=f"kr:{kr}")
    row = {one.id: one for one in rows(desk.database, Objective)}[low]
    assert (row.parent_objective_id, row.parent_key_result_id) == (middle, kr)

    def move(objective_id: int, **values: Any) -> None:
        form = objectives.filled(desk.rt, objective_id, by=desk.by(BINH))
        typed = {name: form[name] for name in ("title", "level", "owner", "parent")} | values
        given = sent(desk, typed, objective_id, version=form["version"])
        objectives.save(desk.rt, given, by=desk.by(BINH), key=desk.key())

    assert refusal(lambda: move(top, parent=f"o:{low}")) == {"parent": "parent.circle"}
    assert refusal(lambda: move(top, parent=f"o:{top}")) == {"parent": "parent.circle"}
    assert refusal(lambda: move(top, links=[f"o:{low}"])) == {"links": "parent.circle"}
    move(low, links=[f"o:{top}"])
    assert refusal(lambda: move(top, parent=f"o:{low}")) == {"parent": "parent.circle"}
    assert refusal(lambda: move(low, parent="", parent_name="không có đâu")) == {
        "parent_name": "parent.unknown"
    }
    move(low, parent_name="giữa")
    old = Cycle(
        workspace_id=WORKSPACE, key="old", name="Q3", state="closed",
        starts_on=date(2026, 7, 1), ends_on=date(2026, 9, 30),
    )  # fmt: skip
    with desk.database.unit_of_work() as session:
        session.add(old)
        session.flush()
        session.get_one(Objective, top).cycle_id = old.id or 0
    assert refusal(lambda: move(low, parent=f"o:{top}")) == {"parent": "parent.closed"}
    with pytest.raises(Gone, match="cycle_over"):
        objectives.filled(desk.rt, top, by=desk.by(BINH))


@pytest.mark.usefixtures("company")
def test_a_private_goal_stays_unknown_to_others(desk: Desk) -> None:
    secret = objective(desk, AN, "Bí mật của An", visibility="private")
    kr = key_result(desk, AN, secret)
    for who in (EMMA, DAN):
        form = objectives.blank(desk.rt, by=desk.by(who))
        assert "Bí mật" not in str(form["parents"])
        with desk.database.reading() as session:
            for name in ("bí mật của an", f"o:{secret}", f"kr:{kr}"):
                with pytest.raises((NotFound, NotAllowed)):
                    finding.goal(session, desk.by(who), name)
        with pytest.raises(DomainError):
            finishing.look(desk.rt, secret, by=desk.by(who))
        wrong = refusal(lambda who=who: objective(desk, who, "X", parent=f"o:{secret}"))
        assert wrong == {"parent": "parent.gone"}
    with desk.database.reading() as session:
        found = finding.goal(session, desk.by(BINH), "bí mật của an")  # leads An
    assert found.id == secret


def test_a_strict_house_refuses_what_others_are_warned_of(desk: Desk, company: Company) -> None:
    mine = objective(desk, BINH, "Nghiêm")
    for n in range(4):
        key_result(desk, BINH, mine, title=f"KR {n}")
    company.change(rows(desk.database, Workspace)[0], strict=True)
    assert refusal(lambda: key_result(desk, BINH, mine)) == {"title": "writing.too_many"}
    seen = finishing.look(desk.rt, mine, by=desk.by(BINH))
    assert [(one["rule"], one["severity"]) for one in seen["findings"]] == [
        ("too_many_key_results", "refused")
    ]
    assert finish(desk, BINH, mine) == "incomplete"
    assert stored(desk, seen["rows"][0]["id"]).state == "draft"
    company.change(rows(desk.database, Workspace)[0], strict=False)
    assert finish(desk, BINH, mine) == "active"
    company.change(rows(desk.database, Workspace)[0], strict=True)
    objective(desk, BINH, "Thứ ba")  # after the one of the import
    assert refusal(lambda: objective(desk, BINH, "Thứ tư")) == {"owner": "writing.enough"}


def test_everything_of_a_person_goes_to_another(desk: Desk, company: Company) -> None:
    company.given_kpi("emma", "Response time")
    company.write()
    mine = objective(desk, EMMA, "Bản nháp của Emma")
    told = handing_over.preview(desk.rt, (f"<@{EMMA}|emma>", "An"), by=desk.by(BINH))
    assert (told["objectives"], told["key_results"], told["kpis"]) == (1, 1, 1)
    for who in (DAN, EMMA):
        with pytest.raises(NotAllowed, match="hand_over") as refused:
            handing_over.preview(desk.rt, ("Emma", "An"), by=desk.by(who))
        assert refused.value.params["who"] == ("Bình",)  # not Emma: she may not
    own = handing_over.preview(desk.rt, ("Bình", "An"), by=desk.by(BINH))  # nobody leads him
    assert own["objectives"] == 1
    with pytest.raises(Invalid, match="same_person"):
        handing_over.preview(desk.rt, ("An", "An"), by=desk.by(BINH))
    emma, an = desk.by(EMMA).person_id, desk.by(AN).person_id
    assert not has_schedule(desk, AN)
    key = desk.key()
    for _ in range(2):
        handing_over.hand_over(desk.rt, emma, an, by=desk.by(BINH), key=key)
    with desk.database.reading() as session:
        assert ownership.goals_of_person(session, WORKSPACE, emma) == []
        owned = ownership.goals_of_person(session, WORKSPACE, an)
        assert [kr.title for kr, _ in owned] == ["Renewals"]
        assert session.get_one(Objective, mine).owner_id == an
        changes = session.exec(select(GoalChange).where(col(GoalChange.field) == "owner_id")).all()
    assert {(one.before, one.after) for one in changes} == {(str(emma), str(an))}
    assert has_schedule(desk, AN)
    assert has_schedule(desk, AN, "kpi_due")
    assert not has_schedule(desk, EMMA, "kpi_due")
    assert sorted(row.target for row in desk.prepared(kind="handed_over")) == sorted([AN, EMMA])
    with pytest.raises(Invalid, match="nothing_to_hand"):
        handing_over.preview(desk.rt, ("Emma", "An"), by=desk.by(BINH))


def test_private_goals_that_an_admin_hands_over_are_counted_and_not_named(
    desk: Desk, company: Company
) -> None:
    [row] = rows(desk.database, Objective)
    company.change(row, visibility="private")
    for who, titles, private in ((BINH, ["Renewals"], 0), (CHI, [], 1)):
        seen = handing_over.preview(desk.rt, ("Emma", "An"), by=desk.by(who))
        assert (seen["titles"], seen["private"], seen["key_results"]) == (titles, private, 1)
    for locale, words in (("en", "🔒 1 private goal\n"), ("vi", "🔒 1 mục tiêu riêng tư\n")):
        shown = desk.rt.render.message("handover_preview", seen, locale=locale, tz="UTC")
        assert words in shown.blocks[0]["text"]["text"]
    emma, an = desk.by(EMMA).person_id, desk.by(AN).person_id
    done = handing_over.hand_over(desk.rt, emma, an, by=desk.by(CHI), key=desk.key())
    assert done is not None
    assert (done["titles"], done["private"]) == ([], 1)
    for message in desk.prepared(kind="handed_over"):  # to those whose goals they are
        assert message.params["titles"] == ["Renewals"]
    own = handing_over.preview(desk.rt, ("An", "Emma"), by=desk.by(BINH))
    assert own["private"] == 0


def test_initiatives_are_added_done_and_dropped_by_helpers_too(
    desk: Desk, company: Company
) -> None:
    kr = company.key_result("kr1")
    with desk.database.unit_of_work() as session:
        helper = desk.by(AN).person_id
        session.add(GoalHelper(workspace_id=WORKSPACE, key_result_id=kr.id, person_id=helper))

    def save(who: str, **values: Any) -> None:
        desk.keys += 1
        initiatives.save(
            desk.rt, kr.id, Typed(values), by=desk.by(who), key=desk.key(), once=f"I{desk.keys}"
        )

    save(AN, new_initiative="Gọi lại khách", new_due="2026-12-01")
    [one] = rows(desk.database, Initiative)
    assert (one.owner_id, one.due_on, one.state) == (kr.owner_id, date(2026, 12, 1), "open")
    save(EMMA, **{f"initiative_{one.id}": "done"})
    assert rows(desk.database, Initiative)[0].state == "done"
    with pytest.raises(NotAllowed):
        save(DAN, new_initiative="Chen ngang")
    save(EMMA, **{f"initiative_{one.id}": "dropped"})
    assert initiatives.filled(desk.rt, kr.id, by=desk.by(EMMA))["items"] == []


@pytest.mark.usefixtures("company")
def test_another_name_is_understood_and_drafts_alone_are_deleted(desk: Desk) -> None:
    told = small.name_goal(desk.rt, "renewals", "gia hạn, tái ký", by=desk.by(EMMA), key=desk.key())
    assert told == {"title": "Renewals", "aliases": ["gia hạn", "tái ký"]}
    with desk.database.reading() as session:
        assert finding.goal(session, desk.by(EMMA), "tai ky").title == "Renewals"
    with pytest.raises(Invalid, match="no_draft"):
        small.asked_to_delete(desk.rt, "tái ký", by=desk.by(EMMA))
    draft = objective(desk, EMMA, "Bỏ đi")
    key_result(desk, EMMA, draft)
    child = objective(desk, EMMA, "Con của nó", parent=f"o:{draft}")
    with pytest.raises(NotAllowed):
        small.delete(desk.rt, f"o:{draft}", by=desk.by(DAN), key=desk.key())
    assert small.delete(desk.rt, f"o:{draft}", by=desk.by(EMMA), key=desk.key())
    left = {row.id: row for row in rows(desk.database, Objective)}
    assert draft not in left
    assert left[child].parent_objective_id is None


def test_a_figure_of_another_measure_is_none_of_the_new_one(desk: Desk, company: Company) -> None:
    kr = company.key_result("kr1")
    form = key_results.filled(desk.rt, kr.id, by=desk.by(BINH))
    values = form["values"] | {"form": "yes_no"}
    given = sent(desk, values, kr.id, version=form["version"])
    key_results.save(desk.rt, kr.objective_id, given, by=desk.by(BINH), key=desk.key())
    now = company.key_result("kr1")
    assert (now.shape, now.value, now.progress) == ("yes_no", None, None)
    with desk.database.unit_of_work() as session:
        row = ownership.key_result_for_update(session, WORKSPACE, kr.id)
        origin = Origin(kr.owner_id, desk.now, "Asia/Ho_Chi_Minh", "command")
        record(session, row, Said(Decimal(1)), origin)
    assert company.key_result("kr1").progress == 1_000_000


def test_phases_that_the_days_moved_away_from_stay_and_are_pointed_out(
    desk: Desk, company: Company
) -> None:
    """The form of a goal in steps does not show them."""
    key = company.given_key_result(
        "an",
        "Ra mắt",
        milestones=[{"title": "Beta"}, {"title": "Phát hành", "weight": 2}],
        due="2026-12-20",
        phases=[{"by": "2026-11-15", "value": 1}, {"by": "2026-12-15", "value": 2}],
    )
    kr = company.key_result(key)
    form = key_results.filled(desk.rt, kr.id, by=desk.by(BINH))
    values = form["values"] | {"form": form["form"], "milestones": "Beta\nPhát hành (2)"}
    values = {name: value for name, value in values.items() if name not in ("phases", "helpers")}
    given = sent(
        desk,
        values | {"due": "2026-12-10"},
        kr.id,
        version=form["version"],
        opened_at=form["opened_at"],
    )
    key_results.save(desk.rt, kr.objective_id, given, by=desk.by(BINH), key=desk.key())
    now = company.key_result(key)
    assert now.due_on == date(2026, 12, 10)
    assert [one.due_on.day for one in facts.phases(now)] == [15, 15]
    found = finishing.found_in(desk.rt, kr.id, by=desk.by(BINH))["findings"]
    assert {
        "rule": "lost_phases",
        "severity": "warning",
        "params": {"days": ["2026-12-15"]},
    } in found


@pytest.mark.usefixtures("company")
def test_goals_are_written_for_the_next_quarter_while_it_is_drafted(desk: Desk) -> None:
    with desk.database.unit_of_work() as session:
        for name, first, last in (
            ("Q2/2027", date(2027, 4, 1), date(2027, 6, 30)),
            ("2027", date(2027, 1, 1), date(2027, 12, 31)),
            ("Q1/2027", date(2027, 1, 1), date(2027, 3, 31)),
        ):
            session.add(
                Cycle(
                    workspace_id=WORKSPACE,
                    key=name,
                    name=name,
                    starts_on=first,
                    ends_on=last,
                    state="draft",
                )
            )
    form = objectives.blank(desk.rt, by=desk.by(EMMA))
    assert [one["title"] for one in form["cycles"]] == ["Q1/2027", "2027", "Q2/2027", "Q4/2026"]
    assert (form["cycle"], form["start"]) == (form["cycles"][0]["id"], "2027-01-01")
