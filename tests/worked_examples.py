"""The worked examples of goals and KPIs: how each is written down, told, and then shown.

The tables are in `tests/examples`. Numbers of a `before` are written with a point, whatever
the language.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

FOLDER = Path(__file__).parent / "examples"
Language = Literal["vi", "en"]
OTHER: Mapping[Language, Language] = {"vi": "en", "en": "vi"}


@dataclass(frozen=True, slots=True)
class Seen:
    """What is said of a goal in one language, and what is seen then.

    `card`: old → new on the answer card. `aim`: behind the title where goals are listed, empty
    where the title says it. `row`: below the title. `tree`: behind the title in the tree.
    """

    say: str
    card: str
    row: str
    aim: str = ""
    tree: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """A goal or KPI.

    `typed`: the fields of the form of a key result by their names, in the language of its group;
    `file`: its fields in an import file; `before`: the figure of the first check-in; `exported`:
    what the export has beside the fields of the file once it was told.
    """

    title: str
    file: Mapping[str, Any]
    exported: Mapping[str, Any]
    vi: Seen
    en: Seen
    typed: Mapping[str, str]
    form: str = ""
    before: str | None = None

    def seen(self, language: Language) -> Seen:
        return self.vi if language == "vi" else self.en


@dataclass(frozen=True, slots=True)
class Group:
    """An objective with its key results, written in one language."""

    title: str
    language: Language
    examples: Sequence[Example]


@cache
def groups() -> tuple[Group, ...]:
    """The objectives of every table, in the order of the files."""
    files = ("shapes", "marketing", "companies")
    return tuple(_group(one) for name in files for one in _read(name))


@cache
def kpis() -> tuple[Example, ...]:
    return tuple(_example(one) for one in _read("kpis"))


def in_language(figure: str, language: Language) -> str:
    """A plain figure as this language writes its decimals."""
    return figure.replace(".", ",") if language == "vi" else figure


def comparable(facts: Any) -> Any:
    """Facts of a file with figures as decimals and days as text: 4.50 is 4.5."""
    if isinstance(facts, dict):
        return {name: comparable(value) for name, value in facts.items()}
    if isinstance(facts, list):
        return [comparable(value) for value in facts]
    if isinstance(facts, date):
        return facts.isoformat()
    return Decimal(str(facts)) if type(facts) in (int, float) else facts


def _group(facts: Mapping[str, Any]) -> Group:
    examples = tuple(_example(one) for one in facts["key_results"])
    return Group(facts["title"], facts["language"], examples)


def _example(facts: Mapping[str, Any]) -> Example:
    languages = {name: Seen(**facts[name]) for name in ("vi", "en")}
    return Example(**{"typed": {}, **facts, **languages})


def _read(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8"))
    return found
