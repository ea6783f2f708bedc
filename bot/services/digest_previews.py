"""A lead sees the digest an hour before it goes, where their team wants that."""

from datetime import datetime

from sqlmodel import Session

from bot.domain.errors import Gone, Invalid, NotFound
from bot.domain.people import Actor
from bot.domain.policy import Action, authorize
from bot.domain.skips import Skip, Why
from bot.runtime import Runtime
from bot.services import digests, facts, pausing, pilot, places, relations, scheduled
from bot.services.planning import rule_date
from bot.services.rows import Row
from storage import digests as stored
from storage import inbox, organisation, outbox
from storage.outbox import Priority
from storage.tables import Digest, Person, Schedule, Workspace

LONGEST_NOTE = 500


def prepare(session: Session, due: Schedule, *, at: datetime) -> Skip | None:
    """Show the lead of a team what will be posted; why not, when they are not shown it."""
    team = organisation.team(session, due.workspace_id, due.subject_id)
    lead = organisation.person(session, due.workspace_id, team.lead_id or 0) if team else None
    if team is None or not team.previews or team.channel_id is None:
        return Skip(Why.NO_CHANNEL)
    skip = _why_not_told(session, lead, team_id=due.subject_id, at=at)
    if skip is not None or lead is None:
        return skip or Skip(Why.NOT_EMPLOYED)
    digest = digests.planned(
        session,
        due.workspace_id,
        digests.TEAM,
        due.subject_id,
        on=rule_date(due),
        tz=due.tz,
        at=at,
    )
    shown = _shown(session, digest, at=at)
    if shown is None or digest.state != "planned":
        return Skip(Why.NO_GOALS)
    draft = places.draft(
        places.of_person(lead),
        _key(digest),
        "digest_preview",
        shown,
        priority=Priority.DIGEST,
    )
    scheduled.post(session, draft, workspace_id=due.workspace_id, at=at)
    return None


def form(rt: Runtime, digest_id: int, *, by: Actor) -> Row:
    """What the form for a note begins with; raises as `note` does."""
    with rt.reading() as session:
        found = _planned(session, digest_id, by=by)
        return {"digest_id": found.id, "note": found.note or ""}


def note(rt: Runtime, digest_id: int, text: str, *, by: Actor, key: str) -> None:
    """Put a few words above a digest that is not posted yet; none takes them away.

    Raises NotFound "meeting.unknown", Gone "digest.posted", "digest.skipped", NotAllowed,
    Invalid "digest.long_note".
    """
    said = " ".join(text.split())
    if len(said) > LONGEST_NOTE:
        raise Invalid("digest.long_note", most=LONGEST_NOTE)
    at = rt.clock()
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return
        found = _planned(session, digest_id, by=by, lock=True)
        found.note, found.noted_by = said or None, by.person_id
        _refresh(session, found, at=at)


def send(rt: Runtime, digest_id: int, *, by: Actor, key: str) -> None:
    """Post it now instead of later; raises as `note` does, NotFound "digest.nowhere"."""
    at = rt.clock()
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return
        found = _planned(session, digest_id, by=by, lock=True)
        channel = digests.place_of(session, found)
        if channel is None or digests.post(session, found, channel, at=at) is not None:
            raise NotFound("digest.nowhere")
        _refresh(session, found, at=at)


def skip(rt: Runtime, digest_id: int, *, by: Actor, key: str) -> None:
    """Post none for this week; raises as `note` does."""
    at = rt.clock()
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return
        found = _planned(session, digest_id, by=by, lock=True)
        found.state = "skipped"
        _refresh(session, found, at=at)


def _why_not_told(
    session: Session, lead: Person | None, *, team_id: int, at: datetime
) -> Skip | None:
    """A lead who is away sees nothing: it goes as planned."""
    if lead is None or lead.id is None or lead.standing != "employee":
        return Skip(Why.NOT_EMPLOYED)
    if lead.slack_user_id is None:
        return Skip(Why.NOT_IN_SLACK)
    if not pilot.tells(session, lead.workspace_id, team_id):
        return Skip(Why.NOT_IN_PILOT)
    return pausing.skip_of_away(session, lead.workspace_id, lead.id, tz=lead.tz, at=at)


def _planned(session: Session, digest_id: int, *, by: Actor, lock: bool = False) -> Digest:
    found = stored.get(session, by.workspace_id, digest_id, lock=lock)
    team = organisation.team(session, by.workspace_id, found.subject_id) if found else None
    if found is None or team is None or found.kind != digests.TEAM:
        raise NotFound("meeting.unknown")
    relation, who = relations.to_team(session, by, team)
    authorize(by, Action.CHANGE_TEAM_SETTINGS, relation, who_can=who)
    if found.state != "planned":
        raise Gone(f"digest.{found.state}")
    return found


def _refresh(session: Session, digest: Digest, *, at: datetime) -> None:
    """The preview says what became of it."""
    session.flush()
    shown = _shown(session, digest, at=at)
    card = outbox.of_key(session, digest.workspace_id, _key(digest))
    if shown is not None and card is not None and card.id is not None:
        outbox.revise(session, card.id, shown, at=at)


def _shown(session: Session, digest: Digest, *, at: datetime) -> Row | None:
    tz = session.get_one(Workspace, digest.workspace_id).tz
    found = digests.facts(session, digest, tz=tz, at=at)
    place = digests.place_of(session, digest)
    if found is None or place is None:
        return None
    on = facts.local_date(at, tz).isoformat()
    return {"digest": found, "state": digest.state, "channel": place.target, "on": on}


def _key(digest: Digest) -> str:
    return f"digest_preview:{digest.id}"
