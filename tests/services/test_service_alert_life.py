"""Whatever is read, corrected, taken back, pressed or left lying: an alert keeps its promises."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any, ClassVar

import pytest
from company import BINH, CHI, EMMA, LONDON, WORKSPACE
from desk import Desk
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlmodel import col, func, select

from bot.domain.errors import Conflict, Gone
from bot.domain.kpis.alerts import FLIPS
from bot.domain.kpis.model import Basis, Frequency
from bot.domain.periods import period_around
from bot.services import recording
from bot.services.alerting import handling
from bot.services.alerting.handling import Plan
from bot.services.recording import Origin, Said
from storage import alerts, letters, ownership, schedules
from storage.tables import Alert, AlertChange, Kpi, Message, Reading, Workspace
from storage.uow import Database

BEGIN = datetime(2026, 1, 5, 10, 0, tzinfo=LONDON)
OPEN = ("firing", "acknowledged", "recovering")
ABOUT_ALERTS = ("alert_card", "alert_dm", "alert_escalation", "alert_plan_missed", "alert_planned")
#: What is told without a step of the alert: its owner is reminded of it.
REMINDER = "alert_reminder"
LIMITS: Sequence[dict[str, Any]] = (
    {"side": "ceiling", "target": Decimal(30)},
    {"side": "floor", "target": Decimal(30)},
    {"side": "range", "low": Decimal(25), "high": Decimal(35)},
    {"side": "ceiling", "target": Decimal(30), "critical": Decimal(31)},
    {"side": "ceiling", "target": Decimal(0)},
    {"side": "floor", "target": None},
    {"side": "range", "low": Decimal(-5), "high": Decimal(5), "basis": Basis.PREVIOUS},
    {"side": "floor", "target": Decimal(0), "basis": Basis.LAST_YEAR},
    {"side": "ceiling", "target": Decimal(30), "make_up": True},
    {"side": "floor", "target": Decimal(30), "aggregation": "sum"},
)
SHAPES: dict[str, Sequence[int]] = {
    "steady": [30] * 8,
    "step": [29, 29, 29, 29, 40, 40, 40, 40],
    "drift": [26, 27, 28, 29, 30, 31, 32, 33],
    "noise": [29, 31] * 4,
    "loud noise": [60, 28, 28, 60, 28, 28, 60, 28],
    "spike": [29, 29, 29, 90, 29, 29, 29, 29],
    "dip": [31, 31, 1, 31, 31, 31, 31, 31],
}
EXAMPLES = 200 if os.environ.get("OKRBOT_EVERY_CASE") else 8
names = count()


@dataclass(slots=True)
class Bench:
    """The desk that all runs share: a new company would take longer than a run."""

    desk: Desk
    team_id: int
    owner_id: int


class Life(RuleBasedStateMachine):
    """One KPI from its first reading on; the company goes on from run to run."""

    bench: ClassVar[Bench]

    @initialize(
        limits=st.sampled_from(LIMITS),
        frequency=st.sampled_from(Frequency),
        working=st.booleans(),
    )
    def begin(self, limits: dict[str, Any], frequency: Frequency, *, working: bool) -> None:
        self.desk, self.frequency = self.bench.desk, frequency
        self.desk.now, self.today = BEGIN, BEGIN.date()
        with self.desk.database.unit_of_work() as session:
            session.get_one(Workspace, WORKSPACE).alert_clock = "working" if working else "wall"
            looks = schedules.of(session, workspace_id=WORKSPACE, kind="late_data", subject_id=0)
            assert looks is not None
            looks.next_at, looks.occurs_on = BEGIN, None
            made = Kpi(
                workspace_id=WORKSPACE,
                key=f"life-{next(names)}",
                title="Response time",
                unit="min",
                frequency=frequency,
                owner_id=self.bench.owner_id,
                team_id=self.bench.team_id,
                **limits,
            )
            session.add(made)
            session.flush()
            assert made.id is not None
            self.kpi_id = made.id
            self.first_message = session.exec(select(func.max(Message.id))).one() or 0

    def teardown(self) -> None:
        """Nothing of this run shall fall due in the next."""
        with self.desk.database.unit_of_work() as session:
            kpi = ownership.kpi_for_update(session, WORKSPACE, self.kpi_id)
            assert kpi is not None
            kpi.state = "closed"
            for alert in self._all(session):
                schedules.cancel(
                    session,
                    workspace_id=WORKSPACE,
                    kinds=("alert_clock",),
                    subject_id=alert.id or 0,
                )

    # What happens

    @rule(shape=st.sampled_from(sorted(SHAPES)), readings=st.integers(1, 8))
    def a_series(self, shape: str, readings: int) -> None:
        for n in range(readings):
            self._next_period()
            self.read(SHAPES[shape][n])

    @rule(value=st.sampled_from([20, 29, 30, 31, 36, 60, 0, -3]))
    def a_reading(self, value: int) -> None:
        self._next_period()
        self.read(value)

    @rule(value=st.sampled_from([29, 31, 60]))
    def a_correction(self, value: int) -> None:
        self.read(value)

    @rule(periods=st.integers(1, 3), value=st.sampled_from([20, 60]))
    def a_gap(self, periods: int, value: int) -> None:
        for _ in range(periods):
            self._next_period()
        self.read(value)

    @rule(back=st.integers(1, 4), value=st.sampled_from([29, 60]))
    def a_reading_of_before(self, back: int, value: int) -> None:
        first, _ = period_around(self.frequency, self.today)
        for _ in range(back):
            first, _ = period_around(self.frequency, first - timedelta(days=1))
        self.read(value, on=first)

    @rule()
    def the_newest_is_taken_back(self) -> None:
        with self._told_once(), self.desk.database.unit_of_work() as session:
            kpi = ownership.kpi_for_update(session, WORKSPACE, self.kpi_id)
            assert kpi is not None
            newest = session.exec(
                select(Reading)
                .where(Reading.kpi_id == self.kpi_id, col(Reading.withdrawn_at).is_(None))
                .order_by(col(Reading.period).desc(), col(Reading.id).desc())
            ).first()
            if newest is not None:
                recording.withdraw(session, kpi, newest, self._origin())

    @rule(hours=st.integers(1, 200))
    def time_passes(self, hours: int) -> None:
        with self._told_once(), self._reminded_rightly():
            for _ in range(hours // 8 + 1):
                self.desk.tick(self.desk.now + timedelta(hours=8))
        self.today = self.desk.now.date()

    @rule(days=st.integers(5, 40))
    def nobody_looks_for_a_while(self, days: int) -> None:
        with self._told_once(), self._reminded_rightly():
            self.desk.tick(self.desk.now + timedelta(days=days))
        self.today = self.desk.now.date()

    @precondition(lambda self: self.opened)
    @rule(by=st.sampled_from([EMMA, BINH, CHI]))
    def acknowledge(self, by: str) -> None:
        self._do(
            lambda who, key, alert_id: handling.acknowledge(
                self.desk.rt, alert_id, by=who, key=key
            ),
            by,
        )

    @precondition(lambda self: self.opened)
    @rule(days=st.integers(0, 20), who=st.sampled_from([None, BINH]))
    def plan(self, days: int, who: str | None) -> None:
        plan = Plan("call them", self.today + timedelta(days=days), who)
        self._do(
            lambda by, key, alert_id: handling.plan(self.desk.rt, alert_id, plan, by=by, key=key)
        )

    @precondition(lambda self: self.opened)
    @rule(option=st.sampled_from(["4h", "tomorrow", "monday"]))
    def snooze(self, option: str) -> None:
        self._do(
            lambda by, key, alert_id: handling.snooze(
                self.desk.rt, alert_id, option, "busy", by=by, key=key
            )
        )

    @precondition(lambda self: self.opened)
    @rule()
    def close(self) -> None:
        self._do(
            lambda by, key, alert_id: handling.close(
                self.desk.rt, alert_id, "known", by=by, key=key
            )
        )

    # What always holds

    @invariant()
    def at_most_one_alert_of_a_kind_is_open(self) -> None:
        kinds = [alert.kind for alert in self.opened]
        assert len(kinds) == len({*kinds})

    @invariant()
    def at_most_three_changes_are_shown_in_ten_observations(self) -> None:
        with self.desk.database.reading() as session:
            known = alerts.newest_readings(session, WORKSPACE, self.kpi_id, most=500)
            flips = session.exec(
                select(col(Reading.period))
                .select_from(AlertChange)
                .join(Reading, col(Reading.id) == col(AlertChange.reading_id))
                .join(Alert, col(Alert.id) == col(AlertChange.alert_id))
                .where(
                    AlertChange.kpi_id == self.kpi_id,
                    Alert.kind == "target",
                    col(Alert.closed_by).is_(None),  # what a person ends may begin anew at once
                    col(AlertChange.change).in_(sorted(FLIPS)),
                    col(Reading.withdrawn_at).is_(None),
                )
            ).all()
        periods = [reading.period for reading in known]
        for n in range(len(periods)):
            window = periods[n : n + 10]
            assert sum(window[0] <= period <= window[-1] for period in flips) <= 3

    @invariant()
    def every_message_shows_the_alert_as_it_is(self) -> None:
        with self.desk.database.reading() as session:
            for alert in self._all(session):
                for message_id in (alert.card_message_id, alert.dm_message_id):
                    assert message_id is not None
                    post = session.get_one(Message, message_id)
                    shown = letters.newest_params(session, post)
                    assert (shown["state"], shown["severity"]) == (alert.state, alert.severity)
                    assert (shown["handle_by"] is None) == (alert.left_s is not None)

    @invariant()
    def a_plan_or_a_recovery_stops_the_clock_and_nothing_else_does(self) -> None:
        for alert in self.opened:
            stands = alert.planned_at is not None and alert.plan_missed_at is None
            stopped = stands or alert.state == "recovering"
            assert (alert.left_s is not None) == stopped

    @invariant()
    def a_manager_hears_of_it_once_and_in_private(self) -> None:
        with self.desk.database.reading() as session:
            ids = [alert.id for alert in self._all(session)]
            posts = self._messages(session, "alert_escalation", operation="post")
        assert {post.target for post in posts} <= {BINH}
        assert len({post.params["alert_id"] for post in posts}) == len(posts)
        assert {post.params["alert_id"] for post in posts} <= {*ids}

    @invariant()
    def what_waits_for_time_is_on_the_schedule_and_nothing_else_is(self) -> None:
        with self.desk.database.reading() as session:
            for alert in self._all(session):
                row = schedules.of(
                    session,
                    workspace_id=WORKSPACE,
                    kind="alert_clock",
                    subject_id=alert.id or 0,
                )
                if alert.state not in OPEN:
                    assert row is None or row.next_at <= self.desk.now
                elif alert.state == "firing" and alert.left_s is None:
                    overdue = alert.handle_by <= self.desk.now
                    assert row is not None or alert.escalated_at is not None or overdue

    # The inside

    def read(self, value: int, *, on: date | None = None) -> None:
        with self._told_once(), self.desk.database.unit_of_work() as session:
            kpi = ownership.kpi_for_update(session, WORKSPACE, self.kpi_id)
            assert kpi is not None
            said = Said(Decimal(value))
            recording.reading(session, kpi, said, self._origin(), on=on or self.today)

    @property
    def opened(self) -> list[Alert]:
        with self.desk.database.reading() as session:
            return [alert for alert in self._all(session) if alert.state in OPEN]

    def _do(self, act: Any, by: str = EMMA) -> None:
        [alert, *_] = self.opened
        with self._told_once(), suppress(Conflict, Gone):
            act(self.desk.by(by), self.desk.key(), alert.id)

    def _next_period(self) -> None:
        _, last = period_around(self.frequency, self.today)
        days = (last - self.today).days + 1
        self.today += timedelta(days=days)
        self.desk.now += timedelta(days=days)

    def _origin(self) -> Origin:
        return Origin(self.bench.owner_id, self.desk.now, "Europe/London", "command")

    @contextmanager
    def _told_once(self) -> Iterator[None]:
        """No message without a step of the alert, and no more than tell of it."""
        with self.desk.database.reading() as session:
            before, told = self._steps(), len(self._messages(session, *ABOUT_ALERTS))
        yield
        with self.desk.database.reading() as session:
            made = self._steps() - before
            news = len(self._messages(session, *ABOUT_ALERTS)) - told
        # A step edits the card, the owner's message and the manager's, and may post one more.
        assert news <= 4 * made

    @contextmanager
    def _reminded_rightly(self) -> Iterator[None]:
        """Nobody is reminded of what was seen, planned for, or of what calms down."""
        quiet = not any(alert.state == "firing" and alert.left_s is None for alert in self.opened)
        plans = any(alert.planned_at for alert in self.opened)
        with self.desk.database.reading() as session:
            before = len(self._messages(session, REMINDER))
        yield
        with self.desk.database.reading() as session:
            after = len(self._messages(session, REMINDER))
        if quiet and not plans and not self._late():
            assert after == before

    def _late(self) -> bool:
        with self.desk.database.reading() as session:
            return any(alert.kind == "late" for alert in self._all(session))

    def _steps(self) -> int:
        with self.desk.database.reading() as session:
            statement = select(AlertChange).where(AlertChange.kpi_id == self.kpi_id)
            return len(session.exec(statement).all())

    def _all(self, session: Any) -> Sequence[Alert]:
        return session.exec(select(Alert).where(Alert.kpi_id == self.kpi_id)).all()

    def _messages(
        self, session: Any, *kinds: str, operation: str | None = None
    ) -> Sequence[Message]:
        ids = [alert.id for alert in self._all(session)]
        since = col(Message.id) > self.first_message
        statement = select(Message).where(since, col(Message.kind).in_(kinds))
        return [
            message
            for message in session.exec(statement)
            if message.params["alert_id"] in ids and operation in (None, message.operation)
        ]


@pytest.fixture
def bench(sqlite_database: Database, tmp_path: Path) -> Bench:
    desk = Desk(sqlite_database, tmp_path, now=BEGIN)
    company = desk.company()
    company.given_kpi("an", "Something else", watch_only=True, unit="min")
    company.write()
    company.change(company.kpi("kpi1"), state="closed")
    with sqlite_database.reading() as session:
        team_id = session.exec(select(Kpi.team_id)).one()
    return Bench(desk, team_id, company.person(EMMA).id or 0)


def test_whatever_happens_an_alert_keeps_its_promises(bench: Bench) -> None:
    Life.bench = bench
    found = settings(
        max_examples=EXAMPLES,
        stateful_step_count=25,
        deadline=None,
        suppress_health_check=[*HealthCheck],
    )
    run_state_machine_as_test(Life, settings=found)
