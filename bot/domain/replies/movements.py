"""What a figure claims that says how far a subject moved: up, down, more, +3, −3."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from bot.domain.replies.bands import Band, band_of
from bot.domain.replies.contexts import Judged
from bot.domain.replies.measures import Measure, measure_of
from bot.domain.replies.model import Change, Direction, Subject
from bot.domain.replies.numerals import Style, tidy
from bot.domain.replies.parts import Part
from bot.domain.replies.quantities import Quantity
from bot.domain.replies.resolve import amounts
from bot.domain.replies.signals import Signal
from bot.domain.replies.tokens import word_set
from bot.domain.replies.units import Family

_HUNDRED = Decimal(100)


class Claim(NamedTuple):
    """`value` after the update, or the `reason` of a doubt, or neither: nothing is claimed.

    `strength`: 3 a unit or noun of the right kind, 2 plain, 1 weak, 0 noise.
    """

    change: Change
    judged: Judged
    part: Part
    amount: Decimal | None = None
    value: Decimal | None = None
    reason: str = ""
    candidates: tuple[Decimal, ...] = ()
    strength: int = 2
    likely: bool = False


#: "Two more out": small words behind a figure that count nothing.
_NO_NOUNS = word_set("out in up on off live done over here there")


def strays(judged: Judged, part: Part, *, known: bool) -> bool:
    """So many unknown words stand about an unnamed figure that it tells another story.

    `known`: its unit or noun is the subject's. In a sentence of its own one such word behind the
    figure is the most.
    """
    if part.named or (judged.to and judged.gap == 0):
        return False
    if part.resumed:
        return part.unknown > 1 or judged.gap > 0
    return part.unknown > (4 if known else 2)


def movement(judged: Judged, part: Part, subject: Subject, locale: str) -> Claim | None:
    """ "up 3", "+3", "3 more": from the current value, unless it may be the value itself."""
    quantity, measure, band = judged.quantity, measure_of(subject), band_of(subject)
    sign = _direction(judged.sign, subject)
    made = Claim(Change.NONE, judged, part)
    if judged.behind == "own" and quantity.bare and measure.family is Family.PERCENT:
        return None
    own = judged.noun in measure.nouns
    if strays(judged, part, known=own):
        return None
    if not part.named and judged.noun and not own and judged.noun not in _NO_NOUNS:
        return None if part.resumed else made._replace(reason="needs_value", strength=1)
    if not quantity.figures:
        return made._replace(reason="needs_value")
    levels = _levels(judged, measure, band)
    if levels:
        return _either_side(made, levels, band)
    if quantity.below:
        return made._replace(reason="out_of_band")
    if quantity.percent:
        return made._replace(
            reason=_percent_reason(measure), candidates=_percent_moves(judged, sign, band)
        )
    return _moved_by(made, subject, sign, locale)


def _moved_by(made: Claim, subject: Subject, sign: int, locale: str) -> Claim | None:
    """A movement by an amount in the subject's unit."""
    judged, part, quantity = made.judged, made.part, made.judged.quantity
    measure, band = measure_of(subject), band_of(subject)
    sizes = list(dict.fromkeys(v for _, v in _moves(quantity, measure)))
    if not sizes:
        near = part.named and judged.gap == 0 and not quantity.is_time()
        return made._replace(reason="unit_mismatch") if near else None
    current = subject.start if part.clause.has(Signal.SINCE_START) else subject.current
    if current is None:
        return made._replace(reason="delta_unknown")
    fitting = [size for size in sizes if band.usual(current + sign * size)]
    own = _in_locale_style(quantity, sizes, locale)
    if len(own) < len(sizes):
        fitting = [size for size in fitting if size in own]
    if not fitting:
        as_value = tuple(size for size in sizes if band.usual(size))
        reason = "delta_or_value" if as_value and not judged.sure else "out_of_band"
        return made._replace(reason=reason, candidates=as_value)
    after = tuple(current + sign * size for size in fitting)
    as_value = tuple(size for size in sizes if band.usual(size))
    told = judged.sure and not (judged.rule == "new" and measure.new)
    if not told and as_value:
        return made._replace(reason="delta_or_value", candidates=(*after, *as_value)[:4])
    if len(fitting) > 1:
        return made._replace(reason="separator", candidates=after[:4])
    if _scale_left_out(quantity, fitting[0], band):
        return made._replace(reason="scale", candidates=(current + sign * fitting[0] * 1000,))
    if current is not subject.current or fitting[0] == 0:  # "zero new demos": it stays
        likely = current is not subject.current
        return made._replace(change=Change.VALUE, amount=after[0], value=after[0], likely=likely)
    return made._replace(change=Change.DELTA, amount=sign * fitting[0], value=after[0])


