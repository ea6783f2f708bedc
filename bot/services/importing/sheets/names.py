"""Whom and what the cells of a spreadsheet mean by a name: keys for people, teams and goals."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches

from bot.domain.folding import fold
from bot.domain.spreadsheets.cells import Cell
from bot.services.importing.known import Known
from bot.services.importing.problems import Findings

SHOWN = 40
LONGEST_KEY = 36
_NOT_IN_KEYS = re.compile(r"[^a-z0-9]+")


def key_from(title: str, taken: Iterable[str]) -> str:
    """A key made of a title that nothing else has: "Tổng traffic" is tong-traffic."""
    stem = _NOT_IN_KEYS.sub("-", fold(title)).strip("-")[:LONGEST_KEY].strip("-") or "x"
    used, key, number = {*taken}, stem, 1
    while key in used:
        number += 1
        key = f"{stem}-{number}"
    return key


@dataclass(slots=True)
class Names:
    """Names, addresses and IDs of one kind with the keys that they stand for."""

    kind: str
    findings: Findings
    keys: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    shown: dict[str, str] = field(default_factory=dict)  # by key

    def add(self, key: str, *names: str | None) -> None:
        """Note what somebody or something goes by; the last name is the one that is shown."""
        self.shown[key] = next((name for name in reversed(names) if name), key)
        for name in (key, *names):
            if name and key not in self.keys[_folded(name)]:
                self.keys[_folded(name)].append(key)

    def find(self, cell: Cell, said: str) -> str | None:
        """The key of the one that is meant; none or several are noted."""
        found = self.keys.get(_folded(said)) or []
        if said in found:
            return said  # a key is exact, whatever else has this name
        if len(found) == 1:
            return found[0]
        if found:
            near = ", ".join(found[:5])
            self.findings.add(cell, "", f"several.{self.kind}", said=said[:SHOWN], near=near)
            return None
        alike = get_close_matches(_folded(said), self.keys, n=5, cutoff=0.5)
        near_keys = dict.fromkeys(key for name in alike for key in self.keys[name])
        names = ", ".join(dict.fromkeys(self.shown[key] for key in near_keys)) or "–"
        self.findings.add(cell, "", f"nobody.{self.kind}", said=said[:SHOWN], near=names)
        return None

    def key_of(self, *names: str | None) -> str | None:
        """The key of what is known by the first of these names that is known; never guessed."""
        for name in names:
            found = self.keys.get(_folded(name or "")) or []
            if len(found) == 1:
                return found[0]
        return None


def _folded(name: str) -> str:
    return fold(name.strip().removeprefix("@"))


def people_of(known: Known, findings: Findings) -> Names:
    """Everybody whom the bot knows."""
    names = Names("person", findings)
    for one in known.people.values():
        names.add(one.key, one.email, one.slack_user_id, one.name)
    return names


def teams_of(known: Known, findings: Findings) -> Names:
    """Every team that the bot knows."""
    names = Names("team", findings)
    for key, name in known.teams.items():
        names.add(key, name)
    return names


def goals_of(known: Known, findings: Findings, cycle: str) -> Names:
    """The objectives and key results that the bot knows; those of other cycles by their paths."""
    names = Names("goal", findings)
    for (place, key), objective in known.objectives.items():
        path = key if place == cycle else f"{place}:{key}"
        names.add(path, objective.title if place == cycle else None)
        for inner, title in objective.key_results.items():
            names.add(f"{path}/{inner}", title if place == cycle else None)
    return names
