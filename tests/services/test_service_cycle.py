"""A cycle from its drafts to its closed scores, as the use cases see it."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from company import AN, BINH, CHI, DAN, EMMA, HANOI, Company, rows
from desk import Desk
from drafts import draft_key_result, draft_objective

from bot.domain.errors import Conflict, Gone, Invalid, NotAllowed, NotFound
from bot.domain.goals.life import Step
from bot.domain.goals.model import Milestone as GoalStep
from bot.services import goal_parts, shadow
from bot.services import team_figures as counting
from bot.services.choices import SeveralFit
from bot.services.cycles import (
    activating,
    carrying,
    closing,
    creating,
    overview,
    presenting,
    score_cards,
    scoring,
)
from bot.services.cycles.scoring import Filled
from storage import ownership, team_figures
from storage.tables import (
    Audit,
    Cycle,
    GoalChange,
    Initiative,
    KeyResult,
    Objective,
    Schedule,
    Team,
    Workspace,
)

NEW_YEAR = datetime(2027, 1, 4, 9, 0, tzinfo=HANOI)
Q4, Q1 = "2026-Q4", "2027-Q1"


pytestmark = pytest.mark.usefixtures("company")


@pytest.fixture
def company(desk: Desk) -> Company:
    """Sales runs Q4: An and Emma own a key result each of Bình's objective."""
    found = desk.company()
    found.given_key_result("an", "Doanh số", value=46)
    found.given_key_result("emma", "Renewals", value=100)
    found.write()
    return found


def cycle(desk: Desk, key: str) -> Cycle:
    [found] = [row for row in rows(desk.database, Cycle) if row.key == key]
    return found


def ident(desk: Desk, key: str) -> int:
    return cycle(desk, key).id or 0


def q1(desk: Desk) -> int:
    made = creating.create(desk.rt, Q1, None, None, "", by=desk.by(CHI), key=desk.key())
    assert made is not None
    return int(made["id"])


def of(desk: Desk, table: Any, row_id: int) -> Any:
    with desk.database.reading() as session:
        return session.get_one(table, row_id)


def begin_closing(desk: Desk) -> None:
    assert closing.begin(desk.rt, ident(desk, Q4), by=desk.by(CHI), key=desk.key())


def objective_id(desk: Desk) -> int:
    return int(next(row.id for row in rows(desk.database, Objective) if row.title == "Grow"))


def score(desk: Desk, who: str, **facts: Any) -> None:
    """Fill the form by the titles of the key results."""
    ids = {row.title: row.id for row in rows(desk.database, KeyResult)}
    given = {
        name: {ids[title]: value for title, value in facts.pop(name, {}).items()}
        for name in ("scores", "outcomes", "because")
    }
    filled = Filled(**given, **facts)
    by = desk.by(who)
    assert scoring.check(desk.rt, objective_id(desk), filled, by=by) == {}
    scoring.save(desk.rt, objective_id(desk), filled, by=by, key=desk.key())


def an_and_emma_score(desk: Desk) -> None:
    score(
        desk,
        AN,
        scores={"Doanh số": "0,5"},
        outcomes={"Doanh số": "carried_over"},
        because={"Doanh số": "hợp đồng ký tháng 1"},
    )
    score(desk, EMMA, scores={"Renewals": "1"}, outcomes={"Renewals": "finished"})


# A new cycle


def test_the_quarter_after_the_running_one_is_offered_first(desk: Desk, company: Company) -> None:
    offered = creating.offered(desk.rt, by=desk.by(CHI))["terms"]
    assert [one["name"] for one in offered] == ["Q1/2027", "2027", "2026"]
    company.change(of_workspace(desk), year_starts=4)
    offered = creating.offered(desk.rt, by=desk.by(CHI))["terms"]
    assert [one["name"] for one in offered] == ["Q4/2026–27", "2027–28", "2026–27"]


def of_workspace(desk: Desk) -> Any:
    return rows(desk.database, Workspace)[0]


