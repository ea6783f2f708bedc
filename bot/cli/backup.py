"""`okrbot backup` and `okrbot restore`."""

from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy.engine import URL, make_url

from bot import wiring
from bot.cli.failure import Failure
from bot.services import erasing
from bot.services.holding import hold_everything
from bot.settings import Settings
from storage import backup as copies
from storage import engine, occupancy, schema
from storage.holding import Held
from storage.schema import SchemaState
from storage.uow import Database

ON_POSTGRESQL = """This is PostgreSQL, which brings its own tools:
  backup:   pg_dump --format=custom --file={file} '{url}'
  restore:  stop every bot, then
            pg_restore --clean --if-exists --exit-on-error --dbname='{url}' {file}
            okrbot restore --hold-only
The last line holds what was not sent, so that nothing is sent again."""
HOW_TO_GO_ON = """Nothing of it is sent by itself:
  okrbot sending held          lists it
  okrbot sending discard ID…   drops messages that are of no use any more
  okrbot sending release       sends the rest; direct messages that Slack has are not repeated"""


def backup(
    file: Annotated[Path, typer.Argument(help="Where the copy goes.")],
    force: Annotated[bool, typer.Option("--force", help="Overwrite FILE.")] = False,
) -> None:
    """Copy the database into FILE while the bot runs, and check the copy."""
    settings = Settings()
    database = _file(settings, file)
    _must_not_be_the_database(file, database)
    if not database.exists():
        raise Failure(f"There is no database {database}. Check OKRBOT_DATABASE_URL.")
    if file.exists() and not force:
        raise Failure(f"{file} exists. Give another name, or --force to overwrite it.")
    if not file.absolute().parent.is_dir():
        raise Failure(f"There is no folder {file.absolute().parent}. Make it first.")
    made = copies.copy(database, file)
    rows = sum(made.rows.values())
    typer.echo(f"{file}: {rows} rows in {len(made.rows)} tables, {made.size} bytes, checked.")


def restore(
    file: Annotated[Path | None, typer.Argument(help="A copy that `okrbot backup` made.")] = None,
    hold_only: Annotated[
        bool, typer.Option("--hold-only", help="Only hold what was not sent; for PostgreSQL.")
    ] = False,
) -> None:
    """Put FILE in the database's place; the bot must be stopped. What was not sent is held."""
    settings = Settings()
    if hold_only == (file is not None):
        raise Failure("Give either FILE, or --hold-only after pg_restore.")
    if file is None:
        _tell(_hold_only(settings))
        return
    database = _file(settings, file)
    _must_not_be_the_database(file, database)
    if not file.is_file():
        raise Failure(f"There is no file {file}.")
    with occupancy.alone(settings.database_url):
        held, kept = _restored(settings, file, database)
    typer.echo(f"{database} is {file} now.")
    if kept:
        typer.echo(f"The database that was there: {kept}")
    _tell(held)


def _restored(settings: Settings, file: Path, database: Path) -> tuple[Held, Path | None]:
    """Everything is done to a copy beside the database, which then takes its place at once."""
    fresh = database.with_name(f"{database.name}.restoring")
    copies.discard(fresh)
    try:
        copies.copy(file, fresh, read_only=True)
        url = URL.create("sqlite", database=str(fresh)).render_as_string()
        if schema.state_of(url) is SchemaState.EMPTY:
            raise Failure(f"{file} holds no okrbot database. Nothing was changed.")
        schema.upgrade(url, keep_copy=False)
        held = _hold(settings, Database.open(url))
        return held, copies.exchange(fresh, database, at=wiring.system_clock())
    finally:
        copies.discard(fresh)


def _hold_only(settings: Settings) -> Held:
    with occupancy.alone(settings.database_url):
        if schema.state_of(settings.database_url) is not SchemaState.CURRENT:
            raise Failure("The database is not ready: run `okrbot migrate` first.")
        return _hold(settings, Database.open(settings.database_url))


def _hold(settings: Settings, opened: Database) -> Held:
    """Nothing is sent again, and who was erased since the copy was made is erased again."""
    try:
        engine.analyse(opened.write)
        rt = wiring.without_slack(settings, opened)
        erasing.again(rt)
        return hold_everything(rt)
    finally:
        opened.dispose()


def _tell(held: Held) -> None:
    typer.echo(
        f"Held: {held.messages} messages, and {held.deliveries} deliveries of Slack that were not "
        "done."
    )
    if held.messages or held.deliveries:
        typer.echo(HOW_TO_GO_ON)


def _file(settings: Settings, file: Path) -> Path:
    database = occupancy.file_of(settings.database_url)
    if database is None:
        url = make_url(settings.database_url).set(drivername="postgresql")
        shown = url.render_as_string(hide_password=True)
        raise Failure(ON_POSTGRESQL.format(file=file, url=shown))
    return database


def _must_not_be_the_database(file: Path, database: Path) -> None:
    same = file.resolve() == database
    with suppress(FileNotFoundError):
        same = same or file.samefile(database)
    taken = [database.with_name(database.name + end) for end in (*copies.BESIDE, ".lock")]
    if same or file.resolve() in taken:
        raise Failure(f"{file} belongs to the database itself. Give another name.")
