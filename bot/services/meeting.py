"""The weekly meeting of a team, led through its digest: what was decided goes into its thread."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot.domain.errors import Invalid, NotFound
from bot.domain.people import Actor
from bot.domain.policy import Action, Relation, allows, authorize
from bot.domain.replies.model import Change, Update
from bot.runtime import Runtime
from bot.services import digests, meeting_steps, places, relations, saving
from bot.services.agenda import Item
from bot.services.digest_items import Then
from bot.services.meeting_steps import KEPT, Agenda
from bot.services.replying import Came, Understood
from bot.services.rows import Row
from bot.services.writing import parts
from storage import digests as stored
from storage import inbox, outbox, ownership, teams
from storage.outbox import Priority
from storage.tables import Digest

#: What can be decided of a goal; nothing has to be typed for any of it.
OUTCOMES = (KEPT, "help", "blocked", "initiative", "owner", "later")
#: What remains to be done by whoever led the meeting, unless it was done with it.
LEFT = ("help", "blocked", "initiative", "owner")
LONGEST_NOTE = 300


@dataclass(frozen=True, slots=True)
class Said:
    """What was decided of one goal: one of OUTCOMES, of whom help is asked, a few words."""

    what: str
    team_id: int | None = None
    note: str = ""


def page(rt: Runtime, digest_id: int, step: int = 0, *, by: Actor) -> Row:
    """One page of the meeting.

    Raises NotFound "meeting.unknown", Gone "meeting.gone", NotAllowed "policy.run_meeting".
    """
    at = rt.clock()
    with rt.reading() as session:
        found = _agenda(session, digest_id, by=by, at=at)
        return meeting_steps.page(session, found, step, at=at)


def decide(
    rt: Runtime, digest_id: int, step: int, key_result_id: int, said: Said, *, by: Actor, key: str
) -> Row:
    """Note what was decided of a goal, and do what can be done at once; the next page.

    A blocker with its words becomes a check-in, an initiative with its title is added, where the
    actor may. Raises as `page` does, Invalid "meeting.outcome".
    """
    if said.what not in OUTCOMES:
        raise Invalid("meeting.outcome")
    at = rt.clock()
    with rt.uow() as session:
        found = _agenda(session, digest_id, by=by, at=at, lock=True)
        goal = found.at(key_result_id)
        fresh = inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at)
        if goal is not None and fresh:
            _note(session, found, goal, said, by=by, key=key, at=at)
        return meeting_steps.page(session, found, found.after(step, key_result_id), at=at)


def close(rt: Runtime, digest_id: int, note: str, *, by: Actor, key: str) -> None:
    """Post what was decided into the thread of the digest; run again, it is edited in place.

    Who led the meeting gets a list of what is left to be done. Raises as `page` does.
    """
    at = rt.clock()
    with rt.uow() as session:
        found = _agenda(session, digest_id, by=by, at=at, lock=True)
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return
        _post(session, found, note, at=at)
        left = [one for one in found.digest.decided if one["what"] in LEFT and not one["done"]]
        if left:
            draft = places.draft(
                places.Place(by.slack_user_id, by.locale, by.tz),
                f"meeting_left:{found.digest.id}:{key}",
                "meeting_left",
                {"team": found.scope.name, "items": left},
                priority=Priority.INTERACTIVE,
            )
            outbox.add(session, draft, workspace_id=by.workspace_id, at=at)
        found.digest.closed_at = at


def _agenda(
    session: Session, digest_id: int, *, by: Actor, at: datetime, lock: bool = False
) -> Agenda:
    digest = stored.get(session, by.workspace_id, digest_id, lock=lock)
    if digest is None:
        raise NotFound("meeting.unknown")
    relation, who = _relation(session, digest, by=by)
    authorize(by, Action.RUN_MEETING, relation, who_can=who)
    return meeting_steps.agenda(session, digest, at=at)


def _relation(session: Session, digest: Digest, *, by: Actor) -> tuple[Relation, list[str]]:
    """The members of a team run its meeting, and who leads it; that of the company, who leads."""
    tree = teams.all_teams(session, by.workspace_id)
    if digest.kind != digests.TEAM:
        leads = any(team.lead_id == by.person_id for team in tree.values())
        return _standing(member=False, leads=leads), []
    team = tree.get(digest.subject_id)
    if team is None:
        raise NotFound("meeting.unknown")
    relation, who = relations.to_team(session, by, team)
    ids = teams.subtree(tree, digest.subject_id)
    member = by.person_id in teams.members(session, by.workspace_id, ids)
    return _standing(member=member, leads=relation.manager), list(who)


def _standing(*, member: bool, leads: bool) -> Relation:
    return Relation(owner=member, helper=False, manager=leads, author=False, private=False)


def _note(
    session: Session, found: Agenda, goal: Then, said: Said, *, by: Actor, key: str, at: datetime
) -> None:
    """A goal that is talked over again has one decision: the newest."""
    note = " ".join(said.note.split())[:LONGEST_NOTE]
    team = found.scope.tree.get(said.team_id or 0) if said.what == "help" else None
    done = _do(session, goal, said.what, note, by=by, key=key, at=at)
    others = [one for one in found.digest.decided if one["key_result_id"] != goal.now.id]
    decision = {
        "key_result_id": goal.now.id,
        "title": goal.now.title,
        "what": said.what,
        "team": team.name if team else None,
        "note": note or None,
        "done": done,
    }
    found.digest.decided = [*others, decision]
    session.flush()


def _do(
    session: Session, goal: Then, what: str, note: str, *, by: Actor, key: str, at: datetime
) -> bool:
    """Whether it was done with the decision: for it words are needed, and the right."""
    if what not in ("blocked", "initiative") or not note:
        return False
    assert goal.goal[0].id is not None
    kr = ownership.key_result_for_update(session, by.workspace_id, goal.goal[0].id)
    assert kr is not None
    relation, _ = relations.to_key_result(session, by, kr, goal.goal[1])
    if not allows(by, Action.CHECK_IN, relation):
        return False
    if what == "initiative":
        return parts.add_initiatives(session, by, kr, [note], at=at)
    saving.save(
        session,
        by=by,
        came=Came(f"{key}:blocked", "", "modal", whose_id=kr.owner_id),
        items=[Item(1, kr, goal.goal[1], None)],
        understood=Understood([Update(n=1, change=Change.NONE, blocker=note)]),
        request=None,
        at=at,
    )
    return True


def _post(session: Session, found: Agenda, note: str, *, at: datetime) -> None:
    """Into the thread of the digest; nobody is named."""
    digest = found.digest
    place = digests.place_of(session, digest)
    if place is None or digest.message_id is None:
        return
    facts = {
        "team": found.scope.name,
        "kind": digest.kind,
        "period": digest.period,
        "note": " ".join(note.split())[:LONGEST_NOTE] or None,
        **meeting_steps.closing(session, found),
    }
    key = f"meeting:{digest.id}"
    posted = outbox.of_key(session, digest.workspace_id, key)
    if posted is not None and posted.id is not None:
        outbox.revise(session, posted.id, facts, at=at)
        return
    draft = places.draft(
        place,
        key,
        "meeting_decided",
        facts,
        priority=Priority.INTERACTIVE,
        thread_of_id=digest.message_id,
    )
    outbox.add(session, draft, workspace_id=digest.workspace_id, at=at)
