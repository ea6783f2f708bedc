"""A person who is erased is in no row any more, in no page of the file, and stays away."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from company import AN, CHI, EMMA, WORKSPACE, rows
from desk import Desk
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from bot.domain.errors import Invalid
from bot.protocols import Member
from bot.services import cleaning, erasing, people
from bot.settings import Settings
from storage import engine, erased
from storage.tables import (
    Audit,
    CheckIn,
    CheckInRequest,
    GoalChange,
    Inbound,
    Message,
    Objective,
    Person,
    Question,
    Reply,
    Workspace,
    metadata,
)

NAME, MAIL = "Lê Canary Thu", "canary.thu@minhlong.example"
SAID = "CANARY-NOTE kẹt ở khâu duyệt hợp đồng với khách"
CANARIES = ("canary", "Canary", "CANARY", AN)


@pytest.fixture
def given(desk: Desk) -> Desk:
    """An, of whom something stands in every kind of row; nothing of it is An's to hand over."""
    desk.settings = Settings(
        _env_file=None, erased_file=str(desk.folder / "list.erased"), database_url="sqlite://"
    )
    company = desk.company()
    key = company.given_key_result("emma", "Grow fast")
    goal = company.key_result(key)
    who = company.person(AN)
    company.change(who, name=NAME, email=MAIL, title="CANARY lead", key="canary")
    with desk.database.unit_of_work() as session:
        _fill(session, desk, goal, who)
    return desk


def _fill(session: Session, desk: Desk, goal: Any, who: Person) -> None:
    own: dict[str, Any] = {"workspace_id": WORKSPACE, "person_id": who.id}
    at: dict[str, Any] = {"at": desk.now}
    sent: dict[str, Any] = {"workspace_id": WORKSPACE, "locale": "vi", "tz": "UTC", "priority": 0}
    sent |= {"not_before": desk.now, "created_at": desk.now}
    asked = CheckInRequest(**own, week="2026-W46", items=[{"t": SAID}], created_at=desk.now)
    reply = Reply(**own, **at, source_key=f"{AN}:1", text=SAID, channel="D0CANARY", ts="1.1")
    session.add_all([asked, reply])
    session.flush()
    quoted = {"rows": [{"by": NAME, "note": f"{SAID[:30]}…"}, {"text": f"<@{AN}> said: {SAID}"}]}
    session.add_all(
        [
            CheckIn(
                **own, **at, key_result_id=goal.id, reply_id=reply.id, note=SAID, source="reply"
            ),
            CheckIn(
                **own | {"person_id": goal.owner_id},
                **at,
                key_result_id=goal.id,
                blocker=f"Chờ {NAME} trả lời",
                source="reply",
            ),
            Question(
                workspace_id=WORKSPACE, reply_id=reply.id or 0, position=1, reason="x", said=SAID
            ),
            GoalChange(
                **own,
                **at,
                key_result_id=goal.id,
                objective_id=goal.objective_id,
                field="title",
                because=SAID,
                before=f"Goal of {NAME}",
            ),
            Message(**sent, dedup_key=f"a:{AN}", kind="error", params={"text": SAID}, target=AN),
            Message(**sent, dedup_key="b", kind="team_digest", params=quoted, target=CHI),
            Inbound(
                workspace_id=WORKSPACE,
                key="k1",
                kind="event",
                received_at=desk.now,
                payload={"event": {"user": AN, "text": SAID}},
            ),
            Inbound(
                workspace_id=WORKSPACE,
                key="k2",
                kind="event",
                received_at=desk.now,
                payload={"event": {"user": EMMA, "text": f"hi <@{AN}>, {MAIL}"}},
            ),
            Audit(
                workspace_id=WORKSPACE,
                **at,
                actor_id=who.id,
                action="x",
                subject="person",
                detail={"mail": MAIL},
            ),
        ]
    )


def test_nothing_in_the_database_tells_who_it_was_and_figures_stay(given: Desk) -> None:
    before = _figures(given)
    texts = erasing.forget(given.rt, WORKSPACE, _id(given), actor_id=None)
    assert texts
    assert _found(given) == []
    assert _figures(given) == before
    row = next(one for one in rows(given.database, Person) if one.name == "Đồng nghiệp cũ")
    assert (row.standing, row.is_admin) == ("deactivated", False)
    [digest] = [one for one in rows(given.database, Message) if one.kind == "team_digest"]
    assert digest.params["rows"] == [
        {"by": "Đồng nghiệp cũ", "note": "…"},
        {"text": f"<@erased-{row.id}> said: …"},
    ]
    [waited] = [one for one in rows(given.database, Message) if one.kind == "error"]
    assert (waited.state, waited.params) == ("skipped", {})
    blockers = [one.blocker for one in rows(given.database, CheckIn) if one.blocker]
    assert blockers == ["Chờ Đồng nghiệp cũ trả lời"]
    [other] = [one for one in rows(given.database, Inbound) if one.done_at is None]
    assert other.payload["event"]["user"] == EMMA  # is still to be done


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_file_and_its_log_hold_no_trace(given: Desk) -> None:
    file = Path(str(given.database.write.url.database))
    assert b"CANARY-NOTE" in _bytes(file)
    erasing.forget(given.rt, WORKSPACE, _id(given), actor_id=None)
    given.database.read.dispose()  # no reader in the way
    assert engine.empty_log(given.database.write)
    for canary in (b"CANARY", b"canary", b"Canary", AN.encode()):
        assert canary not in _bytes(file)


