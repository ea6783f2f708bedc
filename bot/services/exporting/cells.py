"""Values as the cells of one language show them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.domain.spreadsheets.conventions import (
    Decimals,
    Order,
    written_day,
    written_number,
)
from bot.domain.spreadsheets.fields import Column, Holds
from bot.domain.spreadsheets.vocabulary import SheetLanguage
from bot.services.exporting.tables import Value

SEPARATOR = "; "


@dataclass(frozen=True, slots=True)
class Writer:
    """How a language writes: in Vietnamese 1234,5 and 02/11/2026, in English 1234.5 and
    2026-11-02, which everybody reads in one way."""

    language: SheetLanguage

    @property
    def decimals(self) -> Decimals:
        return Decimals.COMMA if self.language.locale == "vi" else Decimals.POINT

    @property
    def order(self) -> Order | None:
        return Order.DAY if self.language.locale == "vi" else None

    def text(self, value: Value, column: Column) -> str:
        """What stands in the cell of a text file, not yet made safe."""
        if value is None or value == []:
            return ""
        if isinstance(value, list):
            return self._list(value, column)
        return self._one(value, column.holds, column.choices)

    def _list(self, value: list[object], column: Column) -> str:
        if column.holds is not Holds.ROWS:
            return SEPARATOR.join(str(one) for one in value)
        return "\n".join(self._line(line, column) for line in value if isinstance(line, list))

    def _line(self, line: list[object], column: Column) -> str:
        said = []
        for value, (_, holds) in zip(line, column.parts, strict=True):
            choices = f"{column.name}_state" if holds is Holds.CHOICE else ""
            one = "" if value is None else self._one(value, holds, choices)
            said.append(one.replace("|", "/"))
        while said and not said[-1]:
            said.pop()
        return " | ".join(said)

    def _one(self, value: object, holds: Holds, choices: str) -> str:
        if holds is Holds.CHOICE:
            word = str(value).lower() if isinstance(value, bool) else str(value)
            return self.language.choice(choices, word)
        if isinstance(value, bool):
            return self.language.choice("flag", str(value).lower())
        if isinstance(value, Decimal):
            return written_number(value, self.decimals)
        return written_day(value, self.order) if isinstance(value, date) else str(value)
