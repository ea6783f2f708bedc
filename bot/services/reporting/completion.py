"""How far goals have come: by employee, by team, and of the company."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from bot.domain.goals.model import Status
from bot.domain.goals.rollup import RollUp, roll_up
from bot.services import facts
from bot.services.reporting.cells import Column, Holds, Line, Sheet, Text, Value, columns
from bot.services.reporting.scope import Judged, Scope
from storage.ownership import Goal
from storage.tables import Objective

#: Which statuses are counted together, as they are of one colour.
COUNTED: Final[Mapping[str, tuple[Status, ...]]] = {
    "count_done": (Status.DONE, Status.ACHIEVED),
    "count_on_track": (Status.ON_TRACK, Status.INSIDE),
    "count_at_risk": (Status.AT_RISK, Status.NEAR),
    "count_off_track": (Status.OFF_TRACK, Status.OUTSIDE),
    "count_missed": (Status.MISSED,),
    "count_too_early": (Status.TOO_EARLY,),
    "count_no_data": (Status.NO_DATA,),
}
FIGURES: Final = (
    *columns(Holds.COUNT, "key_results"),
    *columns(Holds.SHARE, "progress", "expected"),
    *columns(Holds.TEXT, "status"),
    *columns(Holds.COUNT, *COUNTED, "count_stale"),
)
PEOPLE: Final = (
    *columns(Holds.NAME, "person", "team"),
    *FIGURES,
    Column("last_check_in", Holds.DAY),
)
TEAMS: Final = (*columns(Holds.NAME, "team", "team_above", "lead"), *FIGURES)
COMPANY: Final = (Column("objective", Holds.LONG), Column("owner", Holds.NAME), *FIGURES)


def people(scope: Scope, text: Text) -> Sheet:
    """One line for each person, what nobody owns of it included; the total counts each goal once.

    Private goals count in their owner's own report, on their own line.
    """
    owned: dict[int, list[Goal]] = {}
    for kr, objective in scope.counted:
        owned.setdefault(kr.owner_id, []).append((kr, objective))
    lines: list[Line] = []
    for person in scope.people:
        goals = owned.get(person.id or 0, [])
        checked = [kr.checked_in_at for kr, _ in goals if kr.checked_in_at]
        newest = facts.local_date(max(checked), person.tz) if checked else None
        own = person.id == scope.reader_id
        figures = _figures(scope, goals, text, private=own)
        lines.append((person.name, scope.team_names.get(person.id or 0), *figures, newest))
    told = [goal for person in scope.people for goal in owned.get(person.id or 0, ())]
    total = (text("report_sheet.total"), None, *_figures(scope, told, text), None)
    return Sheet("people", PEOPLE, lines, total if len(lines) > 1 else None)


def teams(scope: Scope, text: Text) -> Sheet:
    """One line for each team with all teams below it, as `/okr team` counts; public goals alone."""
    counted: dict[int, list[Goal]] = {}
    for kr, objective in scope.counted:
        for team_id in _upwards(scope, objective.team_id):
            counted.setdefault(team_id, []).append((kr, objective))
    lines: list[Line] = []
    for team in scope.teams:
        above = scope.tree.get(team.parent_id or 0)
        lead = scope.names.get(team.lead_id or 0)
        figures = _figures(scope, counted.get(team.id or 0, ()), text)
        lines.append((team.name, above.name if above else None, lead, *figures))
    return Sheet("teams", TEAMS, lines)


def company(scope: Scope, text: Text) -> Sheet:
    """The company's objectives, each from its key results; the last line is every public goal."""
    grouped: dict[int, tuple[Objective, list[Goal]]] = {}
    for kr, objective in scope.counted:
        if objective.level == "company":
            grouped.setdefault(objective.id or 0, (objective, []))[1].append((kr, objective))
    lines: list[Line] = [
        (
            objective.title,
            scope.names.get(objective.owner_id),
            *_figures(scope, goals, text, private=objective.owner_id == scope.reader_id),
        )
        for objective, goals in grouped.values()
    ]
    everything = _figures(scope, scope.counted, text)
    return Sheet("company", COMPANY, lines, (text("report_sheet.all_goals"), None, *everything))


def _upwards(scope: Scope, team_id: int | None) -> Iterable[int]:
    """A team and the teams above it, each once."""
    seen = set[int]()
    while team_id is not None and team_id in scope.tree and team_id not in seen:
        seen.add(team_id)
        yield team_id
        team_id = scope.tree[team_id].parent_id


def _figures(
    scope: Scope, goals: Sequence[Goal], text: Text, *, private: bool = False
) -> Sequence[Value]:
    items: list[Judged] = [scope.judged[kr.id or 0] for kr, _ in goals]
    found = roll_up(items, on=scope.on, include_private=private)
    if not found.total:
        return (0, *(None for _ in FIGURES[1:]))
    status = text(f"statuses.{found.status.value}") if found.status else None
    return (
        found.total,
        found.progress,
        found.expected,
        status,
        *(_count(found, some) for some in COUNTED.values()),
        found.stale,
    )


def _count(found: RollUp, some: Sequence[Status]) -> int:
    return sum(found.counts.get(status, 0) for status in some)
