"""Reads the section `scorecards` of an import file."""

from decimal import Decimal

from bot.domain.scorecards.attainment import KPI_CAP
from bot.domain.scorecards.card import HEAVIEST, WHOLE
from bot.services.importing.fields import Fields
from bot.services.importing.goal_names import GoalNames
from bot.services.importing.references import Index
from bot.services.importing.scorecard_model import (
    RoleEntry,
    ScorecardsEntry,
    TemplateEntry,
    WeightEntry,
)

LONGEST_NAME = 80
LARGEST_CAP = Decimal(3)
TEMPLATE = "scorecard_template"


def scorecards(root: Fields, index: Index, names: GoalNames) -> ScorecardsEntry | None:
    """The section `scorecards`; None where the file has none."""
    fields = root.entry("scorecards")
    if fields is None:
        return None
    entry = ScorecardsEntry(
        is_on=fields.flag("enabled"),
        templates=tuple(_template(one, index) for one in fields.entries("templates")),
        people=tuple(_role(one, index, names) for one in fields.entries("people")),
    )
    fields.done()
    return entry


def _template(fields: Fields, index: Index) -> TemplateEntry:
    key_results, kpis = _share(fields, "key_results"), _share(fields, "kpis")
    if key_results + kpis != WHOLE:
        fields.problem("kpis", "scorecard.shares", sum=key_results + kpis)
    key = fields.key("key")
    entry = TemplateEntry(
        key=key,
        name=fields.text("name", longest=LONGEST_NAME) or key,
        key_results=key_results,
        kpis=kpis,
        cap=_cap(fields),
    )
    index.define(TEMPLATE, key, fields)
    fields.done()
    return entry


def _share(fields: Fields, name: str) -> int:
    value = fields.number(name, required=True)
    if value is None:
        return 0
    if value != int(value) or not 0 <= value <= WHOLE:
        fields.problem(name, "scorecard.share")
        return 0
    return int(value)


def _cap(fields: Fields) -> int:
    value = fields.number("cap")
    if value is None:
        value = KPI_CAP
    elif not 1 <= value <= LARGEST_CAP or value * 1000 != int(value * 1000):
        fields.problem("cap", "scorecard.cap", most=LARGEST_CAP)
        value = KPI_CAP
    return int(value * 1000)


def _role(fields: Fields, index: Index, names: GoalNames) -> RoleEntry:
    person, template = fields.key("person"), fields.key("template")
    index.refer("person", person, fields, "person")
    index.refer(TEMPLATE, template, fields, "template")
    index.define("scorecard_person", person, fields, "person")
    said = "weights" in fields.node.items
    weights = tuple(_weight(one, index, names, person) for one in fields.entries("weights"))
    fields.done()
    return RoleEntry(person, template, weights if said else None)


def _weight(fields: Fields, index: Index, names: GoalNames, person: str) -> WeightEntry:
    weight = fields.number("weight", required=True)
    if weight is not None and not (0 <= weight <= HEAVIEST and weight * 1000 == int(weight * 1000)):
        fields.problem("weight", "scorecard.weight", most=HEAVIEST)
        weight = None
    kpi = fields.key("kpi", required=False) or None
    key_result = names.key_result(fields, "key_result")
    if fields.has("kpi") == fields.has("key_result"):
        fields.problem("kpi", "scorecard.one_thing")
    index.refer("kpi", kpi or "", fields, "kpi")
    index.define("scorecard_weight", kpi, fields, "kpi", within=f"{person}/kpi")
    if key_result is not None:
        goal = "/".join(part for part in (key_result.cycle, key_result.objective) if part)
        within = f"{person}/{goal}"
        index.define(
            "scorecard_weight",
            key_result.key_result,
            fields,
            "key_result",
            within=within,
        )
    fields.done()
    return WeightEntry(int((weight or 0) * 1000), key_result, kpi)
