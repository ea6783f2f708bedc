"""`okrbot person`: a copy of everything about somebody, and erasing them."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from sqlmodel import Session

from bot import wiring
from bot.cli import workspaces
from bot.cli.company import write
from bot.cli.failure import Failure
from bot.cli.workspaces import Named
from bot.domain.errors import DomainError
from bot.domain.folding import fold
from bot.render import Renderer
from bot.render.plain import Plain
from bot.runtime import Runtime
from bot.services import erasing, person_export, silence
from bot.services.choices import SeveralFit
from bot.services.erasing import Preview
from bot.settings import Settings
from storage import audit, engine, erased, occupancy, organisation, schema
from storage import erasing as stored
from storage.tables import Person

Name = Annotated[str, typer.Argument(help="A name, an e-mail address or a Slack id.")]
person = typer.Typer(
    help="Give a person a copy of their data, or erase it.",
    epilog="Example: okrbot person erase lan@minhlong.example --dry-run",
    no_args_is_help=True,
)


@person.command("export", epilog="Example: okrbot person export lan@minhlong.example lan.zip")
def export(
    name: Name,
    file: Annotated[Path, typer.Argument(help="A .zip file to write.")],
    workspace: Named = None,
) -> None:
    """Write everything about NAME into FILE, in their language; it is noted in the audit log."""
    render = Renderer()
    with workspaces.opened(write=True) as session:
        whose = found(session, name, workspace)
        texts = partial(render.text, locale=whose.locale)
        rows = person_export.collect(session, whose)
        content = person_export.zipped(rows, texts, locale=whose.locale)
        audit.add(
            session,
            workspace_id=whose.workspace_id,
            at=wiring.system_clock(),
            actor_id=None,
            action="export_person",
            subject="person",
            subject_id=whose.id,
        )
    write(file, content)
    typer.echo(f"{file} is there: {sum(map(len, rows.values()))} rows about {whose.name}.")


@person.command("erase", epilog="Example: okrbot person erase lan@minhlong.example --dry-run")
def erase(
    name: Name,
    workspace: Named = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would go.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask for the name again.")] = False,
) -> None:
    """Erase NAME: what they wrote goes, figures stay. Their goals must be handed over first."""
    settings = Settings()
    with _runtime(settings) as rt:
        with rt.reading() as session:
            whose = found(session, name, workspace)
            preview = erasing.preview(session, whose)
        for line in _told(preview):
            typer.echo(line)
        if dry_run:
            return
        if not yes and fold(typer.prompt("Type the name to confirm")) != fold(whose.name):
            raise Failure("That is not the name. Nothing was changed.")
        try:
            changed = erasing.forget(rt, whose.workspace_id, preview.person_id, actor_id=None)
        except DomainError as error:
            raise Failure(_plain(rt.render, error)) from error
        typer.echo(f"Erased; {changed} other records named or quoted them and do not any more.")
        typer.echo(_cleaned(settings, rt))


@person.command("erased", epilog="Example: okrbot person erased > erased.txt")
def listed() -> None:
    """Print the list of erased people: workspace and digest. Keep it apart from backups."""
    with workspaces.opened() as session:
        for house in organisation.workspace_ids(session):
            for mark in sorted(erased.noted(session, house)):
                typer.echo(f"{house} {mark}")


@person.command("readmit", epilog="Example: okrbot person readmit lan@minhlong.example")
def readmit(
    account: Annotated[str, typer.Argument(help="Their Slack id or e-mail address.")],
    workspace: Named = None,
) -> None:
    """Let somebody who was erased be met anew; nothing of what was erased comes back."""
    settings = Settings()
    with workspaces.opened(write=True) as session:
        house = workspaces.one(session, workspace)
        mark = erased.digest(house.id, account)
        if not erased.forget(session, house.id, mark):
            raise Failure(f"{account} was not erased here. Give the Slack id, or the address.")
        erased.remove(erased.file_of(settings.database_url, settings.erased_file), (house.id, mark))
    typer.echo(f"{account} is met anew when the bot next reads Slack's list of people.")


def found(session: Session, name: str, workspace: str | None) -> Person:
    """Who is meant; raises Failure."""
    try:
        whose = silence.find(session, workspaces.one(session, workspace).id, name)
    except DomainError as error:
        raise Failure(_plain(Renderer(), error)) from error
    except SeveralFit as fit:
        raise Failure(f"Who is “{name}”? {', '.join(fit.choices.values())}.") from fit
    if stored.is_erased(whose):
        raise Failure("This person is erased already.")
    return whose


@contextmanager
def _runtime(settings: Settings) -> Iterator[Runtime]:
    database = wiring.database_beside(settings)
    try:
        if schema.state(database.write) is not schema.SchemaState.CURRENT:
            raise Failure("The database is not ready: run `okrbot migrate` first.")
        yield wiring.without_slack(settings, database)
    finally:
        database.dispose()


def _told(preview: Preview) -> Iterator[str]:
    rows = ", ".join(f"{name} {count}" for name, count in sorted(preview.rows.items()))
    yield f"{preview.name}: {rows}."
    if not preview.is_ready:
        owned = preview.owned
        yield (
            f"To be handed over first, with /okr handover: {len(owned.objectives)} objectives, "
            f"{len(owned.key_results)} key results, {len(owned.kpis)} KPIs, "
            f"{len(owned.initiatives)} initiatives."
        )


def _cleaned(settings: Settings, rt: Runtime) -> str:
    """A running bot alone empties the log of its SQLite file; without one we do, and the file is
    written anew, for pages from before this release may hold more."""
    if occupancy.file_of(settings.database_url) is None:
        return "PostgreSQL removes the old rows when it vacuums the tables (autovacuum does)."
    if occupancy.is_occupied(settings.database_url):
        return "The running bot empties the database's log within six hours."
    with rt.uow() as session:
        bind = session.get_bind().engine
    engine.rewrite(bind)
    return "The database file was written anew; no page of it holds anything of them."


def _plain(render: Renderer, error: DomainError) -> str:
    return Plain({}).text(render.error(error, locale="en"))
