"""`okrbot readings`: figures of KPIs from a file."""

from pathlib import Path
from typing import Annotated

import typer
from sqlmodel import Session

from bot import wiring
from bot.cli import workspaces
from bot.cli.company import NO_EXCEL, decimals
from bot.cli.failure import Failure
from bot.cli.workspaces import Named, opened
from bot.render import Renderer, sheet_words
from bot.services import importing, reading_files, reading_sheets
from bot.services.given_readings import Giver
from bot.services.importing import ImportProblems, NoReader, outcome_facts
from storage.tables import Kpi

readings = typer.Typer(
    help="Figures of KPIs.",
    epilog="Example: okrbot readings import figures.csv --dry-run",
    no_args_is_help=True,
)


@readings.command("import", epilog="Example: okrbot readings import figures.xlsx --dry-run")
def import_file(
    file: Annotated[Path, typer.Argument(help="An .xlsx or .csv file: KPI, date, value.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change.")] = False,
    numbers: Annotated[
        str | None, typer.Option(help="How the file writes numbers: vi 1.234,5, en 1,234.5.")
    ] = None,
    lang: Annotated[str, typer.Option("--lang", "--locale", help="en or vi.")] = "en",
    workspace: Named = None,
) -> None:
    """Write the figures of FILE, all or none; they move the alerts of their KPIs."""
    written_in = decimals(numbers)
    try:
        content = file.read_bytes() if file.is_file() else None
        if content is None:
            raise Failure(f"There is no file {file}. Give the path of an .xlsx or .csv file.")
        words = sheet_words.vocabulary()
        parsed = importing.parse(content, file.name)
        if not reading_sheets.is_one(parsed, words):
            raise Failure(f"{file} has no columns KPI, Date and Value (KPI, Ngày, Giá trị).")
        sheet = reading_sheets.read(parsed, words, decimals=written_in)
        with opened(write=True) as session:
            found = workspaces.one(session, workspace)
            giver = Giver(found.id, reading_files.SOURCE, wiring.system_clock(), _any)
            facts = reading_files.told(reading_sheets.write(session, sheet, giver))
            if dry_run:
                session.rollback()
    except ImportProblems as problems:
        facts = {"state": "problems", **outcome_facts.problems(problems.problems)}
        shown = reading_files.blank(file.name) | facts
        raise Failure("\n".join(Renderer().file_lines(shown, locale=lang))) from problems
    except NoReader as missing:
        raise Failure(NO_EXCEL) from missing
    if dry_run and facts["state"] == "done":
        facts["state"] = "offer"
    shown = reading_files.blank(file.name) | facts | {"ignored": list(sheet.ignored)}
    for line in Renderer().file_lines(shown, locale=lang):
        typer.echo(line)


def _any(_session: Session, _kpi: Kpi) -> None:
    """Who has the command line may write any KPI."""
