"""Reads the KPIs of an import file."""

from datetime import date

from bot.domain.kpis.model import Frequency
from bot.domain.periods import period_around
from bot.services.importing import measures
from bot.services.importing.choices import KpiState
from bot.services.importing.fields import Fields
from bot.services.importing.goal_names import GoalNames
from bot.services.importing.model import Figure, KpiEntry
from bot.services.importing.references import Index

LONGEST_TITLE = 150
LONGEST_ALIAS = 60
MOST_ALIASES = 10
#: Fields with the columns that they fill.
COLUMNS = {"aliases": "aliases", "protects": "protects_objective_id"}


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
        keeps=fields.keeps(COLUMNS, always=("protects",)),
    )
    _check_periods(fields, entry, frequency)
    index.define("kpi", entry.key, fields)
    index.refer("person", entry.owner, fields, "owner")
    index.refer("team", entry.team, fields, "team")
    fields.done()
    return entry


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


def _figures(fields: Fields, name: str) -> tuple[Figure, ...]:
    found = []
    for nested in fields.entries(name):
        on, value = nested.day("on", required=True), nested.number("value", required=True)
        nested.done()
        if on is not None and value is not None:
            found.append(Figure(nested.line, on, value))
    return tuple(sorted(found, key=lambda figure: figure.on))
