"""The sections of an import file as the rows of sheets: plain values, no words."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from bot.domain.folding import fold
from bot.domain.spreadsheets.fields import OBJECTIVE, SHEETS

Facts = Mapping[str, Any]
#: What a cell may hold; lists are several names, or the lines of a cell with their parts.
Value = str | Decimal | date | bool | list[Any] | None
Row = dict[str, Value]
#: Columns that only an export with history has.
PAST = ("history",)


@dataclass(slots=True)
class Called:
    """What people, teams and goals are called in cells: their names where those tell them apart."""

    names: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, named: Iterable[tuple[str, str]]) -> "Called":
        """Keys with their names; a name that two share, or that is another one's key, is no use."""
        pairs = list(named)
        counted = Counter(fold(name) for _, name in pairs)
        keys = {fold(key): key for key, _ in pairs}
        return cls(
            {
                key: name if counted[fold(name)] == 1 and keys.get(fold(name), key) == key else key
                for key, name in pairs
            }
        )

    def one(self, key: str | None) -> str | None:
        """One of them; what is not in the file keeps its key."""
        return None if key is None else self.names.get(key, key)

    def all(self, keys: Sequence[str]) -> list[str]:
        """Several of them."""
        return [self.names.get(key, key) for key in keys]


@dataclass(frozen=True, slots=True)
class Tables:
    """The sheets of an export, each with its columns and its rows."""

    columns: Mapping[str, tuple[str, ...]]
    rows: Mapping[str, list[Row]]


def tables(facts: Facts, *, history: bool) -> Tables:
    """The sheets that the sections fill."""
    people = Called.of((one["key"], one["name"]) for one in facts.get("people", ()))
    teams = list(_teams(facts.get("teams", ()), None))
    called = Called.of((one["key"], str(one["name"])) for one in teams)
    kpis = Called.of((one["key"], one["title"]) for one in facts.get("kpis", ()))
    sheet = _Goals(people, called, _goals(facts))
    rows: dict[str, list[Row]] = {
        "goals": sheet.rows(facts),
        "people": [
            dict(one) | {"manager": people.one(one.get("manager"))}
            for one in facts.get("people", ())
        ],
        "teams": [_team(one, people, called) for one in teams],
        "kpis": [_kpi(one, sheet, kpis) for one in facts.get("kpis", ())],
        "cycle": [dict(facts["cycle"])] if "cycle" in facts else [],
        "workspace": [dict(facts["workspace"])],
    }
    columns = {
        name: tuple(one.name for one in found if history or one.name not in PAST)
        for name, found in SHEETS.items()
    }
    return Tables(columns, rows)


def _goals(facts: Facts) -> Called:
    named = []
    for one in facts.get("objectives", ()):
        named.append((one["key"], one["title"]))
        named += [(f"{one['key']}/{kr['key']}", kr["title"]) for kr in one.get("key_results", ())]
    return Called.of(named)


def _teams(teams: Sequence[Facts], under: str | None) -> Iterable[dict[str, Any]]:
    for one in teams:
        yield {**one, "under": under}
        yield from _teams(one.get("teams", ()), one["key"])


def _team(one: Facts, people: Called, teams: Called) -> Row:
    return {
        **one,
        "under": teams.one(one["under"]),
        "lead": people.one(one.get("lead")),
        "members": people.all(one.get("members", ())),
    }


@dataclass(frozen=True, slots=True)
class _Goals:
    people: Called
    teams: Called
    goals: Called

    def rows(self, facts: Facts) -> list[Row]:
        """A row for each key result, all that is said of its objective repeated in front."""
        found: list[Row] = []
        cycle = facts["cycle"]["key"] if "cycle" in facts else None
        for objective in facts.get("objectives", ()):
            front = self._objective(objective) | {"cycle": cycle}
            results = objective.get("key_results") or [None]
            found += [front | (self._key_result(kr) if kr else {}) for kr in results]
        return found

    def _objective(self, one: Facts) -> Row:
        row: Row = {
            column.name: one.get(column.name.removeprefix("objective_")) for column in OBJECTIVE
        }
        return row | {
            "objective": one["title"],
            "objective_key": one["key"],
            "objective_owner": self.people.one(one["owner"]),
            "team": self.teams.one(one.get("team")),
            "parent": self.goals.one(one.get("parent")),
            "supports": self.goals.all(one.get("supports", ())),
        }

    def _key_result(self, one: Facts) -> Row:
        row: Row = dict(one) | _measured(one)
        row["owner"] = self.people.one(one.get("owner"))
        row["helpers"] = self.people.all(one.get("helpers", ()))
        row["initiatives"] = [
            [step["title"], self.people.one(step.get("owner")), step.get("due"), step.get("state")]
            for step in one.get("initiatives", ())
        ]
        for name in ("milestones", "phases", "history"):
            row[name] = _lines(name, one.get(name, ()))
        return row


def _lines(name: str, entries: Sequence[Facts]) -> list[list[Any]]:
    """The lines of a cell; a day on which no value was said has none."""
    [column] = [one for one in SHEETS["goals"] if one.name == name]
    parts = [part for part, _ in column.parts]
    dated = [one for one in entries if name != "history" or "value" in one]
    return [[one.get(part) for part in parts] for one in dated]


def _measured(one: Facts) -> Row:
    """How it is measured, in the columns of its kind."""
    if "keep" in one:
        return {"kind": "keep", **_limits(one["keep"])}
    if "done" in one:
        return {"kind": "yes_no", "value": one["done"]}
    if "milestones" in one:
        return {"kind": "milestones"}
    return {"kind": "periodic" if "every" in one else "reach"}


def _limits(said: Facts) -> Row:
    if "between" in said:
        low, high = said["between"]
        return {"at_least": low, "at_most": high}
    return dict(said)


def _kpi(one: Facts, sheet: _Goals, kpis: Called) -> Row:
    critical = one.get("critical")
    low, high = critical if isinstance(critical, list) else (critical, None)
    return {
        **one,
        **_limits({name: one[name] for name in ("between", "at_least", "at_most") if name in one}),
        "critical": low,
        "critical_high": high,
        "team": sheet.teams.one(one["team"]),
        "owner": sheet.people.one(one["owner"]),
        "protects": sheet.goals.one(one.get("protects")),
        "parent": kpis.one(one.get("parent")),
        "readings": [
            [read["on"], read["value"], read.get("numerator"), read.get("denominator")]
            for read in one.get("readings", ())
        ],
    }
