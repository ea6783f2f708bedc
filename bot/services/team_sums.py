"""What goals of teams add up to, from their rows: for pages of the moment and for kept sums."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.domain.goals.model import KeyResultFacts
from bot.domain.goals.rollup import Sums, of_sums, summed
from bot.domain.goals.status import Verdict, judge
from bot.services import facts
from bot.services.rows import Row, roll_up
from storage import team_goals
from storage.tables import TeamFigure
from storage.team_figures import COLUMNS

WEEK: Final = timedelta(days=7)
#: So many teams are read at once: their rows are in memory together.
BATCH: Final = 300
Judged = tuple[Any, KeyResultFacts, Verdict]


def end_of(day: date, tz: str) -> datetime:
    """The moment at which a day is over in a zone."""
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(tz))


def week_ago(on: date, tz: str) -> datetime:
    """The end of the day a week before `on`: what had been said by then stood a week ago."""
    return end_of(on - WEEK, tz)


def of_rows(goals: Sequence[Any], *, on: date, tz: str) -> Sums:
    """What the rows of `storage.team_goals` come to on a day: see `of_judged`."""
    return of_judged(judged(goals, on=on, tz=tz), on=on)


def judged(goals: Sequence[Any], *, on: date, tz: str) -> Sequence[Judged]:
    """Rows of `storage.team_goals` with their facts and how they stand on a day."""
    known = ((row, facts.key_result(row, row, tz=tz, last_week=row.last_week)) for row in goals)
    return [(row, one, judge(one, on=on)) for row, one in known]


def of_judged(goals: Sequence[Judged], *, on: date, include_private: bool = False) -> Sums:
    """What judged key results come to on a day.

    Beside `bot.domain.goals.rollup.Sums` these are "unaligned" objectives, which serve no other
    goal, and "idle" key results, for which nothing is done. What is 0 is absent. Private ones
    count with `include_private`, for their owner.
    """
    items = [(known, verdict) for _, known, verdict in goals]
    sums = Counter(summed(items, on=on, include_private=include_private))
    sums["idle"] = sum(row.is_idle for row, *_ in goals)
    sums["unaligned"] = len({row.objective_id for row, *_ in goals if row.is_unaligned})
    return +sums


def of_teams(
    session: Session, workspace_id: str, team_ids: Sequence[int], *, on: date, tz: str
) -> Mapping[int, Sums]:
    """What the own goals of each of these teams come to on a day; each is there."""
    found: dict[int, Sums] = {team_id: {} for team_id in team_ids}
    before = week_ago(on, tz)
    for at in range(0, len(team_ids), BATCH):
        some = team_ids[at : at + BATCH]
        rows = team_goals.counted(session, workspace_id, some, week_ago=before)
        in_order = sorted(rows, key=lambda row: row.team_id)
        for team_id, group in groupby(in_order, key=lambda row: row.team_id):
            found[team_id] = of_rows(list(group), on=on, tz=tz)
    return found


def of_figure(figure: TeamFigure | None) -> Sums:
    """The kept sums of a team with all below it; nothing before they were ever counted."""
    if figure is None:
        return {}
    return {name: getattr(figure, name) for name in COLUMNS} | figure.rest


def together(parts: Sequence[Sums]) -> Sums:
    """The sums of several teams that have nothing in common."""
    total: Counter[str] = Counter()
    for part in parts:
        total.update(part)
    return total


def rolled_up(sums: Sums) -> Row:
    """Sums as the JSON facts of a roll-up."""
    return roll_up(of_sums(sums))
