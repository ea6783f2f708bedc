"""Watches that no statement looks at workspaces' rows without saying whose."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import event

from storage.tables import metadata
from storage.uow import Database

TABLES = {name for name, table in metadata.tables.items() if "workspace_id" in table.columns}
TABLE = re.compile(r"\b(?:FROM|JOIN|INTO|UPDATE)\s+\"?([a-z_]+)\"?", re.IGNORECASE)
STRINGS = re.compile(r"'[^']*'")


@dataclass
class Watch:
    """Statements without a workspace, by their text; how many statements were seen at all."""

    found: set[str] = field(default_factory=set)
    seen: int = 0

    def look(self, *given: Any) -> None:
        self.seen += 1
        statement = STRINGS.sub("''", str(given[2]))
        tables = set(TABLE.findall(statement)) & TABLES
        if tables and not _says_whose(statement):
            self.found.add(re.sub(r"\s+", " ", statement))


def _says_whose(statement: str) -> bool:
    """A condition on the column, or a value for it: being one of those that are read is neither."""
    if statement.lstrip().upper().startswith("INSERT"):
        return "workspace_id" in statement
    _, where, conditions = statement.partition("WHERE")
    joins = " ".join(re.findall(r"\bON\b(.*?)(?:\bJOIN\b|\bWHERE\b|$)", statement, re.DOTALL))
    return "workspace_id" in f"{conditions if where else ''} {joins}"


@contextmanager
def watched(database: Database) -> Iterator[Watch]:
    """Every statement on any engine of this database, until the block ends."""
    watch = Watch()
    engines = (database.write, database.read, database.inbox)
    for engine in engines:
        event.listen(engine, "before_cursor_execute", watch.look)
    try:
        yield watch
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", watch.look)