def test_a_new_cycle_waits_as_a_draft_beside_the_running_one(desk: Desk, company: Company) -> None:
    q1(desk)
    made = cycle(desk, Q1)
    assert (made.name, made.state) == ("Q1/2027", "draft")
    assert (made.starts_on, made.ends_on) == (date(2027, 1, 1), date(2027, 3, 31))
    with desk.database.reading() as session:
        running = ownership.active_cycle(session, company.workspace_id)
    assert running is not None
    assert running.key == Q4
    with pytest.raises(NotFound):  # what is there is not offered again
        q1(desk)
    with pytest.raises(Conflict, match=r"cycle\.exists"):
        creating.check(desk.rt, "custom", date(2027, 1, 1), date(2027, 3, 31), "", by=desk.by(CHI))


@pytest.mark.parametrize("who", [AN, BINH, DAN])
def test_with_several_teams_on_top_only_admins_run_the_cycle(desk: Desk, who: str) -> None:
    with pytest.raises(NotAllowed) as refused:
        creating.offered(desk.rt, by=desk.by(who))
    assert refused.value.params["who"] == (CHI,)


def test_the_lead_of_the_one_team_on_top_runs_it_too(desk: Desk, company: Company) -> None:
    for row in rows_of_teams(desk):
        if row.key != "sales":
            company.change(row, parent_id=company_team(desk, "sales").id)
    assert creating.offered(desk.rt, by=desk.by(BINH))["terms"]


def rows_of_teams(desk: Desk) -> list[Any]:
    return rows(desk.database, Team)


def company_team(desk: Desk, key: str) -> Any:
    return next(row for row in rows_of_teams(desk) if row.key == key)


# Drafts are shown


def test_company_goals_are_published_to_the_channel_of_each_team(
    desk: Desk, company: Company
) -> None:
    number = q1(desk)
    with pytest.raises(Invalid, match="no_company_goals"):
        presenting.publish(desk.rt, number, by=desk.by(CHI), key=desk.key())
    draft_key_result(company, draft_objective(company, Q1, "Lead the market", BINH), "NPS", BINH)
    secret = draft_objective(company, Q1, "Secret", BINH, visibility="private")
    draft_key_result(company, secret, "Sell the firm", BINH)
    assert presenting.publish_preview(desk.rt, number, by=desk.by(CHI))["channels"] == 1
    presenting.publish(desk.rt, number, by=desk.by(CHI), key=desk.key())
    [posted] = desk.prepared(kind="company_goals")
    assert [one["title"] for one in posted.params["objectives"]] == ["Lead the market"]
    assert cycle(desk, Q1).published_at == desk.now


def test_a_lead_presents_the_drafts_of_their_team_and_nobody_elses(
    desk: Desk, company: Company
) -> None:
    number = q1(desk)
    team = company_team(desk, "sales").id
    draft_key_result(
        company, draft_objective(company, Q1, "Win Huế", BINH, team="sales"), "Deals", AN
    )
    hidden = draft_objective(company, Q1, "Hidden", BINH, team="sales", visibility="private")
    draft_key_result(company, hidden, "Quiet", AN)
    draft_key_result(
        company, draft_objective(company, Q1, "Other", DAN, team="support-hue"), "Calls", DAN
    )
    for stranger in (AN, DAN):
        with pytest.raises(NotAllowed):
            presenting.drafts_preview(desk.rt, number, team, by=desk.by(stranger))
    shown = presenting.drafts_preview(desk.rt, number, team, by=desk.by(BINH))
    assert [one["title"] for one in shown["objectives"]] == ["Win Huế"]
    presenting.present(desk.rt, number, team, by=desk.by(BINH), key=desk.key())
    [post, thread] = [row for row in desk.prepared() if "draft" in row.kind]
    assert (post.kind, thread.kind, thread.thread_of_id) == (
        "team_drafts",
        "drafts_thread",
        post.id,
    )
    [one] = overview.show(desk.rt, by=desk.by(DAN))["cycles"][1:]
    assert one["drafts"] == 3
    assert "title" not in str(one)


# Activation


