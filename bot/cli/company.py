"""`okrbot import`: the organisation, its goals and KPIs from a file."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from sqlalchemy.engine import make_url

from bot import wiring
from bot.cli import preparing, workspaces
from bot.cli.failure import Failure
from bot.cli.quiet import warned
from bot.domain.spreadsheets.conventions import Decimals
from bot.render import sheet_words
from bot.render.import_words import ImportWords
from bot.services import exporting, importing
from bot.services.importing import ImportFile, ImportProblems, ImportReport, Known, Parsed
from bot.settings import Settings
from storage import schema
from storage.organisation import workspace_ids
from storage.schema import SchemaState
from storage.uow import Database

MOST_LINES = 40
NUMBERS = {"vi": Decimals.COMMA, "en": Decimals.POINT}
NO_EXCEL = "Excel files need openpyxl: pip install 'okrbot[xlsx]'. CSV and YAML do without."


def import_file(
    file: Annotated[Path | None, typer.Argument(help="A .yaml, .xlsx or .csv file.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change.")] = False,
    template: Annotated[
        Path | None, typer.Option(help="Write a spreadsheet to fill in: FILE.xlsx or FILE.csv.")
    ] = None,
    workspace: Annotated[
        str | None, typer.Option(help="Slack's team id; not needed when there is one.")
    ] = None,
    lang: Annotated[
        str, typer.Option("--lang", "--locale", help="Language of problems and template: en or vi.")
    ] = "en",
    numbers: Annotated[
        str | None, typer.Option(help="How a spreadsheet writes numbers: vi 1.234,5, en 1,234.5.")
    ] = None,
) -> None:
    """Bring people, teams, goals and KPIs to what FILE says; safe to repeat."""
    if template is not None:
        _write_template(template, lang)
        return
    if file is None:
        raise Failure("Which file? Give a .yaml, .xlsx or .csv file, or --template FILE.xlsx.")
    _bring_in(_Import(file, lang, decimals(numbers), workspace), dry_run=dry_run)


def decimals(numbers: str | None) -> Decimals | None:
    """How a spreadsheet writes numbers; raises Failure."""
    if numbers is not None and numbers not in NUMBERS:
        raise Failure("--numbers is vi (1.234,5) or en (1,234.5).")
    return NUMBERS.get(numbers or "")


def _bring_in(run: "_Import", *, dry_run: bool) -> None:
    settings = Settings()
    state = _state_of(settings.database_url)
    if state is SchemaState.EMPTY:
        run.understood(Known())  # a file that cannot be imported makes no database
    if not dry_run:
        preparing.migrated(settings)
        run.into(settings, dry_run=False)
        return
    if state is SchemaState.OLDER:
        raise Failure("The database is of an older release: run `okrbot migrate` first.")
    with TemporaryDirectory() as folder:
        if state is SchemaState.EMPTY:  # a dry run makes no database either
            url = f"sqlite:///{folder}/empty.db"
            schema.upgrade(url)
            settings = settings.model_copy(update={"database_url": url})
        run.into(settings, dry_run=True)


def _state_of(url: str) -> SchemaState:
    """The state of the database; looking into an SQLite file that is not there would make it."""
    parts = make_url(url)
    is_file = parts.get_backend_name() == "sqlite" and parts.database not in (None, "", ":memory:")
    if is_file and not Path(str(parts.database)).exists():
        return SchemaState.EMPTY
    return schema.state_of(url)


class _Import:
    """One file on its way into the database."""

    def __init__(
        self, file: Path, lang: str, decimals: Decimals | None, workspace: str | None
    ) -> None:
        self.file, self.decimals, self.workspace = file, decimals, workspace
        self.words, self.lang = ImportWords.load(lang), lang
        self.parsed = _parsed(file, lang)

    def understood(self, known: Known) -> ImportFile:
        """The checked file; raises Failure with every problem in it."""
        try:
            return importing.understand(
                self.parsed, known, sheet_words.vocabulary(), decimals=self.decimals
            )
        except ImportProblems as problems:
            raise _told(self.file, problems, self.lang) from problems

    def into(self, settings: Settings, *, dry_run: bool) -> None:
        """Write it, and tell what was done."""
        database = wiring.database_beside(settings)
        try:
            workspace_id = self.workspace or _the_workspace(settings, database)
            with database.reading() as session:
                known = importing.read_known(session, workspace_id)
            loaded = self.understood(known)
            report = importing.run(
                database,
                loaded,
                workspace_id=workspace_id,
                at=wiring.system_clock(),
                dry_run=dry_run,
            )
        except ImportProblems as problems:
            raise _told(self.file, problems, self.lang) from problems
        finally:
            database.dispose()
        _tell(report, loaded, self.words, dry_run=dry_run)
        if not dry_run:
            with workspaces.opened() as session:
                for line in warned(session):
                    typer.echo(line)


def load(file: Path, *, lang: str = "en") -> ImportFile:
    """The checked file; raises Failure with every problem in it."""
    return _Import(file, lang, None, None).understood(Known())


def _parsed(file: Path, lang: str) -> Parsed:
    if not file.is_file():
        raise Failure(f"There is no file {file}. Give the path of a file, see examples/.")
    if file.stat().st_size > importing.LARGEST_BYTES:
        raise _told(file, importing.too_large(), lang)
    try:
        return importing.parse(file.read_bytes(), file.name)
    except ImportProblems as problems:
        raise _told(file, problems, lang) from problems
    except importing.NoReader as missing:
        raise Failure(NO_EXCEL) from missing


def _write_template(path: Path, lang: str) -> None:
    form = exporting.format_of(path.name)
    try:
        made = form and exporting.template(form, sheet_words.language(lang))
    except importing.NoReader as missing:
        raise Failure(NO_EXCEL) from missing
    if not made:
        raise Failure(f"A template is an .xlsx or a .csv file, and {path} is neither.")
    write(path, made)
    typer.echo(f"{path} is there to be filled in. Then: okrbot import {path} --dry-run")


def write(path: Path, content: bytes) -> None:
    """Make a file; one that is there already stays as it is. Raises Failure."""
    try:
        with path.open("xb") as stream:
            stream.write(content)
    except FileExistsError as error:
        raise Failure(f"{path} is there already. Choose another name, or remove it.") from error
    except OSError as error:
        raise Failure(f"{path} cannot be written: {error.strerror}.") from error


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


def _tell(report: ImportReport, loaded: ImportFile, words: ImportWords, *, dry_run: bool) -> None:
    if loaded.ignored:
        typer.echo(words.text("report.ignored", names=", ".join(loaded.ignored)))
    if report.is_empty:
        typer.echo(words.text("report.nothing"))
        return
    for line in report.lines[:MOST_LINES]:
        typer.echo(f"  {words.line(line)}")
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
