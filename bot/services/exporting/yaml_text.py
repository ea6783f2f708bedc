"""Facts as YAML that the import reads back to the letter."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

#: Text that needs no quotes, wherever it stands.
_PLAIN: Final = re.compile(r"[^\W_](?:[\w .%/()+@₫–-]*[\w.%/()+₫])?")
_EMPTY: Final = ("null", "~", "")
#: What a reader of YAML refuses even within quotes.
_UNPRINTABLE: Final = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
#: Lists of short entries, one entry to a line.
_COMPACT: Final = (
    "history",
    "readings",
    "milestones",
    "phases",
    "initiatives",
    "holidays",
    "worked",
)


def text(facts: Mapping[str, Any]) -> str:
    """The whole file; a blank line between its sections."""
    return "\n".join("\n".join(_lines({name: value}, 0)) + "\n" for name, value in facts.items())


def _lines(facts: Mapping[str, Any], depth: int) -> Iterator[str]:
    blanks = " " * depth
    for name, value in facts.items():
        if isinstance(value, Mapping) and depth == 0:
            yield f"{name}:"
            yield from _lines(value, 2)
        elif _is_list_of_entries(value):
            yield f"{blanks}{name}:"
            for entry in value:
                yield from _entry(name, entry, depth + 2)
        else:
            yield f"{blanks}{name}: {_flow(value)}"


def _entry(name: str, entry: Mapping[str, Any], depth: int) -> Iterator[str]:
    blanks = " " * depth
    if name in _COMPACT:
        yield f"{blanks}- {_flow(entry)}"
        return
    for number, line in enumerate(_lines(entry, depth + 2)):
        yield line if number else f"{blanks}- {line[depth + 2 :]}"


def _is_list_of_entries(value: object) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], Mapping)


def _flow(value: object) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: {_flow(one)}" for name, one in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(_flow(one) for one in value) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, int | date):
        return str(value)
    return _word(str(value))


def number(value: Decimal) -> str:
    """Digits and a point, without an exponent or idle zeros."""
    said = format(value, "f")
    return said.rstrip("0").rstrip(".") if "." in said else said


def _word(said: str) -> str:
    if _PLAIN.fullmatch(said) and said.lower() not in _EMPTY:
        return said
    quoted = json.dumps(said, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)