def test_what_is_complete_begins_and_the_rest_stays_a_draft(desk: Desk, company: Company) -> None:
    number = q1(desk)
    ready = draft_objective(company, Q1, "Win Huế", BINH, team="sales")
    deals = draft_key_result(company, ready, "Deals", DAN, start=Decimal(3), target=Decimal(9))
    vague = draft_key_result(company, ready, "Better mood", AN, target=None)
    unitless = draft_key_result(company, ready, "Calls", AN, unit=" ")
    draft_objective(company, Q1, "No key results", BINH, team="sales")
    desk.now = NEW_YEAR
    found = activating.preview(desk.rt, number, by=desk.by(CHI))
    assert (found["ready"], found["bare"], found["empty"]) == (1, ["Deals"], ["No key results"])
    assert {one["title"]: one["error"] for one in found["refused"]} == {
        "Better mood": "key_result.no_start_or_target",
        "Calls": "key_result.no_unit",
    }
    done = activating.activate(desk.rt, number, by=desk.by(CHI), key=desk.key())
    assert done is not None
    assert (done["count"], done["left"]) == (1, 2)
    row = of(desk, KeyResult, deals)
    assert (row.state, row.locked_start, row.locked_target) == ("active", 3, 9)
    assert [of(desk, KeyResult, one).state for one in (vague, unitless)] == ["draft", "draft"]
    assert cycle(desk, Q1).state == "active"
    assert of(desk, Objective, ready).state == "active"
    [changed] = rows(desk.database, GoalChange)
    assert (changed.field, changed.before, changed.after) == ("state", "draft", "active")
    asked = [row.subject_id for row in rows(desk.database, Schedule) if row.kind == "check_in"]
    assert company.person(DAN).id in asked
    counting.add_up(desk.rt)
    with desk.database.reading() as session:
        figure = team_figures.of_team(session, company.workspace_id, company_team(desk, "sales").id)
    assert figure is not None
    assert figure.counted == 3  # both cycles run


@pytest.mark.parametrize(("strict", "most"), [(False, 10), (True, 3)])
def test_too_many_key_results_are_refused(
    desk: Desk, company: Company, strict: bool, most: int
) -> None:
    company.change(of_workspace(desk), strict=strict)
    number = q1(desk)
    fits = draft_objective(company, Q1, "Fits", BINH, team="sales")
    over = draft_objective(company, Q1, "Too much", BINH, team="sales")
    for n in range(most):
        draft_key_result(company, fits, f"Fits {n}", AN)
        draft_key_result(company, over, f"Over {n}", AN)
    draft_key_result(company, over, "Over all", AN)
    found = activating.preview(desk.rt, number, by=desk.by(CHI))
    assert found["ready"] == most
    assert {one["error"] for one in found["refused"]} == {"key_result.too_many"}


def test_drafts_that_are_completed_later_are_activated_by_their_lead(
    desk: Desk, company: Company
) -> None:
    number = q1(desk)
    objective = draft_objective(company, Q1, "Win Huế", BINH, team="sales")
    draft_key_result(company, objective, "Deals", AN)
    late = draft_key_result(company, objective, "Mood", AN, target=None)
    with pytest.raises(NotAllowed, match="run_cycle"):
        activating.activate(desk.rt, number, by=desk.by(BINH), key=desk.key())
    activating.activate(desk.rt, number, by=desk.by(CHI), key=desk.key())
    with pytest.raises(Invalid, match="nothing_ready"):
        activating.activate(desk.rt, number, by=desk.by(BINH), key=desk.key())
    company.change(of(desk, KeyResult, late), target=Decimal(8))
    for stranger in (AN, DAN):
        with pytest.raises(NotAllowed):
            activating.activate(desk.rt, number, by=desk.by(stranger), key=desk.key())
    activating.activate(desk.rt, number, by=desk.by(BINH), key=desk.key())
    assert of(desk, KeyResult, late).locked_target == 8


