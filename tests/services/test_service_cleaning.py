"""What nobody needs any more goes."""

from datetime import timedelta

from company import SUNDAY, WORKSPACE, rows
from desk import Desk

from bot.services import cleaning
from storage import gates
from storage.gates import Limit
from storage.tables import RateGate


def test_gates_that_nobody_passed_for_a_day_are_forgotten(desk: Desk) -> None:
    desk.company().write()
    for place, at in (("U0OLD", SUNDAY), ("U0NEW", SUNDAY + timedelta(hours=12))):
        with desk.database.unit_of_work() as session:
            limit = Limit("chat.postMessage", place, per_second=1)
            assert gates.admit(session, WORKSPACE, [limit], now=at)
    desk.now = SUNDAY + timedelta(hours=25)
    assert cleaning.forget_old(desk.rt) == 1
    assert [gate.place for gate in rows(desk.database, RateGate)] == ["U0NEW"]
