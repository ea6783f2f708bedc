"""The words for what an import did, and for what is wrong with its file."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from babel import Locale
from babel.numbers import format_decimal

from bot.domain.spreadsheets.cells import Cell
from bot.domain.spreadsheets.vocabulary import SheetLanguage
from bot.render import sheet_words
from bot.render.environment import LOCALES
from bot.render.folder import PROMPTS
from bot.render.strings import Strings

LONGEST_SHOWN = 80
ABOUT_STEPS = ("milestones.", "phases.")
#: Columns that hold figures.
FIGURES = frozenset(
    ("start", "target", "value", "floor", "ceiling", "low", "high", "critical", "critical_high")
)
_FIGURE = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
#: Texts that speak of cells and columns by themselves.
ABOUT_SHEETS = ("sheet.", "nobody.", "several.")
#: Parameters that name a line or a cell of the file.
PLACES = ("first", "line", "second")


class Told(Protocol):
    """A problem of an import file."""

    @property
    def line(self) -> int: ...
    @property
    def field(self) -> str: ...
    @property
    def key(self) -> str: ...
    @property
    def params(self) -> Mapping[str, object]: ...


class Moved(Protocol):
    """One column of an entry that changed."""

    @property
    def field(self) -> str: ...
    @property
    def before(self) -> str | None: ...
    @property
    def after(self) -> str | None: ...


class Changed(Protocol):
    """An entry that an import created or changed."""

    @property
    def kind(self) -> str: ...
    @property
    def key(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def fields(self) -> Sequence[str]: ...
    @property
    def details(self) -> Sequence[Moved]: ...


@dataclass(frozen=True, slots=True)
class ImportWords:
    """import.toml of one language, and the words of the forms where the same may be wrong."""

    strings: Strings
    forms: Strings
    sheets: SheetLanguage
    locale: Locale

    @classmethod
    def load(cls, locale: str) -> "ImportWords":
        """English for a language without words."""
        known = locale if locale in LOCALES else "en"
        files = ("import.toml", "strings.toml")
        strings, forms = (Strings.load(PROMPTS / known, name) for name in files)
        return cls(strings, forms, sheet_words.language(locale), Locale.parse(known))

    def told(self, problem: Told) -> str:
        """One line: where it is, what is wrong, and the remedy."""
        params = dict(problem.params)
        # Rules that forms know as well; those about steps count milestones, not lines.
        if problem.key.startswith(ABOUT_STEPS) or problem.key not in self.strings:
            text = self.forms.text(f"errors.{problem.key}")
        else:
            params = {name: self._shown(name, value) for name, value in params.items()}
            text = self.strings.text(problem.key)
        cell = problem.line
        if not isinstance(cell, Cell):
            form = "problem" if problem.field else "problem_of_file"
            text = text.format_map(params)
            if cell < 1:
                return text
            return self.text(form, line=problem.line, field=problem.field, text=text)
        if f"{problem.key}_in_sheet" in self.strings:
            text = self.strings.text(f"{problem.key}_in_sheet")
        elif not problem.key.startswith(ABOUT_SHEETS):
            text = sheet_words.in_place_of_fields(text, self.sheets)
        if "name" in params:
            named = sheet_words.in_place_of_fields(f"{params['name']}:", self.sheets)
            params["name"] = f"“{cell.heading}”" if cell.heading else named
        text = text.format_map(params)
        form = "problem_of_cell" if cell.heading else "problem_of_sheet"
        return self.text(form, cell=cell.name, heading=cell.heading, text=text)

    def _shown(self, name: str, value: object) -> object:
        """Lines and cells of the file are said in words."""
        if name not in PLACES or not isinstance(value, int):
            return value
        if isinstance(value, Cell):
            return self.text("place.cell", cell=value.name)
        return self.text("place.line", line=value)

    def text(self, key: str, /, **params: object) -> str:
        """One text of the file."""
        return self.strings.text(key).format_map(params)

    def line(self, line: Changed) -> str:
        """One entry that is new, or what of it changed, old → new."""
        form = "report.changed" if line.fields else "report.created"
        title = line.title if line.title not in ("", line.key) else ""
        return self.text(
            form,
            kind=self.text(f"kind.{line.kind}"),
            key=line.key,
            title=self.text("report.title", title=title) if title else "",
            fields="; ".join(self._detail(detail) for detail in line.details),
        )

    def _detail(self, detail: Moved) -> str:
        key = f"column.{detail.field}"
        nothing = self.text("report.nothing_there")
        return self.text(
            "report.detail",
            field=self.strings.text(key) if key in self.strings else detail.field,
            before=self._value(detail.field, detail.before) or nothing,
            after=self._value(detail.field, detail.after) or nothing,
        )

    def _value(self, field: str, text: str | None) -> str:
        """What stands in a column; figures as the language writes them."""
        if field in FIGURES and text is not None and _FIGURE.fullmatch(text):
            return format_decimal(Decimal(text), locale=self.locale, decimal_quantization=False)
        return _short(text)

    def counts(self, kind: str, *, created: int, changed: int, unchanged: int) -> str:
        """How many entries of a kind are new, changed and unchanged."""
        counted = self.text("report.counts", created=created, changed=changed, unchanged=unchanged)
        return f"{self.text(f'kind.{kind}')}: {counted}"


def _short(text: str | None) -> str:
    said = " ".join((text or "").split())
    return said if len(said) <= LONGEST_SHOWN else f"{said[: LONGEST_SHOWN - 1]}…"
