"""Several threads at once, as with two processes: one effect, and no figure lost."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from company import BINH, EMMA, LONDON, Company, rows
from desk import Desk

from bot.domain.errors import DomainError
from bot.services import answering, due, inbound, questions, undoing
from bot.services.alerting import handling
from bot.services.alerting.handling import Plan
from bot.services.replying import Came
from storage.tables import Alert, AlertChange, CheckInRequest, Question, Reply

MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=LONDON)
AT_ONCE = 4


@pytest.fixture
def company(desk: Desk) -> Company:
    found = desk.company()
    found.given_key_result("emma", "Renewals", value=40)
    found.given_kpi("emma", "Response time", readings=[{"on": "2026-11-13", "value": 28}])
    found.write()
    return found


def at_once(*deeds: Callable[[], object]) -> None:
    """Do all of it side by side; what a person would be told is no failure."""

    def one(deed: Callable[[], object]) -> None:
        with suppress(DomainError):
            deed()

    with ThreadPoolExecutor(AT_ONCE) as threads:
        list(threads.map(one, deeds))


@pytest.mark.usefixtures("company")
def test_ticks_side_by_side_ask_once(desk: Desk) -> None:
    desk.now = MONDAY
    at_once(*[lambda: due.run(desk.rt)] * AT_ONCE)
    assert len(desk.prepared(kind="check_in")) == 1
    assert len(rows(desk.database, CheckInRequest)) == 1


def test_replies_side_by_side_all_count(desk: Desk, company: Company) -> None:
    desk.tick(MONDAY)
    by, keys = desk.by(EMMA), [desk.key() for _ in range(AT_ONCE)]
    at_once(
        *[
            lambda key=key: answering.reply(desk.rt, Came(key, "renewals +5", "reply"), by=by)
            for key in keys
        ]
    )
    chain = [(row.previous_value, row.value) for row in company.check_ins("kr1")]
    assert chain == [(40, 45), (45, 50), (50, 55), (55, 60)]
    assert company.value("kr1") == 60


def test_one_delivery_worked_on_twice_has_one_effect(desk: Desk, company: Company) -> None:
    desk.tick(MONDAY)
    by, key = desk.by(EMMA), desk.key()
    came = Came(key, "renewals +5", "reply")
    at_once(*[lambda: answering.reply(desk.rt, came, by=by)] * AT_ONCE)
    assert company.value("kr1") == 45
    assert len(rows(desk.database, Reply)) == 1


def test_bad_readings_side_by_side_open_one_alert(desk: Desk, company: Company) -> None:
    desk.tick(MONDAY)
    by, keys = desk.by(EMMA), [desk.key() for _ in range(AT_ONCE)]
    at_once(
        *[
            lambda key=key, n=n: answering.reply(
                desk.rt, Came(key, f"response time {52 + n} min", "reply"), by=by
            )
            for n, key in enumerate(keys)
        ]
    )
    assert len(company.readings("kpi1")) == AT_ONCE
    assert len(rows(desk.database, Alert)) == 1
    assert len(desk.prepared(kind="alert_card")) == 1


def test_undoing_side_by_side_undoes_once(desk: Desk, company: Company) -> None:
    desk.tick(MONDAY)
    by = desk.by(EMMA)
    answering.reply(desk.rt, Came(desk.key(), "renewals 45%", "reply"), by=by)
    [reply] = rows(desk.database, Reply)
    keys = [desk.key() for _ in range(AT_ONCE)]
    at_once(*[lambda key=key: undoing.undo(desk.rt, reply.id, by=by, key=key) for key in keys])
    assert company.value("kr1") == 40
    assert [row.source for row in company.check_ins("kr1")] == ["reply", "undo"]


def test_candidates_pressed_side_by_side_settle_once(desk: Desk, company: Company) -> None:
    desk.tick(MONDAY)
    by = desk.by(EMMA)
    answering.reply(desk.rt, Came(desk.key(), "renewals up 5%", "reply"), by=by)
    [question] = rows(desk.database, Question)
    keys = [desk.key() for _ in range(AT_ONCE)]
    at_once(
        *[
            lambda key=key, n=n: questions.pick(desk.rt, question.id, n % 2, by=by, key=key)
            for n, key in enumerate(keys)
        ]
    )
    [check_in] = company.check_ins("kr1")
    assert company.value("kr1") == check_in.value
    assert check_in.value in (Decimal(45), Decimal(42))


@pytest.mark.usefixtures("company")
def test_acknowledging_side_by_side_counts_once(desk: Desk) -> None:
    desk.tick(MONDAY)
    by = desk.by(EMMA)
    answering.reply(desk.rt, Came(desk.key(), "response time 58 min", "reply"), by=by)
    [alert] = rows(desk.database, Alert)
    keys = [desk.key() for _ in range(AT_ONCE)]
    at_once(
        *[lambda key=key: handling.acknowledge(desk.rt, alert.id, by=by, key=key) for key in keys]
    )
    [alert] = rows(desk.database, Alert)
    assert (alert.state, alert.revision) == ("acknowledged", 1)


@pytest.mark.usefixtures("company")
def test_while_processes_look_people_act_and_a_manager_hears_of_it_once_at_most(
    desk: Desk,
) -> None:
    desk.tick(MONDAY)
    by, lead = desk.by(EMMA), desk.by(BINH)
    answering.reply(desk.rt, Came(desk.key(), "response time 58 min", "reply"), by=by)
    [alert] = rows(desk.database, Alert)
    desk.now = MONDAY + timedelta(days=4)
    plan = Plan("two more people", (MONDAY + timedelta(days=9)).date(), None)
    keys = [desk.key() for _ in range(3)]
    at_once(
        lambda: due.run(desk.rt),
        lambda: handling.acknowledge(desk.rt, alert.id, by=by, key=keys[0]),
        lambda: due.run(desk.rt),
        lambda: handling.plan(desk.rt, alert.id, plan, by=lead, key=keys[1]),
        lambda: handling.plan(desk.rt, alert.id, plan, by=by, key=keys[2]),
        lambda: due.run(desk.rt),
    )
    desk.tick(MONDAY + timedelta(days=5))
    [alert] = rows(desk.database, Alert)
    changes = [change.change for change in rows(desk.database, AlertChange)]
    assert alert.left_s is not None, "the plan stopped the clock, before or after it ran out"
    assert changes.count("planned") == 2
    assert changes.count("overdue") <= 1
    assert len(desk.prepared(kind="alert_escalation")) == (alert.escalated_at is not None)


@pytest.mark.usefixtures("company")
def test_one_delivery_is_stored_once(desk: Desk) -> None:
    stored: list[int | None] = []

    def store() -> None:
        stored.append(
            inbound.store(desk.rt, workspace_id="T0MINHLONG", key="Ev1", kind="event", payload={})
        )

    at_once(*[store] * AT_ONCE)
    assert len([row_id for row_id in stored if row_id is not None]) == 1
