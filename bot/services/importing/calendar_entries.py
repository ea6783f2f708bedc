"""Reads the working calendar of an import file."""

import re
from datetime import date

from bot.domain.calendars import DayKind
from bot.services import public_holidays
from bot.services.importing.fields import Fields
from bot.services.importing.model import CalendarEntry, DayEntry

COUNTRY = re.compile(r"[A-Za-z]{2}")
LONGEST_NAME = 80


def calendar(root: Fields) -> CalendarEntry | None:
    """The section `calendar`; None when the file says nothing of it."""
    fields = root.entry("calendar")
    if fields is None:
        return None
    days = _Days()
    for one in fields.entries("holidays"):
        days.add(one, "on", DayKind.OFF, one.text("name", longest=LONGEST_NAME))
        one.done()
    for one in fields.entries("worked"):
        days.add(one, "on", DayKind.WORKED, one.text("name", longest=LONGEST_NAME))
        one.done()
    for one in fields.entries("swapped"):
        name = one.text("name", longest=LONGEST_NAME)
        days.add(one, "off", DayKind.OFF, name)
        days.add(one, "worked", DayKind.WORKED, name)
        one.done()
    entry = CalendarEntry(
        line=fields.line,
        country=_country(fields),
        saturdays=fields.flag("saturdays") or False,
        days=tuple(days.found),
    )
    fields.done()
    return entry


def _country(fields: Fields) -> str | None:
    code = fields.pattern("country", COUNTRY, "calendar.not_a_country")
    if code is None:
        return None
    if code.upper() not in public_holidays.countries():
        fields.problem("country", "calendar.unknown_country", said=code)
        return None
    return code.upper()


class _Days:
    """The days so far: of each the file says one thing only."""

    def __init__(self) -> None:
        self.found: list[DayEntry] = []
        self._lines: dict[date, int] = {}

    def add(self, fields: Fields, name: str, kind: DayKind, label: str | None) -> None:
        day = fields.day(name, required=True)
        if day is None:
            return
        line = fields.line_of(name)
        if day in self._lines:
            fields.problem(name, "calendar.same_day", day=day, first=self._lines[day])
            return
        self._lines[day] = line
        self.found.append(DayEntry(line, day, kind, label))
