"""A message in Slack becomes evidence for a key result, or what blocks it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot.domain.errors import Gone, Invalid, NotFound
from bot.domain.people import Actor
from bot.domain.policy import Action, authorize
from bot.domain.replies.model import Change, Update
from bot.protocols import NotConnected, OutcomeUnknown, Posted, RateLimited, SlackRefused
from bot.runtime import Runtime
from bot.services import places, relations, saving
from bot.services.agenda import Item
from bot.services.replying import Came, Understood
from bot.services.rows import Row, moment
from storage import evidence, inbox, organisation, outbox, ownership
from storage.outbox import Priority
from storage.ownership import Goal
from storage.tables import Evidence, KeyResult

LONGEST_BLOCKER = 1_000
LONGEST_NOTE = 300
MOST_OFFERED = 100
MOST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Source:
    """The message: where it lies, its address, who wrote it (None: no person) and when."""

    at: Posted
    link: str
    author: str | None
    said_at: datetime


def offered(rt: Runtime, at: Posted, *, by: Actor) -> Row:
    """The address of a message and the person's key results to choose from.

    Raises NotFound "evidence.nothing_to_choose", "evidence.out_of_sight" for a message that the bot
    cannot see, Invalid "evidence.no_answer".
    """
    with rt.reading() as session:
        goals = ownership.goals_of_person(session, by.workspace_id, by.person_id)
    if not goals:
        raise NotFound("evidence.nothing_to_choose")
    try:
        link = rt.gateway.permalink(at=at)
    except SlackRefused as error:
        raise NotFound("evidence.out_of_sight") from error
    except (RateLimited, NotConnected, OutcomeUnknown) as error:
        raise Invalid("evidence.no_answer") from error
    choices = [{"id": kr.id, "title": kr.title} for kr, _ in goals[:MOST_OFFERED]]
    return {"link": link, "key_results": choices}


def attach(
    rt: Runtime, key_result_id: int, source: Source, *, note: str, by: Actor, key: str
) -> None:
    """Attach a message to a key result, and say so to who did it; once, however often asked.

    Raises Gone "goal.closed", NotAllowed.
    """
    at = rt.clock()
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return
        kr, _ = _goal(session, key_result_id, by=by)
        new = _attach(session, kr, source, note=note, by=by, at=at)
        _tell(session, kr, source, new=new, by=by, key=key, at=at)


def block(
    rt: Runtime, key_result_id: int, source: Source, *, blocker: str, by: Actor, key: str
) -> None:
    """Say in a check-in that a message tells what blocks a key result; the message is evidence.

    Its card can be undone like that of every other answer; the evidence stays then. Raises Gone
    "goal.closed", NotAllowed, Invalid "evidence.no_blocker".
    """
    if not blocker.strip():
        raise Invalid("evidence.no_blocker")
    at = rt.clock()
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return
        kr, objective = _goal(session, key_result_id, by=by)
        _attach(session, kr, source, note="", by=by, at=at)
        said = Update(n=1, change=Change.NONE, blocker=blocker.strip()[:LONGEST_BLOCKER])
        saving.save(
            session,
            by=by,
            came=Came(key, "", "modal", whose_id=kr.owner_id),
            items=[Item(1, kr, objective, None)],
            understood=Understood([said]),
            request=None,
            at=at,
        )


def of_key_result(session: Session, workspace_id: str, key_result_id: int) -> list[Row]:
    """The newest evidence for a key result, for whoever may see it."""
    found = evidence.newest(session, workspace_id, [key_result_id], most=MOST_SHOWN)
    return [_row(one) for one in found]


def summary(session: Session, workspace_id: str, key_result_ids: Sequence[int]) -> Row | None:
    """How much evidence there is, and the newest; None without any."""
    newest = evidence.newest(session, workspace_id, key_result_ids, most=1)
    if not newest:
        return None
    return {
        "count": evidence.count(session, workspace_id, key_result_ids),
        "newest": _row(newest[0]),
    }


def _row(one: Evidence) -> Row:
    return {"link": one.link, "author": one.author, "at": moment(one.said_at), "note": one.note}


def _goal(session: Session, key_result_id: int, *, by: Actor) -> Goal:
    """The key result, locked, if the person may check it in, and its objective."""
    goal = ownership.goals_by_id(session, by.workspace_id, [key_result_id]).get(key_result_id)
    if goal is None:
        raise Gone("goal.closed")
    relation, who = relations.to_key_result(session, by, *goal)
    authorize(by, Action.CHECK_IN, relation, who_can=who)
    kr = ownership.key_result_for_update(session, by.workspace_id, key_result_id)
    assert kr is not None
    return kr, goal[1]


def _attach(
    session: Session, kr: KeyResult, source: Source, *, note: str, by: Actor, at: datetime
) -> bool:
    return evidence.attach(
        session,
        {
            "workspace_id": by.workspace_id,
            "key_result_id": kr.id,
            "person_id": by.person_id,
            "channel_id": source.at.channel,
            "ts": source.at.ts,
            "link": source.link,
            "author": source.author,
            "note": note.strip()[:LONGEST_NOTE] or None,
            "said_at": source.said_at,
            "attached_at": at,
        },
    )


def _tell(
    session: Session,
    kr: KeyResult,
    source: Source,
    *,
    new: bool,
    by: Actor,
    key: str,
    at: datetime,
) -> None:
    person = organisation.person(session, by.workspace_id, by.person_id)
    if person is None or person.slack_user_id is None:
        return
    params = {"title": kr.title, "link": source.link, "author": source.author, "new": new}
    draft = places.draft(
        places.of_person(person),
        f"evidence_attached:{key}",
        "evidence_attached",
        params,
        priority=Priority.INTERACTIVE,
    )
    outbox.add(session, draft, workspace_id=by.workspace_id, at=at)
