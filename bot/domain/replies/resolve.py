"""From a written quantity to the value it has in a subject's unit, or the doubt about it."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from bot.domain.replies.bands import Band, band_of
from bot.domain.replies.measures import Measure
from bot.domain.replies.model import Subject
from bot.domain.replies.numerals import LARGEST, Figure, Style, decimals, tidy
from bot.domain.replies.quantities import Quantity, Suffix
from bot.domain.replies.units import Family

_HUNDRED = Decimal(100)
_TEN = Decimal(10)
_BARE_SCALES = (Decimal(1000), Decimal(10) ** 6, Decimal(10) ** 9)


class Resolved(NamedTuple):
    """`value`, or the `reason` of a doubt with the readings worth offering.

    `explicit`: a unit or scale of the right kind was written. `foreign`: it measures another
    thing, so it may be no figure of this subject at all.
    """

    value: Decimal | None = None
    reason: str = ""
    candidates: tuple[Decimal, ...] = ()
    likely: bool = False
    explicit: bool = False
    foreign: bool = False


def resolve(quantity: Quantity, subject: Subject, locale: str) -> Resolved:
    """The value of `quantity` as the new value of `subject`."""
    band = band_of(subject)
    measure = band.measure
    if not quantity.figures:
        return Resolved(reason="needs_value")
    if quantity.over is not None:
        return _ratio(quantity, subject, measure, band)
    options = amounts(quantity, measure)
    if not options:
        return _mismatch(quantity, measure)
    chosen = _choose(options, quantity, band, locale)
    if chosen.value is None:
        return chosen
    return _checked(chosen, quantity, measure, band)


def amounts(quantity: Quantity, measure: Measure) -> list[tuple[Figure, Decimal]]:
    """Every reading of the quantity that has the subject's kind, in the subject's unit."""
    found = []
    for suffix in quantity.suffixes:
        size = _size(suffix, quantity, measure)
        if size is not None:
            found += [(figure, figure.value * size) for figure in quantity.figures]
    return [(f, tidy(v)) for f, v in found if abs(v) <= LARGEST]


def _size(suffix: Suffix, quantity: Quantity, measure: Measure) -> Decimal | None:
    """What one of the written figure is in the subject's unit; None when kinds differ."""
    unit = suffix.unit
    if unit is None:
        if suffix.factor == 1 and not (quantity.words and quantity.scaled):
            return Decimal(1)
        if measure.family not in (Family.PERCENT, Family.POINTS, Family.TIMES):
            return suffix.factor / (measure.factor if measure.scaled else 1)
        return None
    if unit.family is Family.MONEY and measure.family is Family.MONEY:
        if measure.currency and unit.name != measure.currency:
            return None
        return suffix.factor / measure.factor
    if unit.family is Family.TIMES and measure.family is Family.COUNT:
        return suffix.factor if "lan" in measure.nouns or measure.period else None
    if unit.family is Family.TIME and measure.family is Family.COUNT:
        return None
    if unit.family is not measure.family:
        return None
    if unit.family is Family.POINTS:
        star = measure.scale_top == 5
        return Decimal(1) if unit.name != "pp" and (unit.name == "star") <= star else None
    if unit.family is Family.PERCENT:
        return Decimal(1)
    return suffix.factor * unit.factor / measure.factor


def _mismatch(quantity: Quantity, measure: Measure) -> Resolved:
    """Another kind of figure: a percentage needs asking, minutes on a count are chatter."""
    if quantity.percent:
        values = tuple(figure.value for figure in quantity.figures)
        reason = "unit_mismatch" if measure.family is Family.POINTS else "percent_of_target"
        return Resolved(reason=reason, candidates=values if reason == "unit_mismatch" else ())
    return Resolved(reason="unit_mismatch", foreign=True)


