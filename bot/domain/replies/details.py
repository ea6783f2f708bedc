"""Confidence, status, notes and blockers of one subject."""

import itertools
from collections.abc import Sequence

from bot.domain.replies.contexts import Role
from bot.domain.replies.model import StatusWord
from bot.domain.replies.parts import Part
from bot.domain.replies.scene import Item, Scene, Word
from bot.domain.replies.sections import Section
from bot.domain.replies.signals import Found, Signal
from bot.domain.replies.tokens import word_set

_STATUS = {
    Signal.ON_TRACK: StatusWord.ON_TRACK,
    Signal.AT_RISK: StatusWord.AT_RISK,
    Signal.OFF_TRACK: StatusWord.OFF_TRACK,
}


def status_of(parts: Sequence[Part]) -> StatusWord | None:
    """The last status said of the subject; plans, questions and denials state none."""
    found = None
    for part in parts:
        if part.clause.question or not part.signals:
            continue
        for index, item in enumerate(part.items):
            if isinstance(item, Found) and _stated(part.items[:index]):
                found = _STATUS.get(item.signal) or _slow(item, part) or found
    return found


def _stated(before: Sequence[Item]) -> bool:
    signals = [i.signal for i in before if isinstance(i, Found)]
    unsaid = {Signal.NEGATION, Signal.FUTURE, Signal.REASON, Signal.BLOCKER, Signal.PREVIOUS}
    return not unsaid & set(signals) and not _is_aim(before)


def _is_aim(before: Sequence[Item]) -> bool:
    """The "to stay" of "160k to stay on track", the "để" of "để kịp tiến độ"."""
    words = list(itertools.takewhile(lambda item: isinstance(item, Word), reversed(before)))
    folds = [item.token.fold for item in words if isinstance(item, Word)]
    if folds[:1] == ["de"]:
        return True
    lead = before[-1 - len(folds)] if len(folds) < len(before) else None
    wanted = isinstance(lead, Found) and lead.signal is Signal.TO
    return wanted and bool(folds) and folds[-1] in _REMAIN


_REMAIN = word_set("stay get keep remain come")


def _slow(item: Found, part: Part) -> StatusWord | None:
    """ "Slow" is a status only when it is all that is said."""
    if item.signal is Signal.SLOW and part.unknown == 0 and not part.noted:
        return StatusWord.AT_RISK
    return None


def confidence_of(parts: Sequence[Part]) -> int | None:
    """The last confidence said, 1..10."""
    said = [
        int(judged.quantity.value)
        for part in parts
        for judged in part.judged
        if judged.role is Role.CONFIDENCE and judged.quantity.value is not None
    ]
    return said[-1] if said else None


def blocker_of(parts: Sequence[Part], scene: Scene) -> str | None:
    """From the word that opens a reason or blocker to the end of what belongs to it."""
    pieces = []
    for part in parts:
        if part.noted:
            pieces.append(scene.text(part.start, part.end))
        if part.noted or not part.has(Signal.REASON, Signal.BLOCKER):
            continue
        opening = next(
            (
                item
                for item in part.items
                if isinstance(item, Found) and item.signal in (Signal.REASON, Signal.BLOCKER)
            ),
            None,
        )
        if opening is not None:
            pieces.append(scene.text(opening.start, part.end))
    text = ", ".join(piece for piece in pieces if piece)
    return text or None


def note_of(parts: Sequence[Part], scene: Scene) -> str | None:
    """Clauses that say more than a figure, in the person's own words; a plan is none."""
    told = [part for part in parts if part.section is not Section.PLAN and _tells(part)]
    pieces = [scene.text(part.start, part.end) for part in told]
    text = ", ".join(dict.fromkeys(piece for piece in pieces if piece))
    return text or None


def _tells(part: Part) -> bool:
    remark = part.unknown == 1 and not (part.figures and part.named)
    if part.noted or part.unknown >= 2 or remark:
        return True
    sampled = any(j.role in (Role.SAMPLE, Role.NOTE) for j in part.judged)
    return sampled or any(j.noun for j in part.judged if not part.named)
