"""The table for people and the file for programs."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.bench.frame import Result

_HEAD = ("id", "what", "engine", "size", "ours", "baseline", "ratio", "gate", "aim", "")
_WORDS = {True: "met", False: "NOT MET", None: "not measured"}
_LEFT = {0, 1, 2, 9}


def table(results: Sequence[Result]) -> str:
    """One line per result under a head, then why anything is missing."""
    rows = [_HEAD, *(_cells(result) for result in results)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(_HEAD))]
    lines = [
        "  ".join(
            cell.ljust(width) if at in _LEFT else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    missing = [f"{r.row.id}: not measured: {r.missing}" for r in results if r.missing]
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:], *missing])


def write(results: Sequence[Result], path: Path) -> None:
    """One entry per result; `ratio` and `met` are null when the baseline could not run."""
    path.parent.mkdir(parents=True, exist_ok=True)
    entries = [_entry(result) for result in results]
    path.write_text(json.dumps(entries, ensure_ascii=False, indent=1) + "\n", "utf-8")


def outcome(result: Result) -> str:
    """What became of a row, in a few words."""
    if result.missing:
        return _WORDS[None]
    return f"{result.ratio:.2f} (gate {result.row.gate}) {_WORDS[result.met]}"


def _cells(result: Result) -> tuple[str, ...]:
    row = result.row
    figures = ("–", "–", "–")
    if not result.missing:
        figures = (_duration(result.ours), _duration(result.baseline), f"{result.ratio:.2f}")
    aim = str(row.aim) if row.aim else ""
    size = f"{row.size:,}"
    return (row.id, row.what, row.engine, size, *figures, str(row.gate), aim, _WORDS[result.met])


def _duration(seconds: float) -> str:
    for unit, size in (("s", 1.0), ("ms", 1e-3)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds * 1e6:.3g} µs"


def _entry(result: Result) -> dict[str, Any]:
    row = result.row
    return {
        "id": row.id,
        "what": row.what,
        "engine": row.engine,
        "size": row.size,
        "ratio": None if result.missing else round(result.ratio, 3),
        "gate": str(row.gate),
        "aim": str(row.aim) if row.aim else "",
        "met": result.met,
        "baseline": row.baseline,
    }
