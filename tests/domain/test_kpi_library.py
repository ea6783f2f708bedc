"""The library of common metrics, and what is said of a KPI that is not finished."""

from dataclasses import replace
from itertools import pairwise

import pytest
from goal_examples import dec

from bot.domain.folding import fold
from bot.domain.kpis.library import LIBRARY, known_as
from bot.domain.kpis.lint import KpiDraft, lint
from bot.domain.kpis.model import Aggregation, Combination, Frequency, KpiMeasure, KpiSide

CHURN = KpiDraft(
    measure=KpiMeasure("%", KpiSide.CEILING, dec(3)),
    watch_only=False,
    measured_by="CRM",
    protects=True,
    owner_is_here=True,
)
WATCHED = KpiMeasure("%", KpiSide.FLOOR, None)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("churn", "churn"),
        ("TY LE ROI BO", "churn"),
        ("NPS", "nps"),
        ("doanh thu", "revenue"),
        ("  on-time   delivery ", "on_time"),
        ("chi phí/doanh thu", "cost_revenue"),
    ],
)
def test_a_metric_is_known_by_any_of_its_names(name: str, key: str) -> None:
    found = known_as(name)
    assert found is not None
    assert found.key == key


def test_what_is_not_in_the_library_is_not_guessed() -> None:
    assert known_as("churning butter") is None
    assert known_as("") is None


def test_every_metric_has_its_own_names_in_both_languages() -> None:
    """Nobody gets another metric than the one that was named, and both names are written well."""
    assert len(LIBRARY) >= 40
    named = sorted(
        (fold(name), known.key)
        for known in LIBRARY.values()
        for names in known.names.values()
        for name in names
    )
    clashes = {
        name for (name, key), (other, its) in pairwise(named) if name == other and key != its
    }
    assert clashes == set()
    for known in LIBRARY.values():
        assert known.name("en")[0].isupper()
        assert known.name("vi")[0].isupper()
        assert known.unit("vi"), known.unit("en")
        assert known.name("vi") not in known.others("vi")
        # What adds up over a period is a count or money, never a percentage.
        assert not (known.aggregation is Aggregation.SUM and known.unit("en") == "%")


def test_defaults_are_what_is_usual() -> None:
    churn, orders = LIBRARY["churn"], LIBRARY["orders"]
    assert (churn.side, churn.frequency, churn.unit("en")) == (
        KpiSide.CEILING,
        Frequency.MONTH,
        "%",
    )
    assert (orders.aggregation, orders.frequency) == (Aggregation.SUM, Frequency.DAY)
    assert (orders.unit("en"), orders.unit("vi")) == ("orders", "đơn")


@pytest.mark.parametrize(
    ("draft", "rules"),
    [
        (CHURN, []),
        (replace(CHURN, measure=WATCHED), ["kpi_no_target"]),
        (replace(CHURN, measure=WATCHED, watch_only=True), []),
        (replace(CHURN, measured_by=None), ["kpi_no_source"]),
        (replace(CHURN, protects=False), ["kpi_no_goal"]),
        (replace(CHURN, owner_is_here=False), ["kpi_no_owner"]),
        (replace(CHURN, combines=Combination.RATIO, measured_by=None), ["kpi_no_parts"]),
        (replace(CHURN, combines=Combination.SUM, parts=2), ["kpi_sum_of_percents"]),
        (replace(CHURN, aggregation=Aggregation.SUM), ["kpi_sum_of_percents"]),
    ],
)
def test_what_is_missing_of_a_kpi(draft: KpiDraft, rules: list[str]) -> None:
    assert [one.rule for one in lint(draft)] == rules
