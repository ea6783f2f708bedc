"""The facts of a digest, always rebuilt from what is stored."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from bot.domain import digest as wording
from bot.domain.digest import BlockedItem, DigestItem, TeamLine, compose
from bot.services import digest_items, digest_waiting, rows
from bot.services.digest_items import TOGETHER, Then, Window
from bot.services.digest_scope import Scope
from bot.services.rows import Row, moment, number
from storage import calendars, check_ins, ownership, teams
from storage.tables import Digest


def of(session: Session, scope: Scope, digest: Digest, window: Window, *, week: str) -> Row | None:
    """What a digest says now; None where there are no public goals.

    Who was asked in `week` and has not answered is counted as missing.
    """
    if not scope.goals:
        return None
    found = digest_items.told(session, scope.workspace_id, scope.goals, window, scope.tree)
    lines = _lines(scope, found, window)
    waiting = digest_waiting.decisions(session, scope, tz=window.tz, at=window.at)
    before, now = digest_items.came_to(found, window)
    composed = compose(
        [one.item for one in found[: len(scope.own)]],
        teams=lines,
        now=now,
        before=before,
        decisions=len(waiting),
        missing_count=_missing(session, scope, window, week=week),
    )
    facts = _facts(composed, found, window)
    return facts | {
        "digest_id": digest.id,
        "kind": digest.kind,
        "period": digest.period,
        "team": scope.name,
        "team_id": scope.team_id,
        "decisions": waiting[: composed.decisions],
        "decisions_more": len(waiting) - composed.decisions,
        **note_of(session, digest),
    }


def note_of(session: Session, digest: Digest) -> Row:
    """What the lead wrote above it."""
    people = ownership.people_by_id(session, digest.workspace_id, [digest.noted_by or 0])
    who = people.get(digest.noted_by or 0)
    return {"note": digest.note, "note_by": who.name if who and digest.note else None}


def _lines(scope: Scope, found: Sequence[Then], window: Window) -> list[TeamLine]:
    """A line for each team below; their key results follow the own ones."""
    lines = []
    first = len(scope.own)
    for team, goals in scope.below:
        of_them = found[first : first + len(goals)]
        first += len(goals)
        before, now = digest_items.came_to(of_them, window)
        lines.append(TeamLine(team.name, before, now, tuple(one.item for one in of_them)))
    return lines


def _missing(session: Session, scope: Scope, window: Window, *, week: str) -> int:
    """How many of the people were asked, are not away, and have not answered."""
    members = sorted(teams.members(session, scope.workspace_id, scope.team_ids))
    count = 0
    for first in range(0, len(members), TOGETHER):
        some = members[first : first + TOGETHER]
        away = calendars.away_on(session, scope.workspace_id, some, window.on)
        asked = sorted({*some} - {*away})
        count += check_ins.unanswered(session, scope.workspace_id, person_ids=asked, week=week)
    return count


def _facts(composed: wording.Digest, found: Sequence[Then], window: Window) -> Row:
    units = {one.item.key_result_id: one.goal[0] for one in found}
    now, before = composed.now.progress, composed.before.progress
    return {
        "roll_up": rows.roll_up(composed.now),
        "trend": None if now is None or before is None else number(now - before),
        "changed": [
            _changed(item, units[item.key_result_id].unit) for item in composed.changed.shown
        ],
        "changed_more": composed.changed.more,
        "teams": [_team(line) for line in composed.teams.shown],
        "teams_more": composed.teams.more,
        "crossed": [_crossed(item) for item in composed.crossed.shown],
        "crossed_more": composed.crossed.more,
        "apart": [_apart(item) for item in composed.apart.shown],
        "apart_more": composed.apart.more,
        "blocked": [_blocked(one, window) for one in composed.blocked.shown],
        "blocked_more": composed.blocked.more,
        "wins": [{"title": one.title, "owner": one.owner_name} for one in composed.wins.shown],
        "wins_more": composed.wins.more,
        "stale_count": composed.stale_count,
        "missing_count": composed.missing_count,
        "quiet": composed.quiet,
    }


def _changed(item: DigestItem, unit: str) -> Row:
    return _crossed(item) | {
        "progress": number(item.now.progress),
        "before_progress": number(item.progress_before),
        "value": None,
        "unit": unit,
    }


def _crossed(item: DigestItem) -> Row:
    return {
        "key_result_id": item.key_result_id,
        "title": item.title,
        "status": item.now.status.value,
        "before_status": item.before.status.value if item.before else None,
    }


def _team(line: TeamLine) -> Row:
    now, before = line.now.status, line.before.status
    return {
        "title": line.name,
        "progress": number(line.now.progress),
        "before_progress": number(line.before.progress),
        "status": now.value if now else None,
        "before_status": before.value if before else None,
        "worse": line.worse,
        "recovered": line.recovered,
    }


def _apart(item: DigestItem) -> Row:
    return _crossed(item) | {"said": item.said.value if item.said else None}


def _blocked(one: BlockedItem, window: Window) -> Row:
    return {
        "key_result_id": one.item.key_result_id,
        "title": one.item.title,
        "text": one.blocker.text,
        "days": (window.on - one.blocker.since).days,
        "unblockers": list(one.blocker.unblockers),
    }


def updated(params: Row, *, at: datetime) -> Row:
    """The same, marked as changed after it was posted."""
    return params | {"updated_at": moment(at)}
