"""Who answered the weekly questions of a cycle, and how many came in time."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Final

from sqlmodel import Session

from bot.domain import discipline
from bot.domain.discipline import Answer, Asked, Discipline
from bot.services import facts
from bot.services.reporting.cells import Holds, Line, Sheet, Text, Value, columns
from bot.services.reporting.scope import Scope
from bot.services.working_days import WorkingDays
from storage import cycle_reports
from storage.tables import Person

COLUMNS: Final = (
    *columns(Holds.NAME, "person", "team"),
    *columns(Holds.COUNT, "asked", "answered", "on_time", "late", "missing", "waiting"),
    *columns(Holds.COUNT, "weeks_away"),
    *columns(Holds.SHARE, "answered_share", "on_time_share"),
)
#: No zone is further from UTC.
_A_DAY: Final = timedelta(days=1)


def read(session: Session, scope: Scope) -> Sequence[Discipline]:
    """What became of the questions to each of the people of the report, in their order."""
    workspace_id, cycle = scope.cycle.workspace_id, scope.cycle
    people = {one.id: one for one in scope.people}
    leaves = cycle_reports.leaves(
        session, workspace_id, first=cycle.starts_on, last=cycle.ends_on + 7 * _A_DAY
    )
    days = _Days(WorkingDays(session, workspace_id))
    counts: dict[int, Counter[Answer]] = {}
    weeks: dict[int, set[str]] = {}
    found = cycle_reports.questions(
        session,
        workspace_id,
        since=datetime.combine(cycle.starts_on - _A_DAY, time(), UTC),
        until=datetime.combine(cycle.ends_on + 2 * _A_DAY, time(), UTC),
    )
    for person_id, asked_at, answered_at in found:
        person = people.get(person_id)
        if person is None:
            continue
        asked = _asked(person, asked_at, answered_at)
        if not cycle.starts_on <= asked.on <= cycle.ends_on:
            continue
        until = days.in_time_until(person.tz, asked.on)
        answer = discipline.outcome(asked, until, leaves.get(person_id, ()), on=scope.on)
        counts.setdefault(person_id, Counter())[answer] += 1
        if answer is not Answer.AWAY:
            weeks.setdefault(person_id, set()).add(discipline.week_of(asked.on))
    first, last = cycle.starts_on, min(cycle.ends_on, scope.on)
    return [
        Discipline(
            counts.get(one.id or 0, {}),
            len(
                discipline.weeks_of(leaves.get(one.id or 0, ()), first=first, last=last)
                - weeks.get(one.id or 0, set())
            ),
        )
        for one in scope.people
    ]


def sheet(scope: Scope, found: Sequence[Discipline], text: Text) -> Sheet:
    """One line for each person, and all of them together."""
    lines: list[Line] = [
        (person.name, scope.team_names.get(person.id or 0), *_counts(one))
        for person, one in zip(scope.people, found, strict=True)
    ]
    total = (text("report_sheet.total"), None, *_counts(discipline.total(found)))
    return Sheet("check_ins", COLUMNS, lines, total if len(lines) > 1 else None)


class _Days:
    """Until when an answer is in time, worked out once for each zone and day."""

    def __init__(self, working_days: WorkingDays) -> None:
        self._working_days = working_days
        self._known: dict[tuple[str, date], date] = {}

    def in_time_until(self, tz: str, asked_on: date) -> date:
        if (tz, asked_on) not in self._known:
            calendar = self._working_days.calendar(tz, near=asked_on)
            self._known[tz, asked_on] = discipline.in_time_until(asked_on, calendar)
        return self._known[tz, asked_on]


def _asked(person: Person, asked_at: datetime, answered_at: datetime | None) -> Asked:
    answered_on = facts.local_date(answered_at, person.tz) if answered_at else None
    return Asked(facts.local_date(asked_at, person.tz), answered_on)


def _counts(one: Discipline) -> Sequence[Value]:
    settled = one.answered + one.count(Answer.MISSING)
    return (
        one.asked,
        one.answered,
        *(one.count(answer) for answer in (Answer.ON_TIME, Answer.LATE, Answer.MISSING)),
        one.count(Answer.WAITING),
        one.weeks_away,
        _share(one.answered, settled),
        _share(one.count(Answer.ON_TIME), settled),
    )


def _share(part: int, whole: int) -> Decimal | None:
    return Decimal(part) / whole if whole else None
