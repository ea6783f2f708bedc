"""Figures without a name find their subject by order, unit, noun or ratio."""

import itertools
from collections.abc import Sequence

from bot.domain.replies.bands import band_of
from bot.domain.replies.contexts import Judged, Role
from bot.domain.replies.measures import measure_of
from bot.domain.replies.model import Subject
from bot.domain.replies.parts import Part
from bot.domain.replies.quantities import Quantity
from bot.domain.replies.resolve import amounts, resolve
from bot.domain.replies.signals import Found, Signal
from bot.domain.replies.tokens import word_set
from bot.domain.replies.units import Family

#: Roles in which a figure may be an answer.
STATED = frozenset(
    {
        *(Role.VALUE, Role.ORDINAL, Role.DELTA, Role.MOVED, Role.COMPLETE, Role.RANGE),
        Role.GAINED,
        *(Role.BOUND, Role.OF_TARGET, Role.GAINED),
    }
)


def place_unnamed(parts: list[Part], subjects: Sequence[Subject]) -> None:
    """Give unnamed parts their subject where order or a ratio leaves no doubt."""
    settled = all(part.named and part.ns and not part.doubtful for part in parts)
    if len(subjects) < 2 or settled:
        return
    _all_but(parts)
    _by_kind(parts, subjects)
    _narrow(parts, subjects)
    _in_order(parts, subjects)
    for part in parts:
        if not part.named and len(part.judged) == 1 and _tells_by_ratio(part):
            n = _by_ratio(part.judged[0].quantity, subjects)
            if n is not None:
                part.ns, part.named = (n,), True
    _flags_of_all(parts)


def _all_but(parts: Sequence[Part]) -> None:
    """ "No change except KR2 38": what is said first goes for the rest."""
    for part, after in itertools.pairwise(parts):
        excepted = isinstance(after.items[0], Found) and after.items[0].signal is Signal.EXCEPT
        if excepted and not part.named and Signal.NO_CHANGE in part.signals and part.unknown <= 1:
            part.rest, part.ns = True, ()


def _by_kind(parts: list[Part], subjects: Sequence[Subject]) -> None:
    """ "4.4 stars", "thêm 4 căn": a unit that only one subject has names that subject."""
    for part in parts:
        told = [judged for judged in part.judged if judged.role is not Role.SAMPLE]
        if part.named or len(told) != 1 or part.noted:
            continue
        judged = told[0]
        if part.unknown > 1 + bool(judged.noun) + (judged.role is Role.DELTA):
            continue
        fits = [s.n for s in subjects if _own_kind(judged, s, part)]
        if len(fits) == 1 and tuple(fits) != part.ns:
            was, part.ns, part.named = part.ns, tuple(fits), True
            _follow(parts, part, was)


def _follow(parts: Sequence[Part], leader: Part, was: tuple[int, ...]) -> None:
    """What is said behind the figure on its line is about the same subject."""
    for part in parts[parts.index(leader) + 1 :]:
        if part.named or part.clause.line != leader.clause.line or part.ns != was:
            return
        part.ns = leader.ns


def _own_kind(judged: Judged, subject: Subject, part: Part) -> bool:
    measure, unit, per = measure_of(subject), judged.quantity.unit, judged.quantity.per
    if judged.role not in STATED and not (judged.role is Role.RATE and per == measure.period):
        return False
    if unit is not None and unit.name == "star":
        return measure.scale_top == 5
    if unit is not None and unit.family in _MATERIAL:
        return unit.family is measure.family
    if unit is not None and unit.family is Family.MONEY and part.unknown == 0:
        return measure.family is Family.MONEY and _is_usual(judged, subject)
    if per and not judged.noun and part.unknown == 0:
        return per == measure.period and _is_usual(judged, subject)
    telling = judged.noun not in _GENERIC or part.has(*_COUNTING)
    return bool(judged.noun) and judged.noun in measure.nouns and telling


#: Beside these even a common noun is about the goal that counts it: "two new clients signed".
_COUNTING = (Signal.TOTAL, Signal.MADE, Signal.MORE, Signal.MORE_AFTER)

#: Kinds of units that people seldom use for anything but the goal.
_MATERIAL = frozenset(
    {Family.MASS, Family.LENGTH, Family.AREA, Family.VOLUME, Family.ENERGY, Family.DATA}
)


#: Nouns that people also count when they speak of something else.
_GENERIC = word_set(
    "nguoi khach don luot cai people person customer customers user users item items order "
    "orders ca lan bai"
)


