"""The values that a column allows are those of the domain's enums, in both directions."""

import importlib
from enum import StrEnum

import pytest

from storage.tables import calendars, check_ins, delivery, goals, kpis, organisation

PAIRS = [
    (organisation.STANDINGS, "people.Standing"),
    (calendars.DAY_KINDS, "calendars.DayKind"),
    (delivery.SKIP_REASONS, "skips.Why"),
    (goals.CYCLE_STATES, "goals.model.CycleState"),
    (goals.GOAL_STATES, "goals.model.GoalState"),
    (goals.LEVELS, "goals.model.Level"),
    (goals.OUTCOMES, "goals.life.Outcome"),
    (goals.AMBITIONS, "goals.model.Ambition"),
    (goals.VISIBILITIES, "goals.model.Visibility"),
    (goals.SHAPES, "goals.model.Shape"),
    (goals.DIRECTIONS, "goals.model.Direction"),
    (goals.PERIODS, "goals.model.Period"),
    (goals.SAID_STATUSES, "goals.model.SaidStatus"),
    (kpis.FREQUENCIES, "kpis.model.Frequency"),
    (kpis.SEVERITIES, "kpis.model.Severity"),
    (kpis.ALERT_STATES, "kpis.model.AlertState"),
    (kpis.ALERT_KINDS, "kpis.model.AlertKind"),
    (kpis.SIDES, "kpis.model.KpiSide"),
    (kpis.BASES, "kpis.model.Basis"),
    (kpis.AGGREGATIONS, "kpis.model.Aggregation"),
    (kpis.COMBINATIONS, "kpis.model.Combination"),
    (kpis.TIMINGS, "kpis.model.Timing"),
    (kpis.DIMENSIONS, "kpis.model.Dimension"),
    (kpis.KPI_LEVELS, "kpis.model.KpiLevel"),
    (kpis.VISIBILITIES, "goals.model.Visibility"),
    (organisation.ALERT_CLOCKS, "kpis.model.AlertClock"),
]


@pytest.mark.parametrize(("values", "enum"), PAIRS, ids=[name for _, name in PAIRS])
def test_column_values_equal_the_enum(values: tuple[str, ...], enum: str) -> None:
    module, _, name = enum.rpartition(".")
    found: type[StrEnum] = getattr(importlib.import_module(f"bot.domain.{module}"), name)
    assert set(values) == {member.value for member in found}


def test_open_alert_states_are_alert_states() -> None:
    assert set(kpis.OPEN_ALERT_STATES) < set(kpis.ALERT_STATES)
    assert all(f"'{state}'" in kpis.IS_OPEN for state in kpis.OPEN_ALERT_STATES)


def test_import_is_a_source_of_check_ins_and_readings() -> None:
    assert "import" in check_ins.SOURCES
    assert "import" in kpis.READING_SOURCES
