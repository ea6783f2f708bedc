"""Figures as written: separators, sizes and scale words."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum, auto
from functools import lru_cache

LARGEST = Decimal(10) ** 15
DECIMALS = 6

THOUSAND, MILLION, BILLION = Decimal(1000), Decimal(10) ** 6, Decimal(10) ** 9

#: Scale words, folded. `m` and `b` may also be units, the scanner decides.
SCALES: dict[str, Decimal] = {
    **dict.fromkeys(("k", "nghin", "ngan", "ng", "thousand", "thousands", "ngin"), THOUSAND),
    **dict.fromkeys(
        ("m", "mn", "mm", "mil", "mio", "mill", "million", "millions", "tr", "trieu", "trd", "cu"),
        MILLION,
    ),
    **dict.fromkeys(("lakh", "lakhs", "lac", "lacs"), Decimal(10) ** 5),
    **dict.fromkeys(("crore", "crores"), Decimal(10) ** 7),
    **dict.fromkeys(("b", "bn", "bil", "billion", "billions", "ty", "ti"), BILLION),
}
#: Only these may be followed by a digit for the next place: 1tr28, 1k5, 2 tỷ 3.
COMPACT = frozenset({"k", "nghin", "ngan", "tr", "trieu", "ty", "ti", "m", "cu"})


class Style(StrEnum):
    """How the separators of a figure were read."""

    PLAIN = auto()
    DECIMAL = auto()
    GROUPED = auto()


@dataclass(frozen=True, slots=True)
class Figure:
    """One reading of a written figure; `separator` is the sign it hangs on, if any."""

    value: Decimal
    style: Style
    separator: str = ""


@lru_cache(maxsize=1024)
def read_figure(text: str) -> tuple[Figure, ...]:
    """All readings of ASCII digits with separators; empty when there is none.

    One separator before exactly three digits reads both ways, except after a leading zero.
    """
    if text.startswith("."):
        text = f"0{text}"
    marks = [char for char in text if not char.isdigit()]
    parts = _split(text)
    if not all(part and part.isascii() and part.isdigit() for part in parts):
        return ()
    if not marks:
        return _kept(Figure(Decimal(text), Style.PLAIN))
    if len(set(marks)) == 1 and len(marks) > 1:
        return _grouped(parts, marks[0])
    if len(marks) > 1:
        return _mixed(parts, marks)
    if marks[0] == "'":
        return _grouped(parts, "'")
    decimal = Figure(Decimal(f"{parts[0]}.{parts[1]}"), Style.DECIMAL, marks[0])
    if len(parts[1]) != 3 or parts[0].startswith("0") or len(parts[0]) > 3:
        return _kept(decimal)
    return _kept(Figure(Decimal("".join(parts)), Style.GROUPED, marks[0]), decimal)


def _split(text: str) -> list[str]:
    return text.replace(",", ".").replace("'", ".").split(".")


def _grouped(parts: list[str], mark: str) -> tuple[Figure, ...]:
    western = 1 <= len(parts[0]) <= 3 and all(len(part) == 3 for part in parts[1:])
    indian = len(parts[0]) <= 2 and len(parts[-1]) == 3 and all(len(p) == 2 for p in parts[1:-1])
    if not (western or (indian and mark == ",")):
        return ()
    return _kept(Figure(Decimal("".join(parts)), Style.GROUPED, mark))


def _mixed(parts: list[str], marks: list[str]) -> tuple[Figure, ...]:
    """Two kinds of separators: the last one is the decimal point."""
    if len(set(marks[:-1])) != 1 or marks[-1] in marks[:-1]:
        return ()
    whole = _grouped(parts[:-1], marks[0])
    if not whole:
        return ()
    return _kept(Figure(Decimal(f"{whole[0].value}.{parts[-1]}"), Style.DECIMAL, marks[-1]))


def _kept(*figures: Figure) -> tuple[Figure, ...]:
    """Only figures of a size and precision that the product stores."""
    return tuple(
        figure
        for figure in figures
        if figure.value <= LARGEST and decimals(figure.value) <= DECIMALS
    )


def tidy(value: Decimal) -> Decimal:
    """The same number, at most six decimals, without trailing zeros or an exponent."""
    value = round(value, DECIMALS).normalize()
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


def decimals(value: Decimal) -> int:
    """Digits after the decimal point."""
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0
