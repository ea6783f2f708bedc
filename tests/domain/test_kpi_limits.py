"""How good a reading is."""

from dataclasses import replace
from decimal import Decimal

import pytest
from goal_examples import dec
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import Invalid
from bot.domain.kpis.limits import breach, health
from bot.domain.kpis.model import Breach, KpiHealth, KpiMeasure, KpiSide

OK, WARNING, CRITICAL = Breach.OK, Breach.WARNING, Breach.CRITICAL
CHURN = KpiMeasure("%", KpiSide.CEILING, target=dec(3))
DEADLINES = KpiMeasure("%", KpiSide.FLOOR, target=dec(95))
BUDGET = KpiMeasure("%", KpiSide.RANGE, target=None, low=dec(90), high=dec(110))
ACCIDENTS = KpiMeasure("", KpiSide.CEILING, target=dec(0))
PROFIT = KpiMeasure("₫", KpiSide.FLOOR, target=dec(-100))
amounts = st.decimals(-1000, 1000, places=2)


@pytest.mark.parametrize(
    ("measure", "value", "expected"),
    [
        (CHURN, "2.1", OK),
        (CHURN, "3", OK),
        (CHURN, "3.01", WARNING),
        (CHURN, "3.3", WARNING),
        (CHURN, "3.31", CRITICAL),
        (CHURN, "7", CRITICAL),
        (DEADLINES, "95", OK),
        (DEADLINES, "94.9", WARNING),
        (DEADLINES, "85.5", WARNING),
        (DEADLINES, "85.4", CRITICAL),
        (BUDGET, "90", OK),
        (BUDGET, "110", OK),
        (BUDGET, "89.9", WARNING),
        (BUDGET, "81", WARNING),
        (BUDGET, "80.9", CRITICAL),
        (BUDGET, "121", WARNING),
        (BUDGET, "121.1", CRITICAL),
        (ACCIDENTS, "0", OK),
        (ACCIDENTS, "1", CRITICAL),
        (PROFIT, "-110", WARNING),
        (PROFIT, "-110.1", CRITICAL),
    ],
)
def test_past_the_target_is_a_warning_and_ten_percent_past_it_critical(
    measure: KpiMeasure, value: str, expected: Breach
) -> None:
    assert breach(measure, dec(value)) is expected


@pytest.mark.parametrize(
    ("measure", "value", "expected"),
    [
        (replace(CHURN, critical=dec(5)), "5", WARNING),
        (replace(CHURN, critical=dec(5)), "5.1", CRITICAL),
        (replace(DEADLINES, critical=dec(90)), "89", CRITICAL),
        (replace(BUDGET, critical=dec(70)), "75", WARNING),
        (replace(BUDGET, critical=dec(70)), "122", CRITICAL),
        (replace(BUDGET, critical_high=dec(150)), "140", WARNING),
        (replace(BUDGET, critical_high=dec(150)), "80", CRITICAL),
    ],
)
def test_a_critical_limit_of_its_own_replaces_the_ten_percent(
    measure: KpiMeasure, value: str, expected: Breach
) -> None:
    assert breach(measure, dec(value)) is expected


@given(limit=amounts, value=amounts)
def test_a_ceiling_is_the_mirror_of_a_floor(limit: Decimal, value: Decimal) -> None:
    floor = KpiMeasure("", KpiSide.FLOOR, target=limit)
    ceiling = KpiMeasure("", KpiSide.CEILING, target=-limit)
    assert breach(floor, value) is breach(ceiling, -value)


@given(limit=amounts, one=amounts, other=amounts)
def test_a_worse_reading_is_never_a_smaller_breach(
    limit: Decimal, one: Decimal, other: Decimal
) -> None:
    floor = KpiMeasure("", KpiSide.FLOOR, target=limit)
    low, high = sorted((one, other))
    order = list(Breach)
    assert order.index(breach(floor, low)) >= order.index(breach(floor, high))


@pytest.mark.parametrize(
    ("measure", "value", "expected"),
    [
        (CHURN, dec(2), KpiHealth.OK),
        (CHURN, dec("3.2"), KpiHealth.WARNING),
        (CHURN, dec(7), KpiHealth.CRITICAL),
        (CHURN, None, KpiHealth.NO_DATA),
        (replace(CHURN, target=None), dec(2), KpiHealth.NO_TARGET),
        (replace(CHURN, target=None), None, KpiHealth.NO_TARGET),
        (replace(BUDGET, low=None, high=None), dec(100), KpiHealth.NO_TARGET),
        (replace(BUDGET, low=None), dec(1), KpiHealth.OK),
    ],
)
def test_health(measure: KpiMeasure, value: Decimal | None, expected: KpiHealth) -> None:
    assert health(measure, value) is expected


def test_without_a_target_nothing_is_breached() -> None:
    assert breach(replace(CHURN, target=None), dec(99)) is OK


@pytest.mark.parametrize(
    "measure",
    [
        CHURN,
        DEADLINES,
        BUDGET,
        replace(CHURN, target=None),
        replace(CHURN, critical=dec(3)),
        replace(DEADLINES, critical=dec(95)),
        replace(BUDGET, critical=dec(80)),
    ],
)
def test_sound_limits_are_accepted(measure: KpiMeasure) -> None:
    assert measure.validated() is measure


@pytest.mark.parametrize(
    ("measure", "key"),
    [
        (replace(BUDGET, low=dec(110), high=dec(110)), "kpi.limits_crossed"),
        (replace(CHURN, critical=dec(2)), "kpi.critical_inside"),
        (replace(DEADLINES, critical=dec(96)), "kpi.critical_inside"),
        (replace(BUDGET, critical=dec(91)), "kpi.critical_inside"),
        (replace(BUDGET, critical_high=dec(109)), "kpi.critical_inside"),
        (replace(DEADLINES, target=None, critical=dec(5)), "kpi.critical_inside"),
        (replace(CHURN, target=None, critical=dec(5)), "kpi.critical_inside"),
        (replace(CHURN, target=dec("Infinity")), "number.out_of_range"),
    ],
)
def test_each_defect_is_refused_under_its_own_key(measure: KpiMeasure, key: str) -> None:
    with pytest.raises(Invalid) as refusal:
        measure.validated()
    assert refusal.value.key == key
