"""What a file says of alignment, parts and life of goals, and what of it is refused."""

from pathlib import Path

import pytest
from import_file import AT, LATER, SMALL, WS, Load, only_key_result, run
from import_file import load as load_text
from sqlmodel import select

from bot.domain.goals.model import GoalState
from bot.render.import_words import ImportWords
from bot.services import importing
from bot.services.importing import Change, Detail, ImportProblems, Line
from bot.services.importing.choices import InitiativeState, KpiState, Outcome, RollUpSource
from storage.tables import Cycle, GoalChange, Initiative, KeyResult, Objective, Person
from storage.tables.goal_parts import INITIATIVE_STATES
from storage.tables.goals import OUTCOMES, ROLL_UP_SOURCES
from storage.tables.kpis import KPI_STATES
from storage.uow import Database

WORDS = ImportWords.load("en")
YEAR = """\
workspace: {name: Minh Long}
cycle: {key: "2026", name: 2026, starts: 2026-01-01, ends: 2026-12-31}
objectives: [{key: o1, title: Dẫn đầu, owner: hung, key_results: [
  {key: sum, title: Doanh thu, unit: tỷ, from: 15, to: 30}]}]
"""


@pytest.fixture
def load(tmp_path: Path) -> Load:
    return lambda text: load_text(text, tmp_path)


def known(database: Database) -> importing.Known:
    with database.reading() as session:
        return importing.read_known(session, WS)


def more(fields: str, *, of: str = "traffic") -> str:
    """SMALL with more fields in its key result, or in its first objective."""
    if of == "traffic":
        return SMALL.replace("aliases: [traffic, lượt xem]}", f"aliases: [traffic], {fields}}}")
    return SMALL.replace("    parent: o1\n", f"{fields}\n")


def told(text: str, tmp_path: Path, knowing: importing.Known | None = None) -> list[str]:
    path = tmp_path / "file.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(ImportProblems) as caught:
        importing.load(path, knowing)
    return [WORDS.told(problem) for problem in caught.value.problems]


REFUSED = {
    "emoji as a title": (
        SMALL.replace("title: Tổng traffic", "title: 🎉🎉"),
        "Line 23, objectives.o1.key_results.traffic.title: title needs words, not only signs",
    ),
    "empty title": (SMALL.replace("title: Con", 'title: " "'), "title is missing"),
    "same title twice": (
        SMALL.replace("title: Con", "title: tăng  TRƯỞNG"),
        "The same owner has another objective with this title (on line 13)",
    ),
    "negative weight": (more("weight: -1"), "This should be a number from 0 to 4"),
    "parent below itself": (
        SMALL.replace("    title: Tăng trưởng\n", "    title: Tăng trưởng\n    parent: o2\n"),
        "These objectives are each other's parents: o2 → o1 → o2.",
    ),
    "parent through a key result": (
        SMALL.replace("    title: Tăng trưởng\n", "    title: Tăng trưởng\n    parent: traffic\n"),
        "These objectives are each other's parents: o1 → o1.",
    ),
    "parent and a reason for none": (
        more("    parent: o1\n    no_parent_because: so", of="objective"),
        "It has a parent, so it needs no reason",
    ),
    "supports itself": (more("    supports: [o2]", of="objective"), "cannot support itself"),
    "supports a key result": (more("    supports: [traffic]", of="objective"), "takes objectives"),
    "parent of a cycle nobody knows": (
        more('    parent: "2025:o1"', of="objective"),
        "The bot knows no cycle with the key “2025”",
    ),
    "no key of a goal": (more("    parent: a/b/c", of="objective"), "“a/b/c” cannot be a goal"),
    "objective ends before it starts": (
        more("    starts: 2026-12-01\n    due: 2026-11-01", of="objective"),
        "It would end on 2026-11-01",
    ),
    "helper nobody knows": (more("helpers: [lam]"), "nobody with the key “lam”"),
    "phase after the end": (
        more("phases: [{by: 2026-12-31, value: 250000}]"),
        "Phase 1 ends 2026-12-31, but it must lie within 2026-10-01 to 2026-12-31",
    ),
    "phase beyond the target": (
        more("phases: [{by: 2026-11-30, value: 500000}]"),
        "Phase 1 asks for 500000, outside the way from 220000 to 308000.",
    ),
    "milestones twice": (
        SMALL.replace(
            "unit: lượt, from: 220000, to: 308000, value: 256400",
            "milestones: [{title: A}, {title: a}]",
        ),
        "Steps 1 and 2 are both called “a”. Please tell them apart",
    ),
    "weightless milestone": (
        SMALL.replace(
            "unit: lượt, from: 220000, to: 308000, value: 256400",
            "milestones: [{title: A, weight: 0}]",
        ),
        "Step 1 cannot weigh 0. Please give a weight above 0 and up to 100",
    ),
    "score above one": (more("score: 1.2"), "This should be a number from 0 to 1"),
    "confidence of eleven": (more("confidence: 11"), "This should be a number from 1 to 10"),
}


