"""How a file writes numbers and dates: found from all of its cells, never guessed from one.

1.234 is a thousand in Hanoi and little more than one in London. What can be read in one way only
decides for the rest of the file.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final, Generic, TypeVar

_BLANKS: Final = re.compile(r"(?<=[0-9])[\u00a0\u202f\u2009 ](?=[0-9]{3}(?![0-9]))")
_PLAIN: Final = re.compile(r"[+-]?[0-9]+")
#: One separator, three digits after it, one to three before: a group, or decimals.
_UNCLEAR: Final = re.compile(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}")
_COMMA: Final = re.compile(r"[+-]?([1-9][0-9]{0,2}(\.[0-9]{3})+|[0-9]+)(,[0-9]+)?")
_POINT: Final = re.compile(r"[+-]?([1-9][0-9]{0,2}(,[0-9]{3})+|[0-9]+)(\.[0-9]+)?")
_ISO: Final = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_SLASHED: Final = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})")
_LONGEST: Final = 40
Where = TypeVar("Where")


class Decimals(StrEnum):
    """The sign before decimals; the other one stands between thousands."""

    COMMA = "comma"
    POINT = "point"


class Order(StrEnum):
    """What comes first in 02/11/2026."""

    DAY = "day"
    MONTH = "month"


class Unclear(ValueError):
    """It may be read in two ways, and nothing in the file says in which."""


@dataclass(frozen=True, slots=True)
class Mixed(Exception, Generic[Where]):
    """Two cells that can only be read by different conventions."""

    first: Where
    second: Where


def numeral(text: str) -> str:
    """A number as it was typed, without blanks between thousands and a sign of percent."""
    trimmed = text.strip().replace("\u2212", "-").removesuffix("%").rstrip()
    return _BLANKS.sub("", trimmed) if len(trimmed) <= _LONGEST else trimmed


def decimals_of(text: str) -> Decimals | None:
    """The convention that a number shows; None where it shows none, or is no number."""
    number = numeral(text)
    if _PLAIN.fullmatch(number) or _UNCLEAR.fullmatch(number):
        return None
    comma, point = _COMMA.fullmatch(number), _POINT.fullmatch(number)
    if bool(comma) == bool(point):
        return None
    return Decimals.COMMA if comma else Decimals.POINT


def order_of(text: str) -> Order | None:
    """The order that a date shows; None where it shows none, or is no date."""
    match = _SLASHED.fullmatch(text.strip())
    if match is None:
        return None
    first, second = int(match.group(1)), int(match.group(3))
    if first > 12 >= second:
        return Order.DAY
    return Order.MONTH if second > 12 >= first else None


def decide(shown: Iterable[tuple[Where, Decimals | Order | None]]) -> Decimals | Order | None:
    """The one convention that the cells show; raises Mixed when they show two."""
    first: tuple[Where, Decimals | Order] | None = None
    for where, convention in shown:
        if convention is None:
            continue
        if first is None:
            first = where, convention
        elif first[1] is not convention:
            raise Mixed(first[0], where)
    return None if first is None else first[1]


def number(text: str, decimals: Decimals | None) -> Decimal:
    """The number; raises ValueError for none, and Unclear where the convention is needed."""
    said = numeral(text)
    if _PLAIN.fullmatch(said) and len(said) <= _LONGEST:
        return Decimal(said)
    if _UNCLEAR.fullmatch(said) and (decimals is None or _is_odd(said, decimals)):
        raise Unclear(said)
    form = decimals or decimals_of(text)
    pattern = _POINT if form is Decimals.POINT else _COMMA
    if form is None or len(said) > _LONGEST or not pattern.fullmatch(said):
        raise ValueError(said)
    group, point = (",", ".") if form is Decimals.POINT else (".", ",")
    return Decimal(said.replace(group, "").replace(point, "."))


def _is_odd(said: str, decimals: Decimals) -> bool:
    """Nobody means 220 by 220,000: whoever wrote it was of another mind than the rest."""
    return said.endswith((",000" if decimals is Decimals.COMMA else ".000",))


def day(text: str, order: Order | None) -> date:
    """The date; raises ValueError for none, and Unclear where the order is needed."""
    said = text.strip()
    iso = _ISO.fullmatch(said)
    if iso is not None:
        return date(*(int(part) for part in iso.groups()))
    match = _SLASHED.fullmatch(said)
    if match is None:
        raise ValueError(said)
    first, second, year = int(match.group(1)), int(match.group(3)), int(match.group(4))
    order = order or order_of(text) or (Order.DAY if first == second else None)
    if order is None:
        if first > 12 or second > 12:
            raise ValueError(said)
        raise Unclear(said)
    return date(year, second, first) if order is Order.DAY else date(year, first, second)


def written_number(value: Decimal, decimals: Decimals) -> str:
    """A number without groups, so that it is read in one way only.

    Three decimals get a zero more: 1,234 could be a thousand.
    """
    text = format(value, "f")
    whole, _, rest = text.partition(".")
    rest = rest.rstrip("0")
    if not rest:
        return whole
    if len(rest) == 3:
        rest += "0"
    return whole + ("," if decimals is Decimals.COMMA else ".") + rest


def written_day(value: date, order: Order | None) -> str:
    """A date as Hanoi writes it, or year first."""
    return value.strftime("%d/%m/%Y") if order is Order.DAY else value.isoformat()
