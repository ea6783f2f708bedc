"""One workspace as the sections of an import file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.domain.errors import NotFound
from bot.domain.goals.model import CycleState
from bot.services.exporting import (
    connector_facts,
    goal_facts,
    kpi_facts,
    organisation_facts,
    scorecard_facts,
)
from bot.services.exporting.goal_facts import GoalFacts, GoalNaming
from bot.services.exporting.key_result_facts import KeyResultFacts
from bot.services.importing.known import key_of
from storage import goals, organisation
from storage.tables import Cycle, Workspace

Facts = dict[str, Any]
#: Which cycle is meant when nobody says: the one that runs before what is to come or past.
_ORDER = (CycleState.ACTIVE, CycleState.CLOSING, CycleState.DRAFT, CycleState.CLOSED)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What an export holds: the cycle by its key, earlier figures, private goals."""

    cycle: str | None = None
    history: bool = False
    private: bool = True


class NoCycle(NotFound):
    """There is no cycle with this key; `params["known"]` lists those that there are."""


def snapshot(session: Session, house: Workspace, chosen: Chosen, *, at: datetime) -> Facts:
    """The sections of the file in their order; without any cycle it has no objectives.

    Raises NoCycle "export.no_cycle".
    """
    everybody = organisation.people(session, house.id)
    people = {row.id: key_of(row) for row in everybody}
    team_rows = organisation.teams(session, house.id)
    teams = {row.id: row.key for row in team_rows}
    cycle = _cycle(goals.cycles(session, house.id), chosen.cycle)
    found: Facts = {"workspace": organisation_facts.workspace(house, team_rows)}
    found["calendar"] = organisation_facts.calendar(session, house)
    found["people"] = organisation_facts.people(everybody, house)
    found["teams"] = organisation_facts.teams(session, team_rows, people)
    naming = GoalNaming.read(session, house.id, (cycle.id if cycle else None) or 0)
    protected = {}
    if cycle is not None:
        until = at if chosen.history else None
        results = KeyResultFacts(session, cycle, people, house.tz, until).read()
        reader = GoalFacts(session, cycle, people, teams, naming, results, chosen.private)
        found["cycle"] = goal_facts.cycle(cycle)
        found["objectives"] = reader.objectives()
        protected = _named(naming, found["objectives"], chosen)
    found["kpis"] = kpi_facts.kpis(
        session,
        house.id,
        people=people,
        teams=teams,
        objectives=protected,
        history=chosen.history,
    )
    found["connectors"] = connector_facts.section(session, house.id)
    found["scorecards"] = scorecard_facts.section(
        session, house, people=people, objectives=protected
    )
    return {name: section for name, section in found.items() if section}


def _named(naming: GoalNaming, shown: Sequence[Facts], chosen: Chosen) -> dict[int, str]:
    """The objectives that may be named: those of the file, and with private ones of others."""
    keys = {one["key"] for one in shown}
    return {
        row_id: name
        for row_id, name in naming.objectives.items()
        if name in keys or (":" in name and chosen.private)
    }


def _cycle(cycles: Sequence[Cycle], key: str | None) -> Cycle | None:
    if key is not None:
        named = [row for row in cycles if row.key == key]
        if not named:
            raise NoCycle("export.no_cycle", said=key, known=[row.key for row in cycles])
        return named[0]
    for state in _ORDER:
        fitting = [row for row in cycles if row.state == state]
        if fitting:
            return fitting[-1]
    return None
