"""Writes what differs, and keeps count of it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

from sqlmodel import Session, SQLModel


class Change(StrEnum):
    """What an import did with one entry."""

    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Line:
    """One entry that was created or changed; `fields` are the columns that changed."""

    kind: str
    key: str
    change: Change
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportReport:
    """Counts by kind ("person", "team", "key_result", …), and a line per change in file order.

    Readings and earlier values of key results ("reading", "history") are counted, not listed.
    """

    created: Mapping[str, int]
    changed: Mapping[str, int]
    unchanged: Mapping[str, int]
    lines: tuple[Line, ...]

    @property
    def is_empty(self) -> bool:
        """Whether the database already said what the file says."""
        return not self.created and not self.changed


Row = TypeVar("Row", bound=SQLModel)


@dataclass(slots=True)
class Changes:
    """The changes of one import so far."""

    session: Session
    workspace_id: str
    lines: dict[tuple[str, str], Line] = field(default_factory=dict)
    small: Counter[tuple[Change, str]] = field(default_factory=Counter)

    def create(self, kind: str, key: str, row: Row) -> Row:
        """Add a row, which gets its id."""
        self.session.add(row)
        self.session.flush()
        self.lines[kind, key] = Line(kind, key, Change.CREATED)
        return row

    def update(self, kind: str, key: str, row: SQLModel, values: Mapping[str, Any]) -> bool:
        """Bring a row to `values`; False when it says so already."""
        differing = [name for name, value in values.items() if getattr(row, name) != value]
        for name in differing:
            setattr(row, name, values[name])
        self.session.flush()
        change = Change.CHANGED if differing else Change.UNCHANGED
        self.lines[kind, key] = Line(kind, key, change, tuple(differing))
        return bool(differing)

    def amend(self, kind: str, key: str, name: str) -> None:
        """Say that one more column of an entry was changed, which may just have been created."""
        line = self.lines[kind, key]
        if line.change is not Change.CREATED:
            self.lines[kind, key] = Line(kind, key, Change.CHANGED, (*line.fields, name))

    def count(self, kind: str, change: Change, number: int = 1) -> None:
        """Count what is too small and too many for a line of its own: readings."""
        if number:
            self.small[change, kind] += number

    def report(self) -> ImportReport:
        """Everything so far."""
        counts = Counter((line.change, line.kind) for line in self.lines.values()) + self.small
        created, changed, unchanged = (
            {kind: n for (change, kind), n in counts.items() if change is wanted}
            for wanted in Change
        )
        told = (line for line in self.lines.values() if line.change is not Change.UNCHANGED)
        return ImportReport(created, changed, unchanged, tuple(told))
