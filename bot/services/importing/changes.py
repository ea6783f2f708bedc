"""Writes what differs, and keeps count of it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from sqlmodel import Session, SQLModel

from storage.tables import KeyResult, Kpi, Objective, Person, ScorecardTemplate, Team


class Change(StrEnum):
    """What an import did with one entry."""

    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Detail:
    """One column with what stood there and what stands there now, None for nothing."""

    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """One entry that was created or changed; `fields` are the columns that changed.

    `details` say more of the same columns, `title` is what people call the entry.
    """

    kind: str
    key: str
    change: Change
    fields: tuple[str, ...] = ()
    details: tuple[Detail, ...] = field(default=(), compare=False)
    title: str = field(default="", compare=False)


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
#: Columns that name a row of another table.
NAMED: Mapping[str, type[SQLModel]] = {
    "owner_id": Person,
    "manager_id": Person,
    "lead_id": Person,
    "team_id": Team,
    "parent_id": Team,
    "objective_id": Objective,
    "parent_objective_id": Objective,
    "parent_key_result_id": KeyResult,
    "protects_objective_id": Objective,
    "parent_kpi_id": Kpi,
    "kpi_id": Kpi,
    "template_id": ScorecardTemplate,
}


@dataclass(slots=True)
class Changes:
    """The changes of one import so far."""

    session: Session
    workspace_id: str
    lines: dict[tuple[str, str], Line] = field(default_factory=dict)
    small: Counter[tuple[Change, str]] = field(default_factory=Counter)
    #: Rows with a column that changed, what stood there and what stands there now.
    moved: list[tuple[SQLModel, str, Any, Any]] = field(default_factory=list)

    def create(self, kind: str, key: str, row: Row) -> Row:
        """Add a row, which gets its id."""
        self.session.add(row)
        self.session.flush()
        self.lines[kind, key] = Line(kind, key, Change.CREATED, title=_title(row))
        return row

    def update(
        self,
        kind: str,
        key: str,
        row: SQLModel,
        values: Mapping[str, Any],
        *,
        keeps: frozenset[str] = frozenset(),
    ) -> bool:
        """Bring a row to `values` but for the columns of `keeps`; False when it says so already."""
        details = []
        for name, value in values.items():
            before = getattr(row, name)
            if name in keeps or before == value:
                continue
            shown = (self._shown(name, one) for one in (before, value))
            details.append(Detail(name, *shown))
            self.moved.append((row, name, before, value))
            setattr(row, name, value)
        self.session.flush()
        change = Change.CHANGED if details else Change.UNCHANGED
        fields = tuple(detail.field for detail in details)
        self.lines[kind, key] = Line(kind, key, change, fields, tuple(details), _title(row))
        return bool(details)

    def amend(
        self, kind: str, key: str, name: str, before: object = None, after: object = None
    ) -> bool:
        """Say that one more column of an entry was changed; False when it was just created."""
        line = self.lines[kind, key]
        if line.change is Change.CREATED:
            return False
        detail = Detail(name, self._shown(name, before), self._shown(name, after))
        self.lines[kind, key] = replace(
            line,
            change=Change.CHANGED,
            fields=(*line.fields, name),
            details=(*line.details, detail),
        )
        return True

    def any_of(self, *kinds: str) -> bool:
        """Whether an entry of one of these kinds was created or changed."""
        changed = (line for line in self.lines.values() if line.change is not Change.UNCHANGED)
        return any(line.kind in kinds for line in changed)

    def is_new(self, kind: str, key: str) -> bool:
        """Whether this import made the entry."""
        return self.lines[kind, key].change is Change.CREATED

    def _shown(self, name: str, value: object) -> str | None:
        """A value as text; of a row that it names, what a file calls it."""
        if value is None or value == "":
            return None
        table = NAMED.get(name)
        row = None if table is None else self.session.get(table, value)
        if isinstance(row, Person):
            return row.name
        if row is not None:
            return str(getattr(row, "key", value))
        if isinstance(value, bool):
            return str(value).lower()
        return format(value, "f") if isinstance(value, Decimal) else str(value)

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


def _title(row: SQLModel) -> str:
    return str(getattr(row, "title", None) or getattr(row, "name", None) or "")
