"""The command: every check in the order in which to mend what it finds."""

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Annotated, Final

import typer
from pydantic import ValidationError
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot.cli.doctor import database, files, installed, secrets, slack, workspaces
from bot.cli.doctor.finding import Finding, State, wrong
from bot.cli.mendable import problems
from bot.settings import Settings

SIGNS: Final = {State.FINE: "✓", State.WARNING: "!", State.WRONG: "✗"}
#: A check that finds nothing to say says nothing.
CHECKS: Final[Sequence[Callable[[Settings], Iterator[Finding]]]] = (
    secrets.examine,
    files.examine,
    database.examine,
    installed.examine,
    workspaces.examine,
    slack.examine,
)


def check(
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the findings as JSON, for a program.")
    ] = False,
) -> None:
    """Check settings, files, database, Slack and channels; say how to mend what is wrong.

    Ends with 1 when something is wrong; a warning (!) alone ends with 0.
    """
    findings = []
    for finding in examine():
        findings.append(finding)
        if not as_json:
            _tell(finding)
    fine = all(finding.state is not State.WRONG for finding in findings)
    if as_json:
        typer.echo(json.dumps({"ok": fine, "findings": list(map(_row, findings))}, indent=2))
    if not fine:
        raise typer.Exit(1)


def examine() -> Iterator[Finding]:
    """Every finding; nothing but the settings when they cannot be used."""
    try:
        settings = Settings()
    except ValidationError as error:
        for problem in problems(error):
            yield wrong("settings", problem, "Mend it in the environment or in .env.")
        return
    try:
        make_url(settings.database_url)
    except ArgumentError:
        remedy = "Write sqlite:///okrbot.db or postgresql://…"
        yield wrong("settings", "OKRBOT_DATABASE_URL is no address of a database", remedy)
        return
    yield Finding("settings", "settings are readable")
    for examined in CHECKS:
        yield from examined(settings)


def _tell(finding: Finding) -> None:
    typer.echo(f"{SIGNS[finding.state]} {finding.what}")
    if finding.remedy:
        typer.echo(f"    → {finding.remedy}")


def _row(finding: Finding) -> dict[str, str | None]:
    return {
        "check": finding.check,
        "what": finding.what,
        "state": finding.state.value,
        "remedy": finding.remedy,
    }