def _narrow(parts: list[Part], subjects: Sequence[Subject]) -> None:
    """A name that fits several is settled by the unit, noun or ratio of its only figure."""
    measures = {subject.n: measure_of(subject) for subject in subjects}
    for part in parts:
        stated = [j for j in part.judged if j.role in STATED]
        if not part.doubtful or len(part.ns) < 2 or len(stated) != 1:
            continue
        ratio = _by_ratio(stated[0].quantity, [s for s in subjects if s.n in part.ns])
        fitting = [s.n for s in subjects if s.n in part.ns and fits(stated[0], s)]
        counted = [n for n in fitting if stated[0].name in measures[n].counted]
        fitting = counted if len(counted) == 1 else fitting
        only = ratio if ratio is not None else fitting[0] if len(fitting) == 1 else None
        if only is not None:
            part.ns, part.doubtful = (only,), False


def _in_order(parts: list[Part], subjects: Sequence[Subject]) -> None:
    """As many lines or values as subjects, each a plain figure: they go by order."""
    for role in (Role.VALUE, Role.CONFIDENCE):
        held = [p for p in parts if any(j.role is role for j in p.judged)]
        if role is Role.CONFIDENCE and held:
            held += [p for p in parts if p not in held and _bare(p)]
        plain = [
            p for p in held if len(p.judged) == 1 and p.unknown <= (0 if p.clause.line == 0 else 1)
        ]
        stray = [p for p in parts if p not in held and p.judged]
        if any(p.named and p.ns != (n,) for p, n in zip(held, _numbers(subjects), strict=False)):
            continue
        if any(p.ns and not p.named for p in held):
            continue
        if all(p.named for p in held) or any(p.named and p not in held for p in parts):
            continue
        if role is Role.VALUE and not _all_fit(held, subjects):
            continue
        if len(plain) == len(held) == len(subjects) and not stray:
            for part, subject in zip(held, subjects, strict=True):
                part.ns, part.named = (subject.n,), True
                if role is Role.CONFIDENCE:
                    part.judged = [_as_confidence(part.judged[0])]
            return


def _all_fit(held: Sequence[Part], subjects: Sequence[Subject]) -> bool:
    """By order only if every figure can be one of its subject; with words beside it, a believable
    one: "ext 4021" is no third answer."""
    pairs = [(j, s, part) for part, s in zip(held, subjects, strict=False) for j in part.judged]
    return all(fits(j, s) and (not part.unknown or _is_usual(j, s)) for j, s, part in pairs)


def _is_usual(judged: Judged, subject: Subject) -> bool:
    value = resolve(judged.quantity, subject, "en").value
    return value is not None and band_of(subject).usual(value)


def _numbers(subjects: Sequence[Subject]) -> list[int]:
    return [subject.n for subject in subjects]


def _bare(part: Part) -> bool:
    quantity = part.judged[0].quantity if len(part.judged) == 1 else None
    value = quantity.value if quantity is not None and quantity.bare else None
    return len(part.items) == 1 and value is not None and 1 <= value <= 10 and value % 1 == 0


def _as_confidence(judged: Judged) -> Judged:
    return Judged(judged.quantity, Role.CONFIDENCE, "confidence_list")


def _tells_by_ratio(part: Part) -> bool:
    """Few words stand beside the ratio; beside a small one they may count something else."""
    judged = part.judged[0]
    over = judged.quantity.over
    large = over is not None and (over.value or 0) > 12
    return part.unknown <= 2 + bool(judged.noun) if large else part.unknown <= 1 > bool(judged.noun)


def _by_ratio(quantity: Quantity, subjects: Sequence[Subject]) -> int | None:
    """A lone "45/60" names the one subject whose target is 60."""
    if quantity.over is None:
        return None
    fits = [
        subject.n
        for subject in subjects
        if subject.target in [value for _, value in amounts(quantity.over, measure_of(subject))]
    ]
    return fits[0] if len(fits) == 1 and quantity.over.value != 10 else None


def _flags_of_all(parts: Sequence[Part]) -> None:
    """ "No change" as the whole reply is about everything; so is "all done", which behind names
    may only close the message."""
    named = any(part.named for part in parts)
    for part in parts:
        if part.everyone and named and part.has(Signal.DONE):
            part.everyone = False
        plain = part.has(Signal.NO_CHANGE, Signal.SKIP) and part.unknown == 0 and not part.judged
        plain = plain and not part.some and Signal.CONFIDENCE not in part.signals
        part.everyone = part.everyone or (plain and not named)


def fits(judged: Judged, subject: Subject) -> bool:
    """The figure may be one of this subject: its unit, its noun, and about its size."""
    quantity, measure = judged.quantity, measure_of(subject)
    if judged.noun and (judged.noun not in measure.nouns or quantity.unit is not None):
        return False
    resolved = resolve(quantity, subject, "en")
    return not resolved.foreign and resolved.reason not in ("unit_mismatch", "percent_of_target")
