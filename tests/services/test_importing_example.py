"""The example that is shipped works as it is."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from import_file import LATER, WS, run
from sqlmodel import col, select

from bot.domain.goals.status import judge
from bot.services import facts, importing
from storage import goals, kpis, organisation
from storage.tables import (
    KeyResult,
    Objective,
)
from storage.uow import Database

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "marketing-team.yaml"


def test_example_imports_and_shows_a_mix_of_statuses(database: Database) -> None:
    file = importing.load(EXAMPLE)
    report = run(database, file)
    assert (report.created["objective"], report.created["kpi"]) == (4, 23)
    assert run(database, file, at=LATER).is_empty
    with database.reading() as session:
        goals_found = session.exec(
            select(KeyResult, Objective).join(
                Objective, col(Objective.id) == col(KeyResult.objective_id)
            )
        ).all()
        statuses = Counter(
            judge(
                facts.key_result(row, objective, tz="Asia/Ho_Chi_Minh"), on=date(2026, 11, 16)
            ).status.value
            for row, objective in goals_found
        )
        locales = Counter(row.locale for row in organisation.people(session, WS))
        owners = goals.owners(session, WS) | kpis.owners(session, WS)
        assert owners == {row.id for row in organisation.people(session, WS)}
    assert set(statuses) >= {"on_track", "at_risk", "off_track", "near"}
    assert locales == {"vi": 3, "en": 2}
    assert all(len(objective.key_results) <= 3 for objective in file.objectives)


def test_example_has_no_reading_after_its_own_beginning() -> None:
    file = importing.load(EXAMPLE)
    days = [figure.on for kpi in file.kpis for figure in kpi.readings]
    days += [f.on for o in file.objectives for kr in o.key_results for f in kr.history]
    assert max(days) < date(2026, 11, 16)


def test_every_field_of_a_file_is_in_its_documentation(tmp_path: Path) -> None:
    """A field that nobody knows is answered with the known ones: each must be explained."""
    text = EXAMPLE.read_text("utf-8")
    indents = {
        "workspace:\n": 2,
        "  - key: hung\n": 4,
        "  - key: marketing\n": 4,
        "  - key: o1\n": 4,
        "      - key: traffic\n": 8,
        "  - key: budget\n": 4,
        "scorecards:\n": 2,
    }
    for first_line, indent in indents.items():
        text = text.replace(first_line, f"{first_line}{' ' * indent}zzz: 1\n", 1)
    path = tmp_path / "file.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(importing.ImportProblems) as caught:
        importing.load(path)
    told = [str(problem.params["known"]).split(", ") for problem in caught.value.problems]
    assert len(told) == len(indents)
    documentation = (ROOT / "docs" / "import.md").read_text("utf-8")
    for name in {name for names in told for name in names}:
        assert f"`{name}`" in documentation or f"`{name}:" in documentation, name
