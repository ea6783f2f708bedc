"""Trouble at any named place of a use case: before the commit nothing is done, after it all.

The process ends there, something raises, or it freezes while another one does the same work.
"""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from company import EMMA, LONDON, rows
from desk import Desk
from trouble import MODES, Trouble

from bot.runtime import Runtime
from bot.services import answering, due, inbound
from bot.services.replying import Came
from bot.wiring.parts import watched
from storage.tables import CheckInRequest, Inbound

MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=LONDON)
TICK = ["prepare.before_commit", "prepare.after_commit", "tick.batch"]
EFFECT = ["effect.before_commit", "effect.after_commit"]

each_mode = pytest.mark.parametrize("mode", MODES)


def troubled(desk: Desk, trouble: Trouble) -> Runtime:
    return replace(desk.rt, points=trouble, uow=watched(desk.database.unit_of_work, trouble))


@each_mode
@pytest.mark.parametrize("point", [*TICK, *EFFECT])
def test_a_tick_with_trouble_anywhere_asks_once(desk: Desk, point: str, mode: str) -> None:
    company = desk.company()
    company.given_key_result("emma", "Renewals", value=40)
    company.write()
    desk.now = MONDAY
    trouble = Trouble(point, mode, meanwhile=lambda: desk.tick(MONDAY + timedelta(minutes=2)))
    with trouble.happens():
        due.run(troubled(desk, trouble))
    if mode != "delay":
        done = point in ("prepare.after_commit", "tick.batch")
        assert len(rows(desk.database, CheckInRequest)) == done
    desk.tick(MONDAY + timedelta(minutes=1))
    assert len(rows(desk.database, CheckInRequest)) == 1
    assert len(desk.prepared(kind="check_in")) == 1


@each_mode
@pytest.mark.parametrize("point", ["inbox.before", "inbox.after"])
def test_a_delivery_is_stored_or_comes_again(desk: Desk, point: str, mode: str) -> None:
    given = {"workspace_id": "T1", "key": "Ev1", "kind": "event", "payload": {}}
    trouble = Trouble(point, mode, meanwhile=lambda: inbound.store(desk.rt, **given))
    with trouble.happens():
        inbound.store(troubled(desk, trouble), **given)
    stored = point == "inbox.after" or mode == "delay"
    assert len(rows(desk.database, Inbound)) == stored
    again = inbound.store(desk.rt, **given)
    assert (again is None) is stored
    assert len(rows(desk.database, Inbound)) == 1


@each_mode
@pytest.mark.parametrize("point", EFFECT)
def test_an_answer_with_trouble_anywhere_counts_once(desk: Desk, point: str, mode: str) -> None:
    company = desk.company()
    company.given_key_result("emma", "Renewals", value=40)
    company.write()
    desk.tick(MONDAY)
    came, by = Came(desk.key(), "renewals +5", "reply"), desk.by(EMMA)
    trouble = Trouble(point, mode, meanwhile=lambda: answering.reply(desk.rt, came, by=by))
    with trouble.happens():
        answering.reply(troubled(desk, trouble), came, by=by)
    undone = point == "effect.before_commit" and mode != "delay"
    assert company.value("kr1") == (40 if undone else 45)
    answering.reply(desk.rt, came, by=by)
    assert company.value("kr1") == 45
