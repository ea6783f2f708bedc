"""The weekly digest of a team, prepared for its channel."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlmodel import Session

from bot.domain.cadence import week_of
from bot.domain.digest import Blocker, Digest, DigestItem, Need, NeedReason, compose
from bot.domain.goals.progress import from_millionths
from bot.domain.goals.status import disagreement, judge, stale_days
from bot.domain.skips import Skip, Why
from bot.services import facts, pilot, places, review_letters, rows, scheduled
from bot.services.alerting import inbox
from bot.services.overviews import goal_figures
from bot.services.places import Place
from bot.services.planning import rule_date
from bot.services.rows import Row, number
from storage import calendars, check_ins, ownership, teams
from storage.outbox import Priority
from storage.ownership import Goal
from storage.tables import CheckIn, KeyResult, Schedule

SINCE = timedelta(days=7)
BLOCKERS_FOR = timedelta(days=14)
LINES = 5
NEEDS = {
    NeedReason.WORSE: "status",
    NeedReason.DISAGREEMENT: "disagreement",
    NeedReason.BLOCKED: "blocker",
}


def prepare(session: Session, due: Schedule, *, at: datetime) -> Skip | None:
    """Post the digest of a due row's team; why not, when nothing is posted."""
    channel = _channel(session, due)
    if isinstance(channel, Skip):
        return channel
    on = rule_date(due)
    params = facts_of_team(
        session, due.workspace_id, due.subject_id, week=week_of(on), tz=channel.tz, at=at
    )
    if params is None:
        return Skip(Why.NO_GOALS)
    draft = places.draft(
        channel,
        f"digest:{due.subject_id}:{on.isoformat()}",
        "team_digest",
        params,
        priority=Priority.DIGEST,
    )
    scheduled.post(session, draft, workspace_id=due.workspace_id, at=at)
    review_letters.post(session, due.workspace_id, due.subject_id, week=week_of(on), at=at)
    return None


def why_not(session: Session, due: Schedule, *, at: datetime) -> Skip | None:  # noqa: ARG001
    """What `prepare` would answer, without posting."""
    channel = _channel(session, due)
    if isinstance(channel, Skip):
        return channel
    return None if _public_goals(session, due.workspace_id, due.subject_id) else Skip(Why.NO_GOALS)


def _channel(session: Session, due: Schedule) -> Place | Skip:
    channel = places.own_channel(session, due.workspace_id, due.subject_id)
    if channel is None:
        return Skip(Why.NO_CHANNEL)
    is_told = pilot.tells(session, due.workspace_id, due.subject_id)
    return channel if is_told else Skip(Why.NOT_IN_PILOT)


def facts_of_team(
    session: Session, workspace_id: str, team_id: int, *, week: str, tz: str, at: datetime
) -> Row | None:
    """What the digest of a week says; None for a team without public goals."""
    goals = _public_goals(session, workspace_id, team_id)
    if not goals:
        return None
    tree = teams.all_teams(session, workspace_id)
    ids = teams.subtree(tree, team_id)
    on = facts.local_date(at, tz)
    members = teams.members(session, workspace_id, ids)
    away = calendars.away_on(session, workspace_id, members, on)
    digest = compose(
        _items(session, workspace_id, goals, tz=tz, at=at),
        roll_up=goal_figures(goals, tz=tz, on=on),
        missing_count=check_ins.unanswered(
            session,
            workspace_id,
            person_ids=sorted({*members} - {*away}),
            week=week,
        ),
        limit=LINES,
    )
    return _facts(digest, goals, tree[team_id].name, week=week, on=on) | {
        "alerts": inbox.of_teams(session, workspace_id, ids, at=at)
    }


def _public_goals(session: Session, workspace_id: str, team_id: int) -> Sequence[Goal]:
    """Those of the team and of the teams below it."""
    ids = teams.subtree(teams.all_teams(session, workspace_id), team_id)
    found = ownership.goals_of_teams(session, workspace_id, ids)
    return [goal for goal in found if goal[1].visibility == "public"]