def _choose(
    options: Sequence[tuple[Figure, Decimal]], quantity: Quantity, band: Band, locale: str
) -> Resolved:
    """One value out of the readings of separators and scales."""
    explicit = quantity.scaled or any(s.unit is not None for s in quantity.suffixes)
    values = list(dict.fromkeys([value for _, value in options]))
    if len(values) == 1:
        return Resolved(values[0], explicit=explicit)
    fitting = [(f, v) for f, v in options if band.believable(v)]
    own_style = [(f, v) for f, v in fitting if f.style is _style(f, locale)]
    fitting = [(f, v) for f, v in fitting if not band.far(v)] or own_style
    distinct = list(dict.fromkeys(v for _, v in fitting))
    if not distinct:
        return _unscaled(options, quantity, band)
    if band.current is None and len(distinct) > 1:
        return _by_locale(fitting, locale, strict=True)
    if len(distinct) > 1:
        distinct = _sensible(distinct, band)
    if len(distinct) == 1:
        return Resolved(distinct[0], explicit=explicit)
    return _by_locale(fitting, locale, strict=False)


def _sensible(values: list[Decimal], band: Band) -> list[Decimal]:
    """Half a person loses against a whole one."""
    whole = [value for value in values if decimals(value.normalize()) == 0]
    return whole if whole and band.measure.whole else values


def _by_locale(fitting: Sequence[tuple[Figure, Decimal]], locale: str, *, strict: bool) -> Resolved:
    """The locale's own style; `strict` asks when the text is written in the other style."""
    style = _style(fitting[0][0], locale)
    if strict and style is Style.DECIMAL:
        return Resolved(reason="separator", candidates=_distinct(v for _, v in fitting))
    values = _distinct(v for f, v in fitting if f.style is style)
    if len(values) == 1:
        return Resolved(values[0])
    return Resolved(reason="separator", candidates=_distinct(v for _, v in fitting))


def _style(figure: Figure, locale: str) -> Style:
    """What the figure's separator is in the locale."""
    grouping = "." if locale == "vi" else ","
    return Style.GROUPED if figure.separator == grouping else Style.DECIMAL


def _distinct(values: object) -> tuple[Decimal, ...]:
    return tuple(dict.fromkeys(values))[:4]  # type: ignore[call-overload]


def _checked(chosen: Resolved, quantity: Quantity, measure: Measure, band: Band) -> Resolved:
    """Believable as it stands, or with the scale that the title shows."""
    value = chosen.value
    assert value is not None
    converted = chosen.explicit and quantity.unit is not None and measure.family is Family.TIME
    if converted and _endless(quantity, measure):
        return Resolved(reason="needs_value", candidates=(round(value, 2),))
    if band.fraction(value) and not quantity.percent:
        better = tuple(v for v in (tidy(value * _HUNDRED), value) if band.possible(v))
        return Resolved(reason="fraction", candidates=better)
    if measure.whole and decimals(value.normalize()) > 0:
        return Resolved(reason="out_of_band", candidates=(value,))
    if _scale_left_out(value, quantity, band):
        return _unscaled([(quantity.figures[0], value)], quantity, band)
    if band.usual(value):
        unit = quantity.unit
        other = unit is not None and unit.factor != measure.factor
        likely = quantity.spaced or (converted and other)
        return chosen._replace(likely=True) if likely else chosen
    return _unscaled([(quantity.figures[0], value)], quantity, band)


def _endless(quantity: Quantity, measure: Measure) -> bool:
    """340 seconds are 5.666… minutes: no exact value to write."""
    unit = quantity.unit
    if unit is None:
        return False
    seconds = quantity.figures[0].value * unit.factor
    return tidy(seconds / measure.factor) * measure.factor != tidy(seconds)


def _scale_left_out(value: Decimal, quantity: Quantity, band: Band) -> bool:
    """ "6.1" where billions are counted from zero: inside the band, but not meant so."""
    measure, current = band.measure, band.current
    if not quantity.bare or measure.scaled or value <= 0:
        return False
    reference = max(abs(current or Decimal(0)), abs(band.high) / 10)
    if measure.family is Family.MONEY:
        return value * _HUNDRED <= reference
    return measure.family is Family.COUNT and value * 500 <= reference and decimals(value) > 0


