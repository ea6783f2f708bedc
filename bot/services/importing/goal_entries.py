"""Reads the cycle and the objectives of an import file."""

from datetime import date

from bot.domain.folding import fold
from bot.domain.goals.model import Ambition, CycleState, GoalState, Level, Visibility
from bot.services.importing import key_result_entries, part_entries
from bot.services.importing.choices import RollUpSource
from bot.services.importing.fields import Fields
from bot.services.importing.goal_names import GoalNames
from bot.services.importing.known import Known
from bot.services.importing.model import CycleEntry, GoalName, ObjectiveEntry
from bot.services.importing.references import Index

LONGEST_NAME = 80
LONGEST_REASON = 300
MOST_KEY_RESULTS = 10
#: Fields with the columns that they fill. A title and an owner are always said.
COLUMNS = {
    "level": "level",
    "team": "team_id",
    "parent": "parent",
    "ambition": "ambition",
    "visibility": "visibility",
    "no_parent_because": "no_parent_because",
    "rolls_up": "roll_up_source",
    "starts": "start_on",
    "due": "due_on",
}
#: Who leaves them out means nothing by it; an empty parent: is none.
LATER = ("parent", "no_parent_because", "rolls_up", "starts", "due")


def cycle(root: Fields, known: Known) -> CycleEntry | None:
    """The section `cycle`, which objectives need; None when the file has none.

    A cycle that the bot knows need not be said again but for its key.
    """
    fields = root.entry("cycle", required=root.has("objectives"))
    if fields is None:
        return None
    key = fields.key("key")
    there = known.cycles.get(key)
    starts_on = fields.day("starts", required=there is None)
    ends_on = fields.day("ends", required=there is None)
    name = fields.text("name", longest=LONGEST_NAME, required=there is None)
    entry = CycleEntry(
        line=fields.line,
        key=key,
        name=name or (there.name if there else ""),
        starts_on=starts_on or (there.starts_on if there else date.min),
        ends_on=ends_on or (there.ends_on if there else date.max),
        state=fields.choice("state", CycleState),
    )
    if entry.ends_on < entry.starts_on:
        fields.problem("ends", "dates.reversed", starts=starts_on, ends=ends_on)
    fields.done()
    return entry


def objectives(
    root: Fields, index: Index, during: CycleEntry | None, names: GoalNames
) -> tuple[ObjectiveEntry, ...]:
    """The section `objectives`."""
    during = during or CycleEntry(root.line, "", "", date.min, date.max)
    found = [
        (fields, _objective(fields, index, during, names)) for fields in root.entries("objectives")
    ]
    names.refuse_circles(found)
    _refuse_same_titles(found, names)
    return tuple(entry for _, entry in found)


def _objective(
    fields: Fields, index: Index, during: CycleEntry, names: GoalNames
) -> ObjectiveEntry:
    owner = fields.key("owner")
    team = fields.key("team", required=False) or None
    key = fields.key("key")
    cadence_days = fields.cadence("check_in")
    start_on, due_on = fields.day("starts"), fields.day("due")
    inner = CycleEntry(during.line, "", "", start_on or during.starts_on, due_on or during.ends_on)
    entry = ObjectiveEntry(
        line=fields.line,
        path=fields.path,
        key=key,
        title=fields.title("title", longest=part_entries.LONGEST_TITLE),
        level=fields.choice("level", Level) or (Level.TEAM if team else Level.PERSON),
        team=team,
        owner=owner,
        parent=names.parent(fields, "parent"),
        ambition=fields.choice("ambition", Ambition) or Ambition.ASPIRATIONAL,
        visibility=fields.choice("visibility", Visibility) or Visibility.PUBLIC,
        key_results=tuple(
            key_result_entries.key_result(nested, index, inner, (key, owner), cadence_days)
            for nested in fields.entries("key_results")
        ),
        supports=names.objectives_named(fields, "supports"),
        no_parent_because=fields.text("no_parent_because", longest=LONGEST_REASON),
        rolls_up=fields.choice("rolls_up", RollUpSource) or RollUpSource.KEY_RESULTS,
        start_on=start_on,
        due_on=due_on,
        state=fields.choice("state", GoalState),
        ending=part_entries.ending(fields, scored=False),
        keeps=_keeps(fields),
    )
    _check(fields, entry, inner)
    index.define("objective", key, fields)
    index.refer("person", owner, fields, "owner")
    index.refer("team", team or "", fields, "team")
    fields.done()
    return entry


def _keeps(fields: Fields) -> frozenset[str]:
    """Whoever says why there is no parent says that there is none."""
    kept = fields.keeps(COLUMNS, always=LATER)
    return kept - {"parent"} if fields.has("no_parent_because") else kept


def _check(fields: Fields, entry: ObjectiveEntry, inner: CycleEntry) -> None:
    if len(entry.key_results) > MOST_KEY_RESULTS:
        fields.problem("key_results", "objective.too_many", most=MOST_KEY_RESULTS)
    if inner.ends_on < inner.starts_on:
        fields.problem("due", "dates.reversed", starts=inner.starts_on, ends=inner.ends_on)
    if entry.parent is not None and entry.no_parent_because:
        fields.problem("no_parent_because", "parent.and_reason")
    if any(goal == GoalName(None, entry.key) for goal in entry.supports or ()):
        fields.problem("supports", "link.to_itself")
    # Two people may each answer for "Calls"; nobody could tell two of one person apart.
    seen: dict[tuple[str, str], int] = {}
    for key_result in entry.key_results:
        name = (fold(key_result.title), key_result.owner)
        if key_result.title and name in seen:
            path, first = f"{key_result.path}.title", seen[name]
            fields.findings.add(key_result.line, path, "key_result.same_title", first=first)
        seen.setdefault(name, key_result.line)


def _refuse_same_titles(found: list[tuple[Fields, ObjectiveEntry]], names: GoalNames) -> None:
    """Nobody could tell two new objectives of one owner apart that have one title."""
    seen: dict[tuple[str, str, str | None], int] = {}
    for fields, entry in found:
        name = (fold(entry.title), entry.owner, entry.team)
        if entry.title and name in seen and not names.is_called(entry.key, entry.title):
            fields.problem("title", "objective.same_title", first=seen[name])
        seen.setdefault(name, entry.line)