def _items(
    session: Session, workspace_id: str, goals: Sequence[Goal], *, tz: str, at: datetime
) -> list[DigestItem]:
    ids = [kr.id for kr, _ in goals if kr.id]
    history = check_ins.history(session, workspace_id, ids, until=at)
    owners = ownership.people_by_id(session, workspace_id, [kr.owner_id for kr, _ in goals])
    return [
        _item(goal, history.get(goal[0].id or 0, []), owners[goal[0].owner_id].name, tz=tz, at=at)
        for goal in goals
    ]


def _item(
    goal: Goal, history: Sequence[CheckIn], owner: str, *, tz: str, at: datetime
) -> DigestItem:
    known = facts.key_result(*goal, tz=tz)
    on, then = facts.local_date(at, tz), at - SINCE
    before = _before(goal[0], history, then)
    earlier = facts.with_figures(known, value=before[0], progress=before[1], sample=before[2])
    now = judge(known, on=on)
    return DigestItem(
        key_result_id=known.id,
        title=known.title,
        owner_name=owner,
        before=judge(earlier, on=facts.local_date(then, tz)),
        now=now,
        progress_before=before[1],
        said=known.said,
        disagreement=disagreement(known.said, now.status),
        stale_days=stale_days(known, on=on),
        blockers=_blockers(history, tz=tz, at=at),
        unanswered=False,
    )


def _before(
    kr: KeyResult, history: Sequence[CheckIn], then: datetime
) -> tuple[Decimal | None, Decimal | None, int | None]:
    """Value, progress and sample at `then`: what the first check-in after it replaced."""
    value, stored, sample = kr.value, kr.progress, kr.sample
    for check_in in history:
        if check_in.at > then and check_in.value is not None:
            value, stored = check_in.previous_value, check_in.previous_progress
            sample = check_in.previous_sample
            break
    return value, None if stored is None else from_millionths(stored), sample


def _blockers(history: Sequence[CheckIn], *, tz: str, at: datetime) -> tuple[Blocker, ...]:
    """The newest blocker, unless a later check-in came without one or it is old news."""
    newest = history[-1] if history else None
    if newest is None or newest.blocker is None or at - newest.at > BLOCKERS_FOR:
        return ()
    return (Blocker(newest.blocker, facts.local_date(newest.at, tz)),)


def _facts(digest: Digest, goals: Sequence[Goal], team: str, *, week: str, on: date) -> Row:
    units = {kr.id: kr for kr, _ in goals}
    return {
        "team": team,
        "week": week,
        "roll_up": rows.roll_up(digest.roll_up),
        "changed": [_changed(item, units[item.key_result_id]) for item in digest.changed],
        "changed_more": digest.more_changed,
        "needs": [_need(need, on) for need in digest.needs],
        "needs_more": digest.more_needs,
        "stale_count": digest.stale_count,
        "wins": [{"title": item.title, "owner": item.owner_name} for item in digest.wins],
        "wins_more": digest.more_wins,
        "missing_count": digest.missing_count,
        "quiet": digest.quiet,
    }


def _changed(item: DigestItem, kr: KeyResult) -> Row:
    return {
        "title": item.title,
        "owner": item.owner_name,
        "progress": number(item.now.progress),
        "before_progress": number(item.progress_before),
        "status": item.now.status.value,
        "before_status": item.before.status.value if item.before else None,
        "value": number(kr.value),
        "unit": kr.unit,
    }


def _need(need: Need, on: date) -> Row:
    return {
        "kind": NEEDS[need.reason],
        "title": need.item.title,
        "text": need.blocker.text if need.blocker else None,
        "days": (on - need.blocker.since).days if need.blocker else None,
        "status": need.item.now.status.value,
        "said": need.item.said.value if need.item.said else None,
    }
