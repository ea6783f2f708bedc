"""Growth against an earlier time: "+12 %" is where it stands, not what came on top."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from bot.domain.replies.marked import Reader, composed, folded
from bot.domain.replies.model import (
    Candidate,
    Certainty,
    Change,
    Question,
    Reading,
    Subject,
    Update,
)

_DOUBTS = frozenset({"percent_or_points", "relative_or_points", "delta_or_value", "delta_unknown"})
_FIGURE = re.compile(r"\d{1,6}(?:[.,]\d{1,4})?\s*%?")
_FALL = re.compile(
    r"[-\u2212]\s*$|\b(?:giam|tut|sut|am|down|fell|fall|dropped|decreased|minus|lost)\b"
)
_NEAR = 30


def read(text: str, subjects: Sequence[Subject], inner: Reader) -> Reading:
    """Read a reply of which some subjects are growth.

    Where a rise could be meant as points on top as well, the figure itself counts unless it lies
    below what is known: "+2 %" of something at 8 is asked back, and so is every fall.
    """
    reading = inner(text, subjects)
    growing = {subject.n: subject for subject in subjects if subject.growth}
    for question in reading.questions if growing else ():
        subject = growing.get(question.ns[0]) if len(question.ns) == 1 else None
        if subject is not None and question.reason in _DOUBTS:
            reading = _settled(reading, question, subject, _level(text, question.said))
    return reading


def _level(text: str, said: str) -> Decimal | None:
    """The figure of a doubt, below zero where it fell; None for one that is not that plain."""
    figure = _FIGURE.search(said)
    if figure is None or "%" not in figure[0]:
        return None
    amount = Decimal(figure[0].strip(" %").replace(",", "."))
    flat, wanted = folded(composed(text)), folded(composed(said))
    at = max(flat.find(wanted), 0) + figure.start()
    return -amount if _FALL.search(flat[max(at - _NEAR, 0) : at]) else amount


def _settled(
    reading: Reading, question: Question, subject: Subject, level: Decimal | None
) -> Reading:
    if level is None:
        return reading
    others = tuple(one for one in reading.questions if one is not question)
    if level >= 0 and (subject.current is None or level >= subject.current):
        told = next(
            (one for one in reading.updates if one.n == subject.n), Update(subject.n, Change.VALUE)
        )
        update = replace(
            told,
            change=Change.VALUE,
            amount=level,
            value=level,
            certainty=Certainty.LIKELY,
            said=question.said,
            rules=("growth",),
        )
        known = [one for one in reading.updates if one.n != subject.n]
        updates = tuple(sorted([*known, update], key=lambda one: one.n))
        return replace(reading, updates=updates, questions=others)
    on_top = () if subject.current is None else (subject.current + level,)
    values = dict.fromkeys((level, *on_top))
    offered = tuple(Candidate(subject.n, value, question.said) for value in values)
    return replace(reading, questions=(*others, replace(question, candidates=offered)))
