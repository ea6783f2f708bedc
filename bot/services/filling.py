"""A person fills in the form that shows all their goals."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from bot.domain.errors import DomainError
from bot.domain.people import Actor
from bot.domain.replies.model import Update
from bot.runtime import Runtime
from bot.services import agenda, answering, saving
from bot.services.agenda import Item, Key
from bot.services.replying import Came, Saved, Understood
from storage import check_ins, inbox
from storage.tables import CheckInRequest

#: What was typed, by item: fields are known by what they are about, for numbers may change.
Words = Mapping[Key, str]


class FormErrors(Exception):
    """Fields of a form that cannot be used, by item."""

    def __init__(self, by_key: Mapping[Key, DomainError]) -> None:
        super().__init__(by_key)
        self.by_key = by_key


def items(rt: Runtime, request_id: int | None, *, by: Actor) -> Sequence[Item]:
    """What the form asks: what is asked this week, with the numbers that the person knows.

    Raises NotFound "request.unknown", NotAllowed.
    """
    at = rt.clock()
    with rt.reading() as session:
        request = _request(session, by, request_id, at=at)
        found = answering.items_of(session, by, request, at=at)
    return [item for item in found if item.asked]


def check(rt: Runtime, request_id: int | None, words: Words, *, by: Actor) -> None:
    """See whether every field that was filled in is clear; raises FormErrors."""
    at = rt.clock()
    with rt.reading() as session:
        request = _request(session, by, request_id, at=at)
        found = answering.items_of(session, by, request, at=at)
        _, errors = _read(session, by, found, words, at=at)
    if errors:
        raise FormErrors(errors)


def save(
    rt: Runtime, request_id: int | None, words: Words, *, by: Actor, key: str, view_id: str
) -> Saved | None:
    """Write what the form says, once per form; None when it was written before.

    What was closed since the form was checked is left out, the rest is kept.
    """
    at = rt.clock()
    came = Came(key, "", "modal", once=f"view:{view_id}")
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return None
        if check_ins.was_replied(session, by.workspace_id, f"view:{view_id}"):
            return None
        request = _request(session, by, request_id, at=at)
        if request is not None and request.id == request_id:
            came = replace(came, thread_of_id=request.message_id)
        found = answering.items_of(session, by, request, at=at)
        agenda.lock(session, by.workspace_id, found)
        updates, _ = _read(session, by, found, words, at=at)
        return saving.save(
            session,
            by=by,
            came=came,
            items=found,
            understood=Understood(updates),
            request=request,
            at=at,
        )


def _request(
    session: Session, by: Actor, request_id: int | None, *, at: datetime
) -> CheckInRequest | None:
    if request_id is None:
        return answering.in_mind(session, by, at=at)
    return answering.asked(session, by, request_id)


def _read(
    session: Session, by: Actor, found: Sequence[Item], words: Words, *, at: datetime
) -> tuple[Sequence[Update], Mapping[Key, DomainError]]:
    """One update per field that was filled in and is clear, and what is wrong with the others."""
    updates: list[Update] = []
    errors: dict[Key, DomainError] = {}
    for item in found:
        if item.key in words:
            try:
                updates.append(answering.read_one(session, by, words[item.key], item, at=at))
            except DomainError as error:
                errors[item.key] = error
    return updates, errors