def test_whom_nobody_leads_activates_and_carries_what_is_theirs(
    desk: Desk, company: Company
) -> None:
    number = q1(desk)
    first = draft_objective(company, Q1, "Win Huế", BINH, team="sales")
    draft_key_result(company, first, "Deals", AN)
    activating.activate(desk.rt, number, by=desk.by(CHI), key=desk.key())
    own = draft_key_result(company, draft_objective(company, Q1, "Desk", DAN), "Calls", DAN)
    led = draft_key_result(company, draft_objective(company, Q1, "Own", AN), "Mine", AN)
    activating.activate(desk.rt, number, by=desk.by(DAN), key=desk.key())
    assert [of(desk, KeyResult, one).state for one in (own, led)] == ["active", "draft"]
    with pytest.raises(NotAllowed):
        activating.activate(desk.rt, number, by=desk.by(AN), key=desk.key())
    creating.create(desk.rt, "2027-Q2", None, None, "", by=desk.by(CHI), key=desk.key())
    done = carrying.carry(desk.rt, "calls", by=desk.by(DAN), key=desk.key())
    assert done is not None
    assert (done["name"], done["count"]) == ("Q2/2027", 1)
    with pytest.raises(NotAllowed, match="carry_over") as refused:
        carrying.carry(desk.rt, "deals", by=desk.by(AN), key=desk.key())
    assert refused.value.params["who"] == ("Bình",)


def test_a_press_that_is_delivered_twice_activates_once(desk: Desk, company: Company) -> None:
    number = q1(desk)
    draft_key_result(company, draft_objective(company, Q1, "Win Huế", BINH), "Deals", AN)
    key = desk.key()
    assert activating.activate(desk.rt, number, by=desk.by(CHI), key=key) is not None
    assert activating.activate(desk.rt, number, by=desk.by(CHI), key=key) is None
    assert [row.action for row in rows(desk.database, Audit)].count("cycle_activated") == 1


# The end


def test_closing_asks_each_owner_once_and_stops_the_questions(desk: Desk, company: Company) -> None:
    begin_closing(desk)
    cards = {row.target: row.params for row in desk.prepared(kind="score_card")}
    assert set(cards) == {AN, EMMA, BINH}  # Bình looks back on the objective
    [group] = cards[AN]["mine"]
    assert [one["title"] for one in group["rows"]] == ["Doanh số"]
    with desk.database.reading() as session:
        assert ownership.active_cycle(session, company.workspace_id) is None
    kinds = {row.kind for row in rows(desk.database, Schedule)}
    assert "recount" not in kinds
    with pytest.raises(Conflict, match="not_now"):
        begin_closing(desk)


def test_a_form_shows_whose_scores_they_are(desk: Desk, company: Company) -> None:
    begin_closing(desk)
    of_an = scoring.form(desk.rt, objective_id(desk), by=desk.by(AN))
    assert [(one["title"], one["own"], one["proposed"]) for one in of_an["rows"]] == [
        ("Doanh số", True, "0.46")
    ]
    assert of_an["retro"] is False
    of_binh = scoring.form(desk.rt, objective_id(desk), by=desk.by(BINH))
    assert [one["own"] for one in of_binh["rows"]] == [False, False]
    assert of_binh["retro"] is True
    with pytest.raises(NotAllowed) as refused:
        scoring.form(desk.rt, objective_id(desk), by=desk.by(DAN))
    assert refused.value.params["who"] == (BINH,), "owners score themselves, and nobody else"
    for slack_id in (AN, EMMA):
        company.change(company.person(slack_id), manager_id=None)
    for team in rows(desk.database, Team):
        company.change(team, lead_id=None)
    with pytest.raises(NotAllowed) as refused:
        scoring.form(desk.rt, objective_id(desk), by=desk.by(DAN))
    assert refused.value.params["who"] == ()


@pytest.mark.parametrize(
    ("scores", "outcomes", "because", "wrong"),
    [
        ("much", None, "", {"score": "score.unclear"}),
        ("1.2", None, "", {"score": "score.range"}),
        ("0.5", None, "", {"outcome": "score.no_outcome"}),
        ("0.5", "finished", "", {"outcome": "score.no_outcome"}),
        ("0.5", "dropped", " ", {"because": "score.no_reason"}),
        ("70%", None, "", {}),
    ],
)
def test_what_is_wrong_is_told_at_its_field(
    desk: Desk,
    company: Company,
    scores: str,
    outcomes: str | None,
    because: str,
    wrong: dict[str, str],
) -> None:
    begin_closing(desk)
    number = company.key_result("kr1").id or 0
    filled = Filled({number: scores}, {number: outcomes}, {number: because})
    errors = scoring.check(desk.rt, objective_id(desk), filled, by=desk.by(AN))
    assert {field: error.key for (field, _), error in errors.items()} == wrong


