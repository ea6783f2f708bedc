"""Which goals the names in a file mean, and whether alignment leads round in a circle."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from bot.domain.folding import fold
from bot.domain.goals.model import CycleState
from bot.services.importing.fields import Fields
from bot.services.importing.known import Known, Place
from bot.services.importing.model import GoalName, ObjectiveEntry
from bot.services.importing.source import ListNode, MapNode, TextNode

_Said = tuple[str | None, str, str | None]


@dataclass(slots=True)
class GoalNames:
    """The goals of a file, before any of them is read, and those that the bot knows."""

    known: Known
    cycle: str
    objectives: set[str] = field(default_factory=set)
    owners: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, root: Fields, known: Known, cycle: str) -> "GoalNames":
        """Look through the section `objectives` for keys alone."""
        names = cls(known, cycle)
        for (place, key), objective in known.objectives.items():
            if place == cycle:
                names.objectives.add(key)
                for key_result in objective.key_results:
                    names._own(key_result, key)
        for node in _entries(root.node, "objectives"):
            key = _key(node)
            names.objectives.add(key)
            for nested in _entries(node, "key_results"):
                names._own(_key(nested), key)
        return names

    def _own(self, key_result: str, objective: str) -> None:
        if objective not in self.owners[key_result]:
            self.owners[key_result].append(objective)

    def parent(self, fields: Fields, name: str) -> GoalName | None:
        """The goal that a field names; None when it names none that could be a parent."""
        said = fields.goal(name)
        found = None if said is None else self._find(fields, name, fields.line_of(name), said)
        if found is not None and self._is_closed(found):
            fields.problem(name, "parent.closed_cycle", said=_shown(found), cycle=found.cycle)
            return None
        return found

    def is_called(self, key: str, title: str) -> bool:
        """Whether the bot knows the objective by this title already."""
        known = self.known.objectives.get((self.cycle, key))
        return known is not None and fold(known.title) == fold(title)

    def objective(self, fields: Fields, name: str) -> GoalName | None:
        """The objective that a field names, of whatever cycle."""
        said = fields.goal(name)
        found = None if said is None else self._find(fields, name, fields.line_of(name), said)
        return None if found is None else GoalName(found.cycle, found.objective)

    def key_result(self, fields: Fields, name: str) -> GoalName | None:
        """The key result that a field names, of whatever cycle."""
        said = fields.goal(name)
        found = None if said is None else self._find(fields, name, fields.line_of(name), said)
        if found is not None and found.key_result is None:
            fields.problem(name, "link.to_objective")
            return None
        return found

    def objectives_named(self, fields: Fields, name: str) -> tuple[GoalName, ...] | None:
        """The objectives that a field lists; None where the file does not say."""
        if name not in fields.node.items:
            fields.goals(name)
            return None
        found = []
        for line, said in fields.goals(name):
            goal = self._find(fields, name, line, said)
            if goal is not None and goal.key_result is not None:
                fields.findings.add(line, f"{fields.path}.{name}", "link.to_key_result")
            elif goal is not None and goal not in found:
                found.append(goal)
        return tuple(found)

    def _find(self, fields: Fields, name: str, line: int, said: _Said) -> GoalName | None:
        cycle, key, key_result = said
        if cycle not in (None, self.cycle):
            return self._elsewhere(fields, name, line, said)
        if key in self.objectives:
            if key_result is None or key in self.owners.get(key_result, ()):
                return GoalName(None, key, key_result)
        elif key_result is None and len(self.owners.get(key, ())) == 1:
            return GoalName(None, self.owners[key][0], key)
        elif key_result is None and key in self.owners:
            near = ", ".join(f"{owner}/{key}" for owner in self.owners[key])
            fields.findings.add(line, f"{fields.path}.{name}", "goal.several", said=key, near=near)
            return None
        known = sorted(self.objectives | {*self.owners})
        self._unknown(fields, name, line, key_result or key, known)
        return None

    def _elsewhere(self, fields: Fields, name: str, line: int, said: _Said) -> GoalName | None:
        """A goal of another cycle, which only the bot can know."""
        cycle, key, key_result = said
        assert cycle is not None
        if cycle not in self.known.cycles:
            near = ", ".join(self.known.cycles) or "–"
            fields.findings.add(
                line, f"{fields.path}.{name}", "unknown.cycle", said=cycle, near=near
            )
            return None
        objective = self.known.objectives.get((cycle, key))
        if objective is None or (key_result and key_result not in objective.key_results):
            keys = sorted(key for place, key in self.known.objectives if place == cycle)
            self._unknown(fields, name, line, key_result or key, keys)
            return None
        return GoalName(cycle, key, key_result)

    def _unknown(
        self, fields: Fields, name: str, line: int, said: str, keys: Sequence[str]
    ) -> None:
        near = get_close_matches(said, keys, n=3, cutoff=0.4) or keys[:3]
        fields.findings.add(
            line, f"{fields.path}.{name}", "unknown.objective", said=said, near=", ".join(near)
        )

    def _is_closed(self, goal: GoalName) -> bool:
        cycle = self.known.cycles.get(goal.cycle or "")
        return cycle is not None and cycle.state == CycleState.CLOSED

    def refuse_circles(self, entries: Sequence[tuple[Fields, ObjectiveEntry]]) -> None:
        """Note each way up that leads back to where it began, once."""
        up: dict[Place, Place] = {
            place: objective.parent
            for place, objective in self.known.objectives.items()
            if objective.parent
        }
        said: dict[Place, Fields] = {}
        for fields, entry in entries:
            if "parent" in entry.keeps:
                continue
            here = (self.cycle, entry.key)
            up.pop(here, None)
            if entry.parent is not None:
                up[here] = (entry.parent.cycle or self.cycle, entry.parent.objective)
                said[here] = fields
        done: set[Place] = set()
        for start in said:
            self._refuse_circle(start, up, said, done)

    def _refuse_circle(
        self,
        start: Place,
        up: Mapping[Place, Place],
        said: Mapping[Place, Fields],
        done: set[Place],
    ) -> None:
        way: dict[Place, None] = {}
        here = start
        while here in up and here not in done and here not in way:
            way[here] = None
            here = up[here]
        if here in way:
            circle = [*way][[*way].index(here) :]
            shown = " → ".join(key for _, key in [*circle, here])
            at = here if here in said else start
            said[at].problem("parent", "circle.objective", way=shown)
        done.update(way)


def _shown(goal: GoalName) -> str:
    return f"{goal.objective}/{goal.key_result}" if goal.key_result else goal.objective


def _entries(node: MapNode, name: str) -> list[MapNode]:
    found = node.items.get(name)
    items = found.items if isinstance(found, ListNode) else []
    return [item for item in items if isinstance(item, MapNode)]


def _key(node: MapNode) -> str:
    found = node.items.get("key")
    return (found.text or "").strip() if isinstance(found, TextNode) else ""
