"""`okrbot messages`: what could not be delivered, and what becomes of it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Annotated

import typer
from sqlmodel import Session

from bot import wiring
from bot.cli.failure import Failure
from bot.services.dead_letters import settle_one
from bot.settings import Settings
from storage import letters, schema
from storage.tables import Message
from storage.uow import Database

messages = typer.Typer(
    help="Messages that were not delivered: see them, post them again or drop them.",
    epilog="Example: okrbot messages list",
    no_args_is_help=True,
)
Ids = Annotated[list[int], typer.Argument(help="Ids, as `okrbot messages list` shows them.")]
STATES = {
    "dead": "not delivered",
    "skipped": "dropped",
    "sent": "delivered",
    "pending": "waiting to be sent",
    "sending": "being sent",
}


@messages.command(name="list", epilog="Example: okrbot messages list")
def list_all() -> None:
    """List what was not delivered, oldest first: id, what, where to, since when, why."""
    with _session(write=False) as session:
        found = letters.unsettled(session)
        for letter in found:
            typer.echo(
                f"{letter.id}  {letter.kind}  → {letter.target}  "
                f"{letter.created_at:%Y-%m-%d %H:%M} UTC  {_why(letter)}"
            )
    if not found:
        typer.echo("Everything was delivered.")
        return
    typer.echo(
        f"{len(found)} in all. `okrbot messages resend ID…` posts again, `drop ID…` lets them be."
    )


@messages.command(epilog="Example: okrbot messages show 12")
def show(
    message_id: Annotated[int, typer.Argument(metavar="ID", help="As in `okrbot messages list`.")],
) -> None:
    """Show what is known of one message; its words stay between the bot and its readers."""
    with _session(write=False) as session:
        letter = _found(session, message_id, lock=False)
        for name, value in (
            ("message", letter.id),
            ("workspace", letter.workspace_id),
            ("what", letter.kind),
            ("to", letter.target),
            ("language", letter.locale),
            ("state", STATES[letter.state]),
            ("why", _why(letter) if letter.error else "–"),
            ("prepared", f"{letter.created_at:%Y-%m-%d %H:%M:%S} UTC"),
            ("first tried", _moment(letter)),
            ("attempts", letter.attempt),
        ):
            typer.echo(f"{name:<12} {value}")


@messages.command(epilog="Example: okrbot messages resend 12 13")
def resend(ids: Ids) -> None:
    """Post messages again. One in doubt may have arrived already: look into the channel first."""
    _settle(ids, again=True)
    typer.echo(f"{_count(ids)} will be posted again as soon as the bot runs.")


@messages.command(epilog="Example: okrbot messages drop 12")
def drop(ids: Ids) -> None:
    """Let messages be: they are not posted, and nobody is told of them any more."""
    _settle(ids, again=False)
    typer.echo(f"{_count(ids)} dropped.")


def _settle(ids: Sequence[int], *, again: bool) -> None:
    """All or nothing: one wrong id changes nothing."""
    with _session(write=True) as session:
        for message_id in dict.fromkeys(ids):
            letter = _found(session, message_id)
            if letter.state != "dead":
                raise Failure(
                    f"Message {message_id} is {STATES[letter.state]}, so nothing was changed. "
                    "`okrbot messages list` shows those that can be settled."
                )
            settle_one(session, letter, again=again, at=wiring.system_clock())


def _found(session: Session, message_id: int, *, lock: bool = True) -> Message:
    found = letters.get(session, message_id, lock=lock)
    if found is None:
        raise Failure(f"There is no message {message_id}. `okrbot messages list` shows the ids.")
    return found


def _why(letter: Message) -> str:
    if letters.is_in_doubt(letter):
        return "in doubt: it may have arrived"
    return letter.error or "unknown"


def _moment(letter: Message) -> str:
    at = letter.first_tried_at
    return "never" if at is None else f"{at:%Y-%m-%d %H:%M:%S} UTC"


def _count(ids: Sequence[int]) -> str:
    many = len(set(ids))
    return "1 message" if many == 1 else f"{many} messages"


@contextmanager
def _session(*, write: bool) -> Iterator[Session]:
    database = _database()
    try:
        with database.unit_of_work() if write else database.reading() as session:
            yield session
    finally:
        database.dispose()


def _database() -> Database:
    database = wiring.database_beside(Settings())
    if schema.state(database.write) is not schema.SchemaState.CURRENT:
        raise Failure("The database is not ready: run `okrbot migrate` first.")
    return database
