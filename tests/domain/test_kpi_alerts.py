"""The life of an alert."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from goal_examples import dec
from hypothesis import given
from hypothesis import strategies as st
from kpi_series import Kpi, most_flips_within

from bot.domain.kpis.alerts import (
    FLIPS,
    AlertChange,
    OpenAlert,
    Step,
    next_step,
    period_of,
    suspicious_jump,
)
from bot.domain.kpis.model import (
    AlertState,
    Frequency,
    KpiMeasure,
    KpiSide,
    Severity,
)

WEEKLY = KpiMeasure("%", KpiSide.CEILING, target=dec(3))
MONTHLY = replace(WEEKLY, frequency=Frequency.MONTH)
GOOD, BAD, AWFUL = "2", "3.2", "7"

series = st.lists(st.sampled_from([GOOD, GOOD, BAD, AWFUL]), max_size=60)
frequencies = st.sampled_from(Frequency)


def test_a_critical_reading_opens_an_alert_at_once() -> None:
    assert Kpi(WEEKLY).read(AWFUL) == Step(
        AlertChange.OPENED, AlertState.FIRING, Severity.CRITICAL, unstable=False
    )


def test_the_second_warning_in_a_row_opens_an_alert() -> None:
    kpi = Kpi(WEEKLY)
    assert kpi.read_all(BAD, GOOD, BAD, BAD) == [None, None, None, "opened"]
    assert kpi.alert is not None
    assert kpi.alert.severity is Severity.WARNING


def test_one_warning_is_pending_only() -> None:
    assert Kpi(WEEKLY).read(BAD) == Step(None, None, None, unstable=False)


def test_two_good_readings_close_it() -> None:
    kpi = Kpi(WEEKLY)
    assert kpi.read_all(AWFUL, GOOD, GOOD, GOOD) == ["opened", "recovering", "resolved", None]
    assert not kpi.is_open


@pytest.mark.parametrize("frequency", [Frequency.MONTH, Frequency.QUARTER])
def test_for_months_and_quarters_every_count_is_one(frequency: Frequency) -> None:
    kpi = Kpi(replace(WEEKLY, frequency=frequency))
    assert kpi.read_all(BAD, GOOD) == ["opened", "resolved"]


def test_monthly_churn_from_2_to_7_percent_opens_a_critical_alert() -> None:
    kpi = Kpi(MONTHLY)
    assert kpi.read_all("2.1", "2.0", "2.4", "7.0") == [None, None, None, "opened"]
    assert kpi.alert is not None
    assert kpi.alert.severity is Severity.CRITICAL


def test_a_warning_that_becomes_critical_escalates_once() -> None:
    kpi = Kpi(WEEKLY)
    assert kpi.read_all(BAD, BAD, AWFUL, AWFUL, BAD) == [None, "opened", "escalated", None, None]
    assert kpi.alert is not None
    assert kpi.alert.severity is Severity.CRITICAL


def test_breaching_again_before_it_closed_reopens_it() -> None:
    kpi = Kpi(WEEKLY)
    assert kpi.read_all(AWFUL, GOOD, BAD) == ["opened", "recovering", "reopened"]
    assert kpi.alert is not None
    assert kpi.alert.state is AlertState.FIRING


def test_coming_back_worse_than_before_is_an_escalation() -> None:
    kpi = Kpi(WEEKLY)
    assert kpi.read_all(BAD, BAD, GOOD, AWFUL)[-1] == "escalated"
    assert kpi.alert is not None
    assert (kpi.alert.state, kpi.alert.severity) == (AlertState.FIRING, Severity.CRITICAL)


def test_acknowledged_stays_acknowledged_while_it_breaches() -> None:
    kpi = Kpi(WEEKLY)
    kpi.read_all(BAD, BAD)
    kpi.acknowledge()
    assert kpi.read_all(BAD, AWFUL, BAD) == [None, "escalated", None]
    assert kpi.alert is not None
    assert kpi.alert.state is AlertState.ACKNOWLEDGED
    assert kpi.read_all(GOOD, GOOD) == ["recovering", "resolved"]


def test_an_alert_that_opens_again_stays_open_and_says_so_once() -> None:
    kpi = Kpi(WEEKLY)
    kpi.read_all(AWFUL, GOOD, GOOD, AWFUL)
    assert kpi.read_all(GOOD, GOOD, GOOD) == ["recovering", "unstable", None]
    assert kpi.alert is not None
    assert kpi.alert.unstable
    assert kpi.is_open


def test_an_unstable_alert_closes_when_the_earlier_changes_have_passed() -> None:
    kpi = Kpi(WEEKLY)
    kpi.read_all(AWFUL, GOOD, GOOD, AWFUL)
    changes = kpi.read_all(*[GOOD] * 9)
    assert changes == ["recovering", "unstable", *[None] * 6, "resolved"]
    # The resolving reading is the 13th; the first opening and closing were the 1st and 3rd.
    assert len(kpi.readings) == 13


def test_an_unstable_monthly_alert_is_recovering_not_firing() -> None:
    kpi = Kpi(MONTHLY)
    assert kpi.read_all(AWFUL, GOOD, AWFUL, GOOD)[-1] == "unstable"
    assert kpi.alert is not None
    assert kpi.alert.state is AlertState.RECOVERING
    assert kpi.read_all(AWFUL, GOOD) == ["reopened", "recovering"]


def test_after_a_person_closed_it_the_next_critical_reading_opens_a_new_alert() -> None:
    kpi = Kpi(WEEKLY)
    kpi.read(AWFUL)
    kpi.close()
    assert kpi.read(GOOD) == Step(None, None, None, unstable=False)
    assert kpi.read(AWFUL).change is AlertChange.OPENED


def test_without_readings_nothing_happens() -> None:
    kpi = Kpi(WEEKLY)
    assert next_step(WEEKLY, [], None, 0) == Step(None, None, None, unstable=False)
    kpi.read(AWFUL)
    assert next_step(WEEKLY, [], kpi.alert, 0) == Step(
        None, AlertState.FIRING, Severity.CRITICAL, unstable=False
    )


def test_one_good_reading_is_not_two_even_when_older_ones_are_gone() -> None:
    kpi = Kpi(WEEKLY)
    kpi.read_all(AWFUL, GOOD, GOOD)
    firing = OpenAlert(AlertState.FIRING, Severity.CRITICAL, unstable=False)
    one, two = kpi.readings[-1:], kpi.readings[-2:]
    assert next_step(WEEKLY, one, firing, 0).change is AlertChange.RECOVERING
    assert next_step(WEEKLY, two, firing, 0).change is AlertChange.RESOLVED


@given(values=series, frequency=frequencies)
def test_there_is_at_most_one_open_alert(values: list[str], frequency: Frequency) -> None:
    kpi = Kpi(replace(WEEKLY, frequency=frequency))
    for value in values:
        was_open = kpi.is_open
        change = kpi.read(value).change
        assert (change is AlertChange.OPENED) == (kpi.is_open and not was_open)
        assert (change is AlertChange.RESOLVED) == (was_open and not kpi.is_open)


@given(values=series, frequency=frequencies, acknowledged=st.sets(st.integers(0, 60)))
def test_a_step_tells_of_every_change_and_only_of_changes(
    values: list[str], frequency: Frequency, acknowledged: set[int]
) -> None:
    kpi = Kpi(replace(WEEKLY, frequency=frequency))
    for place, value in enumerate(values):
        if place in acknowledged and kpi.is_open:
            kpi.acknowledge()
        before = kpi.alert if kpi.is_open else None
        step = kpi.read(value)
        after = kpi.alert if before is not None or kpi.is_open else None
        assert (step.change is None) == (before == after)


@given(values=series, frequency=frequencies)
def test_no_alert_turns_on_or_off_more_than_3_times_in_10_readings(
    values: list[str], frequency: Frequency
) -> None:
    kpi = Kpi(replace(WEEKLY, frequency=frequency))
    kpi.read_all(*values)
    assert most_flips_within(kpi.changes, 10) <= 3


def test_the_worst_series_does_turn_3_times_in_10_readings() -> None:
    kpi = Kpi(WEEKLY)
    kpi.read_all(*[AWFUL, GOOD, GOOD] * 10)
    assert most_flips_within(kpi.changes, 10) == 3


@given(values=series, frequency=frequencies)
def test_unstable_is_said_once_per_alert(values: list[str], frequency: Frequency) -> None:
    kpi = Kpi(replace(WEEKLY, frequency=frequency))
    kpi.read_all(*values)
    notes = 0
    for change in kpi.changes:
        notes = 0 if change in FLIPS else notes + (change is AlertChange.UNSTABLE)
        assert notes <= 1


@given(values=series, frequency=frequencies)
def test_a_critical_reading_always_finds_or_opens_a_critical_alert(
    values: list[str], frequency: Frequency
) -> None:
    kpi = Kpi(replace(WEEKLY, frequency=frequency))
    kpi.read_all(*values)
    kpi.read(AWFUL)
    assert kpi.is_open
    assert kpi.alert is not None
    assert kpi.alert.severity is Severity.CRITICAL


@given(values=series, frequency=frequencies)
def test_lasting_recovery_always_closes_the_alert(values: list[str], frequency: Frequency) -> None:
    kpi = Kpi(replace(WEEKLY, frequency=frequency))
    kpi.read_all(*values)
    kpi.read_all(*[GOOD] * 11)
    assert not kpi.is_open


@pytest.mark.parametrize(
    ("previous", "value", "suspicious"),
    [
        ("2", "2000", True),
        ("2", "1999.9", False),
        ("2000", "2", True),
        ("2000", "2.1", False),
        ("-2", "2000", True),
        ("0", "5000", False),
        ("5000", "0", False),
        (None, "5000", False),
    ],
)
def test_a_thousandfold_jump_is_suspicious(
    previous: str | None, value: str, suspicious: bool
) -> None:
    before = None if previous is None else Decimal(previous)
    assert suspicious_jump(before, Decimal(value)) is suspicious


def test_a_reading_belongs_to_the_calendar_period_of_its_day() -> None:
    assert period_of(Frequency.QUARTER, date(2026, 11, 18)) == (
        date(2026, 10, 1),
        date(2026, 12, 31),
    )
