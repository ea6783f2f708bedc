"""Which message is sent next, and by whom: claims last for a lease and keep the rate."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, or_, select, text
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from storage import gates, installations, moment
from storage.gates import LONGEST_CLOSED, Limit
from storage.tables import Message, RateGate, Workspace
from storage.tables.delivery import IS_WAITING

POST, EDIT = "chat.postMessage", "chat.update"
OPEN, HISTORY, REPLIES = "conversations.open", "conversations.history", "conversations.replies"
UNFINISHED = ("pending", "sending")
MOST_RACES = 3


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message that this process may send until its lease ends.

    `in_doubt`: an earlier attempt may have reached Slack; `doubts` counts those attempts, and
    `failures` the tries that Slack did not carry out. `edited_*` is the post that an update
    changes; `thread_ts` is resolved from the message that it answers.
    """

    id: int
    workspace_id: str
    operation: str
    kind: str
    params: Mapping[str, Any]
    target: str
    locale: str
    tz: str
    attempt: int
    in_doubt: bool
    doubts: int
    failures: int
    first_tried_at: datetime
    channel_id: str | None
    thread_ts: str | None
    edited_channel: str | None
    edited_ts: str | None
    edited_state: str | None

    @property
    def methods(self) -> tuple[str, ...]:
        """The methods of the Web API that sending it may take."""
        if self.operation == "update":
            return (EDIT,)
        if not self.in_doubt:
            return (POST,)
        look = REPLIES if self.thread_ts else HISTORY
        return (look, POST) if self.channel_id else (OPEN, look, POST)


Limits = Callable[[Claimed], Sequence[Limit]]


@dataclass(frozen=True, slots=True)
class Lane:
    """Messages of one kind that wait for the same methods."""

    which: ColumnElement[bool]
    methods: frozenset[str]


LANES = (
    Lane(col(Message.operation) == "update", frozenset({EDIT})),
    Lane(
        and_(col(Message.operation) == "post", col(Message.state) == "sending"),
        frozenset({OPEN, HISTORY, REPLIES, POST}),
    ),
    Lane(
        and_(col(Message.operation) == "post", col(Message.state) == "pending"), frozenset({POST})
    ),
)


def _sendable(lane: Lane) -> Select[Message, Message, Message]:
    """The most urgent message of a lane, with the posts that it edits and answers.

    Parameters: `now` and `horizon` (the application's clock, LONGEST_CLOSED apart), `clock`
    (milliseconds, the database's), `workspaces`.
    """
    edited, answered, older = aliased(Message), aliased(Message), aliased(Message)
    older_edit = (
        select(col(older.id))
        .where(
            col(older.edits_id) == col(Message.edits_id),
            col(older.state).in_(UNFINISHED),
            col(older.id) < col(Message.id),
        )
        .exists()
    )
    return (
        select(Message, edited, answered)
        .outerjoin(edited, col(edited.id) == col(Message.edits_id))
        .outerjoin(answered, col(answered.id) == col(Message.thread_of_id))
        .where(
            lane.which,
            col(Message.state).in_(UNFINISHED),
            col(Message.workspace_id).in_(bindparam("workspaces", expanding=True)),
            col(Message.not_before) <= bindparam("now"),
            or_(col(Message.state) == "pending", col(Message.lease_until) < bindparam("clock")),
            or_(col(Message.edits_id).is_(None), col(edited.state).not_in(UNFINISHED)),
            or_(col(Message.thread_of_id).is_(None), col(answered.state).not_in(UNFINISHED)),
            ~older_edit,
            ~_place_closed(lane),
        )
        .order_by(col(Message.priority), col(Message.not_before), col(Message.id))
        .limit(1)
        .with_for_update(skip_locked=True, of=Message)
    )


def _place_closed(lane: Lane) -> ColumnElement[bool]:
    """Whether the conversation that the message goes to takes none at the moment."""
    return (
        select(col(RateGate.id))
        .where(
            col(RateGate.workspace_id) == col(Message.workspace_id),
            col(RateGate.method).in_(lane.methods),
            col(RateGate.place) == col(Message.target),
            gates.is_closed(bindparam("now"), bindparam("horizon")),
        )
        .exists()
    )


