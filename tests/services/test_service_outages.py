"""After an outage the admins hear once what is made up for; the preview says it before."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import pytest
from company import AN, CHI, DAN, HANOI, WORKSPACE, Company, rows
from desk import Desk

from bot.services import catching_up, outages, pausing
from bot.services.outages import Ticks
from storage.tables import Schedule, Workspace

MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=HANOI)  # in London it is asked at 16:00 of Hanoi
BEFORE = MONDAY - timedelta(hours=2)


@pytest.fixture
def company(desk: Desk) -> Company:
    """An and Dan are asked at nine in Hanoi, Emma later in London."""
    found = desk.company()
    for owner in ("an", "emma", "dan"):
        found.given_key_result(owner, f"Renewals of {owner}", value=40)
    found.write()
    return found


def restart(desk: Desk, at: datetime) -> Ticks:
    """The first tick of a process."""
    desk.now = at
    ticks = Ticks()
    ticks.run(desk.rt)
    return ticks


def foreseen(desk: Desk, at: datetime) -> dict[tuple[str, str], tuple[int, tuple[str, ...]]]:
    with desk.database.reading() as session:
        groups = catching_up.foresee(session, WORKSPACE, at=at)
    return {(group.kind, group.outcome): (group.count, group.names) for group in groups}


def told(desk: Desk) -> list[Any]:
    return desk.prepared(kind="outage")


@pytest.mark.usefixtures("company")
def test_what_was_missed_is_told_to_the_admins_once(desk: Desk) -> None:
    restart(desk, BEFORE)
    pausing.pause(desk.rt, MONDAY.date(), by=desk.by(DAN), key=desk.key())
    ticks = restart(desk, MONDAY + timedelta(hours=2))
    ticks.run(desk.rt)
    restart(desk, MONDAY + timedelta(hours=2, minutes=1))
    [notice] = told(desk)
    assert notice.target == CHI
    assert notice.params["since"] == "2026-11-16T00:00:00+00:00"
    assert notice.params["groups"] == [
        {"kind": "check_in", "outcome": "sent", "count": 1, "names": ["An"], "more": 0},
        {"kind": "check_in", "outcome": "away", "count": 1, "names": ["Dan"], "more": 0},
    ]
    assert [message.target for message in desk.prepared(kind="check_in")] == [AN]


@pytest.mark.usefixtures("company")
def test_two_processes_that_start_together_tell_it_once(desk: Desk) -> None:
    restart(desk, BEFORE)
    desk.now = MONDAY
    assert (outages.tell(desk.rt), outages.tell(desk.rt)) == (1, 0)


@pytest.mark.usefixtures("company")
def test_what_is_too_late_is_told_too(desk: Desk) -> None:
    restart(desk, BEFORE)
    restart(desk, MONDAY + timedelta(hours=16))
    [notice] = told(desk)
    assert {(g["kind"], g["outcome"], g["count"]) for g in notice.params["groups"]} == {
        ("check_in", "too_late", 2),  # Emma's Monday is not over in London
        ("check_in", "sent", 1),
    }


@pytest.mark.usefixtures("company")
@pytest.mark.parametrize(
    ("ended", "began"),
    [
        (None, MONDAY + timedelta(hours=2)),  # the very first start
        (MONDAY - timedelta(minutes=20), MONDAY + timedelta(minutes=30)),  # a short one
        (MONDAY - timedelta(days=1), MONDAY - timedelta(hours=2)),  # nothing fell due
    ],
)
def test_nothing_is_told_where_there_is_nothing_to_tell(
    desk: Desk, ended: datetime | None, began: datetime
) -> None:
    if ended is not None:
        restart(desk, ended)
    restart(desk, began)
    assert told(desk) == []


@pytest.mark.usefixtures("company")
def test_a_process_that_runs_takes_no_jump_of_its_clock_for_an_outage(desk: Desk) -> None:
    ticks = restart(desk, BEFORE)
    desk.now = MONDAY + timedelta(hours=3)
    ticks.run(desk.rt)
    assert told(desk) == []


@pytest.mark.usefixtures("company")
def test_a_bot_that_runs_notes_it_every_minute(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = restart(desk, BEFORE)
    desk.now = MONDAY
    ticks.run(desk.rt)
    assert [row.ticked_at for row in rows(desk.database, Workspace)] == [BEFORE]
    monkeypatch.setattr(outages, "NOTED_EVERY_S", 0.0)  # as after a minute
    ticks.run(desk.rt)
    assert [row.ticked_at for row in rows(desk.database, Workspace)] == [MONDAY]


@pytest.mark.usefixtures("company")
def test_a_message_that_waited_is_counted(desk: Desk) -> None:
    restart(desk, MONDAY)
    restart(desk, MONDAY + timedelta(hours=3))
    [notice] = told(desk)
    assert (notice.params["groups"], notice.params["waiting"]) == ([], 2)


@pytest.mark.parametrize("hours", [0, 2, 6.5, 8, 24, 26, 50])
def test_the_preview_is_what_happens_then(desk: Desk, company: Company, hours: float) -> None:
    """One kind of row after the other, with a holiday that came while the bot was away."""
    desk.tick(MONDAY - timedelta(days=7) + timedelta(hours=7))
    company.calendar = {"worked": [{"on": "2026-11-20"}], "holidays": [{"on": "2026-11-18"}]}
    company.written = False
    company.write()
    at = MONDAY + timedelta(hours=hours)
    before = rows(desk.database, Schedule)
    ahead = foreseen(desk, at)
    assert foreseen(desk, at) == ahead, "looking changes nothing"
    assert [row.model_dump() for row in rows(desk.database, Schedule)] == [
        row.model_dump() for row in before
    ]
    known = len(desk.prepared())
    desk.tick(at)
    sent = Counter(
        message.kind
        for message in desk.prepared()[known:]
        # What comes with a digest is not foreseen on its own.
        if message.operation == "post" and message.kind != "own_gaps"
    )
    assert sent == {kind: n for (kind, outcome), (n, _) in ahead.items() if outcome == "sent"}
    skipped = Counter(
        (row.kind, row.skipped_why)
        for row in rows(desk.database, Schedule)
        if row.skipped_at == at and row.kind != "recount"
    )
    names = {"digest": "team_digest"}
    assert {(names.get(kind, kind), why): n for (kind, why), n in skipped.items()} == {
        key: n for key, (n, _) in ahead.items() if key[0] != "reminder" and key[1] != "sent"
    }


def test_a_day_off_that_was_set_meanwhile_moves_what_is_overdue(
    desk: Desk, company: Company
) -> None:
    desk.tick(BEFORE)
    with desk.database.unit_of_work() as session:
        session.get_one(Workspace, WORKSPACE).saturdays = True
    row = next(r for r in rows(desk.database, Schedule) if r.kind == "check_in")
    company.change(row, next_at=MONDAY - timedelta(days=1), occurs_on=None)  # a Sunday
    assert foreseen(desk, MONDAY - timedelta(hours=1)) == {("check_in", "put_off"): (1, ("An",))}


def test_the_first_names_stand_for_many(desk: Desk) -> None:
    company = desk.company()
    for n in range(5):
        company.people.append({"key": f"p{n}", "name": f"P{n}", "slack": f"U0P{n}000001"})
        company.given_key_result(f"p{n}", f"Renewals {n}", value=40)
    company.write()
    assert foreseen(desk, MONDAY) == {("check_in", "sent"): (5, ("P0", "P1", "P2"))}
