"""Numbers that people type into a field, read as their language writes them."""

import re
from decimal import Decimal
from typing import Final

from bot.domain.errors import Invalid
from bot.domain.folding import fold
from bot.domain.numbers import check_number
from bot.domain.replies.numerals import SCALES, Style, read_figure, tidy

_WRITTEN: Final = re.compile(r"([+-]?)\s*(\d[\d.,']*|[.,]\d+)\s*(.*)", re.DOTALL)
_MINUS: Final = str.maketrans({"−": "-", "–": "-", "\u00a0": " ", "\u202f": " "})
_CURRENCY: Final = frozenset({"d", "vnd", "dong", "usd", "eur", "$", "₫", "€"})
_GROUPED_BY_BLANKS: Final = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")


def typed_number(text: str, *, locale: str, unit: str, field: str) -> Decimal:
    """The number that somebody of this language typed for a field in `unit`.

    ``1.234,5`` in Vietnamese and ``1,234.5`` in English; one sign before three digits groups
    where the language groups by it. "1,33 triệu" is read in full where the unit has no scale of
    its own. The unit itself may stand behind the figure.

    Raises Invalid "typed.no_number"; "typed.unclear" where the sign may be either, with both
    readings; "typed.other_unit" and "number.out_of_range".
    """
    plain = _GROUPED_BY_BLANKS.sub("", text.translate(_MINUS).strip())
    match = _WRITTEN.fullmatch(plain)
    if match is None:
        raise Invalid("typed.no_number", said=text)
    sign, digits, tail = match.groups()
    value = _figure(digits.rstrip(".,"), text, locale)
    value *= _factor(tail, unit, text)
    value = -value if sign == "-" else value
    check_number(value, field=field)
    return tidy(value)


def _figure(digits: str, text: str, locale: str) -> Decimal:
    readings = read_figure(digits.replace(",", ".", 1) if digits.startswith(",") else digits)
    if not readings:
        raise Invalid("typed.no_number", said=text)
    if len(readings) == 1:
        return readings[0].value
    groups_by = "." if locale.startswith("vi") else ","
    grouped = next((one for one in readings if one.style is Style.GROUPED), None)
    if grouped is not None and grouped.separator == groups_by:
        return grouped.value
    first, last = sorted(one.value for one in readings)
    raise Invalid("typed.unclear", said=text, first=first, last=last)


def _factor(tail: str, unit: str, text: str) -> Decimal:
    """What the words behind the digits multiply by; the unit may be repeated there."""
    words, units = fold(tail).split(), fold(unit).split()
    if not words or words == units:
        return Decimal(1)
    factor = Decimal(1)
    if words[0] in SCALES and words[0] not in units[:1]:
        if units[:1] and units[0] in SCALES:
            raise Invalid("typed.other_unit", said=text, unit=unit)
        factor, words = SCALES[words[0]], words[1:]
    left = [word for word in words if word not in units and word not in _CURRENCY]
    if left and not fold(unit).startswith(" ".join(left)):
        raise Invalid("typed.other_unit", said=text, unit=unit)
    return factor
