"""How much is due, waits, is in doubt or was given up, for who looks after the bot."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, or_, text
from sqlmodel import Session, col, select

from storage import moment
from storage.holding import HELD_UNTIL
from storage.tables import Inbound, Message, Schedule, TeamFigure
from storage.tables.delivery import IS_DEAD, IS_WAITING

TOUCH = text("UPDATE alembic_version SET version_num = version_num")


@dataclass(frozen=True, slots=True)
class Figures:
    """Numbers of rows: `waiting` messages are still to be sent or in hand, `undone` deliveries of
    Slack are stored but not done. `mended` is how often kept figures of teams were found wrong."""

    due: int
    waiting: int
    in_doubt: int
    held: int
    dead: int
    undone: int
    mended: int


def count(session: Session, *, now: datetime) -> Figures:
    """The figures of all workspaces together."""
    is_held = col(Message.not_before) >= HELD_UNTIL
    in_doubt = and_(
        col(Message.state) == "sending",
        col(Message.lease_until) < moment.milliseconds(session),
        ~is_held,
    )
    every, doubtful, held = session.execute(
        # In the words of the partial indexes, which would not be used otherwise.
        select(func.count(), func.count().filter(in_doubt), func.count().filter(is_held))
        .select_from(Message)
        .where(text(IS_WAITING))
    ).one()
    due = (
        select(func.count())
        .select_from(Schedule)
        .where(
            col(Schedule.next_at) <= now,
            or_(col(Schedule.retry_at).is_(None), col(Schedule.retry_at) <= now),
        )
    )
    dead = select(func.count()).select_from(Message).where(text(IS_DEAD))
    undone = select(func.count()).select_from(Inbound).where(col(Inbound.done_at).is_(None))
    mended = select(func.coalesce(func.sum(TeamFigure.mended), 0))
    return Figures(
        due=session.exec(due).one(),
        waiting=every - doubtful - held,
        in_doubt=doubtful,
        held=held,
        dead=session.exec(dead).one(),
        undone=session.exec(undone).one(),
        mended=session.exec(mended).one(),
    )


def touch(session: Session) -> None:
    """Write a row as it is: whoever can do this can write."""
    session.execute(TOUCH)
