"""Stores a reading, and what follows from it: the KPI's figure, its alert, the KPIs above it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlmodel import Session

from bot.domain.errors import Invalid
from bot.domain.kpis.figures import Figure, Part, combined
from bot.domain.kpis.model import Combination
from bot.domain.numbers import check_number
from bot.domain.periods import period_around
from bot.services import kpi_figures
from bot.services.alerting import following, reconsidering
from bot.services.kpi_figures import PeriodFigure
from storage import kpis, ownership, readings
from storage.tables import Kpi, Reading

COMPUTED = "computed"


@dataclass(frozen=True, slots=True)
class NewReading:
    """What was observed on a day, by whom and through what."""

    figure: Figure
    observed_on: date
    source: str
    person_id: int | None = None
    reply_id: int | None = None
    note: str | None = None
    blocker: str | None = None
    likely: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """A KPI of which something new is known for the period that begins on `period`."""

    kpi: Kpi
    period: date

    @property
    def stands_there(self) -> bool:
        """Whether it is the newest period; of an earlier one nothing follows."""
        return self.kpi.value_on == self.period


def add(
    session: Session, given: Sequence[tuple[Kpi, NewReading]], *, at: datetime
) -> tuple[Sequence[Reading], Sequence[Moved]]:
    """Store readings that are entered at `at`, each for the period that holds its day.

    The KPIs are locked. Returns the readings with all KPIs that moved: these and those above that
    follow from them. Alerts follow what is known in the end: what was over by then raises none.
    Raises Invalid "reading.computed" for what follows from other KPIs, "number.out_of_range".
    """
    for kpi, new in given:
        if kpi.combines is not None:
            raise Invalid("reading.computed", title=kpi.title)
        check_number(new.figure.value, field="value")
    written = [(kpi, _row(kpi, new, at)) for kpi, new in given]
    rows = [row for _, row in written]
    session.add_all(rows)
    session.flush()
    moved = {(row.kpi_id, row.period): Moved(kpi, row.period) for kpi, row in written}
    _settle(session, [*moved.values()], at=at)
    below = {(one.kpi.parent_kpi_id, one.period): one for one in moved.values()}
    above = [
        Moved(kpi, one.period)
        for (_, period), one in below.items()
        for kpi in climb(session, one.kpi, period, at=at)
    ]
    return rows, [*moved.values(), *above]


def withdraw(session: Session, kpi: Kpi, row: Reading, *, at: datetime) -> Sequence[Kpi]:
    """Take a reading back; the KPIs that moved, none when a newer one was entered for this one."""
    assert kpi.id is not None
    newest = readings.newest(session, kpi.workspace_id, kpi.id)
    if newest is None or newest.id != row.id:
        return []
    _take_back(session, kpi, row, at=at)
    return [kpi, *climb(session, kpi, row.period, at=at)]


def climb(session: Session, kpi: Kpi, period: date, *, at: datetime) -> Sequence[Kpi]:
    """Compute the KPIs above anew for the period that begins on `period`; those that changed.

    Rows are always locked from below upwards, so two readings never wait for each other.
    """
    seen, moved = {kpi.id}, []
    while kpi.parent_kpi_id is not None and kpi.parent_kpi_id not in seen:
        above = ownership.kpi_for_update(session, kpi.workspace_id, kpi.parent_kpi_id)
        if above is None or not compute(session, above, period, at=at):
            break
        seen.add(above.id)
        moved.append(above)
        kpi = above
    return moved


def compute(session: Session, kpi: Kpi, period: date, *, at: datetime) -> bool:
    """Let the figure of a period follow from the KPIs below; whether it changed.

    Without the figure of one of them the period has none. `kpi` is locked.
    """
    assert kpi.id is not None
    if kpi.combines is None or kpi.state != "active":
        return False
    figure, day = _combined(session, kpi, Combination(kpi.combines), period)
    found = readings.of_periods(session, kpi.workspace_id, kpi.id, [period]).get(period, ())
    standing = [row for row in found if row.source == COMPUTED]
    if figure == (kpi_figures.of_readings(kpi, standing) if standing else None):
        return False
    if figure is None:
        for row in reversed(standing):
            _take_back(session, kpi, row, at=at)
        return True
    session.add(_row(kpi, NewReading(figure, day, COMPUTED), at))
    session.flush()
    _settle(session, [Moved(kpi, period)], at=at)
    return True


def bring_up_to_date(session: Session, kpi: Kpi) -> None:
    """Let the KPI show what its readings say."""
    _show(session, kpi, kpi_figures.newest(session, kpi))
    session.flush()


def _settle(session: Session, moved: Sequence[Moved], *, at: datetime) -> None:
    """Let KPIs show what their readings say, and their alerts follow it; they are locked."""
    kpis = {one.kpi.id or 0: one.kpi for one in moved}
    found = kpi_figures.newest_of_each(session, [*kpis.values()])
    for kpi_id, kpi in kpis.items():
        _show(session, kpi, found[kpi_id])
    session.flush()
    earlier = {one.kpi.id or 0 for one in moved if not one.stands_there}
    newest = [kpi for kpi_id, kpi in kpis.items() if kpi_id not in earlier]
    following.follow(session, newest, found, at=at)
    for kpi_id in sorted(earlier):
        reconsidering.figures_changed(session, kpis[kpi_id], at=at)


def _show(session: Session, kpi: Kpi, figures: Sequence[PeriodFigure]) -> None:
    shown = kpi_figures.shown(session, kpi, figures)
    kpi.value, kpi.value_on = shown.value, shown.value_on
    kpi.judged, kpi.observed = shown.judged, shown.observed


def _combined(
    session: Session, kpi: Kpi, combination: Combination, period: date
) -> tuple[Figure | None, date]:
    """The figure of the period, and the last day of which something is known."""
    assert kpi.id is not None
    below = kpis.parts(session, kpi.workspace_id, kpi.id)
    ids = [part.id for part in below if part.id is not None]
    read = readings.of_period(session, kpi.workspace_id, ids, period)
    parts = [
        Part(kpi_figures.of_readings(part, read.get(part.id or 0, ())), Decimal(part.weight) / 1000)
        for part in below
    ]
    days = [row.observed_on for entered in read.values() for row in entered if row.observed_on]
    return combined(combination, parts, unit=kpi.unit), max(days, default=period)


def _row(kpi: Kpi, new: NewReading, at: datetime) -> Reading:
    assert kpi.id is not None
    first, _ = period_around(kpi.frequency, new.observed_on)
    return Reading(
        workspace_id=kpi.workspace_id,
        kpi_id=kpi.id,
        person_id=new.person_id,
        reply_id=new.reply_id,
        period=first,
        observed_on=new.observed_on,
        value=new.figure.value,
        numerator=new.figure.numerator,
        denominator=new.figure.denominator,
        previous_value=kpi.value,
        note=new.note,
        blocker=new.blocker,
        likely=new.likely,
        source=new.source,
        at=at,
    )


def _take_back(session: Session, kpi: Kpi, row: Reading, *, at: datetime) -> None:
    row.withdrawn_at = at
    session.flush()
    bring_up_to_date(session, kpi)
    following.unfollow(session, kpi, row, at=at)
    if kpi.value_on is not None and row.period < kpi.value_on:
        reconsidering.figures_changed(session, kpi, at=at)
