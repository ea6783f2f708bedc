"""Several figures for one subject: which of them count, and which leave a doubt."""

from collections.abc import Sequence

from bot.domain.replies.masked import Mask, Masked
from bot.domain.replies.measures import Measure
from bot.domain.replies.model import Change
from bot.domain.replies.movements import Claim
from bot.domain.replies.naming import Mention
from bot.domain.replies.signals import Signal
from bot.domain.replies.tokens import word_set
from bot.domain.replies.units import Family


def present_ones(claims: list[Claim]) -> list[Claim]:
    """Of "110 on 12 Nov, now 124" the last; figures of other days do not compete with it."""
    now = [claim for claim in claims if claim.part.now]
    others = [claim for claim in claims if not claim.part.now]
    dated = all(any(map(_is_date, claim.part.items)) for claim in others)
    return now if now and (dated or claims[-1] in now) else claims


def _is_date(item: object) -> bool:
    return isinstance(item, Masked) and item.mask in (Mask.DATE, Mask.WEEK)


def competes(claim: Claim, written: Claim) -> bool:
    """The 105 of "98 cases by the hotline, the desk says 105 cases": of about the same size."""
    return claim.strength >= 3 and _is_near(claim, written)


def _is_near(claim: Claim, written: Claim) -> bool:
    if not claim.value or not written.value or claim.part.clause.aside:
        return False
    return written.value / 2 <= claim.value <= written.value * 2


def is_most(total: Claim, claims: Sequence[Claim]) -> bool:
    """The 549 of "28 this time, 549 in total"."""
    others = [claim.value for claim in claims if claim.value is not None]
    return total.value is not None and total.value == max(others)


def is_one_of_several(written: Claim, claims: Sequence[Claim]) -> bool:
    """The 110 of "CPA FB 110k, GG 150k": each stands behind a word of its own."""
    if written.judged.to or Signal.TOTAL in written.part.signals:
        return False
    others = [
        claim
        for claim in claims
        if claim.value not in (None, written.value)
        and claim.change is Change.VALUE
        and 1 <= claim.judged.gap <= 2
        and claim.part.clause.line == written.part.clause.line
        and not claim.judged.noun
    ]
    if written.judged.gap > 0:
        return bool(others)
    # In "thẻ tín dụng 210, thẻ ghi nợ 260" the name itself holds the word that tells them apart.
    return any(_name_length(written) > _name_length(claim) > 0 for claim in others)


def stands_behind(written: Claim, claims: Sequence[Claim]) -> bool:
    """The 12.1 of "Bắc 9,6 Nam 12,1": another figure stands nearer to the name."""
    told = written.judged.to or written.strength > 2 or Signal.TOTAL in written.part.signals
    if told or written.judged.gap == 0:
        return False
    nearer = [c for c in claims if c.part is written.part and c.judged.gap == 0 == c.strength - 1]
    other = [c for c in nearer if c.value not in (None, written.value)]
    return bool(other) or any(claim.reason == "unit_mismatch" for claim in nearer)


def has_twin(written: Claim, claims: Sequence[Claim], measure: Measure) -> bool:
    """The 4.0 of "4.3 on iOS, 4.0 on Android"; parts of a count would add up."""
    if measure.family not in (Family.PERCENT, Family.POINTS, Family.TIME) or written.judged.to:
        return False
    others = [c for c in claims if c.part.carried and not c.part.resumed and c.judged.gap == 0]
    return any(
        c.change is Change.VALUE and c.value != written.value and _is_near(c, written)
        for c in others
    )


def _name_length(claim: Claim) -> int:
    """Tokens of the name under which the subject stands there; 0 where it is not named."""
    names = [item for item in claim.part.items if isinstance(item, Mention) and not item.label]
    return max((name.end - name.start for name in names), default=0)


#: Doubts that a stated value settles.
QUIET = word_set(
    "needs_value negated bound period_or_total unit_mismatch percent_or_points relative_or_points "
    "percent_of_target"
)


def contradicts(claim: Claim, written: Claim) -> bool:
    """The 40 of "44 booked but 40 held"."""
    other = claim.value is not None and claim.value != written.value
    opposed = Signal.CONTRAST in claim.part.signals and claim.part.unknown <= 2
    return other and opposed and claim.change is not Change.DELTA and claim.strength == 1


def is_rival(claim: Claim) -> bool:
    """A second figure that may be meant as the value, not a remark in passing."""
    part = claim.part
    cued = part.has(Signal.AT, Signal.TO, Signal.STILL, Signal.CONTRAST)
    plain = part.named or part.unknown == 0 or (claim.strength == 3 and part.unknown <= 2 and cued)
    return claim.strength >= 2 and not part.clause.aside and plain
