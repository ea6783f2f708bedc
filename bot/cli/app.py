"""The `okrbot` command."""

import os

import typer

from bot.cli.commands import Commands

app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@app.callback()
def okrbot() -> None:
    """OKRs and KPIs in Slack, in English and Vietnamese."""


def main() -> None:
    """Run the command; what a user can mend is said in one line, without a traceback."""
    os.umask(0o077)  # databases, backups and exports are for whoever runs the bot alone
    try:
        app()
    except Exception as error:
        from bot.cli.mendable import mendable  # only now: it knows the errors of all commands

        text = mendable(error)
        if text is None:
            raise
        typer.echo(f"okrbot: {text}", err=True)
        raise SystemExit(2) from error
