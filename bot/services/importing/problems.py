"""What is wrong with an import file, said in a way that its author can put right."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.errors import Invalid
from bot.domain.spreadsheets.cells import Cell


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to put right: `line` counts from 1, `field` is a path like "people.lan.manager".

    In a spreadsheet `line` is a Cell. `key` and `params` are the words:
    prompts/<locale>/import.toml.
    """

    line: int
    field: str
    key: str
    params: Mapping[str, object] = dataclasses.field(default_factory=dict, compare=False)


class ImportProblems(Exception):
    """The file cannot be imported; `problems` lists everything that was found, by line."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("; ".join(f"line {p.line}: {p.field} {p.key}" for p in self.problems))


@dataclass(slots=True)
class Findings:
    """Problems as they turn up, so that one run names them all.

    Of one cell of a spreadsheet only the first problem is told: the others follow from it.
    """

    found: list[Problem] = dataclasses.field(default_factory=list)
    cells: set[Cell] = dataclasses.field(default_factory=set)

    def add(self, line: int, path: str, key: str, /, **params: object) -> None:
        """Note a problem and go on."""
        if isinstance(line, Cell):
            if line in self.cells:
                return
            self.cells.add(line)
        self.found.append(Problem(line, path, key, params))

    def add_invalid(self, line: int, path: str, error: Invalid) -> None:
        """Note a rule of the domain that the file breaks."""
        self.add(line, path, error.key, **error.params)

    def raise_any(self) -> None:
        """Raise ImportProblems when there are any."""
        if self.found:
            raise ImportProblems(self.found)