def _unscaled(
    options: Sequence[tuple[Figure, Decimal]], quantity: Quantity, band: Band
) -> Resolved:
    """No reading is believable: maybe the scale was left out ("dt 22.3")."""
    measure = band.measure
    figures = quantity.figures
    if quantity.bare and not measure.scaled and measure.family in (Family.MONEY, Family.COUNT):
        shown = [s for s in measure.scales if band.usual(figures[0].value * s)]
        if len(shown) == 1 and len(figures) == 1:
            return Resolved(tidy(figures[0].value * shown[0]), likely=True)
        scaled = _distinct(
            tidy(f.value * s) for f in figures for s in _BARE_SCALES if band.usual(f.value * s)
        )
        if scaled:
            return Resolved(reason="scale", candidates=scaled)
    values = _distinct(v for _, v in options if band.possible(v) and band.near(v))
    return Resolved(reason="out_of_band", candidates=values[:2])


def _ratio(quantity: Quantity, subject: Subject, measure: Measure, band: Band) -> Resolved:
    """ "45/60" against the target, "8.3/10" on a score, "52/70" as a share."""
    over = quantity.over
    assert over is not None
    pairs = [(f, g) for f in quantity.figures for g in over.figures]
    if len({f.separator for pair in pairs for f in pair}) == 1:
        pairs = [(f, g) for f, g in pairs if f.style is g.style]
    if len(pairs) != 1:
        known = {subject.target, *measure.numbers}
        pairs = [(f, g) for f, g in pairs if g.value in known]
    if len(pairs) != 1:
        return Resolved(reason="separator")
    quantity = quantity._replace(figures=(pairs[0][0],))
    a, b = pairs[0][0].value, pairs[0][1].value
    scaled = [v for _, v in amounts(over, measure)]
    if subject.target in scaled and measure.family is not Family.PERCENT:
        values = [v for _, v in amounts(quantity, measure) if band.usual(v)]
        if _may_be_confidence(a, b, measure):
            return Resolved(reason="confidence_or_value", candidates=tuple(values))
        return Resolved(values[0], explicit=True) if len(values) == 1 else _doubt(values)
    if measure.family is Family.PERCENT:
        return _share(a, b, measure, band)
    if measure.scale_top and b == measure.scale_top:
        return _score(a, b, measure, band)
    if b in measure.numbers and b != _TEN and band.usual(a):
        return Resolved(a, explicit=True)
    reason = "confidence_or_value" if b == _TEN else "needs_value"
    return Resolved(reason=reason, candidates=(a,) if band.usual(a) else ())


def _doubt(values: Sequence[Decimal]) -> Resolved:
    return Resolved(reason="out_of_band", candidates=tuple(values[:4]))


def _may_be_confidence(a: Decimal, b: Decimal, measure: Measure) -> bool:
    """A whole number out of ten; "7/10" is plain only where ten things are counted."""
    whole = decimals(a.normalize()) == 0 and 1 <= a <= _TEN
    return b == _TEN and whole and measure.family is Family.POINTS


def _share(a: Decimal, b: Decimal, measure: Measure, band: Band) -> Resolved:
    if not 0 <= a <= b or b == 0:
        return Resolved(reason="out_of_band")
    value = tidy(round(a * _HUNDRED / b, 4))
    known = b in measure.numbers and b != _TEN
    if b == _HUNDRED or known or (b > 12 and b != _TEN):
        if band.usual(value):
            return Resolved(value, likely=not known, explicit=True)
        return Resolved(reason="out_of_band", candidates=(value,))
    reason = "confidence_or_value" if b == _TEN else "needs_value"
    return Resolved(reason=reason, candidates=(value,))


def _score(a: Decimal, b: Decimal, measure: Measure, band: Band) -> Resolved:
    if _may_be_confidence(a, b, measure):
        return Resolved(reason="confidence_or_value", candidates=(a,))
    if band.usual(a):
        return Resolved(a, explicit=True)
    return Resolved(reason="out_of_band", candidates=(a,))
