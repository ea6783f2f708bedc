"""What is missing of a KPI for it to work: warnings, each in one line."""

from dataclasses import dataclass
from typing import Final

from bot.domain.goals.lint.model import Finding, Severity
from bot.domain.kpis.model import Aggregation, Combination, KpiMeasure

#: Every `Finding.rule` of a KPI.
RULES: Final = frozenset(
    {
        "kpi_no_target",  # and it does not say "watch only"
        "kpi_no_source",
        "kpi_no_goal",  # it protects none
        "kpi_no_owner",  # the owner left, or cannot be asked
        "kpi_no_parts",  # it follows from others, and there are none
        "kpi_sum_of_percents",
    }
)


@dataclass(frozen=True, slots=True)
class KpiDraft:
    """What the rules look at. `parts` is the number of KPIs below it."""

    measure: KpiMeasure
    watch_only: bool
    measured_by: str | None
    protects: bool
    owner_is_here: bool
    aggregation: Aggregation = Aggregation.LAST
    combines: Combination | None = None
    parts: int = 0


def lint(draft: KpiDraft) -> tuple[Finding, ...]:
    """What is missing, in the order in which a form asks for it."""
    measure = draft.measure
    no_limit = measure.floor is None and measure.ceiling is None
    adds_up = draft.aggregation is Aggregation.SUM or draft.combines is Combination.SUM
    broken = {
        "kpi_no_target": no_limit and not draft.watch_only,
        "kpi_no_owner": not draft.owner_is_here,
        "kpi_no_source": not draft.measured_by and draft.combines is None,
        "kpi_no_goal": not draft.protects,
        "kpi_no_parts": draft.combines is not None and not draft.parts,
        "kpi_sum_of_percents": adds_up and measure.unit == "%",
    }
    return tuple(Finding(rule, Severity.WARNING) for rule, found in broken.items() if found)
