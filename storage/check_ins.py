"""Requests, replies, questions and check-ins."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, or_, update
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from storage.tables import CheckIn, CheckInRequest, Question, Reading, Reply

#: Built once: making a statement costs more than running it, as does an object for each row.
ADD = insert(CheckIn.__table__).returning(CheckIn.__table__.c.id)  # type: ignore[attr-defined]


def add(session: Session, values: Mapping[str, Any]) -> int:
    """Append a check-in: every column but its id; its id."""
    return int(session.connection().execute(ADD, values).scalar_one())


def request(
    session: Session, workspace_id: str, request_id: int, *, lock: bool = False
) -> CheckInRequest | None:
    """The request with this id in this workspace; with `lock` held until the transaction ends."""
    statement = select(CheckInRequest).where(
        CheckInRequest.workspace_id == workspace_id, CheckInRequest.id == request_id
    )
    return session.exec(statement.with_for_update() if lock else statement).first()


def newest_request(session: Session, workspace_id: str, person_id: int) -> CheckInRequest | None:
    """What this person was asked last."""
    statement = (
        select(CheckInRequest)
        .where(CheckInRequest.workspace_id == workspace_id, CheckInRequest.person_id == person_id)
        .order_by(col(CheckInRequest.created_at).desc(), col(CheckInRequest.id).desc())
        .limit(1)
    )
    return session.exec(statement).first()


def request_of_message(
    session: Session, workspace_id: str, message_id: int | None
) -> CheckInRequest | None:
    """The request that was asked with this message."""
    statement = select(CheckInRequest).where(
        CheckInRequest.workspace_id == workspace_id, CheckInRequest.message_id == message_id
    )
    return session.exec(statement).first()


def unanswered(session: Session, workspace_id: str, *, person_ids: Sequence[int], week: str) -> int:
    """How many of these people were asked in `week` and have not answered."""
    statement = (
        select(func.count())
        .select_from(CheckInRequest)
        .where(
            CheckInRequest.workspace_id == workspace_id,
            CheckInRequest.week == week,
            CheckInRequest.state == "open",
            col(CheckInRequest.person_id).in_(person_ids),
        )
    )
    return session.exec(statement).one()


def add_reply(session: Session, reply: Reply) -> int:
    """Store a reply; its id."""
    session.add(reply)
    session.flush()
    assert reply.id is not None
    return reply.id


def reply(
    session: Session, workspace_id: str, reply_id: int, *, lock: bool = False
) -> Reply | None:
    """The reply with this id in this workspace; with `lock` held until the transaction ends."""
    statement = select(Reply).where(Reply.workspace_id == workspace_id, Reply.id == reply_id)
    if lock:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    return session.exec(statement).first()


def reply_at(session: Session, workspace_id: str, channel: str, ts: str) -> Reply | None:
    """The reply that was read from the message at this place."""
    statement = select(Reply).where(
        Reply.workspace_id == workspace_id, Reply.channel == channel, Reply.ts == ts
    )
    return session.exec(statement).first()


def was_replied(session: Session, workspace_id: str, source_key: str) -> bool:
    """Whether this led to a reply before."""
    statement = select(Reply.id).where(
        Reply.workspace_id == workspace_id, Reply.source_key == source_key
    )
    return session.exec(statement).first() is not None


def standing_replies(session: Session, workspace_id: str, request_id: int) -> Sequence[Reply]:
    """The replies to a request that were not undone."""
    statement = select(Reply).where(
        Reply.workspace_id == workspace_id,
        Reply.request_id == request_id,
        col(Reply.undone_at).is_(None),
    )
    return session.exec(statement).all()


def last_words(session: Session, workspace_id: str, person_id: int) -> Reply | None:
    """The person's last reply of which the words are kept."""
    statement = _worded(workspace_id, person_id).order_by(col(Reply.at).desc()).limit(1)
    return session.exec(statement).first()


def words_between(
    session: Session, workspace_id: str, person_id: int, begins: datetime, ends: datetime, most: int
) -> Sequence[Reply]:
    """Their replies with words from `begins` until before `ends`, the earliest first."""
    statement = _worded(workspace_id, person_id).where(
        col(Reply.at) >= begins, col(Reply.at) < ends
    )
    return session.exec(statement.order_by(col(Reply.at), col(Reply.id)).limit(most)).all()


def _worded(workspace_id: str, person_id: int) -> SelectOfScalar[Reply]:
    return select(Reply).where(
        Reply.workspace_id == workspace_id, Reply.person_id == person_id, Reply.text != ""
    )


