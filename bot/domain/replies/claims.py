"""What one figure claims about one subject: a value, a movement, a doubt, or nothing."""

from decimal import Decimal
from functools import partial

from bot.domain.replies.bands import band_of
from bot.domain.replies.contexts import Judged, Role
from bot.domain.replies.measures import Measure, measure_of
from bot.domain.replies.model import Change, Direction, Kind, Subject
from bot.domain.replies.movements import Claim, movement, strays
from bot.domain.replies.numerals import tidy
from bot.domain.replies.parts import Part
from bot.domain.replies.quantities import Quantity
from bot.domain.replies.resolve import Resolved, resolve
from bot.domain.replies.signals import Signal
from bot.domain.replies.units import CLASSIFIERS, THINGS, Family

_HUNDRED = Decimal(100)


_SILENT = frozenset({Role.CONFIDENCE, Role.NOTE, Role.SAMPLE, Role.REPLACED, Role.FOREIGN})
_DOUBTS = {
    Role.RANGE: "range",
    Role.BOUND: "bound",
    Role.NEGATED: "negated",
    Role.FUTURE: "needs_value",
    Role.PREVIOUS: "needs_value",
    Role.TARGET: "needs_value",
    Role.REMAINING: "needs_value",
    Role.OTHERS: "needs_value",
}


def claim(judged: Judged, part: Part, subject: Subject, locale: str) -> Claim | None:
    """The claim of a figure that is about `subject`; None when it claims nothing."""
    role = judged.role
    if role in _SILENT or (part.clause.question and not part.named):
        return None
    if role is Role.OTHERS and part.resumed:
        return None  # "MQL unchanged. Team Berlin is at 45." asks nothing
    falling = judged.rule == "left_over" and subject.direction is Direction.DOWN
    if role in _DOUBTS and not falling:
        return _doubt(judged, part, subject, locale)
    if role in (Role.MOVED, Role.DELTA):
        return movement(judged, part, subject, locale)
    if role in (Role.COMPLETE, Role.OF_TARGET):
        return _completion(judged, part, subject)
    made = _statement(judged, part, subject, locale)
    if role is Role.GAINED and made is not None and made.reason == "out_of_band":
        return movement(judged, part, subject, locale)
    return made


def _doubt(judged: Judged, part: Part, subject: Subject, locale: str) -> Claim | None:
    """A figure near the truth: offered as an answer only where it may be one."""
    quantity = judged.quantity
    candidates: tuple[Decimal, ...] = ()
    if judged.role in (Role.RANGE, Role.BOUND):
        ends = [quantity, *([quantity.upto] if quantity.upto else [])]
        found = [resolve(end._replace(upto=None), subject, locale) for end in ends]
        if all(resolved.foreign for resolved in found):
            return None
        candidates = tuple(r.value for r in found if r.value is not None)
    elsewhere = judged.role in (Role.FUTURE, Role.PREVIOUS, Role.TARGET, Role.REMAINING)
    if elsewhere and resolve(quantity, subject, locale).foreign:
        return None
    reason = _DOUBTS[judged.role]
    return Claim(Change.NONE, judged, part, reason=reason, candidates=candidates)


def _statement(judged: Judged, part: Part, subject: Subject, locale: str) -> Claim | None:
    """A figure stated as the present value."""
    quantity, measure = judged.quantity, measure_of(subject)
    resolved = resolve(quantity, subject, locale)
    if judged.behind == "own" and _counts_things(judged, measure):
        alone = part.unknown == 0 and len(part.judged) == 1
        doubt = Claim(Change.NONE, judged, part, reason="unit_mismatch", strength=1)
        return doubt if alone else None
    if measure.kind is Kind.MILESTONE and resolved.reason == "out_of_band":
        return None
    strength = _strength(judged, part, resolved, measure, subject.current)
    if part.carried and resolved.value is not None and band_of(subject).far(resolved.value):
        strength = min(strength, 1)  # "1.3 billion raised, 45 million of the budget are left"
    made = partial(Claim, Change.NONE, judged, part, strength=strength)
    if strength == 0:
        return None
    if judged.role is Role.RATE and not _period_fits(quantity, measure):
        return made(reason="period_or_total", strength=1)
    if judged.role is Role.ORDINAL:
        return made(reason="needs_value", candidates=_known(resolved))
    if _counted_otherwise(judged, measure):
        if not part.named or (resolved.reason and judged.gap > 0):
            return None
        return made(reason="unit_mismatch", strength=1)
    if resolved.reason == "percent_of_target" and judged.gap > 1:
        return None
    if resolved.reason == "percent_of_target":
        return _completion(judged, part, subject, certain=False)
    if resolved.value is None:
        more = _on_top(judged, part, subject) if resolved.reason == "out_of_band" else ()
        reason = "period_or_total" if more else resolved.reason
        return made(reason=reason, candidates=(*more, *resolved.candidates))
    period = _of_period(judged, part, subject, resolved.value)
    if period:
        return made(reason="period_or_total", candidates=period)
    about = quantity.about or Signal.ABOUT in part.signals
    value = resolved.value
    likely = resolved.likely or about
    return Claim(*(Change.VALUE, judged, part, value, value), strength=strength, likely=likely)


