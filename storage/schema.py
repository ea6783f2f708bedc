"""The schema's revision: which one a database has, which one the code needs, and the way up."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, event, inspect, text

from storage import backup, occupancy
from storage import engine as engines

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"
# Any number will do; every upgrader must take the same one.
UPGRADE_LOCK = 7_310_000
WAIT_S = 120
AfterStep = Callable[[], None]


class SchemaState(StrEnum):
    """How a database's schema stands to the code's."""

    EMPTY = "empty"
    OLDER = "older"
    CURRENT = "current"
    NEWER = "newer"
    UNKNOWN = "unknown"


class SchemaRefused(Exception):
    """The database has a schema that this release must not write to."""


class SchemaUnknown(SchemaRefused):
    """The database's revision is none of okrbot's, as far as this release can tell."""

    def __init__(self, found: str) -> None:
        super().__init__(
            f"The database has schema {found}, which is none of okrbot's. Check "
            "OKRBOT_DATABASE_URL, or restore a backup."
        )


class SchemaTooNew(SchemaRefused):
    """The database was upgraded by a newer release, which this one must not write to."""

    def __init__(self, found: str, head: str) -> None:
        super().__init__(
            f"The database has schema {found}, which this release does not know (its own is "
            f"{head}). Run the release that made it, or restore the backup from before it."
        )
        self.found = found
        self.head = head


class BrokenReferences(Exception):
    """A migration on SQLite would have left rows that point to nothing; it was rolled back."""


@dataclass(frozen=True, slots=True)
class Upgrade:
    """What an upgrade did. `before` None: the database was empty; `backup` None: none was made."""

    before: str | None
    after: str
    backup: Path | None


def nothing() -> None:
    """What happens after a step of an upgrade, unless a test wants something to."""


def head() -> str:
    """The revision that this code needs."""
    return revisions()[-1]


def revisions() -> Sequence[str]:
    """Every revision, oldest first, by the names of their files.

    Revisions are numbered in a row. Alembic would read each file for that, and it takes longer to
    load than the rest of a start on a database that is up to date.
    """
    found = sorted(path.stem for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))
    if not found:
        raise LookupError(f"no migration in {MIGRATIONS}")
    return [name.partition("_")[0] for name in found]


def current(engine: Engine) -> str | None:
    """The revision that the database has; None before the first upgrade."""
    with engine.connect() as connection:
        return _revision(connection)


def state(engine: Engine) -> SchemaState:
    """How the database's schema stands to the code's."""
    return _state(current(engine))


def state_of(url: str) -> SchemaState:
    """The same for the database at `url`, which may not exist yet."""
    engine = engines.reader(url, pool_size=1)
    try:
        return state(engine)
    finally:
        engine.dispose()


def upgrade(url: str, *, keep_copy: bool = True, after_step: AfterStep = nothing) -> Upgrade:
    """Bring the database to `head()` in one transaction; `after_step` is called in it.

    A second upgrader waits and then finds nothing to do. An SQLite file with an older schema is
    first copied beside itself (unless `keep_copy` is False). Raises SchemaRefused, and NotSound and
    BrokenReferences on SQLite; then nothing has been changed.
    """
    engine = _upgrader(url)
    try:
        with engine.begin() as connection:
            _keep_others_out(connection)
            return _upgrade(connection, keep_copy=keep_copy, after_step=after_step)
    finally:
        engine.dispose()


def config(connection: Connection | None = None, after_step: AfterStep = nothing) -> "Config":
    """Alembic's configuration, made here so that an installed package needs no ini file."""
    from alembic.config import Config

    made = Config()
    made.set_main_option("script_location", str(MIGRATIONS))
    made.attributes["connection"] = connection
    made.attributes["after_step"] = lambda **_: after_step()
    return made


def _upgrade(connection: Connection, *, keep_copy: bool, after_step: AfterStep) -> Upgrade:
    before = _revision(connection)
    found = _state(before)
    if found is SchemaState.NEWER:
        raise SchemaTooNew(str(before), head())
    if found is SchemaState.UNKNOWN:
        raise SchemaUnknown(str(before))
    if found is SchemaState.CURRENT:
        return Upgrade(before, head(), None)
    older = found is SchemaState.OLDER
    copied = _back_up(connection, str(before)) if older and keep_copy else None
    from alembic import command  # only where there is something to do

    command.upgrade(config(connection, after_step), "head")
    _check_references(connection)
    return Upgrade(before, head(), copied)


def _upgrader(url: str) -> Engine:
    engine = engines.writer(url, pool_size=1)
    if engine.dialect.name == "sqlite":

        @event.listens_for(engine, "connect")
        def prepare(connection: Any, _record: Any) -> None:
            # Changing a table means copying and dropping it, and the drop would cascade.
            connection.execute("PRAGMA foreign_keys = OFF")
            connection.execute(f"PRAGMA busy_timeout = {WAIT_S * 1000}")

    return engine


def _keep_others_out(connection: Connection) -> None:
    """Make a second upgrader wait; on SQLite the transaction's BEGIN IMMEDIATE already does."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SET LOCAL lock_timeout = '{WAIT_S}s'"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": UPGRADE_LOCK})


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version ORDER BY version_num"))
    return "+".join(found.scalars()) or None


def _state(revision: str | None) -> SchemaState:
    if revision is None:
        return SchemaState.EMPTY
    known = revisions()
    if revision == known[-1]:
        return SchemaState.CURRENT
    if revision in known:
        return SchemaState.OLDER
    # What comes after the newest one can be told by its number.
    numbered = revision.isdecimal() and int(revision) > int(known[-1])
    return SchemaState.NEWER if numbered else SchemaState.UNKNOWN


def _back_up(connection: Connection, revision: str) -> Path | None:
    """Copy an SQLite file while our transaction keeps writers out; None where there is no file.

    The name says from which schema and when: okrbot.0001.2026-11-16T020000Z.bak.db.
    """
    database = occupancy.file_of(connection.engine.url.render_as_string(hide_password=False))
    if database is None:
        return None
    mark = f"{revision}.{backup.moment(datetime.now(UTC))}.bak"
    return backup.copy(database, backup.free_name(database, mark)).path


def _check_references(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    broken = connection.execute(text("PRAGMA foreign_key_check")).fetchall()
    if broken:
        tables = ", ".join(sorted({str(row[0]) for row in broken}))
        raise BrokenReferences(f"{len(broken)} rows point to nothing, in: {tables}")