def test_who_leads_others_saves_what_they_know_and_leaves_the_rest(
    desk: Desk, company: Company
) -> None:
    begin_closing(desk)
    form = scoring.form(desk.rt, objective_id(desk), by=desk.by(BINH))
    view = desk.rt.render.view("score_goal", form, locale="en")
    fields = {one["block_id"]: one for one in view["blocks"] if one["type"] == "input"}
    first, second = (company.key_result(key).id or 0 for key in ("kr1", "kr2"))
    for number, owner in ((first, "An"), (second, "Emma")):
        field = fields[f"score:{number}"]
        assert field["optional"]
        assert "initial_value" not in field["element"]
        assert f"{owner} has not scored it yet" in field["hint"]["text"]
    by = desk.by(BINH)
    for said in (Filled({}, {first: "dropped"}), Filled({}, {}, {first: "no time"})):
        errors = scoring.check(desk.rt, objective_id(desk), said, by=by)
        assert {field: error.key for field, error in errors.items()} == {
            ("score", first): "score.missing"
        }
    score(desk, BINH, scores={"Renewals": "1.0"}, worked="Calls")
    assert of(desk, KeyResult, first).outcome is None
    assert of(desk, KeyResult, second).score == 1000
    assert of(desk, Objective, objective_id(desk)).worked == "Calls"


def test_the_manager_has_one_card_that_follows_and_confirms(desk: Desk, company: Company) -> None:
    begin_closing(desk)
    before = len(desk.prepared(kind="score_card"))
    an_and_emma_score(desk)
    [card] = desk.prepared(kind="score_card")[before:]
    assert card.target == BINH
    [group] = card.params["theirs"]
    assert [one["standing"] for one in group["rows"]] == ["0.5", "1"]
    assert group["done"] is False
    score(
        desk,
        BINH,
        scores={"Doanh số": "0.4", "Renewals": "1"},
        outcomes={"Doanh số": "carried_over"},
        because={"Doanh số": "ký tháng 1"},
        worked="One list",
        did_not_work="Too late",
        next_time="Start in week 1",
    )
    row = company.key_result("kr1")
    assert (row.self_score, row.score) == (500, 400)
    waiting = score_cards.open_for(desk.rt, by=desk.by(BINH))["cards"]
    assert all(group["done"] for card in waiting for group in (*card["mine"], *card["theirs"]))


def test_an_admin_who_scores_for_others_leaves_a_trace(desk: Desk, company: Company) -> None:
    begin_closing(desk)
    score(desk, CHI, scores={"Renewals": "1"})
    assert ("score", "key_result") in company.audited()


def test_closing_names_what_is_missing_and_closes_all_the_same(
    desk: Desk, company: Company
) -> None:
    begin_closing(desk)
    number = ident(desk, Q4)
    found = closing.preview(desk.rt, number, Step.CLOSE, by=desk.by(CHI))
    assert (found["unscored"], found["owners"], found["undecided"]) == (2, ["An", "Emma"], 1)
    score(
        desk,
        AN,
        scores={"Doanh số": "0.5"},
        outcomes={"Doanh số": "postponed"},
        because={"Doanh số": "chờ ngân sách"},
    )
    found = closing.preview(desk.rt, number, Step.CLOSE, by=desk.by(CHI))
    assert (found["unscored"], found["unconfirmed"], found["managers"]) == (1, 1, ["Bình"])
    closing.close(desk.rt, number, by=desk.by(CHI), key=desk.key())
    sales, renewals = company.key_result("kr1"), company.key_result("kr2")
    assert (sales.score, sales.outcome, sales.state) == (500, "postponed", "closed")
    assert (renewals.score, renewals.outcome) == (1000, "finished")
    [retro] = desk.prepared(kind="cycle_retro")
    assert retro.params["score"] == "0.750"
    assert not [row for row in rows(desk.database, Schedule) if row.kind == "cycle_step"]


