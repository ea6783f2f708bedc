"""Rows of a spreadsheet as entries of the tree that a YAML file is read into."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.domain.spreadsheets.cells import Cell
from bot.domain.spreadsheets.fields import Column, Holds, column
from bot.services.importing.problems import Findings
from bot.services.importing.sheets.headings import Table
from bot.services.importing.sheets.names import Names
from bot.services.importing.sheets.reading import Reader, lines
from bot.services.importing.source import ListNode, MapNode, Node, TextNode

_PEOPLE = re.compile(r"[;,\n]")
_TEXTS = re.compile(r"[;\n]")


@dataclass(frozen=True, slots=True)
class Nodes:
    """Makes nodes of cells; `people`, `teams` and `goals` say whom their names mean."""

    reader: Reader
    findings: Findings
    people: Names
    teams: Names
    goals: Names
    kpis: Names | None = None

    def entry(self, table: Table, row: int, fields: Mapping[str, str]) -> MapNode:
        """A row as an entry; `fields` are the names in the tree by those of the columns.

        A cell that is empty says nothing; a column that is missing leaves things as they are.
        """
        node = MapNode(
            table.cell(row, ""),
            silent=frozenset(fields[name] for name in fields if name not in table.columns),
        )
        for name, field in fields.items():
            cell = table.cell(row, name)
            node.lines[field] = cell
            if name in table.columns:
                node.items[field] = self._node(table, row, column(table.sheet, name), cell)
        return node

    def _node(self, table: Table, row: int, one: Column, cell: Cell) -> Node:
        said = self.reader.text(table, row, one)
        if said is None:
            return TextNode(cell, None)
        if one.holds is Holds.ROWS:
            return ListNode(cell, [self._line(cell, parts, one) for parts in lines(said)])
        if one.holds is Holds.PEOPLE:
            return self._list(cell, (self.people.find(cell, one) for one in _split(_PEOPLE, said)))
        if one.holds is Holds.GOALS:
            return self._list(cell, (self.goals.find(cell, one) for one in _split(_TEXTS, said)))
        if one.holds is Holds.TEXTS:
            return self._list(cell, _split(_TEXTS, said))
        return TextNode(cell, self._meant(cell, said, one.holds))

    def _line(self, cell: Cell, parts: list[str], one: Column) -> MapNode:
        """A line of a cell as an entry; what is too much in it is noted."""
        node = MapNode(cell)
        if len(parts) > len(one.parts):
            names = " | ".join(name for name, _ in one.parts)
            self.findings.add(cell, "", "sheet.too_many_parts", parts=names)
        for said, (name, holds) in zip(parts, one.parts, strict=False):
            choices = f"{one.name}_state" if holds is Holds.CHOICE else ""
            read = self.reader.read(cell, said, holds, choices) if said else None
            meant = None if read is None else self._meant(cell, read, holds)
            node.items[name], node.lines[name] = TextNode(cell, meant), cell
        return node

    def _meant(self, cell: Cell, said: str, holds: Holds) -> str | None:
        if holds is Holds.PERSON:
            return self.people.find(cell, said)
        if holds is Holds.TEAM:
            return self.teams.find(cell, said)
        if holds is Holds.KPI and self.kpis is not None:
            return self.kpis.find(cell, said)
        return self.goals.find(cell, said) if holds is Holds.GOAL else said

    @staticmethod
    def _list(cell: Cell, texts: Iterable[str | None]) -> ListNode:
        return ListNode(cell, [TextNode(cell, text) for text in texts if text is not None])


def _split(pattern: re.Pattern[str], said: str) -> list[str]:
    return [part.strip() for part in pattern.split(said) if part.strip()]


def text(node: MapNode, name: str) -> str | None:
    """The text of a field; None for none."""
    found = node.items.get(name)
    return found.text if isinstance(found, TextNode) else None


def put(node: MapNode, name: str, value: str | None) -> None:
    """Give a field a text where it stands in the row."""
    node.items[name] = TextNode(node.lines.get(name, node.line), value)
