"""Admins hear of what was not delivered, in one message, and settle it."""

from datetime import timedelta
from typing import Any

import pytest
from company import AN, CHI, EMMA, SALES, WORKSPACE, Company, rows
from desk import Desk
from sqlalchemy import update
from sqlmodel import col

from bot.domain.errors import Gone, NotAllowed, NotFound
from bot.services import dead_letters
from storage import outbox
from storage.outbox import Draft, Priority
from storage.tables import Message


@pytest.fixture
def company(desk: Desk) -> Company:
    found = desk.company()
    found.write()
    return found


def dead(desk: Desk, error: str = "user_disabled", *, target: str = EMMA) -> int:
    """A post that was given up."""
    count = len(rows(desk.database, Message))
    draft = Draft(f"d:{count}", "error", {"text": "x"}, target, "en", "UTC", Priority.CHECK_IN)
    with desk.database.unit_of_work() as session:
        found = outbox.add(session, draft, workspace_id=WORKSPACE, at=desk.now)
        assert found is not None
        session.get_one(Message, found).state = "dead"
        session.get_one(Message, found).error = error
    return found


def notices(desk: Desk) -> list[Message]:
    found = rows(desk.database, Message)
    return [row for row in found if row.kind == "dead_letters" and row.operation == "post"]


def newest(desk: Desk) -> dict[str, Any]:
    """The facts that the admin sees last."""
    return [row for row in rows(desk.database, Message) if row.kind == "dead_letters"][-1].params


def set_notices(desk: Desk, **values: object) -> None:
    with desk.database.unit_of_work() as session:
        session.execute(update(Message).where(col(Message.kind) == "dead_letters").values(**values))


@pytest.mark.usefixtures("company")
def test_the_admins_and_nobody_else_are_told_once(desk: Desk) -> None:
    letter = dead(desk)
    assert dead_letters.report(desk.rt) == 1
    assert dead_letters.report(desk.rt) == 0
    [notice] = notices(desk)
    assert notice.target == CHI
    assert [(row["id"], row["state"]) for row in notice.params["letters"]] == [(letter, "open")]


@pytest.mark.usefixtures("company")
def test_nothing_dead_nobody_told(desk: Desk) -> None:
    assert dead_letters.report(desk.rt) == 0
    assert notices(desk) == []


@pytest.mark.usefixtures("company")
def test_what_dies_on_the_same_day_joins_the_message_in_place(desk: Desk) -> None:
    first = dead(desk)
    dead_letters.report(desk.rt)
    set_notices(desk, state="sent", channel_id="D1", ts="1.0")
    second = dead(desk, "in doubt: missing_scope", target=SALES)
    assert dead_letters.report(desk.rt) == 1
    assert len(notices(desk)) == 1
    assert [row["id"] for row in newest(desk)["letters"]] == [second, first]
    assert [row["in_doubt"] for row in newest(desk)["letters"]] == [True, False]


@pytest.mark.usefixtures("company")
def test_what_dies_a_day_later_begins_a_new_message(desk: Desk) -> None:
    dead(desk)
    dead_letters.report(desk.rt)
    desk.now += timedelta(days=1)
    assert dead_letters.report(desk.rt) == 0, "the same is not told twice"
    dead(desk)
    dead_letters.report(desk.rt)
    assert len(notices(desk)) == 2


@pytest.mark.usefixtures("company")
def test_many_are_counted_and_the_newest_shown(desk: Desk) -> None:
    letters = [dead(desk) for _ in range(11)]
    dead_letters.report(desk.rt)
    shown = newest(desk)
    assert (shown["waiting"], shown["more"]) == (11, 3)
    assert [row["id"] for row in shown["letters"]] == letters[:-9:-1]


@pytest.mark.usefixtures("company")
def test_an_admin_posts_again_with_the_newest_facts(desk: Desk, company: Company) -> None:
    letter = dead(desk)
    with desk.database.unit_of_work() as session:
        outbox.revise(session, letter, {"text": "newer"}, at=desk.now)
    dead_letters.report(desk.rt)
    dead_letters.settle(desk.rt, letter, again=True, by=desk.by(CHI), key=desk.key())
    [row] = [row for row in rows(desk.database, Message) if row.id == letter]
    assert (row.state, row.attempt, row.error) == ("pending", 0, None)
    assert row.params == {"text": "newer"}
    assert ("resend_message", "message") in company.audited()
    assert newest(desk)["letters"][0]["state"] == "again"
    assert newest(desk)["waiting"] == 0


@pytest.mark.usefixtures("company")
def test_an_admin_drops_one(desk: Desk, company: Company) -> None:
    letter, other = dead(desk), dead(desk)
    dead_letters.report(desk.rt)
    dead_letters.settle(desk.rt, letter, again=False, by=desk.by(CHI), key=desk.key())
    [row] = [row for row in rows(desk.database, Message) if row.id == letter]
    assert (row.state, row.error) == ("skipped", "user_disabled")
    assert ("drop_message", "message") in company.audited()
    states = {row["id"]: row["state"] for row in newest(desk)["letters"]}
    assert states == {letter: "dropped", other: "open"}


@pytest.mark.usefixtures("company")
@pytest.mark.parametrize("again", [True, False])
def test_nobody_but_an_admin_settles(desk: Desk, again: bool) -> None:
    letter = dead(desk)
    with pytest.raises(NotAllowed, match="settle_messages"):
        dead_letters.settle(desk.rt, letter, again=again, by=desk.by(AN), key=desk.key())
    assert rows(desk.database, Message)[0].state == "dead"


@pytest.mark.usefixtures("company")
def test_pressing_twice_is_said(desk: Desk) -> None:
    letter, by = dead(desk), desk.by(CHI)
    dead_letters.settle(desk.rt, letter, again=False, by=by, key=desk.key())
    with pytest.raises(Gone, match="settled"):
        dead_letters.settle(desk.rt, letter, again=True, by=by, key=desk.key())
    with pytest.raises(NotFound, match=r"message\.unknown"):
        dead_letters.settle(desk.rt, 999, again=True, by=by, key=desk.key())


@pytest.mark.usefixtures("company")
def test_a_letter_of_another_workspace_is_unknown(desk: Desk) -> None:
    letter = dead(desk)
    desk.company("T0ELSEWHERE").write()
    by = desk.by(CHI, "T0ELSEWHERE")
    with pytest.raises(NotFound, match=r"message\.unknown"):
        dead_letters.settle(desk.rt, letter, again=True, by=by, key=desk.key("T0ELSEWHERE"))
    assert [row.state for row in rows(desk.database, Message) if row.id == letter] == ["dead"]


@pytest.mark.usefixtures("company")
def test_a_notice_that_cannot_be_delivered_is_not_told_of(desk: Desk) -> None:
    dead(desk)
    dead_letters.report(desk.rt)
    set_notices(desk, state="dead", error="user_disabled")
    assert dead_letters.report(desk.rt) == 0
    assert len(notices(desk)) == 1
