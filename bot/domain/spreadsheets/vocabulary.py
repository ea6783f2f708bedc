"""What sheets, columns and choices are called in the languages of the bot."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from bot.domain.folding import fold

Names = tuple[str, ...]
_SIGNS: Final = re.compile(r"[\W_]+")


def plain(text: str) -> str:
    """A name without case, accents and signs: "Đơn vị *" and "don vi" are one."""
    return " ".join(_SIGNS.sub(" ", fold(text)).split())


@dataclass(frozen=True, slots=True)
class SheetLanguage:
    """One language: of every name the first is the one that is written, all are read.

    `columns` are names by sheet and field, `choices` by kind and value, `hints` explain fields.
    """

    locale: str
    sheets: Mapping[str, Names]
    columns: Mapping[str, Mapping[str, Names]]
    choices: Mapping[str, Mapping[str, Names]]
    hints: Mapping[str, Mapping[str, str]]
    texts: Mapping[str, str]

    def sheet(self, name: str) -> str:
        """What a sheet is called."""
        return self.sheets[name][0]

    def column(self, sheet: str, name: str) -> str:
        """What stands above a column."""
        return self.columns[sheet][name][0]

    def choice(self, kind: str, value: str) -> str:
        """How a choice is written."""
        return self.choices[kind][value][0]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All languages; whatever is read may be in any of them."""

    languages: Mapping[str, SheetLanguage]
    _sheets: dict[str, str] = field(init=False, default_factory=dict)
    _columns: dict[tuple[str, str], tuple[str, str]] = field(init=False, default_factory=dict)
    _choices: dict[tuple[str, str], str] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        for locale, language in self.languages.items():
            for sheet, names in language.sheets.items():
                self._sheets.update((plain(name), sheet) for name in (sheet, *names))
            for sheet, columns in language.columns.items():
                for column, names in columns.items():
                    for name in names:
                        self._columns.setdefault((sheet, plain(name)), (column, locale))
            for kind, values in language.choices.items():
                for value, names in values.items():
                    self._choices.update(((kind, plain(name)), value) for name in (value, *names))

    def sheet(self, name: str) -> str | None:
        """Which sheet has this name."""
        return self._sheets.get(plain(name))

    def column(self, sheet: str, heading: str) -> tuple[str, str] | None:
        """The field of a heading, and the language that it is in."""
        return self._columns.get((sheet, plain(heading)))

    def headings(self, sheet: str) -> Mapping[str, str]:
        """Every name of a column of the sheet as it is compared, and as it is written."""
        found: dict[str, str] = {}
        for language in self.languages.values():
            for names in language.columns[sheet].values():
                found.update((plain(name), name) for name in names)
        return found

    def choice(self, kind: str, said: str) -> str | None:
        """The value of a choice."""
        return self._choices.get((kind, plain(said)))
