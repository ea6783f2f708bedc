"""What Slack delivered: stored before it is acknowledged, worked on until it is done."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.runtime import Runtime
from storage import inbox

MOST_RETRIES = 2
RETRY_AFTER = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Stored:
    """One delivery; `kind` is event, command, action or submission."""

    id: int
    workspace_id: str
    key: str
    kind: str
    payload: Mapping[str, Any]
    done: bool


class GivenUp(Exception):
    """Nobody waits for it any more: Slack was told that it is not stored."""


def store(
    rt: Runtime,
    *,
    workspace_id: str,
    key: str,
    kind: str,
    payload: Mapping[str, Any],
    still_wanted: Callable[[], bool] = lambda: True,
) -> int | None:
    """The id of the stored delivery, or None when it was stored before.

    Raises what the database does when it is busy for longer than 1.5 s, and GivenUp; then nothing
    is stored.
    """
    rt.points.reach("inbox.before")
    with rt.storing() as connection:
        found = inbox.store(
            connection,
            workspace_id=workspace_id,
            key=key,
            kind=kind,
            payload=payload,
            at=rt.clock(),
        )
        if not still_wanted():
            if found is not None:
                inbox.take_back(connection, found)
            raise GivenUp
    rt.points.reach("inbox.after")
    return found


def load(rt: Runtime, row_id: int) -> Stored:
    """The stored delivery with this id."""
    with rt.reading() as session:
        row = inbox.get(session, row_id)
        return Stored(
            row_id, row.workspace_id, row.key, row.kind, row.payload, row.done_at is not None
        )


def finish(rt: Runtime, stored: Stored) -> None:
    """Nothing is left to do for this delivery."""
    with rt.uow() as session:
        inbox.claim(session, workspace_id=stored.workspace_id, key=stored.key, at=rt.clock())


def failed(rt: Runtime, stored: Stored, *, error: str) -> None:
    """Keep why an attempt failed; the tick tries again."""
    with rt.uow() as session:
        inbox.note_failure(session, stored.id, error=error)


def begin_attempt(rt: Runtime, row_id: int) -> bool | None:
    """Count one more attempt before it is made: it may end the process. False after the last.

    None when another process is at it, or has done it.
    """
    now = rt.clock()
    with rt.uow() as session:
        made = inbox.begin_attempt(session, row_id, now=now, until=now + RETRY_AFTER)
    return None if made is None else made <= MOST_RETRIES


def unfinished(rt: Runtime) -> Sequence[int]:
    """Ids of deliveries that should have been done by now."""
    now = rt.clock()
    with rt.reading() as session:
        return inbox.undone_before(session, now - RETRY_AFTER, now=now)
