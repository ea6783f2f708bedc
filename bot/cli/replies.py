"""`okrbot replies`: how replies are read, on files of labelled cases."""

import json
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.failure import Failure
from bot.domain.replies import Direction, Subject, corpus, read_reply, referee
from bot.domain.replies import explain as explained

KEY_RESULT = re.compile(
    r"(?P<title>.+?):\s*(?P<start>-?[\d.]+)[^\d>→-]*(?:->|→)\s*(?P<target>-?[\d.]+)"
    r"(?P<unit>.*?)(?:\s+now\s+(?P<now>-?[\d.]+)\D*)?"
)
replies = typer.Typer(help="Try the reading of replies on labelled cases.", no_args_is_help=True)
Cases = Annotated[Path, typer.Argument(help="JSON Lines, a case per line; see tests/replies/.")]


@replies.command(epilog="Example: okrbot replies predict tests/replies/dev.jsonl")
def predict(file: Cases) -> None:
    """Print what each reply is read as: a line {"id", "updates", "ask"} per case."""
    for row in _rows(file):
        typer.echo(json.dumps({"id": row["id"], **_predicted(row)}, ensure_ascii=False))


@replies.command(epilog="Example: okrbot replies score tests/replies/dev.jsonl --verbose")
def score(
    file: Cases,
    verbose: Annotated[bool, typer.Option(help="Print every case that is not perfect.")] = False,
) -> None:
    """Print how well the replies of FILE are read."""
    _rows(file)
    parse: Callable[[dict[str, Any]], dict[str, Any]] = _predicted
    typer.echo(json.dumps(referee.score(parse, file, verbose=verbose), indent=1))


@replies.command(epilog="Example: okrbot replies explain 'churn 5,2' --kr 'Churn: 7%->3% now 5.8%'")
def explain(
    text: Annotated[str, typer.Argument(help="The reply, as a person would write it.")],
    kr: Annotated[
        list[str], typer.Option(help="'Title: START->TARGET now VALUE', each with its unit.")
    ],
    locale: Annotated[str, typer.Option(help="The person's language: en or vi.")] = "en",
) -> None:
    """Say how a reply is read: tokens, roles, rules and the outcome."""
    subjects = [_subject(n, spec) for n, spec in enumerate(kr, 1)]
    for line in explained(text, subjects, locale=locale, today=date.today()):  # noqa: DTZ011
        typer.echo(line)


def _subject(n: int, spec: str) -> Subject:
    found = KEY_RESULT.fullmatch(spec.strip())
    if found is None:
        raise Failure(f"--kr {spec!r} is not like 'Churn: 7%->3% now 5.8%'.")
    start, target = Decimal(found["start"]), Decimal(found["target"])
    return Subject(
        n=n,
        id=f"kr{n}",
        title=found["title"],
        unit=found["unit"].strip(),
        direction=Direction.UP if target >= start else Direction.DOWN,
        start=start,
        current=Decimal(found["now"]) if found["now"] else None,
        target=target,
    )


def _predicted(row: dict[str, Any]) -> dict[str, Any]:
    subjects = corpus.subjects_from_row(row)
    today = date.fromisoformat(row.get("today", "2026-11-16"))
    reading = read_reply(row["reply"], subjects, locale=row["locale"], today=today)
    return corpus.prediction(reading)


def _rows(file: Path) -> list[dict[str, Any]]:
    if not file.is_file():
        raise Failure(f"There is no file {file}. Give JSON Lines such as tests/replies/dev.jsonl.")
    try:
        return referee.load(file)
    except json.JSONDecodeError as error:
        raise Failure(
            f"{file} is not JSON Lines: {error}. Each line is one JSON object."
        ) from error
