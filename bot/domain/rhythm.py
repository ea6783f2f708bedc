"""How often a goal is asked about; the question itself comes every week."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Cadence(StrEnum):
    """How often a check-in is asked for."""

    WEEKLY = "weekly"
    BIWEEKLY = "biweekly"
    MONTHLY = "monthly"
    NEVER = "never"


#: As they are stored, and as staleness counts them.
CADENCE_DAYS: Final[Mapping[Cadence, int]] = MappingProxyType(
    {Cadence.WEEKLY: 7, Cadence.BIWEEKLY: 14, Cadence.MONTHLY: 30, Cadence.NEVER: 0}
)
_TWO_WEEKS: Final = 2


def is_asked(cadence_days: int, *, on: date, last: date | None, due: date) -> bool:
    """Whether a goal that is due on the day `due` belongs to the question of the day `on`.

    In the week in which it is due it is asked about in any case, as its last figure counts, and
    later no more.

    `last` is when it was asked about or answered last; None is never, and then it is asked. Weeks
    are those of the calendar, so that a question that days off moved counts for its week.
    Biweekly: every other week. Monthly: once in a calendar month, and not two weeks in a row.
    """
    if cadence_days <= 0:
        return False
    if _monday(due) <= _monday(on):
        return _monday(due) == _monday(on)
    if last is None or cadence_days <= CADENCE_DAYS[Cadence.WEEKLY]:
        return True
    weeks = (_monday(on) - _monday(last)).days // 7
    if cadence_days <= CADENCE_DAYS[Cadence.BIWEEKLY]:
        return weeks >= _TWO_WEEKS
    return weeks >= _TWO_WEEKS and (on.year, on.month) != (last.year, last.month)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
