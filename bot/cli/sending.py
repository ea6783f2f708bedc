"""`okrbot sending`: the one switch that stops all messages."""

from typing import Annotated

import typer

from bot import wiring
from bot.cli import previewing
from bot.cli.failure import Failure
from bot.cli.quiet import warned
from bot.services.sending import set_stopped
from bot.settings import Settings
from storage import holding, schema, sent
from storage.organisation import workspace_ids
from storage.tables import Message, Workspace
from storage.uow import Database

MOST_LINES = 200
Numbers = Annotated[list[int] | None, typer.Argument(help="Numbers of held messages.")]
sending = typer.Typer(
    help="Stop or resume all messages of the bot; what is prepared meanwhile waits.",
    no_args_is_help=True,
)


@sending.command(epilog="Example: okrbot sending stop")
def stop() -> None:
    """Send nothing more until `okrbot sending resume`."""
    _switch(stopped=True)
    typer.echo("Sending is stopped. Messages wait; `okrbot sending resume` sends them.")


@sending.command(epilog="Example: okrbot sending resume")
def resume() -> None:
    """Send again, beginning with what waited."""
    _switch(stopped=False)
    typer.echo("Sending is on.")


@sending.command(epilog="Example: okrbot sending status")
def status() -> None:
    """Say whether messages are sent, and how many wait."""
    database = _database()
    with database.reading() as session:
        for workspace_id in workspace_ids(session):
            found = session.get_one(Workspace, workspace_id)
            state = "stopped" if found.sending_stopped else "on"
            typer.echo(f"{found.name}: sending is {state}")
        for line in warned(session):
            typer.echo(line)
        held = holding.count(session).messages
        typer.echo(f"{sent.unfinished(session) - held} messages wait.")
        if held:
            typer.echo(f"{held} are held since a restore: see `okrbot sending held`.")
    database.dispose()


@sending.command(epilog="Example: okrbot sending preview")
def preview() -> None:
    """Show what the bot would make up for if it started now; nothing is changed or sent."""
    database = _database()
    with database.reading() as session:
        for line in previewing.told(session, at=wiring.system_clock()):
            typer.echo(line)
    database.dispose()


@sending.command(epilog="Example: okrbot sending held")
def held() -> None:
    """List the messages that a restore held, oldest first."""
    database = _database()
    with database.reading() as session:
        count = holding.count(session)
        for row in holding.messages(session, limit=MOST_LINES):
            typer.echo(_line(row))
        if count.messages > MOST_LINES:
            typer.echo(f"… and {count.messages - MOST_LINES} more")
        typer.echo(f"{count.messages} messages and {count.deliveries} deliveries are held.")
    database.dispose()


@sending.command(epilog="Example: okrbot sending release · okrbot sending release 17 18")
def release(ids: Numbers = None) -> None:
    """Send what a restore held: all of it, or these messages."""
    database = _database()
    with database.unit_of_work() as session:
        count = holding.release(session, ids or [], at=wiring.system_clock())
    database.dispose()
    typer.echo(f"{count} messages were let go.")


@sending.command(epilog="Example: okrbot sending discard 17 18")
def discard(ids: Annotated[list[int], typer.Argument(help="Numbers of held messages.")]) -> None:
    """Drop held messages without sending them."""
    database = _database()
    with database.unit_of_work() as session:
        count = holding.discard(session, ids)
    database.dispose()
    typer.echo(f"{count} messages were dropped.")


def _line(row: Message) -> str:
    """A held message; of one that the restore prepared Slack cannot tell whether it was sent."""
    unknown = " (fell due since the backup: may have been sent)" if row.state == "pending" else ""
    return f"{row.id}: {row.kind} to {row.target}, of {row.created_at:%Y-%m-%d %H:%M}Z{unknown}"


def _switch(*, stopped: bool) -> None:
    database = _database()
    with database.unit_of_work() as session:
        for workspace_id in workspace_ids(session):
            set_stopped(session, workspace_id, stopped=stopped, at=wiring.system_clock())
    database.dispose()


def _database() -> Database:
    settings = Settings()
    database = wiring.database_beside(settings)
    if schema.state(database.write) is not schema.SchemaState.CURRENT:
        raise Failure("The database is not ready: run `okrbot migrate` first.")
    return database
