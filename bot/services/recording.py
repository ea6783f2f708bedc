"""Writes one change of one key result or KPI; the caller's transaction decides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlmodel import Session

from bot.domain.errors import Invalid
from bot.domain.goals.model import Observation, Shape, Span
from bot.domain.goals.progress import millionths, so_far
from bot.domain.kpis.figures import Figure
from bot.services import facts, kpi_readings, step_records
from bot.services.kpi_readings import NewReading
from bot.services.observed import NOTHING_MORE, Observed
from storage import check_ins, kpi_goals, ownership, team_figures
from storage.tables import CheckIn, KeyResult, Kpi, Reading

BY_PERIODS = (Shape.KEEP, Shape.PERIODIC)


@dataclass(frozen=True, slots=True)
class Said:
    """What a person said about one item; `value` is in its unit, None without a figure.

    `sample` is the number of answers that the figure was taken from. `steps` are the milestones
    that are done (True) or not (False), by their ids; they make the figure. A ratio that was said
    as one keeps its `numerator` and `denominator`.
    """

    value: Decimal | None
    confidence: int | None = None
    status: str | None = None
    note: str | None = None
    blocker: str | None = None
    promised_on: date | None = None
    likely: bool = False
    sample: int | None = None
    steps: Mapping[int, bool] = field(default_factory=dict)
    numerator: Decimal | None = None
    denominator: Decimal | None = None


NOTHING_SAID = Said(None)


@dataclass(frozen=True, slots=True)
class Origin:
    """Who said it, when and through what; `tz` decides which day it counts for."""

    person_id: int
    at: datetime
    tz: str
    source: str
    reply_id: int | None = None
    on_behalf: bool = False
    observed: Observed = NOTHING_MORE


def key_result(session: Session, kr: KeyResult, said: Said, origin: Origin) -> None:
    """Append a check-in and move the key result's current figures; `kr` must be locked.

    Raises Invalid "milestones.by_number" for a figure of what moves by its steps alone.
    """
    value, steps = said.value, None
    if kr.shape == Shape.MILESTONES:
        value, steps = step_records.taken(session, kr, said, on=_day(origin))
    progress = kr.progress
    if value is not None:
        progress = _progress(session, kr, value, said.sample, origin)
    figures = {
        "value": value,
        "previous_value": kr.value,
        "sample": None if value is None else said.sample,
        "previous_sample": kr.sample,
        "progress": progress,
        "previous_progress": kr.progress,
        "steps": steps,
    }
    added = check_ins.add(session, _row(kr, said, origin) | figures)
    team_figures.note(session, kr)
    ownership.move(
        session,
        kr,
        {
            "value": kr.value if value is None else value,
            "sample": kr.sample if value is None else said.sample,
            "progress": progress,
            "confidence": said.confidence or kr.confidence,
            "said": said.status or kr.said,
            "checked_in_at": origin.at,
            "last_check_in_id": added,
        },
    )


def _row(kr: KeyResult, said: Said, origin: Origin) -> dict[str, Any]:
    return {
        "workspace_id": kr.workspace_id,
        "key_result_id": _id(kr),
        "person_id": origin.person_id,
        "reply_id": origin.reply_id,
        "confidence": said.confidence,
        "said": said.status,
        "note": said.note,
        "blocker": said.blocker,
        "promised_on": said.promised_on,
        "likely": said.likely,
        "on_behalf": origin.on_behalf,
        "source": origin.source,
        "at": origin.at,
    }


def recount(session: Session, goals: Sequence[KeyResult], *, at: datetime, tz: str) -> None:
    """Bring the progress of key results up to this day, from the figures that stand."""
    if not goals:
        return
    workspace_id = goals[0].workspace_id
    history = check_ins.history(session, workspace_id, [_id(kr) for kr in goals], until=at)
    for kr in goals:
        figures = history.get(_id(kr), [])
        if any(row.value is not None for row in figures):
            progress = _counted(kr, figures, on=facts.local_date(at, tz), tz=tz)
            kr.progress = progress


def take_back(session: Session, kr: KeyResult, row: CheckIn, origin: Origin) -> bool:
    """Undo a check-in by a row of its own; False when something newer stands on it."""
    if kr.last_check_in_id != row.id:
        return False
    undo = CheckIn(
        workspace_id=kr.workspace_id,
        key_result_id=_id(kr),
        person_id=origin.person_id,
        reply_id=row.reply_id,
        value=row.previous_value,
        previous_value=row.value,
        progress=row.previous_progress,
        previous_progress=row.progress,
        sample=row.previous_sample,
        previous_sample=row.sample,
        steps=step_records.reversed_steps(row),
        source="undo",
        undoes_id=row.id,
        at=origin.at,
    )
    session.add(undo)
    session.flush()
    standing = check_ins.history(session, kr.workspace_id, [_id(kr)], until=origin.at)
    left = standing.get(_id(kr), [])
    if row.steps:
        step_records.put_back(session, kr, row)
    elif row.value is not None:
        kr.value, kr.progress = row.previous_value, row.previous_progress
        kr.sample = row.previous_sample
    kr.confidence = next((row.confidence for row in reversed(left) if row.confidence), None)
    kr.said = next((row.said for row in reversed(left) if row.said), None)
    kr.checked_in_at = left[-1].at if left else None
    kr.last_check_in_id = left[-1].id if left else None
    return True


def reading(session: Session, kpi: Kpi, said: Said, origin: Origin, *, on: date) -> Reading:
    """Store a reading of the day `on`, and let the alert follow; `kpi` is locked.

    Raises Invalid "reading.future", "reading.computed", "number.out_of_range".
    """
    return readings(session, [(kpi, said, on)], origin)[0]


def readings(
    session: Session,
    given: Sequence[tuple[Kpi, Said, date]],
    origin: Origin,
    *,
    by_machine: bool = False,
) -> Sequence[Reading]:
    """Store many at once; raises as `reading` does, and nothing is to be kept then.

    `by_machine`: nobody entered them, and the owner of each KPI stands for what follows.
    """
    today = _day(origin)
    for kpi, _, on in given:
        if on > today:
            raise Invalid("reading.future", title=kpi.title, on=on)
    who = None if by_machine else origin.person_id
    new = [(kpi, _new_reading(said, origin, on, who)) for kpi, said, on in given]
    rows, moved = kpi_readings.add(session, new, at=origin.at)
    words = {(row.kpi_id, row.period): one[1] for row, one in zip(rows, given, strict=True)}
    standing = {one.kpi.id or 0: one for one in moved if one.stands_there}
    for kr in kpi_goals.following(session, given[0][0].workspace_id, sorted(standing)):
        kpi = standing[kr.kpi_id or 0].kpi
        said = words.get((kr.kpi_id or 0, standing[kr.kpi_id or 0].period)) or NOTHING_SAID
        speaker = kpi.owner_id if by_machine else origin.person_id
        told = replace(said, value=kpi.value, sample=None, steps={})
        key_result(session, kr, told, replace(origin, source="kpi", person_id=speaker))
    return rows


def _new_reading(said: Said, origin: Origin, on: date, who: int | None) -> NewReading:
    assert said.value is not None
    return NewReading(
        Figure(said.value, said.numerator, said.denominator),
        on,
        origin.source,
        person_id=who,
        reply_id=origin.reply_id,
        note=said.note,
        blocker=said.blocker,
        likely=said.likely,
    )


def withdraw(session: Session, kpi: Kpi, row: Reading, origin: Origin) -> bool:
    """Take a reading back; False when a newer one was entered for the KPI."""
    moved = kpi_readings.withdraw(session, kpi, row, at=origin.at)
    for one in moved:
        if one.value is not None:
            _put_back_followers(session, one, origin)
    return bool(moved)


def _put_back_followers(session: Session, kpi: Kpi, origin: Origin) -> None:
    """What an undo of the same reply has put back already stays as it is."""
    assert kpi.id is not None
    for kr in kpi_goals.following(session, kpi.workspace_id, [kpi.id]):
        if kr.value != kpi.value:
            key_result(session, kr, Said(kpi.value), replace(origin, source="kpi"))


def _progress(
    session: Session, kr: KeyResult, value: Decimal, sample: int | None, origin: Origin
) -> int | None:
    on = _day(origin)
    before: Sequence[CheckIn] = ()
    if kr.shape in BY_PERIODS:
        standing = check_ins.history(session, kr.workspace_id, [_id(kr)], until=origin.at)
        before = standing.get(_id(kr), [])
    return _counted(kr, before, on=on, tz=origin.tz, newest=Observation(on, value, sample))


def _counted(
    kr: KeyResult,
    figures: Sequence[CheckIn],
    *,
    on: date,
    tz: str,
    newest: Observation | None = None,
) -> int | None:
    observations = [
        Observation(facts.local_date(row.at, tz), row.value, row.sample)
        for row in figures
        if row.value is not None
    ]
    if newest is not None:
        observations.append(newest)
    span = Span(kr.start_on, kr.due_on)
    share = so_far(facts.measure(kr), span, observations, on=on, cadence_days=kr.cadence_days)
    return None if share is None else millionths(share)


def _day(origin: Origin) -> date:
    return facts.local_date(origin.at, origin.tz)


def _id(kr: KeyResult) -> int:
    assert kr.id is not None
    return kr.id
