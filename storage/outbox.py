"""Outgoing messages: prepared with the change they tell of, claimed, sent, recorded."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Any

from sqlalchemy import func, or_, select, text, update
from sqlmodel import Session, col

from storage import moment
from storage.inserting import insert_all, insert_once
from storage.tables import Message
from storage.tables.delivery import IS_WAITING

UNIQUE = ("workspace_id", "dedup_key")
#: How long a workspace is left alone whose token is refused.
PAUSE = timedelta(minutes=5)
WITHOUT_ANSWER = ("dead", "skipped")
PREPARED = "prepared"
SHADOWED = "shadow"


class Priority(IntEnum):
    """Lower goes first."""

    INTERACTIVE = 0
    ALERT = 1
    CHECK_IN = 2
    REMINDER = 3
    DIGEST = 4


@dataclass(frozen=True, slots=True)
class Draft:
    """A message to prepare: `target` is a Slack user or channel id, `params` are JSON facts."""

    dedup_key: str
    kind: str
    params: Mapping[str, Any]
    target: str
    locale: str
    tz: str
    priority: Priority
    thread_of_id: int | None = None
    thread_ts: str | None = None


def add(
    session: Session, draft: Draft, *, workspace_id: str, at: datetime, shadowed: bool = False
) -> int | None:
    """Prepare a post; None when one with this dedup key was prepared before.

    What is `shadowed` is kept to be looked at, and nobody is sent it.
    """
    values = _values(draft, workspace_id, at, shadowed=shadowed)
    made = insert_once(session, Message, values, unique=UNIQUE)
    if made is not None and not shadowed:
        note_prepared(session, made)
    return made


def by_key(session: Session, workspace_id: str, dedup_key: str) -> int | None:
    """The id of the message that was prepared with this key."""
    statement = select(col(Message.id)).where(
        col(Message.workspace_id) == workspace_id, col(Message.dedup_key) == dedup_key
    )
    return session.execute(statement).scalars().first()


def add_all(
    session: Session, drafts: Sequence[Draft], *, workspace_id: str, at: datetime, shadowed: bool
) -> dict[str, int]:
    """Prepare posts; their ids by dedup key, those that were prepared before left out."""
    rows = [_values(draft, workspace_id, at, shadowed=shadowed) for draft in drafts]
    made = insert_all(session, Message, rows, unique=UNIQUE, by="dedup_key")
    if not shadowed:
        for message_id in made.values():
            note_prepared(session, message_id)
    return made


def _values(draft: Draft, workspace_id: str, at: datetime, *, shadowed: bool) -> Mapping[str, Any]:
    return {
        "workspace_id": workspace_id,
        "dedup_key": draft.dedup_key,
        "operation": "post",
        "kind": draft.kind,
        "params": dict(draft.params),
        "target": draft.target,
        "locale": draft.locale,
        "tz": draft.tz,
        "priority": int(draft.priority),
        "thread_of_id": draft.thread_of_id,
        "thread_ts": draft.thread_ts,
        "state": "skipped" if shadowed else "pending",
        "error": SHADOWED if shadowed else None,
        "attempt": 0,
        "doubts": 0,
        "failures": 0,
        "not_before": at,
        "created_at": at,
    }


def note_prepared(session: Session, message_id: int) -> None:
    """Keep in mind that this transaction made a message sendable."""
    session.info.setdefault(PREPARED, []).append(message_id)


def prepared(session: Session) -> Sequence[int]:
    """Ids of the messages that this transaction made sendable."""
    found: Sequence[int] = session.info.get(PREPARED, ())
    return found


def waiting(session: Session, now: datetime, *, limit: int) -> Sequence[int]:
    """Ids of messages that could be sent now if no rate or stop were in their way."""
    clock = moment.milliseconds(session)
    statement = (
        select(col(Message.id))
        .where(
            text(IS_WAITING),
            col(Message.not_before) <= now,
            or_(col(Message.state) == "pending", col(Message.lease_until) < clock),
        )
        .limit(limit)
    )
    return session.execute(statement).scalars().all()


def of_key(session: Session, workspace_id: str, dedup_key: str) -> Message | None:
    """The message that was prepared under this key."""
    statement = select(Message).where(
        col(Message.workspace_id) == workspace_id, col(Message.dedup_key) == dedup_key
    )
    return session.execute(statement).scalars().first()


def revise(session: Session, message_id: int, params: Mapping[str, Any], *, at: datetime) -> None:
    """Give a message its newest facts: before it is sent in place, afterwards by an edit.

    Edits of one message that still wait are folded into one: the newest state wins.
    """
    # Held first, so that two revisions of one message come one after the other.
    post = session.get_one(Message, message_id, with_for_update=True, populate_existing=True)
    if _replace_pending(session, col(Message.id) == message_id, params):
        return
    if _replace_pending(session, col(Message.edits_id) == message_id, params):
        return
    count = session.execute(
        select(func.count()).select_from(Message).where(col(Message.edits_id) == message_id)
    ).scalar_one()
    edit = Message(
        workspace_id=post.workspace_id,
        dedup_key=f"edit:{message_id}:{count + 1}",
        operation="update",
        edits_id=message_id,
        kind=post.kind,
        params=dict(params),
        target=post.target,
        locale=post.locale,
        tz=post.tz,
        priority=int(Priority.INTERACTIVE),
        not_before=at,
        created_at=at,
    )
    session.add(edit)
    session.flush()
    assert edit.id is not None
    note_prepared(session, edit.id)


def _replace_pending(session: Session, which: Any, params: Mapping[str, Any]) -> bool:
    statement = (
        update(Message).where(which, col(Message.state) == "pending").values(params=dict(params))
    )
    return _changed(session, statement) > 0


def record_sent(
    session: Session, message_id: int, *, owner: str, channel: str, ts: str, at: datetime
) -> bool:
    """Mark a claimed message sent; False when it is no longer ours (nothing is overwritten)."""
    values = {"state": "sent", "channel_id": channel, "ts": ts, "sent_at": at, "error": None}
    return _finish(session, message_id, owner=owner, values=values)


def release(
    session: Session,
    message_id: int,
    *,
    owner: str,
    not_before: datetime | None,
    error: str,
    failed: bool = False,
) -> bool:
    """Give a message back to be sent at `not_before`: this attempt certainly did not succeed.

    None: as soon as a gate opens, in the order that it was in. Doubts that are settled by it become
    failures; `failed` counts the attempt itself, too.
    """
    values = {
        "state": "pending",
        "not_before": not_before or col(Message.not_before),
        "error": error,
        "owner": None,
        "failures": col(Message.failures) + col(Message.doubts) + int(failed),
        "doubts": 0,
    }
    return _finish(session, message_id, owner=owner, values=values)


def forget_doubt(session: Session, message_id: int, *, owner: str) -> bool:
    """A claimed message is as much in doubt as before: this attempt added nothing to it."""
    return _finish(session, message_id, owner=owner, values={"doubts": col(Message.doubts) - 1})


def pause_workspace(session: Session, workspace_id: str, *, at: datetime) -> None:
    """Send nothing to the workspace for a while: Slack takes our token no more."""
    until = at + PAUSE
    statement = (
        update(Message)
        .where(
            col(Message.workspace_id) == workspace_id,
            col(Message.state) == "pending",
            col(Message.not_before) < until,
        )
        .values(not_before=until)
    )
    session.execute(statement)


def resume_workspace(session: Session, workspace_id: str, *, at: datetime) -> None:
    """There is a good token: what a pause has put off is sent now, what failed is tried again."""
    waiting = (
        col(Message.workspace_id) == workspace_id,
        col(Message.state) == "pending",
        col(Message.not_before) <= at + PAUSE,  # what is held is due much later
    )
    session.execute(
        update(Message).where(*waiting, col(Message.error).is_not(None)).values(error=None)
    )
    statement = update(Message).where(*waiting, col(Message.not_before) > at).values(not_before=at)
    for message_id in session.execute(statement.returning(col(Message.id))).scalars().all():
        note_prepared(session, message_id)


def refused_with(session: Session, workspace_id: str, codes: Collection[str]) -> str | None:
    """One of these codes with which Slack refused a message of the workspace that still waits."""
    statement = select(col(Message.error)).where(
        text(IS_WAITING),
        col(Message.workspace_id) == workspace_id,
        col(Message.error).in_(codes),
    )
    return session.execute(statement.limit(1)).scalars().first()


def drop(session: Session, message_id: int, *, owner: str, state: str, error: str) -> bool:
    """End a claimed message without sending: `state` is dead or skipped."""
    return _finish(session, message_id, owner=owner, values={"state": state, "error": error})


def _finish(session: Session, message_id: int, *, owner: str, values: Mapping[str, Any]) -> bool:
    statement = (
        update(Message)
        .where(
            col(Message.id) == message_id,
            col(Message.owner) == owner,
            col(Message.state) == "sending",
        )
        .values(**values)
    )
    return _changed(session, statement) == 1


def _changed(session: Session, statement: Any) -> int:
    return int(session.execute(statement).rowcount)  # type: ignore[attr-defined]
