"""Keeps what the goals of teams come to: counted when they change, and once for each day."""

from collections.abc import Iterator, Mapping
from datetime import date

from sqlmodel import Session

from bot.logs import logger
from bot.runtime import Runtime
from bot.services import facts, team_sums
from storage import team_figures

log = logger(__name__)
#: Of one round: the rows of so many teams are read, judged and stored together.
MOST = team_sums.BATCH


def add_up(rt: Runtime) -> int:
    """Count what has changed, and everything when a day begins; how many teams were counted.

    Statuses, pace and what is stale change with the day of the workspace, not with check-ins
    alone.
    """
    with rt.reading() as session:
        zones = team_figures.zones(session)
    return sum(_of_workspace(rt, *one) for one in zones.items())


def count_anew(rt: Runtime) -> int:
    """Count every team from its key results, whatever was kept; how many teams there are."""
    with rt.reading() as session:
        zones = team_figures.zones(session)
    for workspace_id in zones:
        with rt.uow() as session:
            team_figures.count_anew(session, workspace_id)
    return sum(_of_workspace(rt, *one) for one in zones.items())


def check(rt: Runtime) -> int:
    """Compare what is kept with the key results themselves; how many teams were wrong.

    They are logged, counted and mended. Teams that changes wait for are left out.
    """
    with rt.reading() as session:
        zones = team_figures.zones(session)
    wrong = 0
    for workspace_id, tz in zones.items():
        with rt.reading() as session:
            on = facts.local_date(rt.clock(), tz)
            found = differing(session, workspace_id, on=on, tz=tz)
        if found:
            log.error("team_figures.wrong", workspace=workspace_id, teams=found)
            with rt.uow() as session:
                team_figures.mend(session, workspace_id, found)
            wrong += len(found)
    return wrong


def differing(session: Session, workspace_id: str, *, on: date, tz: str) -> list[int]:
    """The teams whose kept sums are not those of their key results, or of the teams below."""
    ids = team_figures.team_ids(session, workspace_id)
    parents = team_figures.parents_of(session, workspace_id)
    kept = team_figures.kept_sums(session, workspace_id, on=on)
    own = team_sums.of_teams(session, workspace_id, ids, on=on, tz=tz)
    total = team_figures.climbed(own, parents)
    behind = set(ids) - set(kept)
    unsure = {above for team in behind for above in _above(team, parents)}
    return [
        team
        for team, (kept_own, kept_total) in kept.items()
        if kept_own != own[team] or (team not in unsure and kept_total != total.get(team, {}))
    ]


def _above(team: int, parents: Mapping[int, int | None]) -> Iterator[int]:
    """A team and those above it."""
    seen: set[int] = set()
    above: int | None = team
    while above is not None and above not in seen:
        seen.add(above)
        yield above
        above = parents.get(above)


def _of_workspace(rt: Runtime, workspace_id: str, tz: str) -> int:
    """Round after round, so that others can write between two."""
    counted = 0
    while done := _round(rt, workspace_id, tz):
        counted += done
    return counted


def _round(rt: Runtime, workspace_id: str, tz: str) -> int:
    """Judged in a transaction that only reads, stored in one that only writes."""
    on = facts.local_date(rt.clock(), tz)
    with rt.reading() as session:
        due = team_figures.due(session, workspace_id, on=on, most=MOST)
        own = team_sums.of_teams(session, workspace_id, list(due.versions), on=on, tz=tz)
    if not due.versions:
        return 0
    with rt.uow() as session:
        stored = team_figures.store(session, workspace_id, own, due, on=on)
    return len(due.versions) if stored else 0
