"""The digests of teams and of the company, prepared for their channels."""

from datetime import date, datetime, time, timedelta

from sqlmodel import Session

from bot.domain.cadence import local_time_on, week_of
from bot.domain.skips import Skip, Why
from bot.services import (
    digest_details,
    digest_facts,
    digest_gaps,
    digest_scope,
    pilot,
    places,
    review_letters,
    scheduled,
)
from bot.services.digest_items import Window
from bot.services.digest_scope import Scope
from bot.services.places import Place
from bot.services.planning import rule_date
from bot.services.rows import Row
from storage import digests, organisation
from storage.outbox import Priority
from storage.tables import Digest, Schedule, Workspace

WEEK = timedelta(days=7)
TEAM, COMPANY, MONTH = "team", "company", "month"
MESSAGES = {TEAM: "team_digest", COMPANY: "company_digest", MONTH: "company_digest"}


def prepare(session: Session, due: Schedule, *, at: datetime) -> Skip | None:
    """Post the digest of a due row's team; why not, when nothing is posted."""
    on = rule_date(due)
    channel = _channel(session, due)
    if isinstance(channel, Skip):
        return channel
    found = planned(session, due.workspace_id, TEAM, due.subject_id, on=on, tz=channel.tz, at=at)
    if found.state == "skipped":
        return Skip(Why.CALLED_OFF)
    if found.state == "planned":
        skip = post(session, found, channel, at=at)
        if skip is not None:
            return skip
    week = week_of(on)
    review_letters.post(session, due.workspace_id, due.subject_id, week=week, at=at)
    digest_gaps.post(session, due.workspace_id, due.subject_id, week=week, tz=due.tz, at=at)
    return None


def prepare_company(session: Session, due: Schedule, *, at: datetime) -> Skip | None:
    """Post the digest of the company: of the month the first time in it, else of the week."""
    on = rule_date(due)
    channel = _company_channel(session, due)
    if isinstance(channel, Skip):
        return channel
    kind = _kind_on(session.get_one(Workspace, due.workspace_id), on)
    if kind is None:
        return Skip(Why.NOTHING_DUE)
    found = planned(session, due.workspace_id, kind, 0, on=on, tz=channel.tz, at=at)
    return post(session, found, channel, at=at) if found.state == "planned" else None


def why_not(session: Session, due: Schedule, *, at: datetime) -> Skip | None:  # noqa: ARG001
    """What `prepare` would answer, without posting."""
    channel = _channel(session, due)
    if isinstance(channel, Skip):
        return channel
    scope = digest_scope.of_team(session, due.workspace_id, due.subject_id)
    return None if scope and scope.goals else Skip(Why.NO_GOALS)


def why_not_company(session: Session, due: Schedule, *, at: datetime) -> Skip | None:  # noqa: ARG001
    """What `prepare_company` would answer, without posting."""
    channel = _company_channel(session, due)
    if isinstance(channel, Skip):
        return channel
    if _kind_on(session.get_one(Workspace, due.workspace_id), rule_date(due)) is None:
        return Skip(Why.NOTHING_DUE)
    scope = digest_scope.of_company(session, due.workspace_id)
    return None if scope.goals else Skip(Why.NO_GOALS)


def planned(
    session: Session,
    workspace_id: str,
    kind: str,
    subject_id: int,
    *,
    on: date,
    tz: str,
    at: datetime,
) -> Digest:
    """The digest for the week or the month of a day, stored as planned if it is new."""
    period = f"{on:%Y-%m}" if kind == MONTH else week_of(on)
    there = digests.of(session, workspace_id, kind=kind, subject_id=subject_id, period=period)
    monday = on - timedelta(days=on.weekday())
    return there or digests.add(
        session,
        Digest(
            workspace_id=workspace_id,
            kind=kind,
            subject_id=subject_id,
            period=period,
            state="planned",
            open_until=local_time_on(monday + WEEK, time(), tz),
            created_at=at,
        ),
    )


def post(session: Session, digest: Digest, channel: Place, *, at: datetime) -> Skip | None:
    """Post a planned digest; why not, when there are no public goals."""
    params = facts(session, digest, tz=channel.tz, at=at)
    if params is None:
        return Skip(Why.NO_GOALS)
    draft = places.draft(
        channel,
        f"digest:{digest.id}",
        MESSAGES[digest.kind],
        params,
        priority=Priority.DIGEST,
    )
    digest.message_id = scheduled.post(session, draft, workspace_id=digest.workspace_id, at=at)
    digest.state = "posted"
    session.flush()
    scope = scope_of(session, digest) if digest.kind == TEAM and not params["quiet"] else None
    if scope is not None:
        digest_details.post(session, digest, scope, channel, at=at)
    return None


def facts(session: Session, digest: Digest, *, tz: str, at: datetime) -> Row | None:
    """What a digest says now; None where there are no public goals."""
    scope = scope_of(session, digest)
    if scope is None:
        return None
    found = window(digest, tz=tz, at=at)
    week = week_of(found.on) if digest.kind == MONTH else digest.period
    return digest_facts.of(session, scope, digest, found, week=week)


def window(digest: Digest, *, tz: str, at: datetime) -> Window:
    """Since when a digest tells what changed, until now."""
    return Window(_since(digest, tz=tz, at=at), at, tz)


def scope_of(session: Session, digest: Digest) -> Scope | None:
    """Whose goals it tells of; None for a team that is gone."""
    if digest.kind == TEAM:
        return digest_scope.of_team(session, digest.workspace_id, digest.subject_id)
    return digest_scope.of_company(session, digest.workspace_id)


def place_of(session: Session, digest: Digest) -> Place | None:
    """The channel that it goes to."""
    if digest.kind == TEAM:
        return places.own_channel(session, digest.workspace_id, digest.subject_id)
    return places.of_company(session.get_one(Workspace, digest.workspace_id))


def _since(digest: Digest, *, tz: str, at: datetime) -> datetime:
    """A week before it was due, or the start of the month before."""
    if digest.kind != MONTH:
        return min(digest.created_at, at) - WEEK
    first = date.fromisoformat(f"{digest.period}-01")
    return local_time_on((first - timedelta(days=1)).replace(day=1), time(), tz)


def _kind_on(workspace: Workspace, on: date) -> str | None:
    """The first date of a month tells of the month before, where that is wanted."""
    how_often = workspace.company_digest
    if how_often in ("monthly", "both") and on.day <= WEEK.days:
        return MONTH
    return COMPANY if how_often in ("weekly", "both") else None


def _channel(session: Session, due: Schedule) -> Place | Skip:
    channel = places.own_channel(session, due.workspace_id, due.subject_id)
    if channel is None:
        return Skip(Why.NO_CHANNEL)
    is_told = pilot.tells(session, due.workspace_id, due.subject_id)
    return channel if is_told else Skip(Why.NOT_IN_PILOT)


def _company_channel(session: Session, due: Schedule) -> Place | Skip:
    workspace = organisation.workspace(session, due.workspace_id)
    channel = places.of_company(workspace) if workspace else None
    if workspace is None or channel is None:
        return Skip(Why.NO_CHANNEL)
    return Skip(Why.NOT_IN_PILOT) if workspace.pilot else channel