def newest_reply(session: Session, workspace_id: str, person_id: int) -> Reply | None:
    """The person's last reply that changed something and was not undone."""
    checked_in = select(CheckIn.reply_id).where(CheckIn.workspace_id == workspace_id)
    read = select(Reading.reply_id).where(Reading.workspace_id == workspace_id)
    statement = (
        select(Reply)
        .where(
            Reply.workspace_id == workspace_id,
            Reply.person_id == person_id,
            col(Reply.undone_at).is_(None),
            or_(col(Reply.id).in_(checked_in), col(Reply.id).in_(read)),
        )
        .order_by(col(Reply.at).desc(), col(Reply.id).desc())
        .limit(1)
    )
    return session.exec(statement).first()


def questions(session: Session, workspace_id: str, reply_id: int) -> Sequence[Question]:
    """What was asked about a reply, in order."""
    statement = (
        select(Question)
        .where(Question.workspace_id == workspace_id, Question.reply_id == reply_id)
        .order_by(col(Question.position))
    )
    return session.exec(statement).all()


def open_questions(
    session: Session, workspace_id: str, person_id: int, *, before: int
) -> Sequence[Question]:
    """What a person was asked about replies older than the reply `before`, and may answer yet."""
    statement = (
        select(Question)
        .join(Reply, col(Question.reply_id) == col(Reply.id))
        .where(
            Question.workspace_id == workspace_id,
            Question.state == "open",
            Reply.person_id == person_id,
            col(Reply.id) < before,
        )
        .order_by(col(Question.id))
    )
    return session.exec(statement).all()


def question(session: Session, workspace_id: str, question_id: int) -> Question | None:
    """The question with this id in this workspace."""
    statement = select(Question).where(
        Question.workspace_id == workspace_id, Question.id == question_id
    )
    return session.exec(statement).first()


def close_question(session: Session, workspace_id: str, question_id: int, *, state: str) -> bool:
    """Answer or drop a question; False when somebody was faster."""
    statement = (
        update(Question)
        .where(
            col(Question.workspace_id) == workspace_id,
            col(Question.id) == question_id,
            col(Question.state) == "open",
        )
        .values(state=state)
    )
    return int(session.execute(statement).rowcount) == 1  # type: ignore[attr-defined]


def of_reply(session: Session, workspace_id: str, reply_id: int) -> Sequence[CheckIn]:
    """The check-ins that a reply led to, undos left out, oldest first."""
    statement = (
        select(CheckIn)
        .where(
            CheckIn.workspace_id == workspace_id,
            CheckIn.reply_id == reply_id,
            col(CheckIn.undoes_id).is_(None),
        )
        .order_by(col(CheckIn.id))
    )
    return session.exec(statement).all()


def undone(session: Session, workspace_id: str, check_in_ids: Sequence[int]) -> set[int]:
    """Which of these check-ins were taken back."""
    statement = select(CheckIn.undoes_id).where(
        CheckIn.workspace_id == workspace_id, col(CheckIn.undoes_id).in_(check_in_ids)
    )
    return {undone_id for undone_id in session.exec(statement) if undone_id is not None}


def history(
    session: Session, workspace_id: str, key_result_ids: Sequence[int], *, until: datetime
) -> dict[int, list[CheckIn]]:
    """Check-ins that stand, at or before `until`, by key result, oldest first."""
    undoing = select(CheckIn.undoes_id).where(
        CheckIn.workspace_id == workspace_id,
        col(CheckIn.undoes_id).is_not(None),
        CheckIn.at <= until,
    )
    statement = (
        select(CheckIn)
        .where(
            CheckIn.workspace_id == workspace_id,
            col(CheckIn.key_result_id).in_(key_result_ids),
            col(CheckIn.undoes_id).is_(None),
            col(CheckIn.id).not_in(undoing),
            CheckIn.at <= until,
        )
        .order_by(col(CheckIn.at), col(CheckIn.id))
    )
    found: dict[int, list[CheckIn]] = {}
    for row in session.exec(statement):
        found.setdefault(row.key_result_id, []).append(row)
    return found


def figure_at(session: Session, workspace_id: str, key_result_id: int) -> datetime | None:
    """When the newest figure of a key result that stands was said; words alone are no figure."""
    undoing = select(CheckIn.undoes_id).where(
        CheckIn.workspace_id == workspace_id, col(CheckIn.undoes_id).is_not(None)
    )
    statement = select(func.max(CheckIn.at)).where(
        CheckIn.workspace_id == workspace_id,
        CheckIn.key_result_id == key_result_id,
        col(CheckIn.value).is_not(None),
        col(CheckIn.undoes_id).is_(None),
        col(CheckIn.id).not_in(undoing),
    )
    return session.exec(statement).one()
