"""What an import found or did as JSON facts: no words."""

from collections.abc import Sequence
from typing import Any

from bot.domain.spreadsheets.cells import Cell
from bot.services.importing.changes import ImportReport, Line
from bot.services.importing.problems import Problem

Facts = dict[str, Any]
MOST_SHOWN = 25


def problems(found: Sequence[Problem]) -> Facts:
    """The first problems, each with its place and its words, and how many are left out."""
    shown = [
        {
            "place": _place(one.line),
            "field": one.field,
            "key": one.key,
            "params": {name: _param(value) for name, value in one.params.items()},
        }
        for one in found[:MOST_SHOWN]
    ]
    return {"problems": shown, "more": max(len(found) - MOST_SHOWN, 0)}


def report(found: ImportReport) -> Facts:
    """The first entries that are new or changed, and how many there are of each kind."""
    kinds = sorted({*found.created, *found.changed})
    return {
        "lines": [_line(line) for line in found.lines[:MOST_SHOWN]],
        "more": max(len(found.lines) - MOST_SHOWN, 0),
        "counts": [
            {
                "kind": kind,
                "created": found.created.get(kind, 0),
                "changed": found.changed.get(kind, 0),
                "unchanged": found.unchanged.get(kind, 0),
            }
            for kind in kinds
        ],
    }


def _line(line: Line) -> Facts:
    return {
        "kind": line.kind,
        "key": line.key,
        "title": line.title,
        "details": [
            {"field": one.field, "before": one.before, "after": one.after} for one in line.details
        ],
    }


def _place(line: int) -> Facts:
    if not isinstance(line, Cell):
        return {"line": line}
    return {
        "sheet": line.sheet,
        "row": line.row,
        "column": line.column,
        "heading": line.heading,
    }


def _param(value: object) -> object:
    if isinstance(value, Cell):
        return _place(value)
    return value if isinstance(value, int) or value is None else str(value)
