"""The sheet of goals: a row for each key result, with its objective in front."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from bot.domain.folding import fold
from bot.domain.spreadsheets.fields import KEY_RESULT, OBJECTIVE, Holds, column
from bot.services.importing.known import Known
from bot.services.importing.problems import Findings
from bot.services.importing.sheets.headings import Table
from bot.services.importing.sheets.names import Names, key_from
from bot.services.importing.sheets.nodes import Nodes, put, text
from bot.services.importing.source import ListNode, MapNode, TextNode

#: Names in the tree by columns; the objective's own stand beside those of key results.
OBJECTIVE_FIELDS: Final[Mapping[str, str]] = {
    **{one.name: one.name.removeprefix("objective_") for one in OBJECTIVE},
    "objective": "title",
    "objective_key": "key",
}
KEY_RESULT_FIELDS: Final[Mapping[str, str]] = {one.name: one.name for one in KEY_RESULT} | {
    "key": "key"
}
NUMERALS: Final = {"0": "false", "1": "true"}
LIMITS: Final = ("at_least", "at_most")


@dataclass(slots=True)
class Group:
    """The rows of one objective, the first of which says what it is."""

    rows: list[int]
    title: str
    key: str
    names: tuple[str, str]
    key_results: dict[int, str] = field(default_factory=dict)


@dataclass(slots=True)
class GoalSheet:
    """Reads the sheet in two steps: first what everything is called, then what it says."""

    table: Table
    known: Known
    cycle: str
    findings: Findings
    groups: list[Group] = field(default_factory=list)

    def name(self, goals: Names) -> None:
        """Find the objectives and key results of the sheet, and give those a key that have none."""
        for row in self.table.rows():
            self._group(row)
        taken = {key for place, key in self.known.objectives if place == self.cycle}
        taken |= {group.key for group in self.groups}
        for group in self.groups:
            group.key = group.key or self._known_key(group) or key_from(group.title, taken)
            taken.add(group.key)
            goals.add(group.key, group.title)
            self._name_key_results(group, goals)

    def _group(self, row: int) -> None:
        title, key = self._typed(row, "objective"), self._typed(row, "objective_key")
        names = (self._typed(row, "team"), self._typed(row, "objective_owner"))
        if not title and not key:
            if self.groups:
                self.groups[-1].rows.append(row)
            else:
                cell = self.table.cell(row, "objective")
                self.findings.add(cell, "", "sheet.no_objective")
            return
        for group in reversed(self.groups):
            if self._is_same(group, title, key, names):
                group.rows.append(row)
                return
        self.groups.append(Group([row], title, key, names))

    @staticmethod
    def _is_same(group: Group, title: str, key: str, names: tuple[str, str]) -> bool:
        """Whether a row goes on with an objective: what it says of it is the same or nothing."""
        if key and group.key:
            return key == group.key
        same = fold(title) == fold(group.title) and not key
        pairs = zip(names, group.names, strict=True)
        return same and all(not now or fold(now) == fold(before) for now, before in pairs)

    def _known_key(self, group: Group) -> str | None:
        """The key of the one objective of the cycle that has this title."""
        found = [
            key
            for (place, key), objective in self.known.objectives.items()
            if place == self.cycle and fold(objective.title) == fold(group.title)
        ]
        return found[0] if len(found) == 1 else None

    def _name_key_results(self, group: Group, goals: Names) -> None:
        there = self.known.objectives.get((self.cycle, group.key))
        titles = {fold(title): key for key, title in (there.key_results if there else {}).items()}
        taken = {*titles.values()} | {self._typed(row, "key") for row in group.rows}
        for row in group.rows:
            title = self._typed(row, "title")
            if not self._has_key_result(row):
                continue
            key = self._typed(row, "key") or titles.get(fold(title)) or key_from(title, taken)
            taken.add(key)
            group.key_results[row] = key
            goals.add(f"{group.key}/{key}", key, title)

    def _has_key_result(self, row: int) -> bool:
        """A row that names an objective alone has no key result."""
        return any(self.table.value(row, name) is not None for name in KEY_RESULT_FIELDS)

    def _typed(self, row: int, name: str) -> str:
        value = self.table.value(row, name)
        return value if isinstance(value, str) else "" if value is None else str(value)

    def node(self, nodes: Nodes) -> ListNode:
        """The section `objectives`."""
        return ListNode(
            self.table.cell(1, ""), [self._objective(group, nodes) for group in self.groups]
        )

    def _objective(self, group: Group, nodes: Nodes) -> MapNode:
        node = nodes.entry(self.table, group.rows[0], OBJECTIVE_FIELDS)
        for row in group.rows[1:]:
            self._go_on(node, nodes.entry(self.table, row, OBJECTIVE_FIELDS))
        put(node, "key", group.key)
        inner = [self._key_result(row, group.key_results[row], nodes) for row in group.key_results]
        if text(node, "owner") is None:
            put(node, "owner", next((text(one, "owner") for one in inner), None))
        node.items["key_results"] = ListNode(node.line, list(inner))
        return node

    def _go_on(self, node: MapNode, later: MapNode) -> None:
        """A later row may say what the first one left out, and nothing else."""
        for name, found in later.items.items():
            before = node.items.get(name)
            if name in ("key", "title") or _is_empty(found):
                continue
            if before is None or _is_empty(before):
                node.items[name], node.lines[name] = found, found.line
            elif isinstance(found, TextNode) and found.text != text(node, name):
                self.findings.add(found.line, "", "sheet.says_otherwise", first=before.line)

    def _key_result(self, row: int, key: str, nodes: Nodes) -> MapNode:
        fields = dict(KEY_RESULT_FIELDS)
        kind = self._kind(row, nodes)
        if kind == "yes_no":
            del fields["value"]
        node = nodes.entry(self.table, row, fields)
        node.items.pop("kind", None)
        put(node, "key", key)
        if kind == "yes_no":
            self._done(node, row, nodes)
        elif kind == "keep":
            self._keep(node)
        elif kind == "periodic" and text(node, "every") is None:
            self.findings.add(node.lines["every"], "", "field.missing", name="every")
            put(node, "every", "?")  # noted already
        elif kind == "milestones" and isinstance(node.items.get("milestones"), TextNode):
            node.items["milestones"] = ListNode(node.lines["milestones"])
        elif kind is None and text(node, "from") is None and _says_limit(node):
            self.findings.add(self.table.cell(row, "kind"), "", "sheet.kind_needed")
        return node

    def _kind(self, row: int, nodes: Nodes) -> str | None:
        """How it is measured: what the row says, else what its cells can only mean."""
        said = self.table.value(row, "kind")
        if said is not None:
            return nodes.reader.text(self.table, row, column("goals", "kind"))
        for name, kind in (("milestones", "milestones"), ("every", "periodic"), ("from", "reach")):
            if self.table.value(row, name) is not None:
                return kind
        return None

    def _done(self, node: MapNode, row: int, nodes: Nodes) -> None:
        """Done or not, as people write it: yes, x, 1, or nothing."""
        cell, said = self.table.cell(row, "value"), self.table.value(row, "value")
        word = NUMERALS.get(str(said), said)
        done: str | None = None
        if isinstance(word, str | bool):
            done = nodes.reader.read(cell, word, Holds.CHOICE, "flag")
        elif word is not None:
            self.findings.add(cell, "", "measure.yes_no_value")
        node.lines["done"] = cell
        node.items["done"] = TextNode(cell, done or "false")

    @staticmethod
    def _keep(node: MapNode) -> None:
        """The limits of a row as the form `keep` has them."""
        keep = MapNode(node.lines["at_least"])
        for name in LIMITS:
            found = node.items.pop(name, None)
            keep.lines[name] = node.lines[name]
            if found is not None:
                keep.items[name] = found
        node.items["keep"], node.lines["keep"] = keep, keep.line


def _is_empty(node: object) -> bool:
    return isinstance(node, TextNode) and node.text is None


def _says_limit(node: MapNode) -> bool:
    return any(text(node, name) is not None for name in LIMITS)
