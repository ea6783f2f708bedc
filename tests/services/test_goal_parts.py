"""Steps, phased targets and samples of key results as they are stored, moved and taken back."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest
from company import AN, SUNDAY, Company
from desk import Desk
from sqlmodel import Session, select

from bot.domain.errors import Invalid
from bot.domain.goals.model import Ambition, Milestone, Status, TargetPhase
from bot.domain.goals.status import judge
from bot.services import facts, goal_parts, recording
from bot.services.recording import Origin, Said
from storage import ownership
from storage.tables import CheckIn, KeyResult, Objective
from storage.tables import Milestone as StoredMilestone
from storage.tables import TargetPhase as StoredPhase

TZ = "Asia/Ho_Chi_Minh"
STEPS = (
    Milestone("Khảo sát"),
    Milestone("Bản beta", Decimal(2)),
    Milestone("Ra mắt"),
)


class Goal:
    """One key result of An, held in a transaction of its own for each act."""

    def __init__(self, desk: Desk, company: Company, key: str) -> None:
        self.desk, self.company, self.key = desk, company, key
        self.id = company.key_result(key).id or 0

    def held(self, session: Session) -> KeyResult:
        kr = ownership.key_result_for_update(session, self.company.workspace_id, self.id)
        assert kr is not None
        return kr

    def steps(self, steps: Sequence[Milestone], *, keep_done: bool = True) -> None:
        with self.desk.rt.uow() as session:
            kr = self.held(session)
            kr.shape = "milestones"
            goal_parts.set_milestones(session, kr, steps, keep_done=keep_done)

    def says(self, said: Said) -> None:
        person = self.company.person(AN).id or 0
        with self.desk.rt.uow() as session:
            origin = Origin(person, self.desk.now, TZ, "reply")
            recording.key_result(session, self.held(session), said, origin)

    def takes_back(self) -> bool:
        person = self.company.person(AN).id or 0
        with self.desk.rt.uow() as session:
            kr = self.held(session)
            row = session.get_one(CheckIn, kr.last_check_in_id)
            return recording.take_back(session, kr, row, Origin(person, self.desk.now, TZ, "undo"))

    def marked(self, done: dict[str, bool]) -> None:
        ids = {step["title"]: step["id"] for step in self.now.steps or ()}
        self.says(Said(None, steps={ids[title]: is_done for title, is_done in done.items()}))

    @property
    def now(self) -> KeyResult:
        return self.company.key_result(self.key)

    @property
    def shown(self) -> tuple[Decimal | None, int | None, list[str]]:
        """Value, progress and the titles that are done, by the row and by its copy alike."""
        kr = self.now
        with self.desk.rt.reading() as session:
            rows = session.exec(
                select(StoredMilestone)
                .where(StoredMilestone.key_result_id == self.id)
                .order_by(StoredMilestone.position)  # type: ignore[arg-type]
            ).all()
        copied = facts.milestones(kr)
        assert [(row.title, Decimal(row.weight) / 1000, row.done_on) for row in rows] == [
            (one.title, one.weight, one.done_on) for one in copied
        ]
        return kr.value, kr.progress, [one.title for one in copied if one.done_on]


@pytest.fixture
def goal(desk: Desk) -> Goal:
    company = desk.company()
    key = company.given_key_result("an", "Ra mắt app", **{"from": 0, "to": 10}, unit="bước")
    company.write()
    goal = Goal(desk, company, key)
    goal.steps(STEPS)
    return goal


def test_steps_make_start_target_and_value(goal: Goal) -> None:
    assert (goal.now.start, goal.now.target) == (0, 4)
    assert goal.shown == (None, None, [])
    goal.marked({"Bản beta": True})
    assert goal.shown == (2, 500_000, ["Bản beta"])
    goal.marked({"Bản beta": False, "Khảo sát": True})
    assert goal.shown == (1, 250_000, ["Khảo sát"])


def test_undo_puts_the_steps_back_one_check_in_after_the_other(goal: Goal) -> None:
    goal.marked({"Khảo sát": True})
    goal.marked({"Khảo sát": False, "Ra mắt": True})
    assert goal.takes_back()
    assert goal.shown == (1, 250_000, ["Khảo sát"])
    assert goal.takes_back()
    assert goal.shown == (None, None, [])


def test_undo_counts_with_the_weights_of_now(goal: Goal) -> None:
    goal.marked({"Khảo sát": True})
    goal.marked({"Bản beta": True})
    goal.steps([Milestone("Khảo sát", Decimal(5)), Milestone("Ra mắt", Decimal(5))])
    assert goal.shown == (5, 500_000, ["Khảo sát"])
    assert goal.takes_back()
    assert goal.shown == (5, 500_000, ["Khảo sát"])


def test_edited_steps_stay_done_by_their_titles(goal: Goal) -> None:
    goal.marked({"Bản beta": True})
    ids = {step["title"]: step["id"] for step in goal.now.steps or ()}
    goal.steps([Milestone("Ra mắt"), Milestone("BẢN BETA", Decimal(3)), Milestone("Tổng kết")])
    assert goal.shown == (3, 600_000, ["BẢN BETA"])
    assert [step["id"] for step in goal.now.steps or ()][:2] == [ids["Ra mắt"], ids["Bản beta"]]
    goal.steps(STEPS, keep_done=False)
    assert goal.shown == (0, 0, [])


def test_a_figure_says_nothing_about_steps(goal: Goal) -> None:
    goal.marked({"Khảo sát": True})
    with pytest.raises(Invalid) as refused:
        goal.says(Said(Decimal(2)))
    assert refused.value.key == "milestones.by_number"
    goal.says(Said(Decimal(1)))  # no change
    assert goal.shown == (1, 250_000, ["Khảo sát"])


def test_refused_steps_change_nothing(goal: Goal) -> None:
    with pytest.raises(Invalid):
        goal.steps([Milestone("Beta", Decimal(0))])
    assert [step["title"] for step in goal.now.steps or ()] == ["Khảo sát", "Bản beta", "Ra mắt"]


def test_phased_targets_bend_what_is_expected(desk: Desk) -> None:
    company = desk.company()
    key = company.given_key_result(
        "an", "Doanh thu", **{"from": 0, "to": 100, "value": 20}, unit="hợp đồng"
    )
    company.write()
    goal = Goal(desk, company, key)
    late = (
        TargetPhase(date(2026, 10, 31), Decimal(10)),
        TargetPhase(date(2026, 11, 30), Decimal(30)),
    )
    assert verdict(desk, goal) is Status.OFF_TRACK
    for _ in range(2):
        with desk.rt.uow() as session:
            goal_parts.set_phases(session, goal.held(session), late[::-1])
        with desk.rt.reading() as session:
            stored = session.exec(select(StoredPhase)).all()
        assert facts.phases(goal.now) == late
        assert {(one.due_on, one.value) for one in stored} == {(p.due_on, p.value) for p in late}
    assert verdict(desk, goal) is Status.ON_TRACK
    with desk.rt.uow() as session:
        goal_parts.set_phases(session, goal.held(session), ())
    assert verdict(desk, goal) is Status.OFF_TRACK


def verdict(desk: Desk, goal: Goal) -> Status:
    with desk.rt.reading() as session:
        objective = session.get_one(Objective, goal.now.objective_id)
    objective.ambition = Ambition.COMMITTED.value
    return judge(facts.key_result(goal.now, objective, tz=TZ), on=SUNDAY.date()).status


def test_a_figure_from_too_few_answers_reaches_nothing(desk: Desk) -> None:
    company = desk.company()
    key = company.given_key_result(
        "an", "CSAT", **{"from": 7.5, "to": 9}, unit="/10", min_sample=100
    )
    company.write()
    goal = Goal(desk, company, key)
    goal.says(Said(Decimal("9.1"), sample=85))
    assert (goal.now.value, goal.now.sample) == (Decimal("9.1"), 85)
    assert verdict(desk, goal) is not Status.DONE
    goal.says(Said(Decimal("9.2"), sample=120))
    assert verdict(desk, goal) is Status.DONE
    goal.says(Said(None, note="tốt"))
    assert (goal.now.sample, verdict(desk, goal)) == (120, Status.DONE)
    goal.says(Said(Decimal("9.3")))
    assert (goal.now.sample, verdict(desk, goal)) == (None, Status.ON_TRACK)
    goal.takes_back()
    assert (goal.now.value, goal.now.sample) == (Decimal("9.2"), 120)


def test_a_kept_limit_counts_days_with_enough_answers_alone(desk: Desk) -> None:
    company = desk.company()
    key = company.given_key_result(
        "an", "Hài lòng", keep={"at_least": 8}, unit="/10", min_sample=100
    )
    company.write()
    goal = Goal(desk, company, key)
    goal.says(Said(Decimal(9), sample=99))
    few = goal.now.progress
    goal.says(Said(Decimal(9), sample=100))
    assert few == 0
    assert (goal.now.progress or 0) > 0