#: Asked first: mostly nothing is due, and then the rest need not be asked.
ANYTHING_DUE = (
    select(col(Message.id))
    .where(text(IS_WAITING), col(Message.not_before) <= bindparam("now"))
    .limit(1)
)
#: Workspaces that may be sent something: nobody stopped it, and the app is still in them.
SENDING = select(col(Workspace.id)).where(
    col(Workspace.sending_stopped).is_(False), ~installations.has_ended(col(Workspace.id))
)
#: Built once: making them costs more than asking them.
SENDABLE = tuple((lane, _sendable(lane)) for lane in LANES)


def unlimited(claimed: Claimed) -> Sequence[Limit]:
    """No rate of our own; gates that Slack closed stay closed all the same."""
    return [Limit(method) for method in claimed.methods]


def claim_next(
    session: Session, *, owner: str, now: datetime, lease_ms: int, limits: Limits = unlimited
) -> Claimed | None:
    """Take the most urgent message that may be sent now; None when there is none.

    Leases run on the database's clock, what is due on the application's. A message waits for the
    post that it edits or answers, an edit for every older one of its post, and all for their
    workspace while sending is stopped there. `limits` are the rates that the message has to keep:
    it is counted against them here, and others that need not wait go before it.
    """
    for _ in range(MOST_RACES):
        found = _find(session, now)
        if found is None:
            return None
        with session.begin_nested() as attempt:
            claimed = _take(session, *found, owner=owner, now=now, lease_ms=lease_ms)
            if gates.admit(session, claimed.workspace_id, limits(claimed), now=now):
                return claimed
            attempt.rollback()  # another replica was faster
    return None


def _find(session: Session, now: datetime) -> tuple[Message, Message | None, Message | None] | None:
    """The next message with the posts that it edits and answers, its row locked."""
    if session.execute(ANYTHING_DUE, {"now": now}).first() is None:
        return None
    sending = session.execute(SENDING).scalars().all()
    closed = gates.closed(session, now)
    given = {"now": now, "horizon": now + LONGEST_CLOSED, "clock": moment.milliseconds(session)}
    for lane, statement in SENDABLE:
        # Asked of open workspaces alone: a long queue behind a closed gate must cost nothing.
        open_there = [one for one in sending if lane.methods.isdisjoint(closed.get(one, ()))]
        if open_there:
            found = session.execute(statement, given | {"workspaces": open_there}).first()
            if found is not None:
                return found[0], found[1], found[2]
    return None


def _take(
    session: Session,
    message: Message,
    post: Message | None,
    parent: Message | None,
    *,
    owner: str,
    now: datetime,
    lease_ms: int,
) -> Claimed:
    in_doubt = message.state == "sending"
    message.state, message.owner = "sending", owner
    message.attempt += 1
    message.doubts += int(in_doubt)
    message.lease_until = moment.milliseconds(session) + lease_ms
    message.first_tried_at = message.first_tried_at or now
    session.flush()
    return _claimed(message, post, parent, in_doubt=in_doubt)


def _claimed(
    message: Message, post: Message | None, parent: Message | None, *, in_doubt: bool
) -> Claimed:
    assert message.id is not None
    assert message.first_tried_at is not None
    return Claimed(
        id=message.id,
        workspace_id=message.workspace_id,
        operation=message.operation,
        kind=message.kind,
        params=message.params,
        target=message.target,
        locale=message.locale,
        tz=message.tz,
        attempt=message.attempt,
        in_doubt=in_doubt,
        doubts=message.doubts,
        failures=message.failures,
        first_tried_at=message.first_tried_at,
        channel_id=message.channel_id,
        thread_ts=message.thread_ts or (parent.ts if parent else None),
        edited_channel=post.channel_id if post else None,
        edited_ts=post.ts if post else None,
        edited_state=post.state if post else None,
    )
