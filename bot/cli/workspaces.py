"""Which workspace a command is about, and its database beside a running bot."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Annotated

import typer
from sqlmodel import Session

from bot import wiring
from bot.cli.failure import Failure
from bot.settings import Settings
from storage import organisation, schema
from storage.tables import Workspace

Named = Annotated[
    str | None,
    typer.Option("--workspace", help="Slack's team id; not needed when there is one."),
]


@contextmanager
def opened(*, write: bool = False) -> Iterator[Session]:
    """A session beside the bot, which commits when it may write; raises Failure."""
    database = wiring.database_beside(Settings())
    try:
        if schema.state(database.write) is not schema.SchemaState.CURRENT:
            raise Failure("The database is not ready: run `okrbot migrate` first.")
        with database.unit_of_work() if write else database.reading() as session:
            yield session
    finally:
        database.dispose()


def every(session: Session, named: str | None) -> Sequence[Workspace]:
    """The named workspace, else all of them; raises Failure when there is none."""
    known = organisation.workspace_ids(session)
    if not known:
        raise Failure("There is no workspace yet: run `okrbot run` or `okrbot import` first.")
    if named is not None and named not in known:
        raise Failure(f"There is no workspace {named}. Known: {', '.join(known)}.")
    return [session.get_one(Workspace, one) for one in ([named] if named else known)]


def one(session: Session, named: str | None) -> Workspace:
    """The named workspace or the only one; raises Failure."""
    found = every(session, named)
    if len(found) > 1:
        ids = ", ".join(workspace.id for workspace in found)
        raise Failure(f"Which workspace? Give --workspace with one of {ids}.")
    return found[0]
