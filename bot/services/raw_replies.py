"""What somebody wrote to the bot, word for word: for themselves, and for a reason for admins."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Final

from sqlmodel import Session

from bot.domain.cadence import local_time_on
from bot.domain.errors import NotFound
from bot.domain.past_days import name_and_day
from bot.domain.people import Actor
from bot.domain.policy import Action, Grant, authorize
from bot.runtime import Runtime
from bot.services import break_glass, facts, relations, silence
from bot.services.break_glass import Look
from bot.services.rows import Row, moment
from storage import check_ins, organisation
from storage.tables import Person, Reply

#: So many of one day are shown; nobody writes more.
MOST: Final = 10


def show(rt: Runtime, words: str | None, *, by: Actor) -> Row:
    """The replies of a person on one day of theirs, by default the last one on which they wrote.

    Administrators write the reason behind "because" or "vì", of which the person is told. Raises
    NotFound "silence.unknown", "look.no_replies", SeveralFit, NotAllowed "policy.view_reply",
    Invalid "past.future", "look.no_reason".
    """
    words, why = break_glass.split(words or "")
    name, day = name_and_day(words, today=facts.local_date(rt.clock(), by.tz))
    with rt.reading() as session:
        person = _person(session, by, name)
        relation, _ = relations.to_person(session, by, person.id or 0)
        relation = replace(relation, author=person.id == by.person_id)
        grant = authorize(by, Action.VIEW_REPLY, relation, who_can=_writer(person))
        if grant is Grant.AUDITED:
            written = "câu trả lời của" if by.locale.startswith("vi") else "reply of"
            why = break_glass.reason(why, f"/okr {written} {words}")
        on, found = _of_day(session, person, day)
    if grant is Grant.AUDITED and why is not None:
        look = Look("replies", "person", person.id or 0, person.id or 0, why=why, on=on)
        ids = [one.id for one in found]
        break_glass.note(rt, by, look, Action.VIEW_REPLY.value, reply_ids=ids)
    return {
        "person": person.name,
        "own": person.id == by.person_id,
        "on": on.isoformat(),
        "replies": [{"at": moment(one.at), "text": one.text} for one in found],
        "for_reason": why if grant is Grant.AUDITED else None,
    }


def _person(session: Session, by: Actor, name: str | None) -> Person:
    if name is not None:
        return silence.find(session, by.workspace_id, name)
    own = organisation.person(session, by.workspace_id, by.person_id)
    assert own is not None
    return own


def _writer(person: Person) -> list[str]:
    return [person.slack_user_id] if person.slack_user_id else []


def _of_day(session: Session, person: Person, day: date | None) -> tuple[date, list[Reply]]:
    """The day, and what was written on it, the earliest first."""
    whose = (person.workspace_id, person.id or 0)
    if day is None:
        last = check_ins.last_words(session, *whose)
        if last is None:
            raise NotFound("look.no_replies", name=person.name)
        day = facts.local_date(last.at, person.tz)
    begins, ends = (_midnight(one, person.tz) for one in (day, day + timedelta(days=1)))
    found = check_ins.words_between(session, *whose, begins, ends, MOST)
    if not found:
        raise NotFound("look.no_replies_on", name=person.name, on=day)
    return day, [*found]


def _midnight(day: date, tz: str) -> datetime:
    return local_time_on(day, time(), tz)
