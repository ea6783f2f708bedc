"""Reads the key results of an objective."""

from decimal import Decimal

from bot.domain.goals.model import GoalState, Shape
from bot.services.importing import measures, part_entries
from bot.services.importing.fields import Fields
from bot.services.importing.model import CycleEntry, KeyResultEntry
from bot.services.importing.references import Index

LONGEST_TITLE = 150
LONGEST_ALIAS = 60
MOST_ALIASES = 10
LONGEST_MEASURED_BY = 300
HEAVIEST = Decimal(4)
#: Fields with the columns that they fill.
COLUMNS = {
    "aliases": "aliases",
    "weight": "weight",
    "min_sample": "minimum_sample",
    "starts": "start_on",
    "due": "due_on",
    "measured_by": "measured_by",
    "in_reach": "in_reach",
    "follows": "kpi_id",
}
#: They came later than the first files: who leaves them out means nothing by it.
LATER = ("measured_by", "in_reach", "follows")


def key_result(
    fields: Fields,
    index: Index,
    during: CycleEntry,
    objective: tuple[str, str],
    cadence_days: int | None,
) -> KeyResultEntry:
    """One key result; what it lacks is that of its `objective`, here its key and its owner."""
    above, owner = objective
    steps, own_cadence = part_entries.milestones(fields), fields.cadence("check_in")
    entry = KeyResultEntry(
        line=fields.line,
        path=fields.path,
        key=fields.key("key"),
        title=fields.title("title", longest=LONGEST_TITLE),
        owner=fields.key("owner", required=False) or owner,
        aliases=fields.texts("aliases", longest=LONGEST_ALIAS, most=MOST_ALIASES),
        measure=measures.key_result(fields, steps),
        start_on=fields.day("starts") or during.starts_on,
        due_on=fields.day("due") or during.ends_on,
        weight=_weight(fields),
        cadence_days=cadence_days if own_cadence is None else own_cadence,
        value=_value(fields),
        history=part_entries.history(fields),
        now=part_entries.now(fields),
        measured_by=fields.text("measured_by", longest=LONGEST_MEASURED_BY),
        in_reach=fields.flag("in_reach"),
        follows=fields.key("follows", required=False),
        state=fields.choice("state", GoalState),
        locked=fields.pair("locked") if fields.has("locked") else None,
        milestones=steps,
        parts=part_entries.parts(fields, index),
        ending=part_entries.ending(fields, scored=True),
        keeps=fields.keeps(COLUMNS, always=LATER),
    )
    _check(fields, entry)
    index.define("key_result", entry.key, fields, within=above)
    _refer(fields, entry, index)
    fields.done()
    return entry


def _refer(fields: Fields, entry: KeyResultEntry, index: Index) -> None:
    if fields.has("owner"):
        index.refer("person", entry.owner, fields, "owner")
    index.refer("kpi", entry.follows, fields, "follows")


def _value(fields: Fields) -> Decimal | None:
    value = fields.number("value")
    if fields.has("done") and value is None:
        return Decimal(int(fields.flag("done") or False))
    if fields.has("done") or (fields.has("milestones") and value is not None):
        form = "done" if fields.has("done") else "milestones"
        fields.problem("value", "measure.mixed", form=form, extra="value")
    return value


def _check(fields: Fields, entry: KeyResultEntry) -> None:
    if entry.due_on < entry.start_on:
        fields.problem("due", "dates.reversed", starts=entry.start_on, ends=entry.due_on)
    if entry.measure is measures.UNREADABLE:
        return  # what follows from it would lead astray
    part_entries.check_phases(fields, entry)
    if entry.follows and entry.measure.shape in (Shape.YES_NO, Shape.MILESTONES):
        fields.problem("follows", "measure.follows_nothing")
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
