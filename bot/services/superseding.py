"""What somebody says anew settles the questions that were open about it."""

from collections.abc import Set
from datetime import datetime

from sqlmodel import Session

from bot.services import cards
from bot.services.agenda import Key
from storage import check_ins, outbox
from storage.tables import Reply


def drop_older(session: Session, reply: Reply, keys: Set[Key], *, tz: str, at: datetime) -> None:
    """Take back the questions about `keys` that older replies of the person left open.

    Their buttons would write an old reading over the new one.
    """
    assert reply.id is not None
    settled = set()
    found = check_ins.open_questions(session, reply.workspace_id, reply.person_id, before=reply.id)
    for question in found:
        assert question.id is not None
        if {(subject["kind"], int(subject["id"])) for subject in question.subjects} <= keys:
            check_ins.close_question(session, reply.workspace_id, question.id, state="dropped")
            settled.add(question.reply_id)
    session.expire_all()
    for reply_id in sorted(settled):
        older = check_ins.reply(session, reply.workspace_id, reply_id)
        if older is not None and older.card_message_id is not None:
            params = cards.answer(session, older, tz=tz, at=at)
            outbox.revise(session, older.card_message_id, params, at=at)
