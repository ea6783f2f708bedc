"""The tick: takes what is due, prepares its messages and moves it on."""

import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from sqlmodel import Session

from bot.domain.cadence import catch_up
from bot.domain.skips import Skip, Why
from bot.logs import logger
from bot.runtime import Runtime
from bot.services import (
    asking,
    digest_edits,
    digest_previews,
    digests,
    escalating,
    following_letters,
    kpi_due,
    promises,
    recounting,
    shadow,
    weekly,
)
from bot.services.alerting import late, ticking
from bot.services.connecting import fetching
from bot.services.cycles import reminding
from bot.services.planning import NEVER_TOO_LATE, Planner, days_off, rule_date
from storage import schedules
from storage.tables import Schedule

log = logger(__name__)

PrepareOne = Callable[..., Skip | None]


class Prepare(Protocol):
    """Prepares due rows of one kind; why not, by row, of those from which nothing comes."""

    def __call__(
        self, session: Session, due: Sequence[Schedule], *, at: datetime
    ) -> Mapping[int, Skip]: ...


def one_by_one(prepare: PrepareOne) -> Prepare:
    """Prepares each row with statements of its own."""

    def each(session: Session, due: Sequence[Schedule], *, at: datetime) -> Mapping[int, Skip]:
        skips = {row.id or 0: prepare(session, row, at=at) for row in due}
        return {row_id: skip for row_id, skip in skips.items() if skip is not None}

    return each


PREPARE: Mapping[str, Prepare] = {
    "check_in": weekly.ask,
    "reminder": one_by_one(asking.remind),
    "snooze": one_by_one(asking.remind),
    "digest": one_by_one(digests.prepare),
    "company_digest": one_by_one(digests.prepare_company),
    "following": one_by_one(following_letters.prepare),
    "digest_preview": one_by_one(digest_previews.prepare),
    "digest_edit": one_by_one(digest_edits.edit),
    "recount": one_by_one(recounting.recount),
    "promise": one_by_one(promises.ask),
    "kpi_due": kpi_due.ask,
    "escalation": one_by_one(escalating.tell),
    "cycle_step": one_by_one(reminding.remind),
    "alert_clock": one_by_one(ticking.run),
    "late_data": one_by_one(late.look),
    "connector": one_by_one(fetching.want),
}
#: One transaction each: what comes in from Slack must not wait long for its turn. Questions are
#: asked together, which takes less time than a few rows of the other kinds.
BATCH = 200
BREATH_S = 0.025  # SQLite's waiters look again after 25 ms, and later after longer
TOGETHER, FEW = ("check_in", "kpi_due"), 50
RETRY_AFTER = timedelta(minutes=10)
LEASE = timedelta(minutes=1)  # far longer than a batch takes: after it, the process is gone
MOST_FAILURES = 3


def run(rt: Runtime) -> int:
    """Prepare everything that is due now; how many rows were handled.

    Two processes may tick at once: a row is taken before it is handled, and its message has a
    unique key for its occurrence. At last the admins of a workspace in shadow see what was kept.
    """
    handled = 0
    while True:
        at = rt.clock()
        with rt.uow() as session:
            ids = schedules.take(session, at, until=at + LEASE, limit=BATCH)
            has_no_queue = session.get_bind().dialect.name == "sqlite"
        if not ids:
            shadow.report(rt)
            return handled
        try:
            handled += _handle_all(rt, ids, at=at)
        except Exception:
            # Not one of the rows failed but the database or what is around it: nobody is to blame.
            with rt.uow() as session:
                schedules.give_back(session, ids, until=at + LEASE)
            raise
        if has_no_queue and len(ids) == BATCH:
            time.sleep(BREATH_S)  # who waits to write would hardly ever get a turn


