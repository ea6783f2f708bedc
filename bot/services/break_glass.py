"""What an administrator sees of others' private things for a reason: said first, noted, told."""

import hashlib
import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlmodel import Session

from bot.domain import goal_names as called
from bot.domain.errors import Invalid
from bot.domain.goal_names import Kind
from bot.domain.people import Actor
from bot.domain.policy import Action, Grant, authorize
from bot.runtime import Runtime
from bot.services import choices, places, relations
from bot.services.choices import GoalFound, goal_named
from bot.services.rows import Row
from bot.services.telling_roles import can_be_told
from storage import audit, organisation, outbox, ownership
from storage.outbox import Priority

LONGEST_REASON: Final = 300
#: What views of a goal are called in Vietnamese, behind `/okr`.
VIETNAMESE: Final = {"show": "xem", "why": "vì sao", "history": "lịch sử", "tree": "cây"}
_BECAUSE: Final = re.compile(r"^(.*?)\s+(?:because|vì)\s+(\S.*)$", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Look:
    """One look: at what (an audit subject with its id), whose it is, what it is called, and why.

    `kind` is "goal", "scorecard", "replies", which have a day `on` instead of a title, or "copy":
    of everything about a person, without title and reason.
    """

    kind: str
    subject: str
    subject_id: int
    whose_id: int
    title: str = ""
    why: str = ""
    on: date | None = None


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


def goal(
    session: Session, by: Actor, name: str, way: str, *, prefers: Kind = "kr"
) -> tuple[GoalFound, Look | None]:
    """The goal that is meant, as `goal_named` finds it, for the command `/okr <way>`.

    A private one that only a reason opens to an administrator, by "o:12" or "kr:12", comes with
    that look. Raises as `goal_named` does, and Invalid "look.no_reason".
    """
    words, why = split(name)
    pointed = called.reference(words) if by.is_admin else None
    if pointed is None:
        return goal_named(session, by, name, prefers=prefers), None
    found = choices.by_reference(session, by, *pointed, prefers=prefers)
    look = _look(session, by, found, why, way) if found else None
    if found is None or look is None:
        return goal_named(session, by, words, prefers=prefers), None
    return found, look


def _look(session: Session, by: Actor, found: GoalFound, why: str | None, way: str) -> Look | None:
    """The look that opens a goal; None where everybody's way leads to it."""
    if found.objective.visibility != "private":
        return None
    kr, objective = found.key_result, found.objective
    if kr is None:
        relation, who = relations.to_objective(session, by, objective)
    else:
        relation, who = relations.to_key_result(session, by, kr, objective)
    if authorize(by, Action.VIEW_GOAL, relation, who_can=who) is not Grant.AUDITED:
        return None
    written = VIETNAMESE[way] if by.locale.startswith("vi") else way
    said = reason(why, f"/okr {written} {found.reference}")
    subject, row = ("objective", objective) if kr is None else ("key_result", kr)
    return Look("goal", subject, row.id or 0, row.owner_id, found.title, said)


def noted(rt: Runtime, by: Actor, look: Look | None, shown: Row) -> Row:
    """What is shown of a goal with the reason for it, None where none was needed."""
    if look is not None:
        note(rt, by, look, "view_objective")
    return shown | {"for_reason": look.why if look else None}


def note(rt: Runtime, by: Actor, look: Look, action: str, **ids: object) -> None:
    """A line in the audit log that names the message in which whose it is was told the reason."""
    at = rt.clock()
    with rt.uow() as session:
        told = tell(session, by, look, at=at)
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


def tell(session: Session, by: Actor, look: Look, *, at: datetime) -> int | None:
    """The message that tells of it. Who cannot be told any more has another administrator told.

    Whoever goes from one view of the same thing to the next for the same reason is told of once a
    day; each look has its line in the log all the same.
    """
    person = ownership.people_by_id(session, by.workspace_id, [look.whose_id])[look.whose_id]
    others = [
        one for one in organisation.admins(session, by.workspace_id) if one.id != by.person_id
    ]
    reader = next((one for one in (person, *others) if can_be_told(one)), None)
    if reader is None:
        return None
    facts: Row = {
        "by": by.name,
        "slack_id": by.slack_user_id or None,
        "kind": look.kind,
        "whose": None if reader.id == person.id else person.name,
        "title": look.title,
        "on": look.on.isoformat() if look.on else None,
        "why": look.why,
    }
    said = hashlib.sha256(f"{look.title}:{look.on}:{look.why}".encode()).hexdigest()[:16]
    key = f"looked:{by.person_id}:{look.kind}:{look.subject}:{look.subject_id}:{at:%Y-%m-%d}:{said}"
    draft = places.draft(
        places.of_person(reader), key, "looked_at", facts, priority=Priority.REMINDER
    )
    made = outbox.add(session, draft, workspace_id=by.workspace_id, at=at)
    return made or outbox.by_key(session, by.workspace_id, key)
