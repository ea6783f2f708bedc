"""After a restore: what was not sent, not done or fell due meanwhile waits for a person."""

from datetime import datetime, timedelta

import pytest
from company import AN, EMMA, HANOI, Company, rows
from desk import Desk

from bot.services import due, holding, inbound
from storage import holding as stored
from storage.claiming import Claimed, claim_next
from storage.tables import Message

MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=HANOI)


@pytest.fixture
def company(desk: Desk) -> Company:
    found = desk.company()
    found.given_key_result("an", "Doanh số", value=40)
    found.given_key_result("emma", "Renewals", value=40)
    found.write()
    return found


def sendable(desk: Desk) -> Claimed | None:
    with desk.database.unit_of_work() as session:
        return claim_next(session, owner="one", now=desk.now, lease_ms=60_000)


def let_go(desk: Desk, *ids: int) -> int:
    with desk.database.unit_of_work() as session:
        return stored.release(session, ids, at=desk.now)


@pytest.mark.usefixtures("company")
def test_what_fell_due_since_the_copy_is_prepared_and_held(desk: Desk) -> None:
    """The lost database may have asked An at nine; the restored one knows nothing of it."""
    desk.now = MONDAY + timedelta(hours=1)
    assert holding.hold_everything(desk.rt).messages == 1
    assert [row.target for row in desk.prepared(kind="check_in")] == [AN]
    desk.tick(MONDAY + timedelta(hours=2))
    assert sendable(desk) is None
    assert let_go(desk) == 1
    found = sendable(desk)
    assert found is not None
    assert (found.target, found.in_doubt) == (AN, False)


@pytest.mark.usefixtures("company")
def test_what_falls_due_after_the_restore_is_sent(desk: Desk) -> None:
    desk.now = MONDAY + timedelta(hours=1)
    holding.hold_everything(desk.rt)
    desk.tick(MONDAY + timedelta(hours=7))  # nine in London
    found = sendable(desk)
    assert found is not None
    assert found.target == EMMA


@pytest.mark.usefixtures("company")
def test_what_waited_is_looked_for_before_it_is_sent(desk: Desk) -> None:
    desk.tick(MONDAY)
    [row] = desk.prepared(kind="check_in")
    holding.hold_everything(desk.rt)
    assert sendable(desk) is None
    desk.now += timedelta(days=30)
    assert sendable(desk) is None
    assert let_go(desk) == 1
    found = sendable(desk)
    assert found is not None
    assert found.in_doubt
    assert found.first_tried_at == row.created_at


@pytest.mark.usefixtures("company")
def test_messages_are_let_go_or_dropped_one_by_one(desk: Desk) -> None:
    desk.tick(MONDAY)
    desk.tick(MONDAY + timedelta(hours=7))
    holding.hold_everything(desk.rt)
    first, *others = [row.id for row in rows(desk.database, Message) if row.state == "sending"]
    assert first is not None
    assert let_go(desk, first) == 1
    with desk.database.unit_of_work() as session:
        assert stored.discard(session, [first, *(one for one in others if one)]) == len(others)
        assert stored.count(session).messages == 0
    found = sendable(desk)
    assert found is not None
    assert found.id == first
    assert sendable(desk) is None


def test_deliveries_that_were_not_done_wait_too(desk: Desk) -> None:
    desk.company().write()
    desk.key()
    desk.now += timedelta(minutes=5)
    assert len(inbound.unfinished(desk.rt)) == 1
    assert holding.hold_everything(desk.rt).deliveries == 1
    desk.now += timedelta(days=1)
    assert inbound.unfinished(desk.rt) == []
    let_go(desk)
    desk.now += timedelta(minutes=5)
    assert len(inbound.unfinished(desk.rt)) == 1


@pytest.mark.usefixtures("company")
def test_holding_twice_holds_the_same(desk: Desk) -> None:
    desk.tick(MONDAY)
    once = holding.hold_everything(desk.rt)
    assert holding.hold_everything(desk.rt) == once
    assert due.run(desk.rt) == 0
