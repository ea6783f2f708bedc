"""`okrbot scorecards`: everybody's scorecards as an Excel file."""

from pathlib import Path
from typing import Annotated

import typer

from bot import wiring
from bot.cli import workspaces
from bot.cli.company import NO_EXCEL, write
from bot.cli.failure import Failure
from bot.domain.errors import DomainError
from bot.render import Renderer
from bot.services.importing import NoReader
from bot.services.scorecards import exporting
from bot.services.scorecards.exporting import Wanted


def scorecards(
    file: Annotated[Path, typer.Argument(help="An .xlsx file to write.")],
    cycle: Annotated[
        str | None, typer.Option(help="Key or name of the cycle; by default the one looked at now.")
    ] = None,
    without_okr: Annotated[
        bool,
        typer.Option("--without-okr", help="KPIs alone, without the totals: for what is paid by."),
    ] = False,
    locale: Annotated[
        str | None, typer.Option(help="Language of the file: en or vi; else the house's.")
    ] = None,
    workspace: workspaces.Named = None,
) -> None:
    """Write the scorecards of everybody who has one into FILE; it is noted in the audit log."""
    wanted = Wanted(cycle, okr=not without_okr)
    render = Renderer()
    with workspaces.opened(write=True) as session:
        house = workspaces.one(session, workspace)
        language = locale or house.locale

        def text(name: str) -> str:
            return render.text(f"scorecard_sheet.{name}", locale=language)

        try:
            content, count = exporting.everybodys(
                session, wanted, house.id, text, at=wiring.system_clock()
            )
        except DomainError as error:
            raise Failure(render.error(error, locale="en")) from error
        except NoReader as missing:
            raise Failure(NO_EXCEL) from missing
    write(file, content)
    typer.echo(f"{file} is there, with the scorecards of {count}: keep it as you keep salaries.")
