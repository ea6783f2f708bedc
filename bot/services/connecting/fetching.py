"""Figures are fetched between two transactions, never within one, and written as readings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from sqlmodel import Session

from bot.domain.connectors import Fetch, Figure, FigureDay, Source
from bot.domain.errors import DomainError
from bot.domain.skips import Skip, Why
from bot.logs import logger
from bot.runtime import Runtime
from bot.services import facts, given_readings, places, scheduled
from bot.services.connecting import trying
from bot.services.given_readings import Given, Giver, RowProblems, Written
from bot.services.rows import Row, moment, number
from storage import organisation, ownership, reading_sources
from storage.outbox import Priority
from storage.tables import Connector, Kpi, Person, Schedule, Workspace

log = logger(__name__)
SOURCE = "connector"
AT_ONCE = 10
#: Longer than ten of them take, each in its own time: after it, the process is gone.
LEASE = timedelta(minutes=5)
TRY_AGAIN = (timedelta(minutes=10), timedelta(minutes=30))
FAILURES_TOLD = 3


def want(session: Session, due: Schedule, *, at: datetime) -> Skip | None:
    """A schedule came due: the figure is fetched after this transaction."""
    there = reading_sources.want(session, due.workspace_id, due.subject_id, at=at)
    return None if there else Skip(Why.NOTHING_DUE)


def fetch_wanted(rt: Runtime, fetch: Fetch) -> int:
    """Ask every source that is due now, one after the other; how many were asked."""
    asked = 0
    while True:
        until = rt.clock() + LEASE
        with rt.uow() as session:
            rows = reading_sources.take_wanted(session, rt.clock(), until=until, most=AT_ONCE)
            taken = [_Taken.of(row) for row in rows]
        for one in taken:
            _fetch_one(rt, fetch, one, until=until)
        asked += len(taken)
        if len(taken) < AT_ONCE:
            return asked


@dataclass(frozen=True, slots=True)
class _Taken:
    id: int
    workspace_id: str
    source: Source

    @classmethod
    def of(cls, row: Connector) -> "_Taken":
        assert row.id is not None
        return cls(row.id, row.workspace_id, Source.loaded(row.kind, row.source))


def _fetch_one(rt: Runtime, fetch: Fetch, taken: _Taken, *, until: datetime) -> None:
    try:
        figures = fetch(taken.source)
        with rt.uow() as session:
            row = reading_sources.taken(session, taken.workspace_id, taken.id, until=until)
            if row is None:
                return  # it was removed meanwhile, or somebody else asks it by now
            written = write(session, row, figures, at=rt.clock())
            row.wanted_at, row.fetched_at = None, rt.clock()
            row.failures, row.failed_because, row.failed_params = 0, None, {}
            trying.tell(session, row, written, at=rt.clock())
    except RowProblems as problems:
        _failed(rt, taken, problems.problems[0].error, until=until)
    except DomainError as error:
        _failed(rt, taken, error, until=until)


def write(
    session: Session, row: Connector, figures: Sequence[Figure], *, at: datetime
) -> Sequence[Written]:
    """Write what was found as readings of the connector's KPI; raises RowProblems."""
    today = facts.local_date(at, session.get_one(Workspace, row.workspace_id).tz)
    day = today - timedelta(days=1) if row.day == FigureDay.YESTERDAY else today
    given = [
        Given(
            kpi=row.kpi_id,
            value=one.value,
            on=one.on or day,
            numerator=one.numerator,
            denominator=one.denominator,
        )
        for one in figures
    ]
    giver = Giver(row.workspace_id, SOURCE, at, _anything)
    return given_readings.write(session, given, giver)


def _anything(_session: Session, _kpi: Kpi) -> None:
    """A connector was set up for its KPI by an administrator."""


def _failed(rt: Runtime, taken: _Taken, error: DomainError, *, until: datetime) -> None:
    """Count it, try again soon, and tell people once it is no accident any more."""
    at = rt.clock()
    log.warning("connector.failed", connector=taken.id, because=error.key)
    with rt.uow() as session:
        row = reading_sources.taken(session, taken.workspace_id, taken.id, until=until)
        if row is None:
            return
        row.failures += 1
        soon = row.failures <= len(TRY_AGAIN) and row.paused_at is None
        row.wanted_at = at + TRY_AGAIN[row.failures - 1] if soon else None
        row.failed_because, row.failed_params = error.key, _plain(error.params)
        session.flush()
        trying.tell(session, row, (), at=at)
        if row.failures == FAILURES_TOLD:
            _tell(session, row, at=at)


def _tell(session: Session, row: Connector, *, at: datetime) -> None:
    """One direct message to the KPI's owner and one to each administrator."""
    kpi = ownership.kpis_by_id(session, row.workspace_id, [row.kpi_id]).get(row.kpi_id)
    if kpi is None:
        return
    owner = ownership.people_by_id(session, row.workspace_id, [kpi.owner_id])[kpi.owner_id]
    people: dict[int, Person] = {}
    for person in (owner, *organisation.admins(session, row.workspace_id)):
        if person.id and person.slack_user_id and person.standing == "employee":
            people[person.id] = person
    for person_id, person in people.items():
        draft = places.draft(
            places.of_person(person),
            f"connector:{row.id}:{at:%Y%m%dT%H%M%S}:{person_id}",
            "connector_failed",
            _facts(row, kpi, person),
            priority=Priority.ALERT,
        )
        scheduled.post(session, draft, workspace_id=row.workspace_id, at=at)


def _facts(row: Connector, kpi: Kpi, reader: Person) -> Row:
    return {
        "kpi_id": kpi.id,
        "key": kpi.key,
        "title": kpi.title,
        "unit": kpi.unit,
        "value": number(kpi.value),
        "fetched_at": moment(row.fetched_at),
        "failures": row.failures,
        "because": row.failed_because,
        "because_params": row.failed_params,
        "is_admin": reader.is_admin,
    }


def _plain(params: object) -> Row:
    """Parameters of an error as JSON."""
    assert isinstance(params, dict)
    return {
        name: number(value) if isinstance(value, Decimal) else str(value)
        for name, value in params.items()
    }
