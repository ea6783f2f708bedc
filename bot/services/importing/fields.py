"""Fields of one entry of the file, taken by name and by what they should hold.

A field that is wrong is noted as a problem and stands as its empty value, so that reading goes on
and the author sees every problem at once.
"""

import re
from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

from bot.domain.errors import Invalid
from bot.domain.numbers import check_number
from bot.domain.rhythm import CADENCE_DAYS, Cadence
from bot.services.importing.problems import Findings
from bot.services.importing.source import ListNode, MapNode, Node, TextNode

KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
NUMBER = re.compile(r"[+-]?[0-9]+(_[0-9]+)*(\.[0-9]+)?")
FLAGS = {"true": True, "yes": True, "false": False, "no": False}
SHOWN_TEXT = 40
#: [cycle:]objective[/key-result]
GOAL = re.compile(rf"(?:({KEY.pattern}):)?({KEY.pattern})(?:/({KEY.pattern}))?")

Choice = TypeVar("Choice", bound=StrEnum)


class Fields:
    """One mapping of the file. `path` names it for people: "people.lan"."""

    def __init__(self, node: MapNode, path: str, findings: Findings) -> None:
        self.node = node
        self.path = path
        self.findings = findings
        self.asked: set[str] = set()

    @property
    def line(self) -> int:
        return self.node.line

    def line_of(self, name: str) -> int:
        """The line of a field, or of the entry when the field is missing."""
        return self.node.lines.get(name, self.node.line)

    def keeps(self, columns: Mapping[str, str], *, always: Collection[str] = ()) -> frozenset[str]:
        """The columns that stay as they are, because this file has no room for their fields.

        `columns` are columns by field; the fields of `always` stay wherever they are left out.
        """
        left_out = {name for name in always if name not in self.node.items}
        return frozenset(columns[name] for name in columns if name in self.node.silent | left_out)

    def has(self, name: str) -> bool:
        """Whether the field is there and not empty."""
        found = self._node(name)
        return found is not None and not (isinstance(found, TextNode) and found.text is None)

    def problem(self, name: str, key: str, /, **params: object) -> None:
        """Note a problem with a field."""
        self.findings.add(self.line_of(name), self._path(name), key, **params)

    def invalid(self, name: str, error: Invalid) -> None:
        """Note a rule of the domain that a field breaks."""
        self.findings.add_invalid(self.line_of(name), self._path(name), error)

    def text(self, name: str, *, longest: int, required: bool = False) -> str | None:
        """Words on one line; runs of white space count as one blank."""
        raw = self._scalar(name, required=required)
        if raw is None:
            return None
        text = " ".join(raw.split())
        if not text and required:
            self.problem(name, "field.missing", name=name)
        if len(text) > longest:
            self.problem(name, "field.too_long", name=name, length=len(text), longest=longest)
        return text[:longest] or None

    def title(self, name: str, *, longest: int) -> str:
        """Words that somebody can be asked about; emoji alone are none."""
        text = self.text(name, longest=longest, required=True) or ""
        if text and not any(sign.isalnum() for sign in text):
            self.problem(name, "field.no_words", name=name)
        return text

    def goal(self, name: str) -> tuple[str | None, str, str | None] | None:
        """A goal as `o1`, `o1/traffic` or `2026:o1`: cycle, objective or key result, key result."""
        raw = self._scalar(name)
        return None if raw is None else self._goal(name, self.line_of(name), raw)

    def goals(self, name: str) -> list[tuple[int, tuple[str | None, str, str | None]]]:
        """A list of goals, each with its line."""
        found = []
        for node in self._items(name):
            text = node.text if isinstance(node, TextNode) else None
            if text is None:
                self.findings.add(node.line, self._path(name), "field.not_a_text", name=name)
            elif (goal := self._goal(name, node.line, text.strip())) is not None:
                found.append((node.line, goal))
        return found

    def _goal(self, name: str, line: int, raw: str) -> tuple[str | None, str, str | None] | None:
        match = GOAL.fullmatch(raw)
        if match is None:
            self.findings.add(line, self._path(name), "field.not_a_goal", said=raw[:SHOWN_TEXT])
            return None
        return match.group(1), match.group(2), match.group(3)

    def word(self, name: str) -> str | None:
        """A single value, as written; None for a list or a group of fields."""
        found = self._node(name)
        return found.text if isinstance(found, TextNode) else None

    def key(self, name: str, *, required: bool = True) -> str:
        """A key, or "" when there is none."""
        raw = self._scalar(name, required=required)
        if raw is None:
            return ""
        if not KEY.fullmatch(raw):
            self.problem(name, "field.not_a_key", said=raw[:SHOWN_TEXT])
        return raw

    def pattern(self, name: str, pattern: re.Pattern[str], problem: str) -> str | None:
        """A text of a fixed form, like a Slack id."""
        raw = self._scalar(name)
        if raw is not None and not pattern.fullmatch(raw):
            self.problem(name, problem, said=raw[:SHOWN_TEXT])
            return None
        return raw

    def choice(self, name: str, choices: type[Choice]) -> Choice | None:
        """One of an enum's values."""
        raw = self._scalar(name)
        if raw is None:
            return None
        known = [choice.value for choice in choices]
        if raw.lower() in known:
            return choices(raw.lower())
        self.problem(name, "field.not_one_of", said=raw[:SHOWN_TEXT], known=", ".join(known))
        return None

    def cadence(self, name: str) -> int | None:
        """How often somebody is asked: days between two questions, 0 for never."""
        found = self.choice(name, Cadence)
        return None if found is None else CADENCE_DAYS[found]

    def number(self, name: str, *, required: bool = False) -> Decimal | None:
        """An exact number: digits, a point, underscores between thousands."""
        raw = self._scalar(name, required=required)
        return None if raw is None else self._number(name, raw)

    def whole(self, name: str, *, smallest: int, largest: int) -> int | None:
        """A whole number within limits."""
        value = self.number(name)
        if value is None:
            return None
        if value != int(value) or not smallest <= value <= largest:
            self.problem(name, "field.not_between", smallest=smallest, largest=largest)
            return None
        return int(value)

    def pair(self, name: str) -> tuple[Decimal, Decimal] | None:
        """Two numbers: [90, 110]."""
        node = self._node(name)
        if not isinstance(node, ListNode) or len(node.items) != 2:
            self.problem(name, "field.not_a_pair", name=name)
            return None
        texts = [item.text for item in node.items if isinstance(item, TextNode) and item.text]
        found = [self._number(name, text) for text in texts]
        numbers = [number for number in found if number is not None]
        if len(numbers) != 2:
            if len(texts) != 2:
                self.problem(name, "field.not_a_pair", name=name)
            return None
        return numbers[0], numbers[1]

    def day(self, name: str, *, required: bool = False) -> date | None:
        """A date as 2026-10-01."""
        raw = self._scalar(name, required=required)
        if raw is None:
            return None
        try:
            if len(raw) == len("2026-10-01"):
                return date.fromisoformat(raw)
        except ValueError:
            pass
        self.problem(name, "field.not_a_date", said=raw[:SHOWN_TEXT])
        return None

    def flag(self, name: str) -> bool | None:
        """True or false."""
        raw = self._scalar(name)
        if raw is None:
            return None
        if raw.lower() not in FLAGS:
            self.problem(name, "field.not_a_flag", said=raw[:SHOWN_TEXT])
        return FLAGS.get(raw.lower())

    def texts(self, name: str, *, longest: int, most: int) -> tuple[str, ...]:
        """A list of short texts."""
        found = []
        for node in self._items(name):
            if not isinstance(node, TextNode) or node.text is None:
                self.findings.add(node.line, self._path(name), "field.not_a_text", name=name)
            elif len(text := " ".join(node.text.split())) > longest:
                params = {"name": name, "length": len(text), "longest": longest}
                self.findings.add(node.line, self._path(name), "field.too_long", **params)
            else:
                found.append(text)
        if len(found) > most:
            self.problem(name, "field.too_many", name=name, most=most)
        return tuple(found)

    def entries(self, name: str) -> list["Fields"]:
        """A list of entries; each is named by its key, else by its place from 1."""
        found = []
        for place, node in enumerate(self._items(name), 1):
            if not isinstance(node, MapNode):
                self.findings.add(node.line, self._path(name), "field.not_an_entry", name=name)
                continue
            key = node.items.get("key")
            known = key.text if isinstance(key, TextNode) and key.text else None
            label = f".{known[:SHOWN_TEXT]}" if known else f"[{place}]"
            found.append(Fields(node, self._path(name) + label, self.findings))
        return found

    def entry(self, name: str, *, required: bool = False) -> "Fields | None":
        """A nested entry."""
        node = self._node(name)
        if node is None or (isinstance(node, TextNode) and node.text is None):
            if required:
                self.problem(name, "field.missing", name=name)
            return None
        if not isinstance(node, MapNode):
            self.problem(name, "field.not_an_entry", name=name)
            return None
        return Fields(node, self._path(name), self.findings)

    def done(self) -> None:
        """Note every field that nobody asked for."""
        for name in self.node.items:
            if name not in self.asked:
                near = get_close_matches(name, self.asked, n=1)
                if near:
                    self.problem(name, "field.unknown_near", name=name[:SHOWN_TEXT], near=near[0])
                else:
                    known = ", ".join(sorted(self.asked))
                    self.problem(name, "field.unknown", name=name[:SHOWN_TEXT], known=known)

    def _number(self, name: str, raw: str) -> Decimal | None:
        if not NUMBER.fullmatch(raw):
            self.problem(name, "field.not_a_number", said=raw[:SHOWN_TEXT])
            return None
        value = Decimal(raw.replace("_", ""))
        try:
            check_number(value, field=name)
        except Invalid as error:
            self.invalid(name, error)
            return None
        return value

    def _items(self, name: str) -> list[Node]:
        node = self._node(name)
        if node is None or (isinstance(node, TextNode) and node.text is None):
            return []
        if not isinstance(node, ListNode):
            self.problem(name, "field.not_a_list", name=name)
            return []
        return node.items

    def _scalar(self, name: str, *, required: bool = False) -> str | None:
        node = self._node(name)
        if node is not None and not isinstance(node, TextNode):
            self.problem(name, "field.not_a_text", name=name)
            return None
        if node is None or node.text is None:
            if required:
                self.problem(name, "field.missing", name=name)
            return None
        return node.text.strip()

    def _node(self, name: str) -> Node | None:
        self.asked.add(name)
        return self.node.items.get(name)

    def _path(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name
