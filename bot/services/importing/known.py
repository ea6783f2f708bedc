"""What the bot knows already, by the names that an import file may use for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session, col, select

from storage import goals, organisation, scorecards
from storage.tables import Cycle, KeyResult, Kpi, Objective, Person, Workspace

#: Keys of a cycle and of one of its objectives.
Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody; whoever has no key yet goes by their Slack ID."""

    key: str
    name: str
    email: str | None
    slack_user_id: str | None
    manager: str | None


@dataclass(frozen=True, slots=True)
class KnownCycle:
    """A cycle and the state of its life."""

    key: str
    name: str
    starts_on: date
    ends_on: date
    state: str


@dataclass(frozen=True, slots=True)
class KnownObjective:
    """An objective with the objective that it leads up to; key results are titles by key."""

    title: str
    owner: str
    parent: Place | None
    key_results: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class House:
    """The workspace; `year_starts` is a month, 1..12."""

    name: str
    locale: str
    tz: str
    year_starts: int


@dataclass(frozen=True, slots=True)
class Known:
    """Everything that a file may name without saying it itself; teams and KPIs are names by key."""

    house: House | None = None
    people: Mapping[str, KnownPerson] = field(default_factory=dict)
    teams: Mapping[str, str] = field(default_factory=dict)
    cycles: Mapping[str, KnownCycle] = field(default_factory=dict)
    objectives: Mapping[Place, KnownObjective] = field(default_factory=dict)
    kpis: Mapping[str, str] = field(default_factory=dict)
    templates: frozenset[str] = frozenset()

    def has(self, kind: str, key: str, cycle: str) -> bool:
        """Whether there is such a person, team, KPI or objective of the cycle."""
        return key in self.keys(kind, cycle)

    def keys(self, kind: str, cycle: str) -> frozenset[str]:
        """The keys of a kind; objectives are those of the cycle."""
        if kind == "person":
            return frozenset(self.people)
        if kind == "team":
            return frozenset(self.teams)
        if kind == "kpi":
            return frozenset(self.kpis)
        if kind == "objective":
            return frozenset(key for place, key in self.objectives if place == cycle)
        if kind == "scorecard_template":
            return self.templates
        return frozenset()


def key_of(person: Person) -> str:
    """What a file calls a person: whoever was first met in Slack goes by their Slack ID."""
    return person.key or person.slack_user_id or ""


def read(session: Session, workspace_id: str) -> Known:
    """What the bot knows of a workspace; nothing before it is installed or imported."""
    house = session.get(Workspace, workspace_id)
    if house is None:
        return Known()
    people = {row.id: row for row in organisation.people(session, workspace_id)}
    names = {row_id: key_of(row) for row_id, row in people.items() if row_id is not None}
    found = {
        key_of(row): KnownPerson(
            key_of(row), row.name, row.email, row.slack_user_id, names.get(row.manager_id or 0)
        )
        for row in people.values()
    }
    cycles = {row.id: row for row in goals.cycles(session, workspace_id) if row.id is not None}
    statement = select(Kpi.key, Kpi.title).where(Kpi.workspace_id == workspace_id)
    return Known(
        house=House(house.name, house.locale, house.tz, house.year_starts),
        people=found,
        teams={row.key: row.name for row in organisation.teams(session, workspace_id)},
        cycles={row.key: _cycle(row) for row in cycles.values()},
        objectives=_objectives(session, workspace_id, cycles, names),
        kpis=dict(session.exec(statement).all()),
        templates=frozenset(row.key for row in scorecards.templates(session, workspace_id)),
    )


def _cycle(row: Cycle) -> KnownCycle:
    return KnownCycle(row.key, row.name, row.starts_on, row.ends_on, row.state)


def _objectives(
    session: Session, workspace_id: str, cycles: Mapping[int, Cycle], people: Mapping[int, str]
) -> Mapping[Place, KnownObjective]:
    titles: dict[int, dict[str, str]] = {}
    results = select(KeyResult.objective_id, KeyResult.key, KeyResult.title).where(
        KeyResult.workspace_id == workspace_id
    )
    for objective_id, key, title in session.exec(results.order_by(col(KeyResult.id))):
        titles.setdefault(objective_id, {})[key] = title
    columns = (Objective.id, Objective.cycle_id, Objective.key, Objective.title)
    statement = (
        select(*columns, Objective.owner_id, Objective.parent_objective_id)  # type: ignore[call-overload]
        .where(Objective.workspace_id == workspace_id)
        .order_by(col(Objective.id))
    )
    rows = session.exec(statement).all()
    places = {row.id: (cycles[row.cycle_id].key, row.key) for row in rows}
    return {
        places[row.id]: KnownObjective(
            title=row.title,
            owner=people.get(row.owner_id, ""),
            parent=places.get(row.parent_objective_id),
            key_results=titles.get(row.id, {}),
        )
        for row in rows
    }
