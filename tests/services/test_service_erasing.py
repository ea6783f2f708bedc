"""A person who is erased is in no row any more, in no page of the file, and stays away."""

from pathlib import Path
from typing import Any

import pytest
from company import AN, BINH, CHI, EMMA, WORKSPACE, rows
from desk import Desk
from sqlalchemy import text
from sqlmodel import Session

from bot.domain.errors import Invalid
from bot.protocols import Member
from bot.services import cleaning, erasing, people
from bot.settings import Settings
from storage import append_only, engine, erased
from storage.tables import (
    Audit,
    CheckIn,
    CheckInRequest,
    Digest,
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
            ),  # fmt: skip
            Message(**sent, dedup_key=f"a:{AN}", kind="error", params={"text": SAID}, target=AN),
            Message(**sent, dedup_key="b", kind="team_digest", params=quoted, target=CHI),
            Inbound(
                workspace_id=WORKSPACE,
                key="k1",
                kind="event",
                received_at=desk.now,
                payload={"event": {"user": AN, "text": SAID}},
            ),  # fmt: skip
            Inbound(
                workspace_id=WORKSPACE,
                key="k2",
                kind="event",
                received_at=desk.now,
                payload={"event": {"user": EMMA, "text": f"hi <@{AN}>, {MAIL}"}},
            ),  # fmt: skip
            Audit(
                workspace_id=WORKSPACE,
                **at,
                actor_id=who.id,
                action="x",
                subject="person",
                detail={"mail": MAIL},
            ),  # fmt: skip
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


def test_the_file_and_its_log_hold_no_trace(given: Desk) -> None:
    if given.database.write.dialect.name != "sqlite":
        pytest.skip("pages of a file are SQLite's")
    file = Path(str(given.database.write.url.database))
    assert b"CANARY-NOTE" in _bytes(file)
    erasing.forget(given.rt, WORKSPACE, _id(given), actor_id=None)
    given.database.read.dispose()  # no reader in the way
    assert engine.empty_log(given.database.write)
    for canary in (b"CANARY", b"canary", b"Canary", AN.encode()):
        assert canary not in _bytes(file)


def test_triggers_are_closed_again(given: Desk) -> None:
    erasing.forget(given.rt, WORKSPACE, _id(given), actor_id=None)
    for table in append_only.TABLES:
        with pytest.raises(Exception, match="append-only"), given.database.unit_of_work() as one:
            one.execute(text(f"INSERT INTO {table} SELECT * FROM {table} WHERE 1 = 0"))
            one.execute(text(f"UPDATE {table} SET workspace_id = workspace_id"))
            raise (
                AssertionError(f"append-only did not hold for {table}")
                if not one.execute(text(f"SELECT count(*) FROM {table}")).scalar()
                else AssertionError(table)
            )


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
