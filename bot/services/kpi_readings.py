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
from storage import kpis, ownership, readings
from storage.tables import Kpi, Reading

COMPUTED = "computed"


@dataclass(frozen=True, slots=True)
class NewReading:
    """What was observed on a day, by whom and through what; `at` is when it was entered."""

    figure: Figure
    observed_on: date
    source: str
    at: datetime
    person_id: int | None = None
    reply_id: int | None = None
    note: str | None = None
    blocker: str | None = None
    likely: bool = False


def add(session: Session, kpi: Kpi, new: NewReading) -> tuple[Reading, Sequence[Kpi]]:
    """Store a reading for the period that holds its day; `kpi` is locked.

    Returns it with every KPI that moved: this one and those above that follow from it. Raises
    Invalid "reading.computed" for what follows from other KPIs, "number.out_of_range".
    """
    if kpi.combines is not None:
        raise Invalid("reading.computed", title=kpi.title)
    check_number(new.figure.value, field="value")
    row = _store(session, kpi, new)
    _moved(session, kpi, row.period, at=new.at)
    return row, [kpi, *climb(session, kpi, row.period, at=new.at)]


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
    _store(session, kpi, NewReading(figure, day, COMPUTED, at))
    _moved(session, kpi, period, at=at)
    return True


def bring_up_to_date(session: Session, kpi: Kpi) -> None:
    """Let the KPI show what its readings say."""
    found = kpi_figures.newest(session, kpi, most=1)
    kpi.value = found[-1].value if found else None
    kpi.value_on = found[-1].first if found else None
    kpi.judged = kpi_figures.judged_value(session, kpi)
    session.flush()


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


def _store(session: Session, kpi: Kpi, new: NewReading) -> Reading:
    assert kpi.id is not None
    first, _ = period_around(kpi.frequency, new.observed_on)
    row = Reading(
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
        at=new.at,
    )
    session.add(row)
    session.flush()
    return row


def _take_back(session: Session, kpi: Kpi, row: Reading, *, at: datetime) -> None:
    row.withdrawn_at = at
    session.flush()
    bring_up_to_date(session, kpi)
    following.unfollow(session, kpi, row, at=at)
    if _is_earlier(kpi, row.period):
        reconsidering.figures_changed(session, kpi, at=at)


def _moved(session: Session, kpi: Kpi, period: date, *, at: datetime) -> None:
    """The figure of a period is another one: the KPI and its alert follow."""
    bring_up_to_date(session, kpi)
    if _is_earlier(kpi, period):
        reconsidering.figures_changed(session, kpi, at=at)
    else:
        following.follow(session, kpi, at=at)


def _is_earlier(kpi: Kpi, period: date) -> bool:
    return kpi.value_on is not None and period < kpi.value_on
