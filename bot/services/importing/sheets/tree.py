"""A spreadsheet as the tree of an import file."""

from dataclasses import dataclass, replace

from bot.domain.spreadsheets.conventions import Decimals
from bot.domain.spreadsheets.vocabulary import Vocabulary
from bot.services.importing.known import Known
from bot.services.importing.problems import Findings
from bot.services.importing.sheets import cycles, names, organisation
from bot.services.importing.sheets.goals import GoalSheet
from bot.services.importing.sheets.grid import Grid
from bot.services.importing.sheets.headings import Table, Tables
from bot.services.importing.sheets.nodes import Nodes, text
from bot.services.importing.sheets.reading import Reader, conventions_of
from bot.services.importing.source import MapNode, Node


@dataclass(frozen=True, slots=True)
class Understood:
    """The tree, and the sheets and columns that nobody read."""

    tree: MapNode
    ignored: tuple[str, ...]


def tree(
    grids: list[Grid],
    known: Known,
    words: Vocabulary,
    findings: Findings,
    *,
    decimals: Decimals | None = None,
) -> Understood:
    """What the sheets say; what is wrong with them is noted.

    Raises ImportProblems when there is nothing to read in them.
    """
    tables = Tables(words, findings).read(grids)
    reader = Reader(words, conventions_of(tables, findings, chosen=decimals), findings)
    found = tables.found
    people, teams = names.people_of(known, findings), names.teams_of(known, findings)
    person_keys = _named(found.get("people"), people, ("email", "slack", "name"))
    team_keys = _named(found.get("teams"), teams, ("name",))
    root = MapNode(1)
    cycle = _cycle(found, Nodes(reader, findings, people, teams, people), known, findings)
    key = (text(cycle, "key") if cycle else None) or ""
    goals = names.goals_of(known, findings, key)
    nodes = Nodes(reader, findings, people, teams, goals)
    sheet = GoalSheet(found["goals"], known, key, findings) if "goals" in found else None
    if sheet is not None:
        sheet.name(goals)
    root.items |= _organisation(found, nodes, person_keys, team_keys)
    if cycle is not None:
        root.items["cycle"] = cycle
    if sheet is not None:
        root.items["objectives"] = sheet.node(nodes)
    if "kpis" in found:
        root.items["kpis"] = _kpis(found["kpis"], known, nodes)
    root.lines = {name: node.line for name, node in root.items.items()}
    return Understood(root, tuple(tables.ignored))


def _organisation(
    found: dict[str, Table], nodes: Nodes, people: dict[int, str], teams: dict[int, str]
) -> dict[str, Node]:
    items: dict[str, Node] = {}
    if "workspace" in found and found["workspace"].rows():
        items["workspace"] = organisation.workspace(found["workspace"], nodes)
    if "people" in found:
        items["people"] = organisation.people(found["people"], nodes, people)
    if "teams" in found:
        items["teams"] = organisation.teams(found["teams"], nodes, teams, nodes.findings)
    return items


def _kpis(table: Table, known: Known, nodes: Nodes) -> Node:
    kpis = names.Names("kpi", nodes.findings)
    for kpi, title in known.kpis.items():
        kpis.add(kpi, title)
    keys = _named(table, kpis, ("title",))
    return organisation.kpis(table, replace(nodes, kpis=kpis), keys)


def _named(table: Table | None, known: names.Names, by: tuple[str, ...]) -> dict[int, str]:
    return {} if table is None else organisation.name_rows(table, known, by)


def _cycle(
    found: dict[str, Table], nodes: Nodes, known: Known, findings: Findings
) -> MapNode | None:
    """Its own sheet says it, else the goals, else what the bot knows."""
    if "cycle" in found and found["cycle"].rows():
        return cycles.of_sheet(found["cycle"], nodes)
    return cycles.of_goals(found["goals"], known, findings) if "goals" in found else None
