"""`okrbot export`: everything that an import file can say."""

from pathlib import Path
from typing import Annotated

import typer

from bot import wiring
from bot.cli import workspaces
from bot.cli.company import NO_EXCEL, write
from bot.cli.failure import Failure
from bot.render import sheet_words
from bot.services import exporting
from bot.services.exporting import Chosen, Format, NoCycle
from bot.services.importing import NoReader


def export_file(
    file: Annotated[
        Path | None, typer.Argument(help="A .yaml, .xlsx or .csv file; without it YAML is printed.")
    ] = None,
    cycle: Annotated[
        str | None, typer.Option(help="The cycle's key; by default the one that runs.")
    ] = None,
    with_history: Annotated[
        bool, typer.Option("--with-history", help="Also what was said and read earlier.")
    ] = False,
    locale: Annotated[
        str | None,
        typer.Option(help="Language of a spreadsheet: en or vi; else the house's."),
    ] = None,
    workspace: workspaces.Named = None,
) -> None:
    """Write people, teams, goals and KPIs into FILE, as `okrbot import` reads them.

    Private goals are in it, marked as private.
    """
    form = Format.YAML if file is None else exporting.format_of(file.name)
    if form is None:
        raise Failure(f"{file} is none of .yaml, .xlsx and .csv.")
    made = _made(form, Chosen(cycle=cycle, history=with_history), locale, workspace)
    if file is None:
        typer.echo(made.decode(), nl=False)
        return
    write(file, made)
    typer.echo(f"{file} is there, with private goals in it: keep it where few can read it.")


def _made(form: Format, chosen: Chosen, locale: str | None, workspace: str | None) -> bytes:
    with workspaces.opened() as session:
        house = workspaces.one(session, workspace)
        try:
            facts = exporting.snapshot(session, house, chosen, at=wiring.system_clock())
        except NoCycle as error:
            known = error.params["known"]
            listed = ", ".join(known) if isinstance(known, list) and known else "none"
            raise Failure(f"There is no cycle {chosen.cycle}. Known: {listed}.") from error
        words = sheet_words.language(locale or house.locale)
    try:
        return exporting.written(facts, form, words, history=chosen.history)
    except NoReader as missing:
        raise Failure(NO_EXCEL) from missing
