"""The database: whether it is there, whose schema it has, and whether it takes writes."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DatabaseError

from bot import wiring
from bot.cli.doctor.finding import Finding, warning, wrong
from bot.services import health
from bot.settings import Settings
from storage import occupancy, schema
from storage.organisation import workspace_ids
from storage.schema import SchemaState
from storage.uow import Database

MEND = {
    SchemaState.EMPTY: "Run `okrbot migrate`.",
    SchemaState.OLDER: "Run `okrbot migrate`; an SQLite file is copied first.",
    SchemaState.NEWER: "Run the release that made it, or restore the backup from before it.",
    SchemaState.UNKNOWN: "It is none of okrbot's: check OKRBOT_DATABASE_URL, or restore a backup.",
}
MEND_WRITES = {
    "full": "The disk is full: make room there.",
    "readonly": "Give this user the right to write the file and its folder (chown, chmod u+w).",
    "locked": "Another program holds it: let nothing but okrbot write to it.",
}


def examine(settings: Settings) -> Iterator[Finding]:
    """Nothing is made or changed: a file that is not there stays away."""
    shown = make_url(settings.database_url).render_as_string(hide_password=True)
    try:
        file = occupancy.file_of(settings.database_url)
        if file is not None and not file.exists():
            yield _absent(settings, shown)
            return
        state = schema.state_of(settings.database_url)
    except (DatabaseError, ArgumentError, ModuleNotFoundError) as error:
        remedy = f"{type(error).__name__}: check OKRBOT_DATABASE_URL."
        if isinstance(error, ModuleNotFoundError):
            remedy = "Install the PostgreSQL driver: pip install 'okrbot[postgres]'."
        yield wrong("database", f"database {shown} cannot be used", remedy)
        return
    what = f"database {shown}, schema {state.value}"
    mend = MEND.get(state)
    yield Finding("database", what) if mend is None else wrong("database", what, mend)
    if file is not None:
        at_work = occupancy.is_occupied(settings.database_url)
        yield Finding("bots", f"{'a' if at_work else 'no'} bot works on this file")
    if mend is None:
        yield from _in_use(settings)


def _absent(settings: Settings, shown: str) -> Finding:
    file = occupancy.file_of(settings.database_url)
    if file is not None and not file.parent.is_dir():
        remedy = f"Make the folder {file.parent}, or check OKRBOT_DATABASE_URL."
        return wrong("database", f"database {shown} has no folder to lie in", remedy)
    remedy = "Run `okrbot migrate`; `okrbot run` and `okrbot import` do it by themselves."
    return warning("database", f"database {shown} is not there yet", remedy)


def _in_use(settings: Settings) -> Iterator[Finding]:
    with _opened(settings) as opened:
        try:
            health.try_to_write(wiring.without_slack(settings, opened))
        except DatabaseError as error:
            said = str(error.orig).splitlines()[0]
            remedy = next((mend for word, mend in MEND_WRITES.items() if word in said), None)
            yield wrong(
                "writes",
                f"the database takes no writes: {said}",
                remedy or "Look at its log, its disk and its permissions.",
            )
        else:
            yield Finding("writes", "the database takes writes")
        with opened.reading() as session:
            count = len(workspace_ids(session))
    what = f"{count} workspace(s) in the database"
    hint = "Run `okrbot import examples/marketing-team.yaml` or your own, or `okrbot run`."
    yield Finding("workspaces", what) if count else wrong("workspaces", what, hint)


@contextmanager
def _opened(settings: Settings) -> Iterator[Database]:
    opened = wiring.database_beside(settings)
    try:
        yield opened
    finally:
        opened.dispose()
