"""The vocabulary of the Block Kit tables: what one property may hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Surface(StrEnum):
    """Where blocks can stand."""

    MESSAGE = "message"
    MODAL = "modal"
    HOME = "home"


@dataclass(frozen=True, slots=True)
class Str:
    """A string of `least` to `most` Unicode code points."""

    most: int | None = None
    least: int = 0
    choices: tuple[str, ...] = ()
    pattern: str | None = None


@dataclass(frozen=True, slots=True)
class Int:
    """A whole number within bounds."""

    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Bool:
    """true or false."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text object of up to `most` code points."""

    most: int = 3000
    kinds: tuple[str, ...] = ("plain_text",)
    least: int = 1


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of `least` to `most` items that all follow one rule."""

    item: Rule
    least: int = 1
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Obj:
    """An object without a type, by its name in the tables; or null, if that may stand for it."""

    name: str
    nullable: bool = False


@dataclass(frozen=True, slots=True)
class Typed:
    """An object whose `type` is one of these names of the tables."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Free:
    """Anything: looked at elsewhere, or by Slack alone."""


@dataclass(frozen=True, slots=True)
class Unsupported:
    """A property that Slack knows and the sandbox does not: it is refused, never ignored."""


Rule = Str | Int | Bool | Text | ListOf | Obj | Typed | Free | Unsupported


@dataclass(frozen=True, slots=True)
class Spec:
    """An object: its properties, those it needs, and how they depend on each other.

    `one_of`: exactly one of each group; `any_of`: at least one of each group.
    """

    properties: Mapping[str, Rule]
    required: tuple[str, ...] = ()
    one_of: tuple[tuple[str, ...], ...] = ()
    any_of: tuple[tuple[str, ...], ...] = ()
    surfaces: frozenset[Surface] = field(default_factory=lambda: frozenset(Surface))
