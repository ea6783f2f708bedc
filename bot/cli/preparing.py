"""`okrbot migrate`: bringing the database to this release's schema, and saying what was done."""

import typer
from sqlalchemy.engine import make_url

from bot.settings import Settings
from storage import occupancy, schema
from storage.schema import SchemaState, Upgrade


def migrate() -> None:
    """Create the database's tables, or bring them up to date; safe to repeat."""
    settings = Settings()
    tell(migrated(settings), settings)


def migrated(settings: Settings) -> Upgrade | None:
    """Upgrade unless it is up to date (None); raises Occupied while a bot runs on an SQLite file.

    A running bot has the schema of its own release, which must not change under it.
    """
    url = settings.database_url
    if schema.state_of(url) is SchemaState.CURRENT:
        return None
    with occupancy.alone(url):
        return schema.upgrade(url)


def tell(done: Upgrade | None, settings: Settings) -> None:
    """Say what an upgrade did, and where the copy from before it is."""
    if done is None or done.before == done.after:
        typer.echo(f"The database is up to date (schema {schema.head()}).")
        return
    if done.before is None:
        typer.echo(f"The database was made, with schema {done.after}.")
    else:
        typer.echo(f"The database went from schema {done.before} to {done.after}.")
    if done.backup:
        typer.echo(f"A copy of it as it was: {done.backup}")
    elif done.before and make_url(settings.database_url).get_backend_name() != "sqlite":
        typer.echo("No copy was made: a backup of PostgreSQL is its operator's (pg_dump).")
