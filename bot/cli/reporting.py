"""`okrbot report`: how a cycle goes, as a spreadsheet."""

from functools import cache
from pathlib import Path
from typing import Annotated

import typer
from sqlmodel import Session

from bot import wiring
from bot.cli import workspaces
from bot.cli.company import NO_EXCEL, write
from bot.cli.failure import Failure
from bot.domain.errors import DomainError
from bot.render import Renderer
from bot.services import reporting
from bot.services.choices import SeveralFit
from bot.services.importing import NoReader
from bot.services.reporting import Wanted
from bot.services.reporting.cells import Text


def report(
    file: Annotated[Path, typer.Argument(help="An .xlsx file to write, or a .zip of CSV files.")],
    team: Annotated[
        str | None, typer.Option(help="Name or key of a team, with all below it.")
    ] = None,
    cycle: Annotated[
        str | None, typer.Option(help="Key or name of the cycle; by default the one looked at now.")
    ] = None,
    locale: Annotated[
        str | None, typer.Option(help="Language of the file: en or vi; else the house's.")
    ] = None,
    workspace: workspaces.Named = None,
) -> None:
    """Write completion, check-ins, scores and KPIs of a cycle into FILE, private goals left out."""
    writers = {".xlsx": reporting.excel, ".zip": reporting.csv_files}
    if file.suffix.lower() not in writers:
        raise Failure(f"{file} is none of .xlsx and .zip.")
    if locale not in (None, "en", "vi"):
        raise Failure(f"There is no language {locale}. Known: en, vi.")
    with workspaces.opened() as session:
        house = workspaces.one(session, workspace)
        language = locale or house.locale
        text = _texts(language)
        wanted = _wanted(session, house.id, team, cycle)
        at = wiring.system_clock()
        sheets, people = reporting.sheets(session, house, wanted, text, by=None, at=at)
    try:
        content = writers[file.suffix.lower()](sheets, text, locale=language)
    except NoReader as missing:
        raise Failure(NO_EXCEL) from missing
    write(file, content)
    typer.echo(f"{file} is there: {wanted.cycle.name}, {people} people. It has no private goals.")


def _texts(locale: str) -> Text:
    render = Renderer()
    return cache(lambda key: render.text(key, locale=locale))


def _wanted(session: Session, workspace_id: str, team: str | None, cycle: str | None) -> Wanted:
    try:
        return reporting.named(session, workspace_id, team=team, cycle=cycle)
    except DomainError as error:
        raise Failure(Renderer().error(error, locale="en")) from error
    except SeveralFit as fit:
        listed = ", ".join(fit.choices.values())
        raise Failure(f"Several teams could be “{fit.query}”: {listed}.") from fit
