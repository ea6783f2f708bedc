"""The section `scorecards` of an import file: templates, people and weights."""

from pathlib import Path

import pytest
from import_file import LATER, SMALL, WS, load, run

from bot.render.import_words import ImportWords
from bot.services import importing
from bot.services.importing import ImportProblems
from storage import scorecards
from storage.tables import Workspace
from storage.uow import Database

TEMPLATES = "[{key: lead, name: Trưởng phòng, key_results: 40, kpis: 60}]"
PEOPLE = (
    "[{person: hung, template: lead, weights: [{kpi: churn, weight: 2}]},"
    " {person: lan, template: lead, weights: [{key_result: o1/traffic, weight: 0.5}]}]"
)


def section(templates: str = TEMPLATES, people: str = PEOPLE, more: str = "") -> str:
    return f"{SMALL}scorecards:\n  templates: {templates}\n  people: {people}\n{more}"


def known(database: Database) -> tuple[dict[int, str], list[int], bool]:
    """Templates by person, all weights, and whether scorecards are on."""
    with database.reading() as session:
        roles = {who: one.key for who, one in scorecards.roles(session, WS).items()}
        weights = [row.weight for row in scorecards.weight_rows(session, WS)]
        return roles, weights, session.get_one(Workspace, WS).scorecards


def test_a_file_says_who_is_measured_by_what(database: Database, tmp_path: Path) -> None:
    report = run(database, load(section(), tmp_path))
    assert report.created["scorecard_template"] == 1
    assert report.created["scorecard_role"] == 2
    assert known(database) == ({1: "lead", 2: "lead"}, [2000, 500], False)
    assert run(database, load(section(), tmp_path), at=LATER).is_empty

    changed = section(
        people="[{person: hung, template: lead, weights: []}, {person: lan, template: lead}]",
        more="  enabled: true\n",
    )
    report = run(database, load(changed, tmp_path), at=LATER)
    assert {(line.kind, line.fields) for line in report.lines} == {
        ("workspace", ("scorecards",)),
        ("scorecard_role", ("weights",)),
    }
    assert known(database) == ({1: "lead", 2: "lead"}, [500], True)
    assert run(database, load(SMALL, tmp_path), at=LATER).is_empty


def test_a_file_may_name_what_the_bot_knows(sqlite_database: Database, tmp_path: Path) -> None:
    run(sqlite_database, load(section(), tmp_path))
    with sqlite_database.reading() as session:
        there = importing.read_known(session, WS)
    text = (
        "workspace: {name: Minh Long, locale: vi, timezone: Asia/Ho_Chi_Minh}\n"
        "scorecards:\n"
        "  people: [{person: tom, template: lead, weights: [{kpi: churn, weight: 0}]}]\n"
    )
    path = tmp_path / "later.yaml"
    path.write_text(text, "utf-8")
    run(sqlite_database, importing.load(path, there), at=LATER)
    assert known(sqlite_database)[0] == {1: "lead", 2: "lead", 3: "lead"}


@pytest.mark.parametrize(
    ("templates", "people", "problem"),
    [
        ("[{key: a, key_results: 40, kpis: 50}]", "[]", "scorecard.shares"),
        ("[{key: a, key_results: 40.5, kpis: 59.5}]", "[]", "scorecard.share"),
        ("[{key: a, key_results: -10, kpis: 110}]", "[]", "scorecard.share"),
        ("[{key: a, kpis: 100}]", "[]", "field.missing"),
        ("[{key: a, key_results: 0, kpis: 100, cap: 0.9}]", "[]", "scorecard.cap"),
        ("[{key: a, key_results: 0, kpis: 100, cap: 3.1}]", "[]", "scorecard.cap"),
        (f"[{TEMPLATES[1:-1]}, {TEMPLATES[1:-1]}]", "[]", "twice.scorecard_template"),
        (TEMPLATES, "[{person: hung, template: led}]", "unknown.scorecard_template"),
        (TEMPLATES, "[{person: nobody, template: lead}]", "unknown.person"),
        (
            TEMPLATES,
            "[{person: hung, template: lead}, {person: hung, template: lead}]",
            "twice.scorecard_person",
        ),
        (TEMPLATES, "[{kpi: chrn, weight: 1}]", "unknown.kpi"),
        (TEMPLATES, "[{key_result: o1/trafic, weight: 1}]", "unknown.objective"),
        (TEMPLATES, "[{key_result: o1, weight: 1}]", "link.to_objective"),
        (TEMPLATES, "[{kpi: churn, key_result: o1/traffic, weight: 1}]", "scorecard.one_thing"),
        (
            TEMPLATES,
            "[{kpi: churn, weight: 1}, {kpi: churn, weight: 2}]",
            "twice.scorecard_weight",
        ),
        (
            TEMPLATES,
            "[{key_result: traffic, weight: 1}, {key_result: o1/traffic, weight: 2}]",
            "twice.scorecard_weight",
        ),
        (TEMPLATES, "[{weight: 1}]", "scorecard.one_thing"),
        (TEMPLATES, "[{kpi: churn, weight: 4.5}]", "scorecard.weight"),
        (TEMPLATES, "[{kpi: churn, weight: -1}]", "scorecard.weight"),
        (TEMPLATES, "[{kpi: churn}]", "field.missing"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, templates: str, people: str, problem: str) -> None:
    if "weight" in people or "kpi" in people:
        people = f"[{{person: hung, template: lead, weights: {people}}}]"
    with pytest.raises(ImportProblems) as caught:
        load(section(templates, people), tmp_path)
    assert problem in [one.key for one in caught.value.problems]
    for one in caught.value.problems:
        told = [ImportWords.load(locale).told(one) for locale in ("en", "vi")]
        assert all("{" not in text for text in told)
