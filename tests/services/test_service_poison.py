"""Rows that raise, and rows whose work ends the process: everybody else is served."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import crowd
import pytest
from company import HANOI, rows
from desk import Desk
from sqlalchemy.exc import OperationalError
from trouble import Ended

from bot import logs
from bot.services import due, inbound
from storage.tables import Schedule

MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=HANOI)
PEOPLE = 30
RAISES, KILLS = 7, 12  # somewhere in the batch
MINUTE = timedelta(minutes=1)
TICKS = (*range(5), *range(10, 60, 10))


@pytest.fixture
def subjects(desk: Desk) -> list[int]:
    """The people who are due at one moment, in the order of their rows."""
    logs.configure(level="CRITICAL")  # every failure is told with all that was known of it
    crowd.populate(desk.database, PEOPLE, at=desk.now, due_at=MONDAY)
    return [row.subject_id for row in check_ins(desk)]


def check_ins(desk: Desk) -> list[Schedule]:
    return [row for row in rows(desk.database, Schedule) if row.kind == "check_in"]


@pytest.fixture
def poisoned(subjects: list[int], monkeypatch: pytest.MonkeyPatch) -> dict[int, int]:
    """How often the work of a poisoned row was begun, by its subject."""
    really, tried = due.PREPARE["check_in"], {subjects[RAISES]: 0, subjects[KILLS]: 0}

    def ask(session: Any, taken: Sequence[Schedule], *, at: datetime) -> Any:
        for subject_id in tried.keys() & {row.subject_id for row in taken}:
            # Whoever raises among others is at once tried alone, and only that counts.
            ends = subject_id == subjects[KILLS]
            tried[subject_id] += ends or len(taken) == 1
            raise Ended if ends else ZeroDivisionError
        return really(session, taken, at=at)

    monkeypatch.setattr(due, "PREPARE", {**due.PREPARE, "check_in": ask})
    monkeypatch.setattr(due, "BATCH", 10)
    return tried


def lives(desk: Desk) -> None:
    """A process that is started again whenever it ends, and ticks now and then for an hour."""
    for minute in TICKS:
        with suppress(Ended):
            desk.tick(MONDAY + minute * MINUTE)


def test_everybody_but_the_poisoned_is_asked_and_once(desk: Desk, poisoned: dict[int, int]) -> None:
    lives(desk)
    asked = [message.params["request_id"] for message in desk.prepared(kind="check_in")]
    assert len(asked) == len(set(asked)) == PEOPLE - 2
    assert set(poisoned.values()) == {3}
    given_up = [row for row in check_ins(desk) if row.skipped_why]
    assert {row.subject_id for row in given_up} == set(poisoned)
    assert {row.skipped_why for row in given_up} == {"failed"}
    assert {row.next_at for row in check_ins(desk)} == {MONDAY + timedelta(days=7)}
    assert {row.failures for row in check_ins(desk)} == {0}


@pytest.mark.usefixtures("poisoned")
def test_one_end_of_the_process_holds_up_its_own_batch_for_a_minute(desk: Desk) -> None:
    with pytest.raises(Ended):
        desk.tick(MONDAY)
    desk.tick(MONDAY)
    assert len(desk.prepared(kind="check_in")) == PEOPLE - 10 - 1


def test_a_broken_row_of_the_schedule_stops_nobody(desk: Desk, subjects: list[int]) -> None:
    """Not what is due is broken, but when: its zone does not exist any more."""
    [broken] = [row for row in check_ins(desk) if row.subject_id == subjects[RAISES]]
    desk.company().change(broken, tz="Mars/Olympus")
    lives(desk)
    assert len(desk.prepared(kind="check_in")) == PEOPLE - 1


def test_rows_are_not_to_blame_for_a_database_that_fails(desk: Desk, subjects: list[int]) -> None:
    class Full:
        def reach(self, name: str) -> None:
            if name == "prepare.before_commit":
                raise OperationalError("COMMIT", {}, Exception("database or disk is full"))

    desk.now = MONDAY
    for minute in range(5):
        desk.now = MONDAY + minute * MINUTE
        with pytest.raises(OperationalError):
            due.run(replace(desk.rt, points=Full()))
    desk.tick(desk.now)
    assert len(desk.prepared(kind="check_in")) == len(subjects)


def test_a_delivery_is_tried_by_one_process_at_a_time(desk: Desk) -> None:
    given = {"workspace_id": "T1", "key": "Ev1", "kind": "event", "payload": {}}
    row = inbound.store(desk.rt, **given)
    assert row is not None
    desk.now += 2 * MINUTE
    begun = []
    for _ in range(3):
        assert list(inbound.unfinished(desk.rt)) == [row]
        begun.append([inbound.begin_attempt(desk.rt, row) for _ in range(4)])
        assert list(inbound.unfinished(desk.rt)) == []
        desk.now += MINUTE
    nobody_else = [None] * 3
    assert begun == [[True, *nobody_else], [True, *nobody_else], [False, *nobody_else]]
