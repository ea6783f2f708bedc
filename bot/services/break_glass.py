"""What an administrator sees of others' private things for a reason: said first, noted, told."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlmodel import Session

from bot.domain import goal_names as called
from bot.domain.errors import Invalid
from bot.domain.people import Actor
from bot.domain.policy import Action, Grant, authorize
from bot.runtime import Runtime
from bot.services import choices, places, relations
from bot.services.choices import GoalFound
from bot.services.rows import Row
from storage import audit, organisation, outbox, ownership
from storage.outbox import Priority
from storage.tables import Person

LONGEST_REASON: Final = 300
_BECAUSE: Final = re.compile(r"^(.*?)\s+(?:because|vì)\s+(\S.*)$", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Look:
    """One look: at what (an audit subject with its id), whose it is, what it is called, and why."""

    subject: str
    subject_id: int
    whose_id: int
    title: str
    why: str


def split(words: str) -> tuple[str, str | None]:
    """What is looked at, and the reason that follows "because" or "vì"."""
    found = _BECAUSE.match(words)
    if found is None:
        return words, None
    return found[1], " ".join(found[2].split())[:LONGEST_REASON]


def reason(why: str | None, command: str) -> str:
    """The reason; raises Invalid "look.no_reason" with the command to be written again."""
    if why is None:
        raise Invalid("look.no_reason", command=command)
    return why


def goal(session: Session, by: Actor, name: str) -> tuple[GoalFound, Look] | None:
    """A private goal that only a reason opens to an administrator, by "o:12" or "kr:12".

    None where everybody's way leads to it, or to nothing. Raises Invalid "look.no_reason".
    """
    words, why = split(name)
    pointed = called.reference(words) if by.is_admin else None
    found = choices.by_reference(session, by, *pointed) if pointed else None
    if found is None or found.objective.visibility != "private":
        return None
    kr, objective = found.key_result, found.objective
    if kr is None:
        relation, who = relations.to_objective(session, by, objective)
    else:
        relation, who = relations.to_key_result(session, by, kr, objective)
    if authorize(by, Action.VIEW_GOAL, relation, who_can=who) is not Grant.AUDITED:
        return None
    said = reason(why, f"/okr show {found.reference}")
    subject, row = ("objective", objective) if kr is None else ("key_result", kr)
    return found, Look(subject, row.id or 0, row.owner_id, found.title, said)


def note(rt: Runtime, by: Actor, look: Look, action: str, **ids: object) -> None:
    """A line in the audit log that names the message in which whose it is was told the reason."""
    at = rt.clock()
    with rt.uow() as session:
        told = _tell(session, by, look, at=at)
        audit.add(
            session,
            workspace_id=by.workspace_id,
            at=at,
            actor_id=by.person_id,
            action=action,
            subject=look.subject,
            subject_id=look.subject_id,
            detail={**ids, "told": told},
        )


def _tell(session: Session, by: Actor, look: Look, *, at: datetime) -> int | None:
    """Who cannot be told any more has another administrator told instead."""
    person = ownership.people_by_id(session, by.workspace_id, [look.whose_id])[look.whose_id]
    others = [
        one for one in organisation.admins(session, by.workspace_id) if one.id != by.person_id
    ]
    reader = next((one for one in (person, *others) if _can_be_told(one)), None)
    if reader is None:
        return None
    facts: Row = {
        "by": by.name,
        "slack_id": by.slack_user_id or None,
        "subject": look.subject,
        "whose": None if reader.id == person.id else person.name,
        "title": look.title,
        "why": look.why,
    }
    key = f"looked:{by.person_id}:{look.subject}:{look.subject_id}:{at.isoformat()}"
    draft = places.draft(
        places.of_person(reader), key, "looked_at", facts, priority=Priority.REMINDER
    )
    return outbox.add(session, draft, workspace_id=by.workspace_id, at=at)


def _can_be_told(person: Person) -> bool:
    return person.standing == "employee" and person.slack_user_id is not None