def _counts_things(judged: Judged, measure: Measure) -> bool:
    """ "45 patients" is no reading of patient satisfaction, "5 người nghỉ việc" none of a share."""
    things = judged.name in THINGS or judged.head in CLASSIFIERS
    return measure.family is not Family.COUNT and judged.quantity.bare and things


def _known(resolved: Resolved) -> tuple[Decimal, ...]:
    return (resolved.value,) if resolved.value is not None else resolved.candidates


def _strength(
    judged: Judged, part: Part, resolved: Resolved, measure: Measure, current: Decimal | None
) -> int:
    """How surely the figure belongs to the subject at all."""
    if resolved.foreign:
        near = part.named and judged.gap == 0 and part.unknown == 0
        return 1 if near else 0
    own_noun = bool(judged.noun) and judged.noun in measure.nouns
    if strays(judged, part, known=own_noun or resolved.explicit):
        return 0
    counted = measure.family is Family.COUNT and judged.behind == "inner"
    stranger = judged.noun and judged.noun not in measure.nouns
    if stranger and judged.quantity.over is not None and not part.named:
        return 0
    if resolved.explicit or counted or own_noun:
        return 3
    if judged.noun and not judged.to:
        return 1
    if part.named and judged.behind == "own":
        return 2 if judged.gap == 0 else 1
    if part.named and not part.listed:
        cued = judged.to or part.has(Signal.AT, Signal.TOTAL)
        fewer = measure.cumulative and judged.gap > 0 and _fewer(resolved, current)
        return 2 if judged.gap <= (3 if cued else 2) and not (fewer and not cued) else 1
    return 2 if part.unknown == 0 or (judged.to and judged.gap <= 1) else 1


def _fewer(resolved: Resolved, current: Decimal | None) -> bool:
    return resolved.value is not None and current is not None and resolved.value < current


def _period_fits(quantity: Quantity, measure: Measure) -> bool:
    return bool(measure.period) and quantity.per in ("", measure.period)


def _counted_otherwise(judged: Judged, measure: Measure) -> bool:
    """ "47 stores" on a share: a bare figure with a noun counts things, it is no percentage."""
    if measure.family is Family.COUNT or not judged.quantity.bare:
        return False
    if judged.behind == "own":
        return measure.family not in (Family.PERCENT, Family.POINTS)
    return bool(judged.behind) or bool(judged.noun and judged.noun not in measure.nouns)


def _on_top(judged: Judged, part: Part, subject: Subject) -> tuple[Decimal, ...]:
    """ "4 new customers" where 152 are there: too few for a total, but maybe so many more."""
    measure, size, current = measure_of(subject), judged.quantity.value, subject.current
    made = judged.made or Signal.MADE in part.signals or (measure.new and judged.behind == "own")
    counted = measure.family is Family.COUNT and not measure.period and judged.quantity.bare
    if not (made and counted) or size is None or current is None or not 0 < size < current:
        return ()
    return (current + size,) if band_of(subject).usual(current + size) else ()


def _of_period(judged: Judged, part: Part, subject: Subject, value: Decimal) -> tuple[Decimal, ...]:
    """Both readings of "did 5 this week" when it may be the week's share of a total."""
    measure, current = measure_of(subject), subject.current
    adds_up = measure.cumulative or measure.flow or measure.holds(judged.during)
    works_off = measure.family is Family.COUNT and subject.direction is Direction.DOWN
    if not (adds_up or works_off) or current is None or Signal.TOTAL in part.signals:
        return ()
    made = judged.made or Signal.MADE in part.signals
    if works_off and not adds_up:
        left = max(current - value, Decimal(0))
        return (left, value) if judged.made and not judged.to else ()
    this = part.of_period
    ratio = judged.quantity.over is not None
    fresh = measure.new and judged.behind == "own"
    if ratio or not (made or this or fresh) or (value >= current and not (made and this)):
        return ()
    return current + value, value


def _completion(
    judged: Judged, part: Part, subject: Subject, *, certain: bool = True
) -> Claim | None:
    """ "60 % done", "60 % of target": a value only when everything starts from zero."""
    percent, band, measure = judged.quantity.value, band_of(subject), measure_of(subject)
    made = Claim(Change.NONE, judged, part, reason="percent_of_target")
    other = part.resumed and part.unknown > 0
    if other or strays(judged, part, known=False):
        return None  # "Slides are 80 % done."
    if percent is None:
        return made
    certain = certain and (part.named or not part.unknown)
    span = subject.start + percent / _HUNDRED * (subject.target - subject.start)
    whole_way = subject.start == 0 and subject.target == _HUNDRED
    if measure.family is Family.PERCENT and whole_way and (part.named or not part.unknown):
        return made._replace(change=Change.VALUE, amount=percent, value=percent, reason="")
    span = tidy(span)
    zero = subject.start == 0 and measure.family is not Family.PERCENT
    if certain and zero and 0 <= percent <= 200:
        return made._replace(change=Change.PERCENT_COMPLETE, amount=percent, value=span, reason="")
    share = tidy(percent / _HUNDRED * subject.target)
    options = [span, share, *([percent] if measure.family is Family.PERCENT else [])]
    fitting = tuple(dict.fromkeys(v for v in options if band.usual(v)))
    return made._replace(candidates=fitting)
