"""Deeds that touch the same rows in their own order, at the same moment: nobody waits for ever."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime
from threading import Barrier

import pytest
from company import EMMA, LONDON, Company, rows
from desk import Desk
from sqlalchemy.exc import IntegrityError

from bot.domain.errors import DomainError
from bot.services import answering, filling, undoing
from bot.services.saving import Came
from storage.tables import CheckInRequest, Reply

MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=LONDON)
ROUNDS = 4


@pytest.fixture
def company(desk: Desk) -> Company:
    found = desk.company()
    found.given_key_result("emma", "Renewals", value=40)
    found.given_key_result("emma", "Satisfaction", value=62)
    found.given_kpi("emma", "Response time", readings=[{"on": "2026-11-13", "value": 28}])
    found.write()
    desk.tick(MONDAY)
    return found


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(4) as executor:
        yield executor


def side_by_side(threads: ThreadPoolExecutor, *deeds: Callable[[], object]) -> None:
    """All at the same moment; a deadlock or a time-out of a lock is raised."""
    together = Barrier(len(deeds))

    def one(deed: Callable[[], object]) -> None:
        together.wait()
        with suppress(DomainError):
            deed()

    list(threads.map(one, deeds))


def says(desk: Desk, key: str, text: str) -> None:
    answering.reply(desk.rt, Came(key, text, "reply"), by=desk.by(EMMA))


def test_an_undo_and_a_new_reply_do_not_wait_for_each_other_for_ever(
    desk: Desk, company: Company, threads: ThreadPoolExecutor
) -> None:
    for n in range(ROUNDS):
        says(
            desk, desk.key(), f"renewals {45 + n}%, satisfaction {70 + n}%, response time 2{n} min"
        )
        newest = rows(desk.database, Reply)[-1]
        one, two = desk.key(), desk.key()
        side_by_side(
            threads,
            lambda newest=newest, one=one: undoing.undo(
                desk.rt, newest.id, by=desk.by(EMMA), key=one
            ),
            lambda two=two: says(desk, two, "response time 29 min, satisfaction 61%, renewals 41%"),
        )
        assert (company.value("kr1"), company.value("kr2"), company.value("kpi1")) == (41, 61, 29)


def test_the_word_undo_and_the_button_at_once_undo_one_reply_each_at_most(
    desk: Desk, company: Company, threads: ThreadPoolExecutor
) -> None:
    for n in range(ROUNDS):
        says(desk, desk.key(), "renewals 45%, satisfaction 70%")
        newest = rows(desk.database, Reply)[-1]
        one, two = desk.key(), desk.key()
        side_by_side(
            threads,
            lambda newest=newest, one=one: undoing.undo(
                desk.rt, newest.id, by=desk.by(EMMA), key=one
            ),
            lambda two=two: says(desk, two, "undo"),
        )
        assert (company.value("kr1"), company.value("kr2")) == (40, 62), f"round {n}"


def test_replies_that_answer_one_question_all_reach_its_message(
    desk: Desk, company: Company, threads: ThreadPoolExecutor
) -> None:
    """Their facts are gathered one after the other, so that none shows less than is stored."""
    texts = {desk.key(): words for words in ("1: 45%", "2: 70%", "3: 26 min")}
    side_by_side(
        threads, *[lambda key=key, text=text: says(desk, key, text) for key, text in texts.items()]
    )
    assert company.value("kr1") == 45
    [message] = desk.prepared(kind="check_in")
    assert [item["value"] for item in message.params["items"]] == ["45", "70", "26"]


@pytest.mark.usefixtures("company")
def test_one_form_under_several_keys_counts_once(
    desk: Desk, company: Company, threads: ThreadPoolExecutor
) -> None:
    [request] = rows(desk.database, CheckInRequest)
    more = {("kr", company.key_result("kr1").id): filling.Entry("5 more")}
    form = filling.Form(request.id, more)

    def submit(key: str) -> None:
        with suppress(IntegrityError):  # it is left for the next tick, which finds it done
            filling.save(desk.rt, form, by=desk.by(EMMA), key=key, view_id="V1")

    keys = [desk.key() for _ in range(4)]
    side_by_side(threads, *[lambda key=key: submit(key) for key in keys])
    for key in keys:
        submit(key)
    assert company.value("kr1") == 45
    assert len(company.check_ins("kr1")) == 1
