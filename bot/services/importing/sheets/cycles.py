"""Which cycle the goals of a spreadsheet are of."""

import re
from datetime import date, timedelta

from bot.domain.folding import fold
from bot.domain.goals.model import CycleState
from bot.domain.spreadsheets.cells import Cell
from bot.services.importing.known import Known
from bot.services.importing.problems import Findings
from bot.services.importing.sheets.headings import Table
from bot.services.importing.sheets.nodes import Nodes, put, text
from bot.services.importing.sheets.organisation import SAME
from bot.services.importing.source import MapNode, TextNode

QUARTER = re.compile(r"(?:q|quy|quarter)?\s*([1-4])\s*[-/. ]\s*(20\d\d)")
YEAR_AND_QUARTER = re.compile(r"(20\d\d)\s*[-/. ]?\s*(?:q|quy|quarter)\s*([1-4])")
YEAR = re.compile(r"(?:nam |year )?\s*(20\d\d)")
SHOWN = 40


def of_sheet(table: Table, nodes: Nodes) -> MapNode:
    """The cycle that has a sheet of its own."""
    node = nodes.entry(table, table.rows()[0], SAME["cycle"])
    if text(node, "key") is None:
        named = by_words(text(node, "name") or "", node.line, year_starts=1)
        put(node, "key", text(named, "key") if named else None)
    return node


def of_goals(table: Table, known: Known, findings: Findings) -> MapNode | None:
    """The cycle that the column names, else the one that runs; None when there is none."""
    said: dict[str, Cell] = {}
    for row in table.rows():
        value = table.value(row, "cycle")
        if value is not None:
            said.setdefault(fold(str(value)), table.cell(row, "cycle"))
    if len(said) > 1:
        first, second = list(said.values())[:2]
        findings.add(second, "", "sheet.two_cycles", first=first)
    if said:
        word, cell = next(iter(said.items()))
        return _named(word, cell, known, findings)
    running = [one for one in known.cycles.values() if one.state == CycleState.ACTIVE]
    cell = table.cell(table.first_row - 1, "objective")
    if len(running) != 1:
        names = ", ".join(one.name for one in running or known.cycles.values()) or "–"
        findings.add(cell, "", "sheet.no_cycle", near=names)
        return None
    return _node(cell, key=running[0].key)


def _named(word: str, cell: Cell, known: Known, findings: Findings) -> MapNode | None:
    for one in known.cycles.values():
        if word in (fold(one.key), fold(one.name)):
            return _node(cell, key=one.key)
    months = known.house.year_starts if known.house else 1
    found = by_words(word, cell, year_starts=months)
    if found is None:
        near = ", ".join(one.name for one in known.cycles.values()) or "–"
        findings.add(cell, "", "sheet.unknown_cycle", said=word[:SHOWN], near=near)
        return None
    there = known.cycles.get(text(found, "key") or "")
    return _node(cell, key=there.key) if there else found


def by_words(said: str, line: int, *, year_starts: int) -> MapNode | None:
    """A quarter or a year as people write it: Q4/2026, quý 4 2026, 2026-Q4, 2026."""
    word = fold(said)
    quarter, other = QUARTER.fullmatch(word), YEAR_AND_QUARTER.fullmatch(word)
    if quarter or other:
        number, year = (
            (int(quarter[1]), int(quarter[2])) if quarter else (int(other[2]), int(other[1]))  # type: ignore[index]
        )
        first = _month(year, year_starts + 3 * (number - 1))
        last = _month(year, year_starts + 3 * number) - timedelta(days=1)
        return _node(line, key=f"{year}-Q{number}", name=f"Q{number}/{year}", span=(first, last))
    whole = YEAR.fullmatch(word)
    if whole is None:
        return None
    year = int(whole[1])
    last = _month(year, year_starts + 12) - timedelta(days=1)
    return _node(line, key=str(year), name=str(year), span=(_month(year, year_starts), last))


def _month(year: int, month: int) -> date:
    """The first of a month; those beyond the twelfth belong to the next year."""
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def _node(
    line: int, *, key: str, name: str | None = None, span: tuple[date, date] | None = None
) -> MapNode:
    node = MapNode(line)
    said = {"key": key, "name": name}
    if span is not None:
        said |= {"starts": span[0].isoformat(), "ends": span[1].isoformat()}
    for field, value in said.items():
        if value is not None:
            node.items[field], node.lines[field] = TextNode(line, value), line
    return node
