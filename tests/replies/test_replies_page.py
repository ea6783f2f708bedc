"""The page that explains how replies are read tells the truth."""

import re
import shlex
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from reply_rows import read, row
from typer.testing import CliRunner

from bot.cli.app import app
from bot.domain.replies import (
    REASONS,
    Certainty,
    Change,
    Question,
    Reading,
    Subject,
    Update,
    corpus,
    referee,
)

HERE = Path(__file__).parent
PAGE = (HERE.parents[1] / "docs" / "replies.md").read_text(encoding="utf-8")
EXAMPLE = re.compile(r"^\| `([^`]+)` \| `([^`]+)` \| `([^`]+)` \|", re.MULTILINE)
EXAMPLES = [
    (locale, text.replace(" ⏎ ", "\n"), outcome)
    for vietnamese, english, outcome in EXAMPLE.findall(PAGE)
    for locale, text in (("vi", vietnamese), ("en", english))
]
COMMAND = re.compile(r"```console\n\$ okrbot (.+?[^\\])\n(.*?)```", re.DOTALL)


def table(first: str) -> list[dict[str, str]]:
    """The rows of the page's table whose first column is called `first`."""
    lines = PAGE.split(f"| {first} |", 1)[1].split("\n\n", 1)[0].splitlines()
    names, _, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [dict(zip([first, *names], cells, strict=True)) for cells in rows]


def subjects() -> tuple[Subject, ...]:
    return tuple(
        row(
            *(int(of["n"]), of["title"], of["unit"], of["start"]),
            *(None if of["now"] == "–" else of["now"], of["target"]),
        )
        for of in table("n")
    )


def outcome_of(reading: Reading) -> str:
    """A reading in the words of the page."""
    pieces = [piece for update in reading.updates for piece in written(update)]
    return "; ".join([*pieces, *map(asked, reading.questions)]) or "nothing"


def written(update: Update) -> Iterator[str]:
    if update.value is not None:
        sign = "≈" if update.certainty is Certainty.LIKELY else "="
        yield f"{update.n} {sign} {plainly(update.value)}"
    if update.change is Change.SKIP:
        yield f"{update.n} skip"
    if update.confidence is not None:
        yield f"{update.n} confidence {update.confidence}"
    if update.status is not None:
        yield f"{update.n} {update.status}"
    if update.blocker is not None:
        yield f"{update.n} blocker"


def asked(question: Question) -> str:
    offered = " or ".join(plainly(candidate.value) for candidate in question.candidates)
    return f"{'/'.join(map(str, question.ns))} ? {question.reason} {offered}".strip()


def plainly(value: Decimal) -> str:
    return f"{value:f}"


@pytest.mark.parametrize(("locale", "text", "outcome"), EXAMPLES)
def test_every_example_comes_out_as_written(locale: str, text: str, outcome: str) -> None:
    assert outcome_of(read(text, subjects(), locale)) == outcome


def test_every_line_of_the_tables_is_an_example() -> None:
    lines = [line for line in PAGE.splitlines() if re.match(r"\| `.+` \| `", line)]
    assert len(lines) * 2 == len(EXAMPLES) > 100


def test_every_reason_to_ask_has_an_example() -> None:
    shown = set(re.findall(r"\? (\w+)", " ".join(outcome for _, _, outcome in EXAMPLES)))
    steps = set(re.findall(r"`\d \? (which_steps)", PAGE))
    assert shown | steps == REASONS


def test_the_explanation_is_what_the_command_prints() -> None:
    ((command, printed),) = COMMAND.findall(PAGE)
    run = CliRunner().invoke(app, shlex.split(command.replace("\\\n", " ")))
    assert run.output == printed


@pytest.mark.parametrize("figures", table("file"), ids=lambda figures: figures["file"].strip("`"))
def test_the_figures_are_those_of_the_cases(figures: dict[str, str]) -> None:
    score = referee.score(corpus.predict, HERE / figures.pop("file").strip("`"))
    assert {name: score[name] for name in figures} == {n: int(f) for n, f in figures.items()}