def test_a_closed_cycle_cannot_be_written_to(desk: Desk, company: Company) -> None:
    begin_closing(desk)
    number, by = ident(desk, Q4), desk.by(CHI)
    closing.close(desk.rt, number, by=by, key=desk.key())
    filled = Filled({company.key_result("kr1").id or 0: "1"})
    attempts = [
        lambda: closing.close(desk.rt, number, by=by, key=desk.key()),
        lambda: closing.begin(desk.rt, number, by=by, key=desk.key()),
        lambda: activating.activate(desk.rt, number, by=by, key=desk.key()),
        lambda: presenting.publish(desk.rt, number, by=by, key=desk.key()),
        lambda: scoring.save(desk.rt, objective_id(desk), filled, by=by, key=desk.key()),
    ]
    for attempt in attempts:
        with pytest.raises(Gone, match=r"cycle\.closed"):
            attempt()


def test_what_is_carried_over_goes_into_the_next_cycle_which_is_made(
    desk: Desk, company: Company
) -> None:
    number = company.key_result("kr1").id or 0
    with desk.database.unit_of_work() as session:
        for title, state in (("Ký ACME", "open"), ("Cũ", "done")):
            session.add(
                Initiative(
                    workspace_id=company.workspace_id,
                    key_result_id=number,
                    owner_id=company.person(AN).id or 0,
                    position=1,
                    title=title,
                    state=state,
                )
            )
    begin_closing(desk)
    an_and_emma_score(desk)
    done = closing.close(desk.rt, ident(desk, Q4), by=desk.by(CHI), key=desk.key())
    assert done is not None
    assert (done["carried"], done["to"]) == (1, "Q1/2027")
    [copy] = [row for row in rows(desk.database, KeyResult) if row.carried_from_id]
    assert (copy.title, copy.state, copy.carried_from_id) == ("Doanh số", "draft", number)
    assert (copy.start, copy.target, copy.value, copy.score) == (46, 100, None, None)
    assert (copy.start_on, copy.due_on) == (date(2027, 1, 1), date(2027, 3, 31))
    objective = of(desk, Objective, copy.objective_id)
    assert (objective.carried_from_id, objective.state) == (objective_id(desk), "draft")
    assert objective.worked is None
    assert [
        row.title for row in rows(desk.database, Initiative) if row.key_result_id == copy.id
    ] == ["Ký ACME"]


def test_a_manager_carries_a_goal_by_its_name(desk: Desk, company: Company) -> None:
    by = desk.by(BINH)
    with pytest.raises(Invalid, match="no_next"):
        carrying.carry(desk.rt, "doanh so", by=by, key=desk.key())
    q1(desk)
    with pytest.raises(NotAllowed, match="carry_over"):
        carrying.carry(desk.rt, "doanh so", by=desk.by(AN), key=desk.key())
    with pytest.raises(NotAllowed, match="carry_over") as refused:
        carrying.carry(desk.rt, "doanh so", by=desk.by(DAN), key=desk.key())
    assert refused.value.params["who"] == ("Bình",)
    done = carrying.carry(desk.rt, "grow", by=by, key=desk.key())
    assert done is not None
    assert (done["name"], done["count"]) == ("Q1/2027", 1)  # Renewals is done
    assert company.key_result("kr1").outcome == "carried_over"
    with pytest.raises(Conflict, match=r"carry\.already"):
        carrying.carry(desk.rt, f"kr:{company.key_result('kr1').id}", by=by, key=desk.key())
    with pytest.raises(SeveralFit) as fit:
        carrying.carry(desk.rt, "doanh thu", by=by, key=desk.key())
    assert fit.value.guessed
    assert set(fit.value.choices.values()) == {"Doanh số"}


