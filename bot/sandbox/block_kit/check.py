"""Checks blocks and views against the tables and says what is wrong where."""

# guess: the wording. It follows messages seen in the wild where there are any; none is documented.

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bot.sandbox.block_kit.blocks import BLOCKS, RICH_TEXT, UNSUPPORTED
from bot.sandbox.block_kit.elements import ELEMENTS
from bot.sandbox.block_kit.objects import OBJECTS, TEXTS
from bot.sandbox.block_kit.rules import (
    Bool,
    Int,
    ListOf,
    Obj,
    Rule,
    Spec,
    Str,
    Surface,
    Text,
    Typed,
    Unsupported,
)
from bot.sandbox.errors import ApiError
from bot.sandbox.model import Json

INNER = ELEMENTS | RICH_TEXT | TEXTS | {"rich_text": BLOCKS["rich_text"]}

Problems = Iterator[str]


def problem(message: str, pointer: str) -> str:
    """One line of response_metadata.messages, without its level."""
    return f"{message} [json-pointer:{pointer}]"


def block_problems(block: Any, surface: Surface, pointer: str) -> Problems:
    """What is wrong with one block by itself."""
    if not isinstance(block, dict):
        yield problem("must provide an object", pointer)
        return
    kind = block.get("type")
    if kind is None:
        yield problem("missing required field: type", pointer)
        return
    spec = BLOCKS.get(kind) if isinstance(kind, str) else None
    if spec is None or surface not in spec.surfaces:
        yield unknown_type(kind, pointer)
        return
    yield from spec_problems(block, spec, pointer)


def spec_problems(value: Json, spec: Spec, pointer: str, *, typed: bool = True) -> Problems:
    """What is wrong with an object of a known kind."""
    for name in spec.required:
        if name not in value:
            yield problem(f"missing required field: {name}", pointer)
    for group in spec.one_of:
        given = [name for name in group if name in value]
        if len(given) != 1:
            yield problem(f"must define exactly one of {_listed(group)}", pointer)
    for group in spec.any_of:
        if not any(name in value for name in group):
            yield problem(f"must define at least one of {_listed(group)}", pointer)
    for name, item in value.items():
        rule = spec.properties.get(name)
        if rule is not None:
            yield from _rule_problems(item, rule, f"{pointer}/{name}")
        elif not (typed and name == "type"):
            yield problem(f"invalid additional property: {name}", pointer)


def _rule_problems(value: Any, rule: Rule, pointer: str) -> Problems:
    match rule:
        case Str():
            yield from _string_problems(value, rule, pointer)
        case Int():
            yield from _number_problems(value, rule, pointer)
        case Bool():
            if not isinstance(value, bool):
                yield problem("must be a boolean", pointer)
        case Text():
            yield from _text_problems(value, rule, pointer)
        case ListOf():
            yield from _list_problems(value, rule, pointer)
        case Obj():
            if value is None and rule.nullable:
                return
            if isinstance(value, dict):
                yield from spec_problems(value, OBJECTS[rule.name], pointer, typed=False)
            else:
                yield problem("must provide an object", pointer)
        case Typed():
            yield from _typed_problems(value, rule, pointer)
        case Unsupported():
            raise _not_implemented(pointer.rpartition("/")[2], pointer)


def _string_problems(value: Any, rule: Str, pointer: str) -> Problems:
    if not isinstance(value, str):
        yield problem("must be a string", pointer)
        return
    if rule.choices and value not in rule.choices:
        yield problem(f"must be one of {_listed(rule.choices)}", pointer)
    if len(value) < rule.least:
        yield problem(f"must be more than {rule.least - 1} characters", pointer)
    if rule.most is not None and len(value) > rule.most:
        yield problem(f"must be less than {rule.most + 1} characters", pointer)
    if rule.pattern is not None and not re.fullmatch(rule.pattern, value):
        yield problem("has an invalid format", pointer)


def _number_problems(value: Any, rule: Int, pointer: str) -> Problems:
    if isinstance(value, bool) or not isinstance(value, int):
        yield problem("must be an integer", pointer)
        return
    if rule.least is not None and value < rule.least:
        yield problem(f"must be at least {rule.least}", pointer)
    if rule.most is not None and value > rule.most:
        yield problem(f"must be at most {rule.most}", pointer)


def _text_problems(value: Any, rule: Text, pointer: str) -> Problems:
    if not isinstance(value, dict):
        yield problem("must provide an object", pointer)
        return
    kind = value.get("type")
    if kind not in rule.kinds:
        if kind is None:
            yield problem("missing required field: type", pointer)
        else:
            yield unknown_type(kind, pointer)
        return
    yield from spec_problems(value, TEXTS[kind], pointer)
    text = value.get("text")
    if isinstance(text, str):
        yield from _string_problems(text, Str(rule.most, least=rule.least), f"{pointer}/text")


def _list_problems(value: Any, rule: ListOf, pointer: str) -> Problems:
    if not isinstance(value, list):
        yield problem("must provide an array", pointer)
        return
    if len(value) < rule.least:
        yield problem(f"must provide at least {rule.least} items", pointer)
    if rule.most is not None and len(value) > rule.most:
        yield problem(f"no more than {rule.most} items allowed", pointer)
        return
    for index, item in enumerate(value):
        yield from _rule_problems(item, rule.item, f"{pointer}/{index}")


def _typed_problems(value: Any, rule: Typed, pointer: str) -> Problems:
    if not isinstance(value, dict):
        yield problem("must provide an object", pointer)
        return
    kind = value.get("type")
    if kind is None:
        yield problem("missing required field: type", pointer)
    elif kind not in rule.names:
        yield unknown_type(kind, pointer)
    elif kind in TEXTS:
        yield from _text_problems(value, Text(kinds=(kind,)), pointer)
    else:
        yield from spec_problems(value, INNER[kind], pointer)


def unknown_type(kind: Any, pointer: str) -> str:
    """The problem of a `type` that is not allowed here.

    Raises ApiError sandbox_not_implemented if Slack knows the type.
    """
    if isinstance(kind, str) and kind in UNSUPPORTED:
        raise _not_implemented(kind, pointer)
    return problem(f"unsupported type: {kind}", f"{pointer}/type")


def _not_implemented(what: str, pointer: str) -> ApiError:
    return ApiError("sandbox_not_implemented", status=501, detail=f"{what} at {pointer}")


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)
