"""Readings that come in by themselves or in a file: checked as a whole, written as a whole."""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from sqlmodel import Session

from bot.domain.errors import DomainError, Invalid, NotFound
from bot.domain.kpis.alerts import period_of, suspicious_jump
from bot.domain.kpis.model import Aggregation, Frequency
from bot.domain.numbers import check_number
from bot.services import facts, recording
from bot.services.recording import Origin, Said
from storage import kpi_goals, ownership, reading_sources
from storage.tables import Kpi, Reading, Workspace

FIRST_DAY = date(2000, 1, 1)
MOST_AT_ONCE = 1_000

#: Raises a DomainError for a KPI that may not be written to.
Check = Callable[[Session, Kpi], None]


class Effect(StrEnum):
    """What a reading does to what stood there for its day, or its period."""

    NEW = "new"
    CORRECTED = "corrected"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Given:
    """One reading. `kpi` is the key of a KPI, or its id; `on` None is today.

    `confirmed`: it is meant, however far from the last one it lies.
    """

    kpi: str | int
    value: Decimal
    on: date | None = None
    unit: str | None = None
    note: str | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong with the reading at `index`, counted from 0; `field` may be ""."""

    index: int
    field: str
    error: DomainError


class RowProblems(Exception):
    """None of the readings was written; `problems` lists everything that was found, in order."""

    def __init__(self, problems: Sequence[RowProblem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: problem.index))
        super().__init__("; ".join(f"{p.index}: {p.error.key}" for p in self.problems))


@dataclass(frozen=True, slots=True)
class Written:
    """A reading that is written, or was so already; `before` is what it takes the place of."""

    kpi: Kpi
    on: date
    period: date
    value: Decimal
    before: Decimal | None
    effect: Effect


@dataclass(frozen=True, slots=True)
class Giver:
    """Through what they come, when, for whom, and what they may touch."""

    workspace_id: str
    source: str
    at: datetime
    check: Check
    person_id: int | None = None


def write(session: Session, given: Sequence[Given], giver: Giver) -> Sequence[Written]:
    """Write readings, all at once; the alerts of their KPIs follow what is known in the end.

    What says the same as what stands there is not written again. The answers are in the order
    given. Raises RowProblems; nothing may be kept of the transaction then.
    """
    rows = _understood(session, given, giver)
    standing = _Standing.read(session, giver.workspace_id, rows)
    _refuse_jumps(rows, standing)
    found: dict[int, Written] = {}
    news: list[_Row] = []
    for row in sorted(rows, key=lambda row: (row.on, row.index)):
        before = standing.value(row)
        effect = _effect(before, row)
        if effect is not Effect.UNCHANGED:
            news.append(row)
        standing.note(row)
        period = row.period
        found[row.index] = Written(row.kpi, row.on, period, row.given.value, before, effect)
    _record(session, news, giver)
    return [found[index] for index in range(len(given))]


@dataclass(frozen=True, slots=True)
class _Row:
    index: int
    given: Given
    kpi: Kpi
    on: date

    @property
    def kpi_id(self) -> int:
        assert self.kpi.id is not None
        return self.kpi.id

    @property
    def period(self) -> date:
        return period_of(Frequency(self.kpi.frequency), self.on)[0]


@dataclass(frozen=True, slots=True)
class _Standing:
    """The newest reading of each day, or of each period where only the last one counts."""

    values: dict[tuple[int, date], Decimal]

    @classmethod
    def read(cls, session: Session, workspace_id: str, rows: Sequence[_Row]) -> "_Standing":
        kpis = {row.kpi_id: row.kpi for row in rows}
        since = min((row.period for row in rows), default=FIRST_DAY)
        found = reading_sources.standing(session, workspace_id, sorted(kpis), since=since)
        return cls({_place_of(kpis[one.kpi_id], one): one.value for one in found})

    def value(self, row: _Row) -> Decimal | None:
        return self.values.get(_place(row.kpi, row.on, row.period))

    def note(self, row: _Row) -> None:
        self.values[_place(row.kpi, row.on, row.period)] = row.given.value


def _place(kpi: Kpi, on: date, period: date) -> tuple[int, date]:
    assert kpi.id is not None
    return kpi.id, period if kpi.aggregation == Aggregation.LAST else on


def _place_of(kpi: Kpi, reading: Reading) -> tuple[int, date]:
    return _place(kpi, reading.observed_on or reading.period, reading.period)


def _effect(before: Decimal | None, row: _Row) -> Effect:
    if before is None:
        return Effect.NEW
    return Effect.UNCHANGED if before == row.given.value else Effect.CORRECTED


def _understood(session: Session, given: Sequence[Given], giver: Giver) -> Sequence[_Row]:
    """The readings with their KPIs, which are locked; raises RowProblems."""
    by_name = _kpis(session, giver.workspace_id, given)
    today = facts.local_date(giver.at, session.get_one(Workspace, giver.workspace_id).tz)
    rows: list[_Row] = []
    problems: list[RowProblem] = []
    days: dict[tuple[int, date], int] = {}
    for index, one in enumerate(given):
        try:
            kpi = by_name.get(one.kpi)
            if kpi is None:
                raise NotFound("readings.kpi_unknown", name=one.kpi)
            giver.check(session, kpi)
        except DomainError as error:
            problems.append(RowProblem(index, "kpi", error))
            continue
        row = _Row(index, one, kpi, one.on or today)
        first = days.setdefault((row.kpi_id, row.on), index)
        problem = _problem(row, first, today)
        if problem is not None:
            problems.append(problem)
        rows.append(row)
    if problems:
        raise RowProblems(problems)
    return rows


def _problem(row: _Row, first: int, today: date) -> RowProblem | None:
    """What is wrong with a reading by itself, or as the second one of its day."""
    for field, check in CHECKS:
        try:
            check(row, today)
        except DomainError as error:
            return RowProblem(row.index, field, error)
    if first == row.index:
        return None
    params = {"title": row.kpi.title, "day": row.on, "first": first + 1}
    return RowProblem(row.index, "date", Invalid("readings.twice", **params))


def _kpis(session: Session, workspace_id: str, given: Sequence[Given]) -> Mapping[str | int, Kpi]:
    """The active KPIs that are named, by key and by id.

    They and the key results that follow them are locked, in the order in which a reply does it.
    """
    names = {one.kpi for one in given}
    known = ownership.kpis(session, workspace_id)
    ids = [kpi.id for kpi in known if kpi.id and (kpi.key in names or kpi.id in names)]
    kpi_goals.lock(session, workspace_id, key_result_ids=[], kpi_ids=ids)
    found: dict[str | int, Kpi] = {}
    for kpi_id, kpi in ownership.kpis_by_id(session, workspace_id, ids).items():
        found |= {kpi_id: kpi, kpi.key: kpi}
    return found


def _check_unit(row: _Row, _today: date) -> None:
    said = row.given.unit
    if said is not None and _unit(said) != _unit(row.kpi.unit):
        raise Invalid("readings.other_unit", title=row.kpi.title, said=said, unit=row.kpi.unit)


def _unit(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()


def _check_day(row: _Row, today: date) -> None:
    if row.on > today:
        raise Invalid("readings.future", day=row.on, today=today)
    if row.on < FIRST_DAY:
        raise Invalid("readings.long_ago", day=row.on, first=FIRST_DAY)


def _check_value(row: _Row, _today: date) -> None:
    check_number(row.given.value, field="value")


def _check_parts(row: _Row, _today: date) -> None:
    one = row.given
    check_number(one.numerator, field="numerator")
    check_number(one.denominator, field="denominator")
    if (one.numerator is None) != (one.denominator is None) or one.denominator == 0:
        raise Invalid("readings.half_a_ratio")


def _check_typed(row: _Row, _today: date) -> None:
    if row.kpi.combines is not None:
        raise Invalid("reading.computed", title=row.kpi.title)


CHECKS: Sequence[tuple[str, Callable[[_Row, date], None]]] = (
    ("unit", _check_unit),
    ("value", _check_value),
    ("date", _check_day),
    ("denominator", _check_parts),
    ("", _check_typed),
)


def _refuse_jumps(rows: Sequence[_Row], standing: _Standing) -> None:
    """Compare each reading with what it corrects, else with the one before it."""
    newest = {row.kpi_id: row.kpi.value for row in rows}
    problems = []
    for row in sorted(rows, key=lambda row: (row.on, row.index)):
        before = standing.value(row) or newest[row.kpi_id]
        newest[row.kpi_id] = row.given.value
        if not row.given.confirmed and suspicious_jump(before, row.given.value):
            told = {"title": row.kpi.title, "before": before, "value": row.given.value}
            problems.append(RowProblem(row.index, "value", Invalid("readings.jump", **told)))
    if problems:
        raise RowProblems(problems)


def _record(session: Session, rows: Sequence[_Row], giver: Giver) -> None:
    """As when a person says it."""
    if not rows:
        return
    tz = session.get_one(Workspace, giver.workspace_id).tz
    speaker = giver.person_id or rows[0].kpi.owner_id
    origin = Origin(person_id=speaker, at=giver.at, tz=tz, source=giver.source)
    given = [(row.kpi, _said(row), row.on) for row in rows]
    recording.readings(session, given, origin, by_machine=giver.person_id is None)


def _said(row: _Row) -> Said:
    one = row.given
    return Said(one.value, note=one.note, numerator=one.numerator, denominator=one.denominator)
