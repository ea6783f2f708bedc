"""Reports of large companies, and what became of questions by the calendar."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import crowd
import pytest
from sqlalchemy import event
from sqlmodel import select

from bot.domain.calendars import Calendar
from bot.domain.discipline import Answer, Asked, in_time_until, outcome
from bot.services import facts, reporting
from bot.services.reporting.cells import Sheet
from storage.tables import Person, Workspace
from storage.uow import Database

MONDAY = datetime(2026, 11, 16, 2, tzinfo=UTC)


def made(database: Database) -> tuple[int, Sequence[Sheet]]:
    """How many statements the report of an administrator takes, and its sheets."""
    asked: list[str] = []

    def note(_c: Any, _cur: Any, statement: str, *_rest: Any) -> None:
        asked.append(statement)

    with database.reading() as session:
        house = session.get_one(Workspace, crowd.TEAM.id)
        boss = session.exec(select(Person).order_by(Person.id)).first()  # type: ignore[arg-type]
        assert boss is not None
        by = facts.actor(boss)
        event.listen(database.read, "before_cursor_execute", note)
        wanted = reporting.find(session, None, by=by)
        sheets, _ = reporting.sheets(session, house, wanted, str, by=by, at=MONDAY)
        event.remove(database.read, "before_cursor_execute", note)
    return len(asked), sheets


def test_a_large_company_takes_no_more_statements(sqlite_database: Database) -> None:
    crowd.populate(sqlite_database, 3, at=MONDAY, due_at=MONDAY)
    with sqlite_database.unit_of_work() as session:
        boss = session.exec(select(Person).order_by(Person.id)).first()  # type: ignore[arg-type]
        assert boss is not None
        boss.is_admin = True
    few, small = made(sqlite_database)
    crowd.populate(sqlite_database, 60, at=MONDAY, due_at=MONDAY, first=3)
    many, large = made(sqlite_database)
    assert many == few
    assert [len(sheet.lines) for sheet in (small[0], large[0])] == [3, 63]
    assert large[0].total is not None
    assert large[0].total[2] == 63


#: Friday is off: what is asked on Thursday 26 November is in time until Monday.
LONG_WEEKEND = Calendar(off=frozenset({date(2026, 11, 27)}))
THURSDAY, MONDAY_AFTER, TUESDAY = date(2026, 11, 26), date(2026, 11, 30), date(2026, 12, 1)
LEAVE = (date(2026, 11, 28), date(2026, 12, 5))


@pytest.mark.parametrize(
    ("answered_on", "leaves", "on", "expected"),
    [
        (MONDAY_AFTER, [], TUESDAY, Answer.ON_TIME),
        (TUESDAY, [], TUESDAY, Answer.LATE),
        (TUESDAY, [LEAVE], TUESDAY, Answer.LATE),
        (None, [], MONDAY_AFTER, Answer.WAITING),
        (None, [], TUESDAY, Answer.MISSING),
        (None, [LEAVE], TUESDAY, Answer.AWAY),
        (None, [(date(2026, 11, 20), date(2026, 11, 25))], TUESDAY, Answer.MISSING),
    ],
)
def test_an_answer_is_in_time_until_the_next_working_day_is_over(
    answered_on: date | None, leaves: list[tuple[date, date]], on: date, expected: Answer
) -> None:
    until = in_time_until(THURSDAY, LONG_WEEKEND)
    assert outcome(Asked(THURSDAY, answered_on), until, leaves, on=on) is expected
