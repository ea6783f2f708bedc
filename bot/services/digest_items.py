"""Key results then and now, with what stands in their way."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlmodel import Session

from bot.domain.digest import Blocker, DigestItem
from bot.domain.folding import fold
from bot.domain.goals.model import KeyResultFacts
from bot.domain.goals.progress import from_millionths
from bot.domain.goals.rollup import RollUp, roll_up
from bot.domain.goals.status import disagreement, judge, stale_days
from bot.services import facts
from storage import check_ins, dependencies, digests, organisation, ownership, teams
from storage.ownership import Goal
from storage.tables import CheckIn, KeyResult, Team

BLOCKERS_FOR = timedelta(days=14)
MOST_UNBLOCKERS = 2
#: A statement names no more of them: databases take only so many parameters.
TOGETHER = 5_000
#: A name of so few letters is a word as well ("IT"): it counts as it is written.
SHORT = 3
_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")


@dataclass(frozen=True, slots=True)
class Then:
    """One key result as the domain knows it, then and now."""

    goal: Goal
    before: KeyResultFacts
    now: KeyResultFacts
    item: DigestItem


@dataclass(frozen=True, slots=True)
class Window:
    """Between the last digest and this one, on the clock of `tz`."""

    since: datetime
    at: datetime
    tz: str

    @property
    def on(self) -> date:
        return facts.local_date(self.at, self.tz)

    @property
    def then(self) -> date:
        return facts.local_date(self.since, self.tz)


def told(
    session: Session,
    workspace_id: str,
    goals: Sequence[Goal],
    window: Window,
    tree: Mapping[int, Team],
) -> list[Then]:
    """What is known of these key results, in their order."""
    return [
        one
        for first in range(0, len(goals), TOGETHER)
        for one in _told(session, workspace_id, goals[first : first + TOGETHER], window, tree)
    ]


def _told(
    session: Session,
    workspace_id: str,
    goals: Sequence[Goal],
    window: Window,
    tree: Mapping[int, Team],
) -> list[Then]:
    ids = [kr.id for kr, _ in goals if kr.id]
    since = min(window.since, window.at - BLOCKERS_FOR)
    news = digests.news_since(session, workspace_id, ids, since=since)
    owners = ownership.people_by_id(session, workspace_id, [kr.owner_id for kr, _ in goals])
    blocked = _blockers(session, workspace_id, goals, news, window, tree)
    return [
        _one(
            goal,
            news.get(goal[0].id or 0, ()),
            owners[goal[0].owner_id].name,
            blocked.get(goal[0].id or 0),
            window,
        )
        for goal in goals
    ]


def came_to(found: Sequence[Then], window: Window) -> tuple[RollUp, RollUp]:
    """What they came to then, and what they come to now."""
    before = [(one.before, judge(one.before, on=window.then)) for one in found]
    now = [(one.now, one.item.now) for one in found]
    return roll_up(before, on=window.then), roll_up(now, on=window.on)


def _one(
    goal: Goal, news: Sequence[CheckIn], owner: str, blocker: Blocker | None, window: Window
) -> Then:
    known = facts.key_result(*goal, tz=window.tz)
    value, progress, sample = _before(goal[0], news, window.since)
    earlier = facts.with_figures(known, value=value, progress=progress, sample=sample)
    now = judge(known, on=window.on)
    item = DigestItem(
        key_result_id=known.id,
        title=known.title,
        owner_name=owner,
        before=judge(earlier, on=window.then),
        now=now,
        progress_before=progress,
        said=known.said,
        disagreement=disagreement(known.said, now.status),
        stale_days=stale_days(known, on=window.on),
        blockers=(blocker,) if blocker else (),
    )
    return Then(goal, earlier, known, item)


def _before(
    kr: KeyResult, news: Sequence[CheckIn], then: datetime
) -> tuple[Decimal | None, Decimal | None, int | None]:
    """Value, progress and sample at `then`: what the first check-in after it replaced."""
    value, stored, sample = kr.value, kr.progress, kr.sample
    for check_in in news:
        if check_in.at > then and check_in.value is not None:
            value, stored = check_in.previous_value, check_in.previous_progress
            sample = check_in.previous_sample
            break
    return value, None if stored is None else from_millionths(stored), sample


def _blockers(
    session: Session,
    workspace_id: str,
    goals: Sequence[Goal],
    news: Mapping[int, Sequence[CheckIn]],
    window: Window,
    tree: Mapping[int, Team],
) -> dict[int, Blocker]:
    """The newest blocker of each, unless a later check-in came without one or it is old news."""
    oldest = window.at - BLOCKERS_FOR
    newest = {key: said[-1] for key, said in news.items() if said}
    standing = {key: one for key, one in newest.items() if one.blocker and one.at >= oldest}
    if not standing:
        return {}
    history = check_ins.history(session, workspace_id, sorted(standing), until=window.at)
    objectives = {kr.id: objective for kr, objective in goals if kr.id in standing}
    asked = dependencies.asked_for(
        session, workspace_id, sorted({one.id or 0 for one in objectives.values()})
    )
    folded = _sought(tree)
    found = {}
    for key, said in standing.items():
        objective = objectives[key]
        text = said.blocker or ""
        named = _named(session, workspace_id, text, tree, folded, own=objective.team_id)
        helping = [tree[one].name for one in asked.get(objective.id or 0, ()) if one in tree]
        since = facts.local_date(_since(history.get(key, [said])), window.tz)
        names = tuple(dict.fromkeys(named or helping))[:MOST_UNBLOCKERS]
        found[key] = Blocker(text, since, names)
    return found


def _since(history: Sequence[CheckIn]) -> datetime:
    """Since when check-ins told of a blocker, one after the other."""
    since = history[-1].at
    for said in reversed(history):
        if said.blocker is None:
            break
        since = said.at
    return since


def _named(
    session: Session,
    workspace_id: str,
    text: str,
    tree: Mapping[int, Team],
    folded: Mapping[int, str],
    *,
    own: int | None,
) -> list[str]:
    """The teams that a blocker names, or whose people it mentions; not the blocked one."""
    plain = fold(text)
    found = [
        tree[key].name
        for key, name in folded.items()
        if key != own and _is_named(name, text if len(name) <= SHORT else plain)
    ]
    mentioned = _MENTION.findall(text)
    if mentioned:
        people = organisation.people_of_slack_users(session, workspace_id, mentioned)
        for person in people:
            ids = teams.teams_of_person(session, workspace_id, person.id or 0)
            found += [tree[one].name for one in ids[:1] if one in tree and one != own]
    return found


def _is_named(name: str, text: str) -> bool:
    return name in text and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def _sought(tree: Mapping[int, Team]) -> dict[int, str]:
    """The names of teams as they are looked for: folded, unless they are as short as a word."""
    return {
        key: team.name if len(team.name) <= SHORT else fold(team.name)
        for key, team in tree.items()
        if fold(team.name)
    }
