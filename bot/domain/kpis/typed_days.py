"""The day or period that a reading is about, in the words behind its value, and its note."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.domain.folding import fold
from bot.domain.kpis.model import Frequency
from bot.domain.periods import period_around, period_before

_DAY: Final = timedelta(days=1)
#: A day without a year that lies further ahead is one of last year.
_MEANT_AHEAD: Final = timedelta(days=60)
_YESTERDAY: Final = frozenset({"hom qua", "yesterday"})
_DAYS_AGO: Final = {"hom nay": 0, "today": 0, "hom kia": 2}
_LAST: Final = {
    "tuan truoc": Frequency.WEEK,
    "last week": Frequency.WEEK,
    "thang truoc": Frequency.MONTH,
    "last month": Frequency.MONTH,
    "quy truoc": Frequency.QUARTER,
    "last quarter": Frequency.QUARTER,
}
_THIS: Final = {
    "tuan nay": Frequency.WEEK,
    "this week": Frequency.WEEK,
    "thang nay": Frequency.MONTH,
    "this month": Frequency.MONTH,
    "quy nay": Frequency.QUARTER,
    "this quarter": Frequency.QUARTER,
}
_MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june", "july", "august"),
    *("september", "october", "november", "december"),
)
_WEEKDAYS: Final = {
    **{f"thu {n}": n - 2 for n in range(2, 8)},
    **{"thu hai": 0, "thu ba": 1, "thu tu": 2, "thu nam": 3, "thu sau": 4, "thu bay": 5},
    **{"chu nhat": 6, "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3},
    **{"friday": 4, "saturday": 5, "sunday": 6},
}
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY_MONTH: Final = re.compile(r"(?:ngay )?(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d{2}))?")
_DAY_OF_MONTH: Final = re.compile(r"(?:ngay )?(\d{1,2}) (?:thang )?(\d{1,2}|[a-z]+)(?: (\d{4}))?")
_MONTH_DAY: Final = re.compile(r"([a-z]+) (\d{1,2})(?: (\d{4}))?")
_MONTH: Final = re.compile(r"thang (\d{1,2})(?:(?: nam |[/ -])(\d{4}))?")
_MONTH_NAME: Final = re.compile(r"([a-z]{3,9})(?: (\d{4}))?")
_QUARTER: Final = re.compile(r"(?:q|quy |quarter )(\d)(?:(?: nam |[/ -])(\d{4}))?")
#: Months only with a capital: "may be wrong", "may mắn".
_OTHER_WORDS: Final = frozenset({"may", "mar", "march", "dec"})
#: "Order", which is "Wednesday" without its accents.
_NO_DAY: Final = "thứ tự"
_MOST_WORDS: Final = 5
_OPENERS: Final = frozenset({"cho", "cua", "for", "on", "of", "in", "vao", "from", "as"})


@dataclass(frozen=True, slots=True)
class When:
    """The last day of what was named; `named` is how long that is, None for a single day."""

    on: date
    named: Frequency | None = None


def when_and_note(text: str, *, today: date) -> tuple[When | None, str]:
    """What a reading is about, from the beginning of the words behind it; the rest is its note.

    "hôm qua", "17/11", "Friday", "tháng 10", "Q3", "last week". A period that is not over ends
    today. Days and months without a year are the last ones that fit, or those that come within two
    months: a reading of the future is the reader's to refuse. None when no day is named.
    """
    words = text.replace(",", " ").split()
    first = 1 if words and fold(words[0]) in _OPENERS else 0
    for count in range(min(_MOST_WORDS, len(words) - first), 0, -1):
        typed = " ".join(words[first : first + count]).strip(".:;")
        other = words[first] in _OTHER_WORDS or typed.casefold() == _NO_DAY
        found = None if other else _when(fold(typed), today)
        if found is not None:
            return found, " ".join(text.split()[first + count :]).strip(" ,.;:–-")
    return None, " ".join(text.split())


def _when(said: str, today: date) -> When | None:
    if said in _YESTERDAY:
        return When(today - _DAY)
    if said in _DAYS_AGO:
        return When(today - _DAY * _DAYS_AGO[said])
    if said in _WEEKDAYS:
        return When(today - _DAY * ((today.weekday() - _WEEKDAYS[said]) % 7))
    if said in _LAST:
        first, _ = period_around(_LAST[said], today)
        return _period(_LAST[said], period_before(_LAST[said], first), today)
    if said in _THIS:
        return _period(_THIS[said], today, today)
    return next(_calendar(said, today), None)


def _calendar(said: str, today: date) -> Iterator[When]:
    """Days first: "17/11" is none of a month."""
    for day, month, year in _days(said):
        found = _dated(day, month, year, today)
        if found is not None:
            yield When(found)
    for length, month, year in _periods(said):
        first = _dated(1, month, year, today)
        if first is not None:
            yield _period(length, first, today)


def _days(said: str) -> Iterator[tuple[int, int, int | None]]:
    if match := _ISO.fullmatch(said):
        yield int(match[3]), int(match[2]), int(match[1])
    if match := _DAY_MONTH.fullmatch(said):
        yield int(match[1]), int(match[2]), _year(match[3])
    if match := _DAY_OF_MONTH.fullmatch(said):
        month = int(match[2]) if match[2].isdigit() and "thang" in said else _month(match[2])
        if month:
            yield int(match[1]), month, _year(match[3])
    if (match := _MONTH_DAY.fullmatch(said)) and _month(match[1]):
        yield int(match[2]), _month(match[1]), _year(match[3])


def _periods(said: str) -> Iterator[tuple[Frequency, int, int | None]]:
    if match := _MONTH.fullmatch(said):
        yield Frequency.MONTH, int(match[1]), _year(match[2])
    if (match := _MONTH_NAME.fullmatch(said)) and _month(match[1]):
        yield Frequency.MONTH, _month(match[1]), _year(match[2])
    if match := _QUARTER.fullmatch(said):
        yield Frequency.QUARTER, int(match[1]) * 3 - 2, _year(match[2])


def _month(name: str) -> int:
    """1..12 of "november" and "nov", 0 of anything else; three letters are enough of a name."""
    found = [n for n, month in enumerate(_MONTHS, 1) if len(name) > 2 and month.startswith(name)]
    return found[0] if found else 0


def _year(text: str | None) -> int | None:
    return None if text is None else int(text) + (2000 if len(text) == 2 else 0)


def _dated(day: int, month: int, year: int | None, today: date) -> date | None:
    try:
        found = date(year or today.year, month, day)
        if year is None and found > today + _MEANT_AHEAD:
            found = date(today.year - 1, month, day)
    except ValueError:
        return None
    return found


def _period(length: Frequency, on: date, today: date) -> When:
    first, last = period_around(length, on)
    return When(min(last, max(today, first)), length)
