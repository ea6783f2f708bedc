"""`okrbot import`: the organisation, its goals and KPIs from a file."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from bot import wiring
from bot.cli import preparing, workspaces
from bot.cli.failure import Failure
from bot.cli.quiet import warned
from bot.render.import_words import ImportWords
from bot.services import importing
from bot.services.importing import ImportFile, ImportProblems, ImportReport
from bot.settings import Settings
from storage import schema
from storage.organisation import workspace_ids
from storage.schema import SchemaState
from storage.uow import Database

MOST_LINES = 40


def import_file(
    file: Annotated[Path, typer.Argument(help="A YAML file, see examples/.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change.")] = False,
    workspace: Annotated[
        str | None, typer.Option(help="Slack's team id; not needed when there is one.")
    ] = None,
    lang: Annotated[str, typer.Option(help="Language of problems: en or vi.")] = "en",
) -> None:
    """Bring people, teams, goals and KPIs to what FILE says; safe to repeat."""
    loaded = load(file, lang=lang)
    settings = Settings()
    if not dry_run:
        preparing.migrated(settings)
        _import(settings, file, loaded, workspace, lang=lang, dry_run=False)
        return
    state = schema.state_of(settings.database_url)
    if state is SchemaState.OLDER:
        raise Failure("The database is of an older release: run `okrbot migrate` first.")
    with TemporaryDirectory() as folder:
        if state is SchemaState.EMPTY:  # a dry run makes no database either
            url = f"sqlite:///{folder}/empty.db"
            schema.upgrade(url)
            settings = settings.model_copy(update={"database_url": url})
        _import(settings, file, loaded, workspace, lang=lang, dry_run=True)


def _import(
    settings: Settings,
    file: Path,
    loaded: ImportFile,
    workspace: str | None,
    *,
    lang: str,
    dry_run: bool,
) -> None:
    database = wiring.database_beside(settings)
    try:
        report = importing.run(
            database,
            loaded,
            workspace_id=workspace or _the_workspace(settings, database),
            at=wiring.system_clock(),
            dry_run=dry_run,
        )
    except ImportProblems as problems:
        raise _told(file, problems, lang) from problems
    finally:
        database.dispose()
    _tell(report, ImportWords.load(lang), dry_run=dry_run)
    if not dry_run:
        with workspaces.opened() as session:
            for line in warned(session):
                typer.echo(line)


def load(file: Path, *, lang: str = "en") -> ImportFile:
    """The checked file; raises Failure with every problem in it."""
    if not file.is_file():
        raise Failure(f"There is no file {file}. Give the path of a YAML file, see examples/.")
    try:
        return importing.load(file)
    except ImportProblems as problems:
        raise _told(file, problems, lang) from problems


def _told(file: Path, problems: ImportProblems, lang: str) -> Failure:
    words = ImportWords.load(lang)
    lines = [f"  {words.told(problem)}" for problem in problems.problems]
    return Failure("\n".join([words.text("refused", file=file), *lines]))


def _the_workspace(settings: Settings, database: Database) -> str:
    """The only workspace in the database, else the one that the token belongs to."""
    with database.reading() as session:
        known = workspace_ids(session)
    if len(known) == 1:
        return known[0]
    if settings.slack_bot_token is not None and not known:
        return wiring.gateway(settings).whoami().workspace_id
    raise Failure(
        "Which workspace? Give --workspace T…, or set OKRBOT_SLACK_BOT_TOKEN and the workspace "
        "of that token is taken."
    )


def _tell(report: ImportReport, words: ImportWords, *, dry_run: bool) -> None:
    if report.is_empty:
        typer.echo(words.text("report.nothing"))
        return
    for line in report.lines[:MOST_LINES]:
        typer.echo(f"  {words.line(line.kind, line.key, line.fields)}")
    if len(report.lines) > MOST_LINES:
        typer.echo(f"  … + {len(report.lines) - MOST_LINES}")
    for kind in sorted({*report.created, *report.changed}):
        typer.echo(
            words.counts(
                kind,
                created=report.created.get(kind, 0),
                changed=report.changed.get(kind, 0),
                unchanged=report.unchanged.get(kind, 0),
            )
        )
    if dry_run:
        typer.echo(words.text("report.dry_run"))