@pytest.mark.parametrize(("text", "expected"), REFUSED.values(), ids=REFUSED)
def test_refused_with_the_way_out(tmp_path: Path, text: str, expected: str) -> None:
    found = told(text, tmp_path)
    assert any(expected in one for one in found), found


def test_goals_of_another_cycle_can_be_parents_until_it_is_closed(
    sqlite_database: Database, load: Load, tmp_path: Path
) -> None:
    run(sqlite_database, load(SMALL))
    path = tmp_path / "year.yaml"
    path.write_text(YEAR, "utf-8")
    run(sqlite_database, importing.load(path, known(sqlite_database)))
    path.write_text(more('    parent: "2026:o1/sum"', of="objective"), "utf-8")
    report = run(sqlite_database, importing.load(path, known(sqlite_database)), at=LATER)
    assert [line.key for line in report.lines] == ["o2"]
    with sqlite_database.reading() as session:
        [child] = session.exec(select(Objective).where(Objective.key == "o2")).all()
        parent = session.get_one(KeyResult, child.parent_key_result_id)
        assert (parent.key, parent.objective_id) == ("sum", child.parent_objective_id)

    with sqlite_database.unit_of_work() as session:
        session.exec(select(Cycle).where(Cycle.key == "2026")).one().state = "closed"
    [problem] = told(path.read_text("utf-8"), tmp_path, known(sqlite_database))
    assert "o1/sum belongs to 2026, which is closed" in problem


def test_a_parent_that_the_bot_knows_cannot_close_a_circle(
    sqlite_database: Database, load: Load, tmp_path: Path
) -> None:
    run(sqlite_database, load(SMALL))
    alone = "cycle: {key: 2026-Q4}\nobjectives: [{key: o1, title: T, owner: hung, parent: o2}]\n"
    [problem] = told(alone, tmp_path, known(sqlite_database))
    assert "each other's parents: o1 → o2 → o1" in problem


def test_closed_cycle_takes_the_same_file_again_and_nothing_else(
    sqlite_database: Database, load: Load
) -> None:
    closed = SMALL.replace("ends: 2026-12-31}", "ends: 2026-12-31, state: closed}")
    run(sqlite_database, load(closed))
    assert run(sqlite_database, load(closed), at=LATER).is_empty
    for changed in (closed.replace("title: Con", "title: Khác"), SMALL.replace("308000", "1")):
        with pytest.raises(ImportProblems) as caught:
            run(sqlite_database, load(changed.replace("to: 1,", "to: 400000,")), at=LATER)
        assert "is closed, and its goals and scores stay" in WORDS.told(caught.value.problems[0])


def test_drafts_come_as_drafts_and_move_on_in_slack_alone(
    sqlite_database: Database, load: Load
) -> None:
    draft = SMALL.replace("ends: 2026-12-31}", "ends: 2026-12-31, state: draft}")
    run(sqlite_database, load(draft))
    with sqlite_database.reading() as session:
        assert only_key_result(session).state == GoalState.DRAFT
        assert only_key_result(session).locked_target is None
    with pytest.raises(ImportProblems) as caught:
        run(sqlite_database, load(draft.replace("state: draft", "state: active")), at=LATER)
    [problem] = caught.value.problems
    assert "The file says active, but the cycle Quý 4/2026 is draft." in WORDS.told(problem)


