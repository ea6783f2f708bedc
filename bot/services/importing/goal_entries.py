"""Reads the cycle, the objectives with their key results, and the KPIs of an import file."""

from datetime import date
from decimal import Decimal

from bot.domain.goals.model import Ambition, Level, Shape, Visibility
from bot.domain.kpis.model import Frequency
from bot.domain.periods import period_around
from bot.services.importing import measures
from bot.services.importing.fields import Fields
from bot.services.importing.model import (
    CycleEntry,
    Figure,
    KeyResultEntry,
    KpiEntry,
    ObjectiveEntry,
)
from bot.services.importing.references import Index

LONGEST_TITLE = 150
LONGEST_NAME = 80
LONGEST_ALIAS = 60
MOST_ALIASES = 10
MOST_KEY_RESULTS = 10
HEAVIEST = Decimal(4)


def cycle(root: Fields) -> CycleEntry | None:
    """The section `cycle`, which objectives need."""
    fields = root.entry("cycle", required=root.has("objectives"))
    if fields is None:
        return None
    starts_on = fields.day("starts", required=True)
    ends_on = fields.day("ends", required=True)
    entry = CycleEntry(
        line=fields.line,
        key=fields.key("key"),
        name=fields.text("name", longest=LONGEST_NAME, required=True) or "",
        starts_on=starts_on or date.min,
        ends_on=ends_on or date.max,
    )
    if entry.ends_on < entry.starts_on:
        fields.problem("ends", "dates.reversed", starts=starts_on, ends=ends_on)
    fields.done()
    return entry


def objectives(root: Fields, index: Index, during: CycleEntry | None) -> tuple[ObjectiveEntry, ...]:
    """The section `objectives`."""
    during = during or CycleEntry(root.line, "", "", date.min, date.max)
    return tuple(_objective(fields, index, during) for fields in root.entries("objectives"))


def _objective(fields: Fields, index: Index, during: CycleEntry) -> ObjectiveEntry:
    owner = fields.key("owner")
    team = fields.key("team", required=False) or None
    key = fields.key("key")
    cadence_days = fields.cadence("check_in")
    entry = ObjectiveEntry(
        line=fields.line,
        path=fields.path,
        key=key,
        title=fields.text("title", longest=LONGEST_TITLE, required=True) or "",
        level=fields.choice("level", Level) or (Level.TEAM if team else Level.PERSON),
        team=team,
        owner=owner,
        parent=fields.key("parent", required=False) or None,
        ambition=fields.choice("ambition", Ambition) or Ambition.ASPIRATIONAL,
        visibility=fields.choice("visibility", Visibility) or Visibility.PUBLIC,
        key_results=tuple(
            _key_result(nested, index, during, owner, cadence_days)
            for nested in fields.entries("key_results")
        ),
    )
    if len(entry.key_results) > MOST_KEY_RESULTS:
        fields.problem("key_results", "objective.too_many", most=MOST_KEY_RESULTS)
    index.define("objective", key, fields)
    index.refer("person", owner, fields, "owner")
    index.refer("team", team or "", fields, "team")
    index.refer("objective", entry.parent or "", fields, "parent", upward_from=key)
    fields.done()
    return entry


def _key_result(
    fields: Fields, index: Index, during: CycleEntry, owner: str, cadence_days: int | None
) -> KeyResultEntry:
    measure = measures.key_result(fields)
    value = fields.number("value")
    if fields.has("done") and value is None:
        value = Decimal(int(fields.flag("done") or False))
    elif fields.has("done"):
        fields.problem("value", "measure.mixed", form="done", extra="value")
    own_cadence = fields.cadence("check_in")
    entry = KeyResultEntry(
        line=fields.line,
        path=fields.path,
        key=fields.key("key"),
        title=fields.text("title", longest=LONGEST_TITLE, required=True) or "",
        owner=fields.key("owner", required=False) or owner,
        aliases=fields.texts("aliases", longest=LONGEST_ALIAS, most=MOST_ALIASES),
        measure=measure,
        start_on=fields.day("starts") or during.starts_on,
        due_on=fields.day("due") or during.ends_on,
        weight=_weight(fields),
        cadence_days=cadence_days if own_cadence is None else own_cadence,
        value=value,
        history=_figures(fields, "history"),
    )
    _check_key_result(fields, entry)
    index.define("key_result", entry.key, fields)
    if fields.has("owner"):
        index.refer("person", entry.owner, fields, "owner")
    fields.done()
    return entry


def _check_key_result(fields: Fields, entry: KeyResultEntry) -> None:
    if entry.due_on < entry.start_on:
        fields.problem("due", "dates.reversed", starts=entry.start_on, ends=entry.due_on)
    days: set[date] = set()
    for figure in entry.history:
        if figure.on in days:
            fields.findings.add(
                figure.line, f"{fields.path}.history", "history.same_day", day=figure.on
            )
        days.add(figure.on)
    if entry.measure.shape is Shape.YES_NO and entry.value not in (None, 0, 1):
        fields.problem("value", "measure.yes_no_value")


def _weight(fields: Fields) -> int:
    """0 to 4, in thousandths."""
    weight = fields.number("weight")
    if weight is None:
        return 1000
    if not 0 <= weight <= HEAVIEST:
        fields.problem("weight", "field.not_between", smallest=0, largest=HEAVIEST)
        return 1000
    return int(weight * 1000)


def kpis(root: Fields, index: Index) -> tuple[KpiEntry, ...]:
    """The section `kpis`."""
    return tuple(_kpi(fields, index) for fields in root.entries("kpis"))


def _kpi(fields: Fields, index: Index) -> KpiEntry:
    frequency = fields.choice("frequency", Frequency) or Frequency.WEEK
    entry = KpiEntry(
        line=fields.line,
        path=fields.path,
        key=fields.key("key"),
        title=fields.text("title", longest=LONGEST_TITLE, required=True) or "",
        aliases=fields.texts("aliases", longest=LONGEST_ALIAS, most=MOST_ALIASES),
        measure=measures.kpi(fields, frequency),
        owner=fields.key("owner"),
        team=fields.key("team"),
        protects=fields.key("protects", required=False) or None,
        readings=_figures(fields, "readings"),
    )
    _check_periods(fields, entry, frequency)
    index.define("kpi", entry.key, fields)
    index.refer("person", entry.owner, fields, "owner")
    index.refer("team", entry.team, fields, "team")
    index.refer("objective", entry.protects or "", fields, "protects")
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
