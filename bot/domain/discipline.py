"""Whether the weekly question was answered, and in time: of one question and of many."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.domain.calendars import Calendar

#: The next question comes a week later: until then a working day is found, or none.
_A_WEEK = timedelta(days=7)
_A_DAY = timedelta(days=1)
#: Days of a leave, the first and the last included.
Leave = tuple[date, date]


class Answer(StrEnum):
    """What became of one question. WAITING: there is still time. AWAY is not counted as asked."""

    ON_TIME = "on_time"
    LATE = "late"
    MISSING = "missing"
    WAITING = "waiting"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class Asked:
    """One question on the clock of who was asked; `answered_on` None: not answered."""

    on: date
    answered_on: date | None


@dataclass(frozen=True, slots=True)
class Discipline:
    """What became of questions, counted; shares are 0..1, None where there is nothing to share.

    `weeks_away` are weeks in which the person was away and not asked, or not missed.
    """

    counts: Mapping[Answer, int]
    weeks_away: int = 0

    def count(self, answer: Answer) -> int:
        return self.counts.get(answer, 0)

    @property
    def answered(self) -> int:
        return self.count(Answer.ON_TIME) + self.count(Answer.LATE)

    @property
    def asked(self) -> int:
        return self.answered + self.count(Answer.MISSING) + self.count(Answer.WAITING)


def in_time_until(asked_on: date, calendar: Calendar) -> date:
    """The last day on which an answer is in time: the working day that follows the question's."""
    last = asked_on + _A_WEEK
    return calendar.next_worked(asked_on + _A_DAY, before=last) or last - _A_DAY


def outcome(asked: Asked, until: date, leaves: Sequence[Leave], *, on: date) -> Answer:
    """What became of a question by the end of the day `on`; `until` is as `in_time_until` says.

    Who was away on a day from the question until then and did not answer is not missed.
    """
    if asked.answered_on is not None:
        return Answer.ON_TIME if asked.answered_on <= until else Answer.LATE
    if any(first <= until and last >= asked.on for first, last in leaves):
        return Answer.AWAY
    return Answer.WAITING if on <= until else Answer.MISSING


def weeks_of(leaves: Sequence[Leave], *, first: date, last: date) -> set[str]:
    """The ISO weeks ("2026-W47") of `first`..`last` with a weekday on which somebody was away."""
    found = set()
    for begins, ends in leaves:
        day = max(begins, first)
        while day <= min(ends, last):
            if day.weekday() < 5:
                found.add(week_of(day))
            day += _A_DAY
    return found


def week_of(day: date) -> str:
    """The ISO week of a day: "2026-W47"."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def total(parts: Iterable[Discipline]) -> Discipline:
    """All of them together."""
    counts: Counter[Answer] = Counter()
    weeks = 0
    for part in parts:
        counts.update(part.counts)
        weeks += part.weeks_away
    return Discipline(counts, weeks)
