"""Bytes of a YAML file as nodes that know their line.

Nothing is guessed from the look of a value: `no`, `2026-10-01` and `0.1` stay the text that was
written until a field says what it expects. Aliases and tags are refused, so a small file cannot
grow into a large one or name a class.
"""

import codecs
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    DocumentStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from bot.services.importing.problems import ImportProblems, Problem

LARGEST_BYTES = 5_000_000
DEEPEST = 20
NULLS = ("", "~", "null")


@dataclass(frozen=True, slots=True)
class TextNode:
    """A text as written, in Unicode's composed form; None for nothing at all."""

    line: int
    text: str | None


@dataclass(slots=True)
class ListNode:
    """A list."""

    line: int
    items: list["Node"] = field(default_factory=list)


@dataclass(slots=True)
class MapNode:
    """Names with values, in the order of the file.

    `silent` are names that the form of the file leaves no room for, such as a column that is not
    there: what they would say stays as it is.
    """

    line: int
    items: dict[str, "Node"] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    silent: frozenset[str] = frozenset()


Node = TextNode | ListNode | MapNode


def content(path: Path) -> bytes:
    """The bytes of a file. Raises ImportProblems, or OSError when it cannot be opened."""
    if path.stat().st_size > LARGEST_BYTES:
        raise too_large()
    return path.read_bytes()


def too_large() -> ImportProblems:
    """What is said of a file of more than LARGEST_BYTES."""
    return _stop(1, "file.too_large", megabytes=LARGEST_BYTES // 1_000_000)


def text_of(raw: bytes) -> str:
    """Strict UTF-8, with or without a mark at its beginning. Raises ImportProblems."""
    if len(raw) > LARGEST_BYTES:
        raise too_large()
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in raw:
        raise _stop(1, "file.utf16")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _stop(raw.count(b"\n", 0, error.start) + 1, "file.not_utf8") from error


def read(raw: bytes) -> MapNode:
    """A YAML file as a tree. Raises ImportProblems."""
    text = text_of(raw)
    try:
        root = _Builder().build(text)
    except MarkedYAMLError as error:
        raise _not_yaml(error) from error
    except YAMLError as error:
        raise _stop(1, "file.not_yaml", detail=str(error).splitlines()[0]) from error
    if not isinstance(root, MapNode):
        raise _stop(1, "file.no_sections")
    return root


class _Builder:
    """Puts the parser's events together without recursion, so that depth is just a number."""

    def __init__(self) -> None:
        self.open: list[ListNode | MapNode] = []
        self.names: list[tuple[str, int] | None] = []
        self.root: Node | None = None
        self.documents = 0

    def build(self, text: str) -> Node | None:
        for event in YAML(typ="safe", pure=True).parse(text):
            self._take(event)
        return self.root

    def _take(self, event: Any) -> None:
        line = event.start_mark.line + 1
        if isinstance(event, DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise _stop(line, "file.second_document")
        elif isinstance(event, NodeEvent):
            self._refuse_cleverness(event, line)
            self._add_node(event, line)
        elif isinstance(event, CollectionEndEvent):
            self.open.pop()
            self.names.pop()

    @staticmethod
    def _refuse_cleverness(event: Any, line: int) -> None:
        if isinstance(event, AliasEvent) or event.anchor is not None:
            raise _stop(line, "file.alias")
        if event.ctag is not None and str(event.ctag) not in ("None", "", "!"):
            raise _stop(line, "file.tag", tag=str(event.ctag))

    def _add_node(self, event: Any, line: int) -> None:
        node: Node
        if isinstance(event, ScalarEvent):
            empty = event.style is None and event.value.lower() in NULLS
            text = None if empty else unicodedata.normalize("NFC", event.value)
            node = TextNode(line, text)
        else:
            node = ListNode(line) if isinstance(event, SequenceStartEvent) else MapNode(line)
        self._place(node)
        if isinstance(node, ListNode | MapNode):
            if len(self.open) == DEEPEST:
                raise _stop(line, "file.too_deep", levels=DEEPEST)
            self.open.append(node)
            self.names.append(None)

    def _place(self, node: Node) -> None:
        if not self.open:
            self.root = node
            return
        parent = self.open[-1]
        if isinstance(parent, ListNode):
            parent.items.append(node)
            return
        name = self.names[-1]
        if name is None:
            if not isinstance(node, TextNode) or node.text is None:
                raise _stop(node.line, "file.odd_name")
            if node.text in parent.items:
                first = parent.lines[node.text]
                raise _stop(node.line, "file.twice", name=node.text, first=first)
            self.names[-1] = (node.text, node.line)
            return
        parent.items[name[0]] = node
        parent.lines[name[0]] = name[1]
        self.names[-1] = None


def _stop(line: int, key: str, **params: object) -> ImportProblems:
    return ImportProblems([Problem(line, "", key, params)])


def _not_yaml(error: MarkedYAMLError) -> ImportProblems:
    mark = error.problem_mark or error.context_mark
    line = 1 if mark is None else mark.line + 1
    detail = error.problem or error.context or "?"
    if "cannot start any token" in detail:
        sign = detail.split("'")[1]
        return (
            _stop(line, "file.tab")
            if sign in ("\\t", "\t")
            else _stop(line, "file.quote", sign=sign)
        )
    return _stop(line, "file.not_yaml", detail=detail)
