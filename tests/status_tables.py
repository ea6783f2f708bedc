"""The tables of docs/status-rules.md and its twin: their cells as values, and values as cells."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import ROUND_DOWN, Decimal
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from bot.render.cycle_words import score
from bot.render.environment import Language, Words
from bot.render.folder import PROMPTS

ROOT: Final = Path(__file__).resolve().parent.parent
PAGES: Final = {
    "en": ROOT / "docs" / "status-rules.md",
    "vi": ROOT / "docs" / "vi" / "status-rules.md",
}
TABLE: Final = re.compile(r"^<!-- rule: (\w+) -->\n((?:\|.*\n)+)", re.MULTILINE)
NUMBER: Final = re.compile(r"(-?[\d.,]+)( %)?")
DAY: Final = {
    "en": re.compile(r"(\d+) (Nov|Dec)(?: (\d+):(\d+))?"),
    "vi": re.compile(r"(\d+)/(11|12)(?: (\d+):(\d+))?"),
}
#: What stands in cells and is in no file of words.
WORDS: Final = {
    "en": {"committed": "committed", "aspirational": "aspirational", "yes": True, "no": False}
    | {"never": 0, "each week": "week", "each month": "month"}
    | {"72 hours": "wall", "3 working days": "working", "items": "items", "%": "%"},
    "vi": {"cam kết": "committed", "thách thức": "aspirational", "có": True, "không": False}
    | {"không hỏi": 0, "mỗi tuần": "week", "mỗi tháng": "month"}
    | {"72 giờ": "wall", "3 ngày làm việc": "working", "hạng mục": "items", "%": "%"},
}
SEPARATOR: Final = " · "
NONE: Final = "–"


@dataclass(frozen=True, slots=True)
class Told:
    """A value in the form that people see: "percent", "number", "pace", "score", "day", "moment",
    "flag", or the section of strings.toml that has its word."""

    form: str
    value: Any


class Page:
    """One of the twins."""

    def __init__(self, locale: str) -> None:
        self.locale = locale
        self._words = Words(Language.load(PROMPTS, locale), "UTC")
        strings = (ROOT / "prompts" / locale / "strings.toml").read_text("utf-8")
        self._strings = tomllib.loads(strings)

    @cached_property
    def tables(self) -> dict[str, list[list[str]]]:
        """The lines below the headings of each table, by the name of its rule."""
        found = {}
        for name, text in TABLE.findall(PAGES[self.locale].read_text("utf-8")):
            _, _, *lines = text.strip().splitlines()
            found[name] = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
        return found

    def value(self, cell: str) -> Any:
        """A number, a share (of "46 %"), a day, a moment, a word of the rules, or a list."""
        if SEPARATOR in cell:
            return [self.value(part) for part in cell.split(SEPARATOR)]
        if cell == NONE:
            return None
        if cell in self._vocabulary:
            return self._vocabulary[cell]
        found = NUMBER.fullmatch(cell)
        return self._number(found) if found else self._moment(cell)

    def cell(self, told: Told) -> str:
        """How a value is written."""
        if told.value is None:
            return NONE
        numbers = self._words.numbers
        forms = {
            "percent": numbers.percent,
            "number": numbers.number,
            "pace": lambda pace: numbers.pace(pace.quantize(Decimal("0.01"), ROUND_DOWN)),
            "score": lambda value: score(self._words, str(value)),
            "moment": self._written_moment,
            "flag": lambda flag: next(k for k, v in WORDS[self.locale].items() if v is flag),
        }
        if told.form in forms:
            return str(forms[told.form](told.value))
        return str(self._strings[told.form][told.value])

    @cached_property
    def _vocabulary(self) -> dict[str, Any]:
        statuses = {word: key for key, word in self._strings["statuses"].items()}
        # Two states read alike, "within": a key result's is meant where a status is given.
        statuses[self._strings["statuses"]["inside"]] = "inside"
        steps = {word.rpartition(" (")[0]: key for key, word in self._strings["confidence"].items()}
        return statuses | steps | WORDS[self.locale]

    def _number(self, found: re.Match[str]) -> Decimal:
        group, point = (",", ".") if self.locale == "en" else (".", ",")
        number = Decimal(found[1].replace(group, "").replace(point, "."))
        return number / 100 if found[2] else number

    def _moment(self, cell: str) -> date | datetime:
        found = DAY[self.locale].fullmatch(cell)
        assert found is not None, f"what is “{cell}”?"
        day, month, hour, minute = found.groups()
        on = date(2026, {"Nov": 11, "Dec": 12}.get(month) or int(month), int(day))
        return datetime.combine(on, time(int(hour), int(minute)), UTC) if hour else on

    def _written_moment(self, at: datetime) -> str:
        return f"{self._words.language.dates.day(at.date())} {at:%H:%M}"


def listed(value: Any) -> Iterator[Any]:
    """The values of a cell, of which there may be one or none."""
    if isinstance(value, list):
        yield from value
    elif value is not None:
        yield value