def test_parts_are_added_and_what_people_did_since_stays(
    sqlite_database: Database, load: Load
) -> None:
    text = more("helpers: [tom], initiatives: [{title: Partner API, owner: tom}]")
    run(sqlite_database, load(text))
    with sqlite_database.unit_of_work() as session:
        session.exec(select(Initiative)).one().state = "done"
    later = text.replace("tom], init", "hung], init").replace("}]", "}, {title: Blog}]", 1)
    report = run(sqlite_database, load(later), at=LATER)
    [line] = report.lines
    assert line.fields == ("helpers", "initiatives")
    assert run(sqlite_database, load(SMALL.replace(", lượt xem", "")), at=LATER).is_empty
    with sqlite_database.reading() as session:
        found = session.exec(select(Initiative).order_by(Initiative.position)).all()  # type: ignore[arg-type]
        assert [(one.title, one.state) for one in found] == [
            ("Partner API", "done"),
            ("Blog", "open"),
        ]


def test_a_dry_run_names_old_and_new(sqlite_database: Database, load: Load) -> None:
    run(sqlite_database, load(SMALL))
    text = SMALL.replace("to: 308000", "to: 292800").replace("owner: lan, unit", "owner: tom, unit")
    report = run(sqlite_database, load(text), at=LATER, dry_run=True)
    [line] = [line for line in report.lines if line.kind == "key_result"]
    assert line == Line("key_result", "traffic", Change.CHANGED, ("owner_id", "target"))
    assert line.details == (
        Detail("owner_id", "Trần Ngọc Lan", "Tom"),
        Detail("target", "308000", "292800"),
    )
    assert WORDS.line(line) == (
        "• key result traffic “Tổng traffic”: owner Trần Ngọc Lan → Tom; target 308,000 → 292,800"
    )
    assert "phụ trách Trần Ngọc Lan → Tom; đích" in ImportWords.load("vi").line(line)
    with sqlite_database.reading() as session:
        assert only_key_result(session).target == 308000


def test_choices_of_a_file_are_those_of_the_database() -> None:
    pairs = (
        (RollUpSource, ROLL_UP_SOURCES),
        (InitiativeState, INITIATIVE_STATES),
        (KpiState, KPI_STATES),
        (Outcome, OUTCOMES),
    )
    for choices, stored in pairs:
        assert tuple(one.value for one in choices) == stored


def test_a_person_met_in_slack_is_named_by_their_id(
    sqlite_database: Database, load: Load, tmp_path: Path
) -> None:
    run(sqlite_database, load(SMALL), at=AT)
    with sqlite_database.unit_of_work() as session:
        session.exec(select(Person).where(Person.key == "tom")).one().key = None
    path = tmp_path / "more.yaml"
    path.write_text(
        "cycle: {key: 2026-Q4}\nobjectives: [{key: o9, title: Mới, owner: U0TOM0001}]\n", "utf-8"
    )
    report = run(sqlite_database, importing.load(path, known(sqlite_database)), at=LATER)
    assert report.created["objective"] == 1


def test_what_a_file_changes_is_in_the_history_of_the_goal(
    sqlite_database: Database, load: Load
) -> None:
    run(sqlite_database, load(SMALL))
    run(sqlite_database, load(SMALL.replace("to: 308000", "to: 292800")), at=LATER)
    with sqlite_database.reading() as session:
        [kept] = session.exec(select(GoalChange)).all()
        row = only_key_result(session)
        assert (kept.field, kept.before, kept.after) == ("target", "308000", "292800")
        assert (kept.key_result_id, kept.at, row.version) == (row.id, LATER, 2)
        assert row.locked_target == 308000, "what was promised stays known"