def _handle_all(rt: Runtime, ids: Sequence[int], *, at: datetime) -> int:
    with rt.uow() as session:
        taken = schedules.taken(session, ids, until=at + LEASE)
        found = _share(taken)
        rest = {row.id or 0 for row in taken} - {row.id or 0 for row in found}
        schedules.give_back(session, sorted(rest), until=at + LEASE)
        _handle(session, Planner(session), found, at=at)
        rt.points.reach("prepare.before_commit")
    rt.points.reach("prepare.after_commit")
    rt.points.reach("tick.batch")
    return len(found)


def next_due(rt: Runtime) -> datetime | None:
    """When something falls due next."""
    with rt.reading() as session:
        return schedules.next_due(session)


def _share(taken: Sequence[Schedule]) -> Sequence[Schedule]:
    """What one transaction handles of these rows: all that are prepared together, a few others."""
    others = [row for row in taken if row.kind not in TOGETHER]
    return [row for row in taken if row.kind in TOGETHER] + others[:FEW]


def _handle(session: Session, planner: Planner, rows: Sequence[Schedule], *, at: datetime) -> None:
    """One row that raises must not stop the batch: it is tried again, the others go on."""
    for kind in dict.fromkeys(row.kind for row in rows):
        due = [row for row in rows if row.kind == kind]
        together = kind in TOGETHER and len(due) > 1
        if together and _occur(session, planner, due, at=at):
            continue
        for row in due:
            called_off = row not in session  # by a row before it
            if not called_off and not _occur(session, planner, [row], at=at):
                row.retry_at = at + RETRY_AFTER


def _occur(session: Session, planner: Planner, rows: Sequence[Schedule], *, at: datetime) -> bool:
    """Rows of one kind; False when one of them raised, then nothing has happened."""
    try:
        with session.begin_nested():
            due, skips = _sorted_out(planner, rows, at=at)
            of_use = [row for row in due if row.id not in skips]
            skips |= PREPARE[of_use[0].kind](session, of_use, at=at) if of_use else {}
            _move_on(session, planner, due, skips, at=at)
    except Exception:
        log.exception("due.failed", kind=rows[0].kind, schedules=[row.id for row in rows])
        return False
    return True


def _sorted_out(
    planner: Planner, rows: Sequence[Schedule], *, at: datetime
) -> tuple[list[Schedule], dict[int, Skip]]:
    """The rows without those that are put off to a working day; why some are not even prepared."""
    due, skips = [], {}
    for row in rows:
        skip: Skip | None = None
        if row.failures > MOST_FAILURES:  # it raised, or the process ended over it
            skip = Skip(Why.FAILED)
        elif planner.is_day_off(row):
            later = planner.put_off(row)
            if later is not None:
                row.next_at = later
                row.failures, row.retry_at = 0, None
                continue
            skip = days_off([rule_date(row)])
        elif row.kind not in NEVER_TOO_LATE and not catch_up(row.next_at, at, row.tz):
            skip = Skip(Why.TOO_LATE)
        due.append(row)
        if skip is not None:
            skips[row.id or 0] = skip
    return due, skips


def _move_on(
    session: Session,
    planner: Planner,
    rows: Sequence[Schedule],
    skips: Mapping[int, Skip],
    *,
    at: datetime,
) -> None:
    """To the next occurrence, keeping why nothing came of this one: what did come clears it.

    What happens once is gone then, unless it was put off while it was handled.
    """
    again = []
    for row in rows:
        if not row.rule and row.next_at > at:
            row.failures, row.retry_at = 0, None
            continue
        if not row.rule:
            session.delete(row)
            continue
        planned = planner.next(row, after=at)
        skip = days_off(planned.skipped) or skips.get(row.id or 0)
        values = {
            "next_at": planned.at,
            "occurs_on": planned.on,
            "skipped_at": at if skip else None,
            "skipped_why": skip.why.value if skip else None,
            "skipped_params": dict(skip.params) if skip else {},
        }
        again.append((row, values))
    schedules.move_on(session, again)
