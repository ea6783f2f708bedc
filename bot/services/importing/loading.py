"""Reads an import file and checks everything that can be checked without the database."""

from dataclasses import dataclass, replace
from pathlib import Path

from bot.domain.spreadsheets.conventions import Decimals
from bot.domain.spreadsheets.vocabulary import Vocabulary
from bot.services.importing import (
    calendar_entries,
    connector_entries,
    goal_entries,
    kpi_entries,
    organisation_entries,
    scorecard_entries,
    source,
)
from bot.services.importing.fields import Fields
from bot.services.importing.goal_names import GoalNames
from bot.services.importing.known import Known
from bot.services.importing.model import ImportFile
from bot.services.importing.problems import Findings
from bot.services.importing.references import Index
from bot.services.importing.sheets import csv_file, tree, xlsx_file
from bot.services.importing.sheets.grid import Grid

CSV, XLSX = ".csv", ".xlsx"
#: By the ends of their names; every other name is taken for YAML.
SHEETS = (CSV, XLSX)
SUFFIXES = (".yaml", ".yml", *SHEETS)


@dataclass(frozen=True, slots=True)
class Parsed:
    """The content of a file, not yet checked: a tree, or the grids of a spreadsheet."""

    tree: source.MapNode | None = None
    grids: tuple[Grid, ...] = ()


def parse(raw: bytes, name: str) -> Parsed:
    """What kind of file it is, its end of name says. Raises ImportProblems, or NoReader."""
    if len(raw) > source.LARGEST_BYTES:
        raise source.too_large()
    suffix = Path(name).suffix.lower()
    if suffix == CSV:
        return Parsed(grids=(csv_file.read(raw),))
    if suffix == XLSX:
        return Parsed(grids=tuple(xlsx_file.read(raw)))
    return Parsed(tree=source.read(raw))


def understand(
    parsed: Parsed,
    known: Known,
    words: Vocabulary | None = None,
    *,
    decimals: Decimals | None = None,
) -> ImportFile:
    """The file, checked as a whole. `known` is what it may name without saying it.

    `words` are needed for spreadsheets; `decimals` settles how they write numbers. Raises
    ImportProblems with every problem found.
    """
    findings = Findings()
    if parsed.tree is not None:
        return _check(parsed.tree, known, findings)
    assert words is not None
    found = tree.tree(list(parsed.grids), known, words, findings, decimals=decimals)
    return replace(_check(found.tree, known, findings), ignored=found.ignored)


def load(path: Path, known: Known | None = None, words: Vocabulary | None = None) -> ImportFile:
    """The file at a path, parsed and understood.

    Raises ImportProblems with every problem found, or OSError when it cannot be opened.
    """
    return understand(parse(source.content(path), path.name), known or Known(), words)


def _check(root_node: source.MapNode, known: Known, findings: Findings) -> ImportFile:
    root = Fields(root_node, "", findings)
    cycle = goal_entries.cycle(root, known)
    names = GoalNames.of(root, known, cycle.key if cycle else "")
    index = Index(findings, known, names.cycle)
    found = ImportFile(
        workspace=organisation_entries.workspace(root, index),
        calendar=calendar_entries.calendar(root),
        people=organisation_entries.people(root, index),
        teams=organisation_entries.teams(root, index),
        cycle=cycle,
        objectives=goal_entries.objectives(root, index, cycle, names),
        kpis=kpi_entries.kpis(root, index, names),
        connectors=connector_entries.connectors(root, index),
        scorecards=scorecard_entries.scorecards(root, index, names),
    )
    root.done()
    index.check()
    findings.raise_any()
    return found
