"""Which columns there are, in the order that they are written in, and what each of them holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Holds(StrEnum):
    """What stands in the cells of a column."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    CHOICE = "choice"
    PERSON = "person"
    PEOPLE = "people"
    TEAM = "team"
    GOAL = "goal"
    GOALS = "goals"
    KPI = "kpi"
    TEXTS = "texts"
    ROWS = "rows"


@dataclass(frozen=True, slots=True)
class Column:
    """`choices` names the kind of a CHOICE, `parts` what each line of ROWS is made of."""

    name: str
    holds: Holds = Holds.TEXT
    choices: str = ""
    parts: tuple[tuple[str, Holds], ...] = ()


def _numbers(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, Holds.NUMBER) for name in names)


def _days(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, Holds.DAY) for name in names)


def _choice(name: str, kind: str = "") -> Column:
    return Column(name, Holds.CHOICE, kind or name)


_DAY_AND_VALUE: Final = (("on", Holds.DAY), ("value", Holds.NUMBER))
#: A share says what it is a share of as well.
_READING: Final = (
    *_DAY_AND_VALUE,
    ("numerator", Holds.NUMBER),
    ("denominator", Holds.NUMBER),
)
#: Columns of an objective; in the sheet they stand before those of its key results.
OBJECTIVE: Final = (
    Column("objective"),
    _choice("level"),
    Column("team", Holds.TEAM),
    Column("objective_owner", Holds.PERSON),
    Column("parent", Holds.GOAL),
    Column("no_parent_because"),
    Column("supports", Holds.GOALS),
    _choice("ambition"),
    _choice("visibility"),
    _choice("rolls_up"),
    *_days("objective_starts", "objective_due"),
    _choice("objective_state", "state"),
)
KEY_RESULT: Final = (
    Column("title"),
    Column("owner", Holds.PERSON),
    Column("helpers", Holds.PEOPLE),
    Column("measured_by"),
    Column("follows"),
    _choice("kind"),
    *_numbers("from", "to", "at_least", "at_most"),
    Column("unit"),
    _choice("every"),
    *_numbers("min_sample", "value"),
    Column("confidence", Holds.NUMBER),
    _choice("status"),
    *_numbers("weight"),
    _choice("check_in"),
    *_days("starts", "due"),
    Column("aliases", Holds.TEXTS),
    _choice("in_reach", "flag"),
    Column(
        "initiatives",
        Holds.ROWS,
        parts=(
            ("title", Holds.TEXT),
            ("owner", Holds.PERSON),
            ("due", Holds.DAY),
            ("state", Holds.CHOICE),
        ),
    ),
    Column(
        "milestones",
        Holds.ROWS,
        parts=(("title", Holds.TEXT), ("weight", Holds.NUMBER), ("done_on", Holds.DAY)),
    ),
    Column("phases", Holds.ROWS, parts=(("by", Holds.DAY), ("value", Holds.NUMBER))),
    _choice("state"),
    Column("history", Holds.ROWS, parts=_DAY_AND_VALUE),
)
KEYS: Final = (Column("cycle"), Column("objective_key"), Column("key"))
SHEETS: Final[Mapping[str, tuple[Column, ...]]] = MappingProxyType(
    {
        "goals": (*OBJECTIVE, *KEY_RESULT, *KEYS),
        "people": (
            *(Column(name) for name in ("name", "email", "slack", "title")),
            Column("manager", Holds.PERSON),
            _choice("locale"),
            Column("timezone"),
            _choice("admin", "flag"),
            _choice("standing"),
            Column("key"),
        ),
        "teams": (
            Column("name"),
            Column("under", Holds.TEAM),
            Column("lead", Holds.PERSON),
            Column("members", Holds.PEOPLE),
            Column("channel"),
            _choice("locale"),
            _choice("check_in"),
            Column("key"),
        ),
        "kpis": (
            Column("title"),
            Column("team", Holds.TEAM),
            Column("owner", Holds.PERSON),
            *_numbers("at_least", "at_most", "critical", "critical_high"),
            _choice("watch_only", "flag"),
            Column("unit"),
            _choice("frequency"),
            Column("protects", Holds.GOAL),
            Column("measured_by"),
            _choice("basis"),
            _choice("aggregation"),
            *_numbers("due_day", "grace_days"),
            _choice("make_up", "flag"),
            _choice("timing"),
            _choice("dimension"),
            _choice("level", "kpi_level"),
            _choice("visibility"),
            Column("parent", Holds.KPI),
            _choice("combines"),
            *_numbers("weight"),
            Column("aliases", Holds.TEXTS),
            Column("readings", Holds.ROWS, parts=_READING),
            _choice("state", "kpi_state"),
            Column("key"),
        ),
        "cycle": (
            Column("name"),
            *_days("starts", "ends"),
            _choice("state", "cycle_state"),
            Column("key"),
        ),
        "workspace": (
            Column("name"),
            _choice("locale"),
            Column("timezone"),
            _choice("strict", "flag"),
            Column("year_starts", Holds.NUMBER),
        ),
    }
)


#: A sheet of figures alone: it comes in by itself, and no file of goals has it.
READINGS: Final = (
    Column("kpi"),
    *_days("date"),
    *_numbers("value"),
    Column("unit"),
    Column("note"),
    *_numbers("numerator", "denominator"),
    _choice("confirm", "flag"),
)
READABLE: Final[Mapping[str, tuple[Column, ...]]] = MappingProxyType(
    {**SHEETS, "readings": READINGS}
)


def column(sheet: str, name: str) -> Column:
    """The column of a sheet by its name."""
    return next(one for one in SHEETS[sheet] if one.name == name)