def test_a_key_result_of_somebody_elses_private_objective_is_known_to_its_owner(
    desk: Desk, company: Company
) -> None:
    q1(desk)
    company.change(of(desk, Objective, objective_id(desk)), visibility="private")
    for name in ("doanh so", "grow"):
        with pytest.raises(NotAllowed, match="carry_over"):
            carrying.carry(desk.rt, name, by=desk.by(AN), key=desk.key())
    for who, name in ((AN, "renewals"), (DAN, "doanh so"), (DAN, "grow"), (CHI, "doanh so")):
        with pytest.raises(NotFound, match=r"carry\.unknown"):
            carrying.carry(desk.rt, name, by=desk.by(who), key=desk.key())


# The schedule


def steps(desk: Desk) -> list[tuple[str, str]]:
    return [(row.params["step"], row.target) for row in desk.prepared(kind="cycle_step")]


def tick_days(desk: Desk, first: datetime, days: int) -> None:
    for day in range(days):
        desk.tick(first + timedelta(days=day))


def test_each_step_is_remembered_once_by_those_who_can_take_it(desk: Desk) -> None:
    tick_days(desk, datetime(2026, 12, 15, 10, 0, tzinfo=HANOI), 5)
    assert steps(desk) == [("draft_next", CHI)]
    tick_days(desk, datetime(2026, 12, 31, 10, 0, tzinfo=HANOI), 5)
    assert steps(desk)[1:] == [("begin_closing", CHI)]
    begin_closing(desk)
    tick_days(desk, desk.now + timedelta(days=1), 4)
    assert steps(desk)[2:] == [("score", AN), ("score", EMMA)]
    an_and_emma_score(desk)
    tick_days(desk, desk.now + timedelta(days=1), 9)  # a weekend, and a week is over
    assert steps(desk)[4:] == [("confirm", BINH), ("close", CHI)]


def test_drafts_that_wait_for_the_first_day_are_named(desk: Desk, company: Company) -> None:
    q1(desk)
    draft_key_result(company, draft_objective(company, Q1, "Win Huế", BINH), "Deals", AN)
    tick_days(desk, datetime(2026, 12, 27, 10, 0, tzinfo=HANOI), 5)
    found = [row for row in desk.prepared(kind="cycle_step") if row.params["step"] == "activate"]
    assert [(row.target, row.params["count"]) for row in found] == [(CHI, 1)]


def test_in_shadow_nobody_is_asked_for_scores(desk: Desk, company: Company) -> None:
    with desk.database.unit_of_work() as session:
        shadow.switch(session, company.workspace_id, on=True, at=desk.now)
    begin_closing(desk)
    assert {row.state for row in desk.prepared(kind="score_card")} == {"skipped"}


def test_who_is_not_in_the_pilot_is_not_asked_for_scores(desk: Desk, company: Company) -> None:
    company.pilot, company.written = ["support-hue"], False
    company.write()
    begin_closing(desk)
    assert desk.prepared(kind="score_card") == []


def test_a_quarter_is_followed_by_a_quarter_though_the_year_was_there_first(
    desk: Desk, company: Company
) -> None:
    creating.create(desk.rt, "2027", None, None, "", by=desk.by(CHI), key=desk.key())
    q1(desk)
    done = carrying.carry(desk.rt, "grow", by=desk.by(BINH), key=desk.key())
    assert done is not None
    assert done["name"] == "Q1/2027"
    assert cycle(desk, "2027").state == "draft"
    assert company.key_result("kr1").outcome == "carried_over"


def test_of_a_way_in_steps_the_open_ones_are_carried_over(desk: Desk, company: Company) -> None:
    q1(desk)
    with desk.database.unit_of_work() as session:
        row = session.get_one(KeyResult, company.key_result("kr1").id)
        row.shape = "milestones"
        steps = [GoalStep("Hợp đồng mẫu", done_on=date(2026, 11, 2)), GoalStep("Mở chi nhánh Huế")]
        goal_parts.set_milestones(session, row, steps)
    assert carrying.carry(desk.rt, "doanh so", by=desk.by(BINH), key=desk.key())
    [copy] = [row for row in rows(desk.database, KeyResult) if row.carried_from_id]
    assert [step["title"] for step in copy.steps] == ["Mở chi nhánh Huế"]
    assert (copy.target, copy.value, copy.state) == (1, None, "draft")
