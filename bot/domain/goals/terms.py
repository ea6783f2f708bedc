"""Quarters and years of a business year that may start in any month: their days and names."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.domain.errors import Invalid

MONTHS = 12
MONTHS_OF_QUARTER = 3
LONGEST_NAME = 40
_DAY = timedelta(days=1)


class TermKind(StrEnum):
    """How long a cycle runs; CUSTOM has days of its own."""

    QUARTER = "quarter"
    YEAR = "year"
    CUSTOM = "custom"


@dataclass(frozen=True, slots=True)
class Term:
    """The days of a cycle, first and last included, and how it is called in every language.

    `key` is the same for the same term, however often it is made: "2026-Q4", "2026", and
    "2026-10-05/2026-11-30" for days of its own. A business year is named by the calendar year in
    which it starts; where it ends in the next one both stand in the name: "Q1/2026–27", "2026–27".
    """

    key: str
    name: str
    starts_on: date
    ends_on: date


def quarter(on: date, *, year_starts: int) -> Term:
    """The quarter of the business year that holds a day; the year starts in that month, 1..12."""
    first = _year_begins(on, year_starts)
    number = _months_between(first, on) // MONTHS_OF_QUARTER
    starts = _months_later(first, number * MONTHS_OF_QUARTER)
    ends = _months_later(starts, MONTHS_OF_QUARTER) - _DAY
    year, n = _year_name(first), number + 1
    return Term(f"{first.year}-Q{n}", f"Q{n}/{year}", starts, ends)


def year(on: date, *, year_starts: int) -> Term:
    """The business year that holds a day."""
    first = _year_begins(on, year_starts)
    return Term(str(first.year), _year_name(first), first, _months_later(first, MONTHS) - _DAY)


def custom(starts_on: date, ends_on: date, name: str = "") -> Term:
    """Days of its own. Raises Invalid "span.empty", "cycle.long_name"."""
    if ends_on < starts_on:
        raise Invalid("span.empty", start_on=starts_on, due_on=ends_on)
    called = " ".join(name.split())
    if len(called) > LONGEST_NAME:
        raise Invalid("cycle.long_name", most=LONGEST_NAME)
    days = f"{starts_on:%d/%m}–{ends_on:%d/%m/%Y}"
    return Term(f"{starts_on}/{ends_on}", called or days, starts_on, ends_on)


def following(starts_on: date, ends_on: date, *, year_starts: int) -> Term:
    """The term after one that runs on these days, of the same kind.

    What is neither a quarter nor a year of this business year is followed by as many days.
    """
    after = ends_on + _DAY
    for make in (quarter, year):
        term = make(starts_on, year_starts=year_starts)
        if (term.starts_on, term.ends_on) == (starts_on, ends_on):
            return make(after, year_starts=year_starts)
    return custom(after, after + (ends_on - starts_on))


def _year_begins(on: date, year_starts: int) -> date:
    if not 1 <= year_starts <= MONTHS:
        raise ValueError(f"no month: {year_starts}")
    return date(on.year - (on.month < year_starts), year_starts, 1)


def _year_name(first: date) -> str:
    if first.month == 1:
        return str(first.year)
    return f"{first.year}–{(first.year + 1) % 100:02}"


def _months_between(first: date, on: date) -> int:
    return (on.year - first.year) * MONTHS + on.month - first.month


def _months_later(first: date, months: int) -> date:
    """The same day of a later month; the last one of a shorter month."""
    years, month = divmod(first.month - 1 + months, MONTHS)
    longest = monthrange(first.year + years, month + 1)[1]
    return date(first.year + years, month + 1, min(first.day, longest))
