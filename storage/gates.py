"""Rate gates: how many calls Slack is sent, counted in the transaction that claims a message.

One row for a method of a workspace (`place` is empty) and one for each conversation. A row holds
the moment from which its next call keeps the rate (GCRA): no buckets to fill, nothing to sweep.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, func, select, tuple_
from sqlmodel import Session, col

from storage.inserting import insert_once
from storage.tables import RateGate

FULL = 1000
LEAST = 50
RECOVERY_A_MINUTE = 1.1
#: A gate closed for longer was written by a clock that has been set back since.
LONGEST_CLOSED = timedelta(hours=1)
KEY = ("workspace_id", "method", "place")
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Limit:
    """`per_second` calls of a method on average, `burst` of them at once; 0 is no limit.

    `place` is a Slack user or channel id, empty for the whole workspace. Whatever the rate, a gate
    that Slack closed stays closed until its time.
    """

    method: str
    place: str = ""
    per_second: float = 0.0
    burst: int = 1


def closed(session: Session, now: datetime) -> Mapping[str, frozenset[str]]:
    """The methods that may not be called now, by workspace; those of single places left out."""
    statement = select(col(RateGate.workspace_id), col(RateGate.method)).where(
        col(RateGate.place) == "", is_closed(now, now + LONGEST_CLOSED)
    )
    found: dict[str, set[str]] = {}
    for workspace_id, method in session.execute(statement):
        found.setdefault(workspace_id, set()).add(method)
    return {workspace_id: frozenset(methods) for workspace_id, methods in found.items()}


def next_open(session: Session, now: datetime) -> datetime | None:
    """When the first gate that is closed now opens; None when all are open."""
    statement = select(func.min(RateGate.opens_at)).where(is_closed(now, now + LONGEST_CLOSED))
    found: datetime | None = session.execute(statement).scalar_one()
    return found


def is_closed(now: Any, horizon: Any) -> ColumnElement[bool]:
    """The condition that a gate is closed: moments or bound parameters, LONGEST_CLOSED apart."""
    return and_(col(RateGate.opens_at) > now, col(RateGate.opens_at) <= horizon)


def admit(session: Session, workspace_id: str, limits: Sequence[Limit], *, now: datetime) -> bool:
    """Count one call against all `limits`, or against none: False when one gate is closed.

    The rows stay locked until the transaction ends, so that replicas count one after the other.
    """
    rows = _locked(session, workspace_id, limits)
    if any(_opens_after(row, now) for row in rows):
        return False
    for row, limit in zip(rows, _sorted(limits), strict=True):
        _count(row, limit, now)
    session.flush()
    return True


def close(
    session: Session, workspace_id: str, method: str, *, seconds: float, now: datetime
) -> None:
    """Slack refused a call of `method`: none before the answer, an hour at most, and half the rate.

    Refusals of one window, from calls that were under way, halve once.
    """
    [row] = _locked(session, workspace_id, [Limit(method)])
    until = now + min(timedelta(seconds=seconds), LONGEST_CLOSED)
    if row.slowed_at is None or now - row.slowed_at >= timedelta(seconds=seconds):
        row.share = max(_share(row, now) // 2, LEAST)
        row.slowed_at = now
    row.opens_at = max(row.opens_at, until) if _opens_after(row, now) else until
    session.flush()


def forget_before(session: Session, moment: datetime) -> int:
    """Delete gates that have been open since before `moment`; how many went."""
    statement = delete(RateGate).where(col(RateGate.opens_at) < moment)
    return int(session.execute(statement).rowcount)  # type: ignore[attr-defined]


def _locked(session: Session, workspace_id: str, limits: Sequence[Limit]) -> list[RateGate]:
    """The rows of `limits`, made where they are missing; always locked in one order."""
    wanted = [(limit.method, limit.place) for limit in _sorted(limits)]
    statement = (
        select(RateGate)
        .where(
            col(RateGate.workspace_id) == workspace_id,
            tuple_(col(RateGate.method), col(RateGate.place)).in_(wanted),
        )
        .order_by(col(RateGate.method), col(RateGate.place))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    rows = list(session.execute(statement).scalars())
    if len(rows) < len(wanted):
        there = {(row.method, row.place) for row in rows}
        for method, place in wanted:
            if (method, place) not in there:
                _make(session, workspace_id, method, place)
        rows = list(session.execute(statement).scalars())
    return sorted(rows, key=lambda row: (row.method, row.place))


def _make(session: Session, workspace_id: str, method: str, place: str) -> None:
    values = {
        "workspace_id": workspace_id,
        "method": method,
        "place": place,
        "opens_at": LONG_AGO,
        "paid_until": LONG_AGO,
        "share": FULL,
    }
    insert_once(session, RateGate, values, unique=KEY)


def _sorted(limits: Sequence[Limit]) -> list[Limit]:
    return sorted(limits, key=lambda limit: (limit.method, limit.place))


def _opens_after(row: RateGate, now: datetime) -> bool:
    return now < row.opens_at <= now + LONGEST_CLOSED


def _count(row: RateGate, limit: Limit, now: datetime) -> None:
    if limit.per_second <= 0:
        return
    interval = timedelta(seconds=FULL / _share(row, now) / limit.per_second)
    ahead = interval * (limit.burst - 1)
    # Never further than a whole burst: a clock may have been set back, or the rate been changed.
    paid = min(row.paid_until, now + ahead)
    # Who waits for a gate comes a little late each time: that must not slow down all who follow.
    row.paid_until = (paid if paid > now - interval else now) + interval
    row.opens_at = row.paid_until - ahead


def _share(row: RateGate, now: datetime) -> int:
    """Thousandths of the full rate: less after a refusal, a tenth more each minute since."""
    if row.slowed_at is None or row.share >= FULL:
        return FULL
    minutes = max((now - row.slowed_at).total_seconds(), 0) / 60
    # Far beyond what it takes to recover, the power would not be a number any more.
    return min(int(row.share * RECOVERY_A_MINUTE ** min(minutes, 60)), FULL)
