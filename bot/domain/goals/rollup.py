"""One figure for many key results: of an objective, a person, a team, the company.

What key results come to is added up in whole numbers, so that sums that are kept and sums of the
moment are the same, in any order.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from bot.domain.goals.model import KeyResultFacts, Status
from bot.domain.goals.progress import MILLION, clamped, millionths
from bot.domain.goals.status import Verdict, stale_days, worst

THOUSAND: Final = 1_000
_NAMES: Final = tuple((status, status.value) for status in Status)

Sums = Mapping[str, int]
"""What key results add up to; what is 0 may be absent.

`counted` key results count, `known` of them have a figure, `known_before` had one a week ago.
`weight` is in thousandths; `points` and `points_before` are weight × progress (0..1) in millionths.
`expected` and `expected_weight` are the same of those that have a pace. `confidence` is the sum of
what `confident` of them said last, 1..10 each. `stale` have had no news for long. Each value of
Status counts those that stand so.
"""


@dataclass(frozen=True, slots=True)
class RollUp:
    """What `total` key results come to; shares are 0..1.

    `progress` and `expected` are None without a figure; `status` is the worst that ranks.
    `counts` holds the statuses that occur, in the order of Status. `confidence` (1..10) is the mean
    of what `confident` of them said last. `last_week` is the progress of a week ago.
    """

    progress: Decimal | None
    expected: Decimal | None
    status: Status | None
    counts: Mapping[Status, int]
    stale: int
    total: int
    confidence: Decimal | None = None
    confident: int = 0
    last_week: Decimal | None = None

    @property
    def trend(self) -> Decimal | None:
        """How much the progress has changed in a week, as a share."""
        if self.progress is None or self.last_week is None:
            return None
        return self.progress - self.last_week

    @property
    def ahead(self) -> Decimal | None:
        """How far the progress lies above what is expected by now, as a share."""
        if self.progress is None or self.expected is None:
            return None
        return self.progress - self.expected


def roll_up(
    items: Sequence[tuple[KeyResultFacts, Verdict]], *, on: date, include_private: bool = False
) -> RollUp:
    """Weighted mean of the progress of `items`, each clamped to 0..1 and cut to millionths.

    Weight 0, postponed and private key results stay out (private ones count when the owner
    looks: `include_private`). One without data stays in with 0, or silence would raise the
    figure; when none has data there is no figure. `expected` is the mean over those that have
    a pace. The order of the items does not matter.
    """
    return of_sums(summed(items, on=on, include_private=include_private))


def summed(
    items: Iterable[tuple[KeyResultFacts, Verdict]], *, on: date, include_private: bool = False
) -> Sums:
    """What the items that count add up to on a day."""
    sums: Counter[str] = Counter()
    for facts, verdict in items:
        if counts(facts, include_private=include_private):
            _add(sums, facts, verdict, on)
    return sums


def _add(sums: Counter[str], facts: KeyResultFacts, verdict: Verdict, on: date) -> None:
    weight = int(facts.weight * THOUSAND)
    sums["counted"] += 1
    sums["weight"] += weight
    sums[verdict.status.value] += 1
    if verdict.progress is not None:
        sums["known"] += 1
        sums["points"] += weight * millionths(clamped(verdict.progress))
    if facts.last_week is not None:
        sums["known_before"] += 1
        sums["points_before"] += weight * millionths(clamped(facts.last_week))
    if verdict.expected is not None:
        sums["expected"] += weight * millionths(clamped(verdict.expected))
        sums["expected_weight"] += weight
    if facts.confidence is not None:
        sums["confident"] += 1
        sums["confidence"] += facts.confidence
    if stale_days(facts, on=on) is not None:
        sums["stale"] += 1


def of_sums(sums: Sums) -> RollUp:
    """The roll-up that sums come to; without weight it has no figure."""
    found = {status: sums.get(name, 0) for status, name in _NAMES}
    weight, confident = sums.get("weight", 0), sums.get("confident", 0)
    return RollUp(
        progress=_share(sums.get("points", 0), weight) if sums.get("known") else None,
        expected=_share(sums.get("expected", 0), sums.get("expected_weight", 0)),
        status=worst(status for status, count in found.items() if count),
        counts=_in_order(found),
        stale=sums.get("stale", 0),
        total=sums.get("counted", 0),
        confidence=Decimal(sums["confidence"]) / confident if confident else None,
        confident=confident,
        last_week=_share(sums["points_before"], weight) if sums.get("known_before") else None,
    )


def combine(parts: Sequence[tuple[RollUp, Decimal]]) -> RollUp:
    """The roll-up of weighted roll-ups: an objective that counts its aligned children.

    Parts of weight 0 and parts in which nothing counts stay out; a part without data counts 0.
    """
    counted = [(part, weight) for part, weight in parts if weight > 0 and part.total > 0]
    found: Counter[Status] = Counter()
    for part, _ in counted:
        found.update(part.counts)
    confident = sum(part.confident for part, _ in counted)
    said = sum((part.confidence or 0) * part.confident for part, _ in counted)
    return RollUp(
        progress=_known_mean((weight, part.progress) for part, weight in counted),
        expected=_mean((w, part.expected) for part, w in counted if part.expected is not None),
        status=worst(found),
        counts=_in_order(found),
        stale=sum(part.stale for part, _ in counted),
        total=sum(part.total for part, _ in counted),
        confidence=Decimal(said) / confident if confident else None,
        confident=confident,
        last_week=_known_mean((weight, part.last_week) for part, weight in counted),
    )


def counts(facts: KeyResultFacts, *, include_private: bool = False) -> bool:
    """Whether a key result has a part in roll-ups; private ones in their owner's alone."""
    return facts.weight > 0 and not facts.postponed and (include_private or not facts.private)


def _share(points: int, weight: int) -> Decimal | None:
    return Decimal(points) / (weight * MILLION) if weight else None


def _known_mean(weighted: Iterable[tuple[Decimal, Decimal | None]]) -> Decimal | None:
    """The mean where at least one is known; the others count 0."""
    found = list(weighted)
    if all(share is None for _, share in found):
        return None
    return _mean((weight, share or Decimal(0)) for weight, share in found)


def _mean(weighted: Iterable[tuple[Decimal, Decimal]]) -> Decimal | None:
    """Summed in whole millionths: the same figure in any order."""
    total = weights = Decimal(0)
    for weight, share in weighted:
        total += weight * millionths(clamped(share))
        weights += weight
    return total / (weights * MILLION) if weights else None


def _in_order(found: Mapping[Status, int]) -> Mapping[Status, int]:
    return {status: found[status] for status in Status if found.get(status)}