def _levels(judged: Judged, measure: Measure, band: Band) -> tuple[Decimal, ...]:
    """Readings of a signed figure as where the subject stands, where it may be below zero."""
    if judged.rule != "signed" or band.low >= 0:
        return ()
    sizes = dict.fromkeys(size for _, size in amounts(judged.quantity, measure))
    return tuple(level for size in sizes if band.usual(level := judged.sign * size))


def _either_side(made: Claim, levels: tuple[Decimal, ...], band: Band) -> Claim:
    """ "NPS -5" at -8: it stands there, or fell by as much. "Now -5" leaves no doubt."""
    if not made.judged.sure and len(levels) == 1:
        return made._replace(change=Change.VALUE, amount=levels[0], value=levels[0])
    moves = () if band.current is None else tuple(band.current + level for level in levels)
    fitting = [move for move in moves if band.usual(move)]
    offered = tuple(dict.fromkeys((*levels, *fitting)))[:4]
    return made._replace(reason="delta_or_value", candidates=offered)


def _in_locale_style(quantity: Quantity, sizes: list[Decimal], locale: str) -> list[Decimal]:
    """ "1,700" is grouped for an English reader; the other style stays a doubt."""
    grouping = "." if locale == "vi" else ","
    grouped = all(figure.separator == grouping for figure in quantity.figures)
    return sizes[:1] if grouped and quantity.figures[0].style is Style.GROUPED else sizes


def _direction(sign: int, subject: Subject) -> int:
    """±1; better and worse depend on where the subject is meant to go."""
    if abs(sign) == 1:
        return sign
    better = 1 if subject.direction is Direction.UP else -1
    return better if sign > 0 else -better


def _moves(quantity: Quantity, measure: Measure) -> Iterable[tuple[object, Decimal]]:
    """Sizes of a movement; points move a share as well as a score."""
    if measure.family is Family.PERCENT and quantity.is_points():
        return [
            (f, f.value * s.unit.factor)
            for f in quantity.figures
            for s in quantity.suffixes
            if s.unit and s.unit.family is Family.POINTS
        ]
    return amounts(quantity, measure)


def _percent_reason(measure: Measure) -> str:
    return "percent_or_points" if measure.family is Family.PERCENT else "relative_or_points"


def _percent_moves(judged: Judged, sign: int, band: Band) -> tuple[Decimal, ...]:
    current, points = band.current, judged.quantity.value
    if current is None or points is None:
        return ()
    moves = [current * (1 + sign * points / _HUNDRED)]
    if band.measure.family is Family.PERCENT:
        moves.insert(0, current + sign * points)
    elif judged.rule == "signed" and band.low < 0 and band.usual(sign * points):
        moves.insert(0, sign * points)
    rounded = [tidy(move) for move in moves]
    return tuple(dict.fromkeys(move for move in rounded if band.possible(move)))


def _scale_left_out(quantity: Quantity, size: Decimal, band: Band) -> bool:
    """ "giảm 8" on a price of 138,000: eight thousand is meant, but was not said."""
    if not quantity.bare or band.measure.scaled or band.current is None:
        return False
    small = size * 500 < abs(band.current)
    return small and band.measure.family is Family.MONEY
