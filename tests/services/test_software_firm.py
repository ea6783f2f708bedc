"""The three-level firm that is shipped: alignment from the employee up to the company."""

from datetime import date
from pathlib import Path

from import_file import AT, LATER, WS, run
from sqlmodel import select

from bot.domain.goals.status import judge
from bot.services import facts, importing
from storage import goals, kpis, organisation
from storage.tables import KeyResult, Objective, Workspace
from storage.uow import Database

EXAMPLE = Path(__file__).parents[2] / "examples" / "software-firm.yaml"


def test_three_levels_are_aligned_and_alive(sqlite_database: Database) -> None:
    database = sqlite_database
    file = importing.load(EXAMPLE)
    assert run(database, file).created["objective"] == 3
    assert run(database, file, at=LATER).is_empty
    with database.reading() as session:
        found = {row.key: row for row in session.exec(select(Objective))}
        results = {row.key: row for row in session.exec(select(KeyResult))}
        people = organisation.people_by_key(session, WS)
        assert [found[key].level for key in ("leading", "build", "features")] == [
            "company",
            "team",
            "person",
        ]
        assert found["features"].parent_objective_id == found["build"].id
        assert found["build"].parent_objective_id == found["leading"].id
        assert found["build"].parent_key_result_id == results["products"].id
        assert session.get_one(Workspace, WS).year_starts == 10
        assert {row.key for row in people.values() if row.locale == "vi"} == {"minh-anh"}
        owners = goals.owners(session, WS) | kpis.owners(session, WS)
        assert owners == {row.id for row in people.values()}
        statuses = {
            key: judge(
                facts.key_result(row, _objective(found, row), tz="Asia/Ho_Chi_Minh"),
                on=date(2026, 11, 16),
            ).status.value
            for key, row in results.items()
        }
    assert statuses["trials"] in ("no_data", "too_early"), "Q2 has not begun"
    assert statuses["revenue"] == "on_track", "by its phases, which start slowly"
    assert statuses["release-a"] in ("at_risk", "off_track"), "the beta is late"


def _objective(found: dict[str, Objective], row: KeyResult) -> Objective:
    return next(one for one in found.values() if one.id == row.objective_id)


def test_nothing_in_it_lies_in_the_future_of_its_week() -> None:
    file = importing.load(EXAMPLE)
    days = [figure.on for kpi in file.kpis for figure in kpi.readings]
    days += [said.on for o in file.objectives for kr in o.key_results for said in kr.history]
    assert max(days) < AT.date()