def test_triggers_are_closed_again(given: Desk) -> None:
    erasing.forget(given.rt, WORKSPACE, _id(given), actor_id=None)
    for table in ("audit", "check_in"):
        with (
            pytest.raises(IntegrityError, match="append-only"),
            given.database.unit_of_work() as session,
        ):
            session.execute(text(f"UPDATE {table} SET workspace_id = workspace_id"))


def test_goals_are_handed_over_first_unless_a_backup_brought_them_back(desk: Desk) -> None:
    file = desk.folder / "list.erased"
    desk.settings = Settings(_env_file=None, erased_file=str(file))
    company = desk.company()
    company.given_key_result("an", "Grow")
    company.write()
    with pytest.raises(Invalid, match="hand_over_first"):
        erasing.forget(desk.rt, WORKSPACE, _id(desk), actor_id=None)
    assert not file.exists()
    erased.write(file, [(WORKSPACE, erased.digest(WORKSPACE, AN))])
    assert erasing.again(desk.rt) == 1
    assert "An" not in [one.name for one in rows(desk.database, Person)]
    assert erasing.again(desk.rt) == 0
    assert file.stat().st_mode & 0o777 == 0o600


def test_slack_does_not_bring_an_erased_person_back(given: Desk) -> None:
    erasing.forget(given.rt, WORKSPACE, _id(given), actor_id=None)
    before = len(rows(given.database, Person))
    for standing in ("deactivated", "employee"):
        people.changed(given.rt, WORKSPACE, Member(AN, NAME, MAIL, None, None, standing, False))
    assert len(rows(given.database, Person)) == before
    assert _found(given) == []


def test_what_is_older_than_the_workspace_keeps_it_goes(given: Desk) -> None:
    given.company().change(rows(given.database, Workspace)[0], keep_replies_days=30)
    with given.database.unit_of_work() as session:
        done = session.get_one(Inbound, rows(given.database, Inbound)[0].id)
        done.done_at = given.now
    lines = len(rows(given.database, Audit))
    given.now += timedelta(days=29)
    assert cleaning.forget_old(given.rt) == 0
    given.now += timedelta(days=2)
    assert cleaning.forget_old(given.rt) == 2
    assert [one.text for one in rows(given.database, Reply)] == [""]
    assert [one.said for one in rows(given.database, Question)] == [""]
    assert len(rows(given.database, Inbound)) == 1  # the other one is still to be done
    given.now += timedelta(days=400)
    with given.database.unit_of_work() as session:
        session.execute(text("UPDATE message SET state = 'sent' WHERE kind = 'team_digest'"))
    assert cleaning.forget_old(given.rt) == 1 + lines
    assert rows(given.database, Audit) == []
    told = {one.kind: one.params for one in rows(given.database, Message)}
    assert told["team_digest"] == {}
    assert told["error"] == {"text": SAID}  # still waits
    assert [one.note for one in rows(given.database, CheckIn) if one.note] == [SAID]


def _id(desk: Desk) -> int:
    return int(desk.company().person(AN).id or 0)


def _figures(desk: Desk) -> list[Any]:
    kept = [(one.value, one.progress, one.at) for one in rows(desk.database, CheckIn)]
    return [*kept, *((one.state, one.level) for one in rows(desk.database, Objective))]


def _found(desk: Desk) -> list[str]:
    """Columns of any table in which something of the person stands."""
    found = []
    with desk.database.reading() as session:
        for table in metadata.sorted_tables:
            for row in session.execute(table.select()).mappings():
                told = {name: repr(value) for name, value in row.items()}
                found += [
                    f"{table.name}.{name}: {value}"
                    for name, value in told.items()
                    if any(canary in value for canary in CANARIES)
                ]
    return found


def _bytes(file: Path) -> bytes:
    beside = [file.with_name(file.name + end) for end in ("", "-wal", "-shm")]
    return b"".join(one.read_bytes() for one in beside if one.exists())
