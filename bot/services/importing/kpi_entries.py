"""Reads the KPIs of an import file."""

from datetime import date
from typing import Any

from bot.domain.goals.model import Visibility
from bot.domain.kpis.due import LATEST_DUE_DAY, MOST_GRACE
from bot.domain.kpis.model import (
    Aggregation,
    Basis,
    Combination,
    Dimension,
    Frequency,
    KpiLevel,
    Timing,
)
from bot.domain.periods import period_around
from bot.services.importing import measures
from bot.services.importing.choices import KpiState
from bot.services.importing.fields import Fields
from bot.services.importing.figures import ReadFigure
from bot.services.importing.goal_names import GoalNames
from bot.services.importing.model import KpiEntry
from bot.services.importing.references import Index

LONGEST_TITLE = 150
LONGEST_ALIAS = 60
MOST_ALIASES = 10
LONGEST_SOURCE = 300
HEAVIEST = 4
#: Fields with the columns that they fill; what a file does not say of the second kind stays.
TRAITS = (
    *("watch_only", "basis", "aggregation", "due_day", "grace_days", "make_up", "measured_by"),
    *("timing", "dimension", "level", "visibility", "combines", "weight"),
)
COLUMNS = {
    "aliases": "aliases",
    "protects": "protects_objective_id",
    "parent": "parent_kpi_id",
    **{name: name for name in TRAITS},
}
ALWAYS = ("protects", "parent", *TRAITS)


def kpis(root: Fields, index: Index, names: GoalNames) -> tuple[KpiEntry, ...]:
    """The section `kpis`."""
    return tuple(_kpi(fields, index, names) for fields in root.entries("kpis"))


def _kpi(fields: Fields, index: Index, names: GoalNames) -> KpiEntry:
    frequency = fields.choice("frequency", Frequency) or Frequency.WEEK
    entry = KpiEntry(
        line=fields.line,
        path=fields.path,
        key=fields.key("key"),
        title=fields.title("title", longest=LONGEST_TITLE),
        aliases=fields.texts("aliases", longest=LONGEST_ALIAS, most=MOST_ALIASES),
        measure=measures.kpi(fields, frequency),
        owner=fields.key("owner"),
        team=fields.key("team"),
        protects=names.objective(fields, "protects"),
        readings=_figures(fields, "readings"),
        state=fields.choice("state", KpiState),
        more=_more(fields, frequency),
        parent=fields.key("parent", required=False),
        keeps=fields.keeps(COLUMNS, always=ALWAYS),
    )
    if entry.more["aggregation"] == Aggregation.LAST:
        _check_periods(fields, entry, frequency)
    index.define("kpi", entry.key, fields)
    index.refer("person", entry.owner, fields, "owner")
    index.refer("team", entry.team, fields, "team")
    index.refer("kpi", entry.parent, fields, "parent", upward_from=entry.key)
    fields.done()
    return entry


def _more(fields: Fields, frequency: Frequency) -> dict[str, Any]:
    """The columns beside the limits, as they are stored; what is left out has its default."""
    visibility = fields.choice("visibility", Visibility) or Visibility.PUBLIC
    chosen = {
        name: fields.choice(name, kind)
        for name, kind in (
            ("timing", Timing),
            ("dimension", Dimension),
            ("level", KpiLevel),
            ("combines", Combination),
        )
    }
    grace = fields.whole("grace_days", smallest=0, largest=MOST_GRACE)
    return {
        "watch_only": bool(fields.flag("watch_only")),
        "basis": (fields.choice("basis", Basis) or Basis.VALUE).value,
        "aggregation": (fields.choice("aggregation", Aggregation) or Aggregation.LAST).value,
        "due_day": fields.whole("due_day", smallest=1, largest=LATEST_DUE_DAY[frequency]),
        "grace_days": 2 if grace is None else grace,
        "make_up": bool(fields.flag("make_up")),
        "measured_by": fields.text("measured_by", longest=LONGEST_SOURCE),
        "visibility": visibility.value,
        "weight": _weight(fields),
        **{name: None if one is None else one.value for name, one in chosen.items()},
    }


def _weight(fields: Fields) -> int:
    """In thousandths."""
    weight = fields.number("weight")
    if weight is not None and not 0 <= weight <= HEAVIEST:
        fields.problem("weight", "field.not_between", smallest=0, largest=HEAVIEST)
        return 1000
    return 1000 if weight is None else int(weight * 1000)


def _check_periods(fields: Fields, entry: KpiEntry, frequency: Frequency) -> None:
    seen: dict[date, int] = {}
    for figure in entry.readings:
        first, last = period_around(frequency, figure.on)
        if first in seen:
            fields.findings.add(
                figure.line,
                f"{fields.path}.readings",
                "reading.same_period",
                first=first,
                last=last,
                line=seen[first],
            )
        seen[first] = figure.line


def _figures(fields: Fields, name: str) -> tuple[ReadFigure, ...]:
    found = []
    for nested in fields.entries(name):
        on, value = nested.day("on", required=True), nested.number("value", required=True)
        parts = nested.number("numerator"), nested.number("denominator")
        nested.done()
        if on is not None and value is not None:
            found.append(ReadFigure(nested.line, on, value, *parts))
    return tuple(sorted(found, key=lambda figure: figure.on))
