"""Which days are worked, and where something goes that falls on a day off. Days come in as data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

MONDAY_TO_FRIDAY: Final = frozenset(range(5))
SATURDAY: Final = 5
_DAY: Final = timedelta(days=1)


class DayKind(StrEnum):
    """What a workspace says of one day, whatever its country says."""

    OFF = "off"
    WORKED = "worked"


@dataclass(frozen=True, slots=True)
class PublicDays:
    """What a country says: public holidays, and days of a weekend that are worked for one."""

    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class Calendar:
    """A working calendar: usual weekdays (0 is Monday), then exceptions by date.

    No day is both in `off` and in `worked`; `working_calendar` sees to that.
    """

    weekdays: frozenset[int] = MONDAY_TO_FRIDAY
    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()

    def is_worked(self, day: date) -> bool:
        """Whether people work on this day."""
        return day in self.worked or (day.weekday() in self.weekdays and day not in self.off)

    def next_worked(self, day: date, *, before: date) -> date | None:
        """The first working day from `day` on, `day` included; None when `before` is reached."""
        while day < before:
            if self.is_worked(day):
                return day
            day += _DAY
        return None


def working_calendar(
    public: PublicDays, *, saturdays: bool, edits: Mapping[date, DayKind]
) -> Calendar:
    """The calendar of a workspace in a country: what the workspace says of a day counts."""
    off = frozenset(day for day, kind in edits.items() if kind is DayKind.OFF)
    worked = frozenset(day for day, kind in edits.items() if kind is DayKind.WORKED)
    return Calendar(
        weekdays=MONDAY_TO_FRIDAY | {SATURDAY} if saturdays else MONDAY_TO_FRIDAY,
        off=(public.off - worked) | off,
        worked=(public.worked - public.off - off) | worked,
    )
