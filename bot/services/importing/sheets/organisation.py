"""The sheets for the workspace, people, teams and KPIs."""

from collections.abc import Mapping

from bot.domain.spreadsheets.fields import SHEETS
from bot.services.importing.problems import Findings
from bot.services.importing.sheets.headings import Table
from bot.services.importing.sheets.names import Names, key_from
from bot.services.importing.sheets.nodes import Nodes, put, text
from bot.services.importing.source import ListNode, MapNode, TextNode

#: Columns whose fields have the same name in the tree.
SAME: Mapping[str, Mapping[str, str]] = {
    sheet: {column.name: column.name for column in columns} for sheet, columns in SHEETS.items()
}


def name_rows(table: Table, names: Names, by: tuple[str, ...]) -> dict[int, str]:
    """The keys of the rows of a sheet: their own, else that of whom they name, else a new one.

    `by` are the columns that people or things are recognised by, the surest first.
    """
    keys: dict[int, str] = {}
    taken = {key for found in names.keys.values() for key in found}
    for row in table.rows():
        said = {name: _typed(table, row, name) for name in ("key", *by)}
        key = said["key"] or names.key_of(*(said[name] for name in by))
        if key is None:
            key = key_from(said[by[-1]], {*taken, *keys.values()})
        keys[row] = key
        names.add(key, *(said[name] for name in by))
    return keys


def _typed(table: Table, row: int, name: str) -> str:
    value = table.value(row, name)
    return value if isinstance(value, str) else "" if value is None else str(value)


def workspace(table: Table, nodes: Nodes) -> MapNode:
    """The section `workspace`, of the first row."""
    return nodes.entry(table, table.rows()[0], SAME["workspace"])


def people(table: Table, nodes: Nodes, keys: Mapping[int, str]) -> ListNode:
    """The section `people`."""
    return ListNode(table.cell(1, ""), [_keyed(table, row, nodes, keys) for row in keys])


def _keyed(table: Table, row: int, nodes: Nodes, keys: Mapping[int, str]) -> MapNode:
    node = nodes.entry(table, row, SAME[table.sheet])
    put(node, "key", keys[row])
    return node


def teams(table: Table, nodes: Nodes, keys: Mapping[int, str], findings: Findings) -> ListNode:
    """The section `teams`: those that are part of another team of the sheet are nested in it."""
    entries = {keys[row]: _keyed(table, row, nodes, keys) for row in keys}
    above = {key: text(node, "under") for key, node in entries.items()}
    top: list[MapNode] = []
    for key, node in entries.items():
        under = above[key]
        if under is None or under not in entries:
            top.append(node)
            continue
        _refuse_circle(key, node, above, findings)
        del node.items["under"]
        inner = entries[under].items.setdefault("teams", ListNode(node.line))
        assert isinstance(inner, ListNode)
        inner.items.append(node)
    return ListNode(table.cell(1, ""), list(top))


def _refuse_circle(
    key: str, node: MapNode, above: Mapping[str, str | None], findings: Findings
) -> None:
    way, here = [key], above[key]
    while here is not None and here not in way:
        way.append(here)
        here = above.get(here)
    if here == key:
        findings.add(node.lines["under"], "", "circle.team", way=" → ".join([*way, key]))


def kpis(table: Table, nodes: Nodes, keys: Mapping[int, str]) -> ListNode:
    """The section `kpis`; two limits are a range, and so are two critical ones."""
    found = []
    for row in keys:
        node = _keyed(table, row, nodes, keys)
        limits = [text(node, name) for name in ("at_least", "at_most")]
        critical = [text(node, name) for name in ("critical", "critical_high")]
        if None not in limits:
            _pair(node, "between", ("at_least", "at_most"))
            if None not in critical:
                _pair(node, "critical", ("critical", "critical_high"))
        for name in ("critical", "critical_high"):
            _drop_empty(node, name)
        found.append(node)
    return ListNode(table.cell(1, ""), list(found))


def _drop_empty(node: MapNode, name: str) -> None:
    """A limit that nobody gave; a KPI that is only watched has no such field."""
    found = node.items.get(name)
    if isinstance(found, TextNode) and found.text is None:
        del node.items[name]


def _pair(node: MapNode, name: str, parts: tuple[str, str]) -> None:
    items = [node.items.pop(part) for part in parts]
    node.lines[name] = node.lines[parts[0]]
    node.items[name] = ListNode(node.lines[name], items)
