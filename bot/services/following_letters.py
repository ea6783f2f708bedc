"""Once a week a person hears what changed in what they follow; nothing where nothing did."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.domain.digest import DigestItem
from bot.domain.people import Actor
from bot.domain.skips import Skip, Why
from bot.services import digest_items, following, pausing, places, scheduled, sight
from bot.services.digest_items import Then, Window
from bot.services.following import Subject
from bot.services.planning import rule_date
from bot.services.rows import Row, number
from storage import following as stored
from storage import ownership, teams
from storage.outbox import Priority
from storage.ownership import Goal
from storage.tables import Schedule

SINCE = timedelta(days=7)
MOST_LINES, MOST_GROUPS = 4, 8


def prepare(session: Session, due: Schedule, *, at: datetime) -> Skip | None:
    """Tell a follower what changed; why not, when nothing is sent."""
    by = following.reader(session, due.workspace_id, due.subject_id)
    if by is None:
        return Skip(Why.NOT_EMPLOYED)
    away = pausing.skip_of_away(session, by.workspace_id, by.person_id, tz=by.tz, at=at)
    if away is not None:
        return away
    window = Window(at - SINCE, at, by.tz)
    groups = [one for one in _groups(session, by, window) if one["lines"]]
    if not groups:
        return Skip(Why.NOTHING_DUE)
    draft = places.draft(
        places.Place(by.slack_user_id, by.locale, by.tz),
        f"following:{by.person_id}:{rule_date(due).isoformat()}",
        "following",
        {"groups": groups[:MOST_GROUPS], "more": max(len(groups) - MOST_GROUPS, 0)},
        priority=Priority.DIGEST,
    )
    scheduled.post(session, draft, workspace_id=by.workspace_id, at=at)
    return None


def _groups(session: Session, by: Actor, window: Window) -> list[Row]:
    """What is followed, with what changed in it; what may not be seen any more is dropped."""
    found = []
    for row in stored.of_person(session, by.workspace_id, by.person_id):
        subject = following.subject_of(session, by, row)
        if subject is None:
            stored.remove(session, row)
            continue
        goals = _goals(session, by, subject)
        tree = teams.all_teams(session, by.workspace_id)
        told = digest_items.told(session, by.workspace_id, goals, window, tree)
        found.append(_group(subject, told))
    return found


def _goals(session: Session, by: Actor, subject: Subject) -> Sequence[Goal]:
    """Its key results that the person may see: of teams and people the public ones alone."""
    if subject.kind == "team":
        tree = teams.all_teams(session, by.workspace_id)
        ids = teams.subtree(tree, subject.id)
        return _public(ownership.goals_of_teams(session, by.workspace_id, ids))
    if subject.kind == "person":
        return _public(ownership.goals_of_person(session, by.workspace_id, subject.id))
    if subject.kind == "objective":
        goals = ownership.goals_of_objective(session, by.workspace_id, subject.id)
    else:
        goals = [*ownership.goals_by_id(session, by.workspace_id, [subject.id]).values()]
    seen = sight.of(session, by)
    return [goal for goal in goals if sight.knows(session, seen, goal[1])]


def _public(goals: Sequence[Goal]) -> list[Goal]:
    return [goal for goal in goals if goal[1].visibility == "public"]


def _group(subject: Subject, told: Sequence[Then]) -> Row:
    items = [one.item for one in told if one.item.movement or one.item.crossed or one.item.won]
    items.sort(key=lambda one: (not one.won, not one.crossed, -abs(one.movement)))
    return {
        "kind": subject.kind,
        "title": subject.title,
        "reference": subject.reference,
        "lines": [_line(one) for one in items[:MOST_LINES]],
        "lines_more": max(len(items) - MOST_LINES, 0),
    }


def _line(item: DigestItem) -> Row:
    return {
        "title": item.title,
        "progress": number(item.now.progress),
        "before_progress": number(item.progress_before),
        "status": item.now.status.value,
        "before_status": item.before.status.value if item.before else None,
    }
