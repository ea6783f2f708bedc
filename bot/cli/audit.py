"""`okrbot audit`: the log of who did what, as a file."""

from pathlib import Path
from typing import Annotated

import typer

from bot import wiring
from bot.cli import workspaces
from bot.cli.company import write
from bot.cli.failure import Failure
from bot.cli.person import found
from bot.render import Renderer
from bot.services import audit_export

audit = typer.Typer(
    help="The log of who did what.",
    epilog="Example: okrbot audit export audit.csv",
    no_args_is_help=True,
)


@audit.callback()
def _commands() -> None:
    """Keep "export" a word of its own, though it is the only one."""


@audit.command("export", epilog="Example: okrbot audit export audit.csv --person an@ml.example")
def export(
    file: Annotated[Path, typer.Argument(help="A .csv file to write.")],
    person: Annotated[
        str | None, typer.Option(help="Only what they did, and what is about them.")
    ] = None,
    locale: Annotated[
        str | None, typer.Option(help="Language of its headings: en or vi; else the house's.")
    ] = None,
    workspace: workspaces.Named = None,
) -> None:
    """Write the audit log into FILE, the newest line first; that you did is its newest line."""
    if locale not in (None, "en", "vi"):
        raise Failure(f"There is no language {locale}. Known: en, vi.")
    render = Renderer()
    with workspaces.opened(write=True) as session:
        house = workspaces.one(session, workspace)
        language = locale or house.locale
        whose = found(session, person, workspace) if person else None
        audit_export.note(session, house.id, None, whose, at=wiring.system_clock())
        session.flush()

        def text(name: str) -> str:
            return render.text(f"audit_sheet.{name}", locale=language)

        made = audit_export.make(session, house.id, whose, text, locale=language)
    write(file, made.content)
    typer.echo(f"{file} is there, {made.count} lines. It names people: keep it as such.")
