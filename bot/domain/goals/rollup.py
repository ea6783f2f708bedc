"""One figure for many key results: of an objective, a person, a team, the company."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.domain.goals.model import KeyResultFacts, Status
from bot.domain.goals.progress import MILLION, clamped, millionths
from bot.domain.goals.status import Verdict, stale_days, worst


@dataclass(frozen=True, slots=True)
class RollUp:
    """What `total` key results come to; shares are 0..1.

    `progress` and `expected` are None without a figure; `status` is the worst that ranks.
    `counts` holds the statuses that occur, in the order of Status.
    """

    progress: Decimal | None
    expected: Decimal | None
    status: Status | None
    counts: Mapping[Status, int]
    stale: int
    total: int


def roll_up(
    items: Sequence[tuple[KeyResultFacts, Verdict]], *, on: date, include_private: bool = False
) -> RollUp:
    """Weighted mean of the progress of `items`, each clamped to 0..1 and cut to millionths.

    Weight 0, postponed and private key results stay out (private ones count when the owner
    looks: `include_private`). One without data stays in with 0, or silence would raise the
    figure; when none has data there is no figure. `expected` is the mean over those that have
    a pace. The order of the items does not matter.
    """
    counted = [item for item in items if _counts(item[0], include_private)]
    known = any(verdict.progress is not None for _, verdict in counted)
    return RollUp(
        progress=_mean((facts.weight, v.progress or Decimal(0)) for facts, v in counted)
        if known
        else None,
        expected=_mean(
            (facts.weight, v.expected) for facts, v in counted if v.expected is not None
        ),
        status=worst(verdict.status for _, verdict in counted),
        counts=_in_order(Counter(verdict.status for _, verdict in counted)),
        stale=sum(stale_days(facts, on=on) is not None for facts, _ in counted),
        total=len(counted),
    )


def combine(parts: Sequence[tuple[RollUp, Decimal]]) -> RollUp:
    """The roll-up of weighted roll-ups: an objective that counts its aligned children.

    Parts of weight 0 and parts in which nothing counts stay out; a part without data counts 0.
    """
    counted = [(part, weight) for part, weight in parts if weight > 0 and part.total > 0]
    known = any(part.progress is not None for part, _ in counted)
    counts: Counter[Status] = Counter()
    for part, _ in counted:
        counts.update(part.counts)
    return RollUp(
        progress=_mean((weight, part.progress or Decimal(0)) for part, weight in counted)
        if known
        else None,
        expected=_mean((w, part.expected) for part, w in counted if part.expected is not None),
        status=worst(counts),
        counts=_in_order(counts),
        stale=sum(part.stale for part, _ in counted),
        total=sum(part.total for part, _ in counted),
    )


def _counts(facts: KeyResultFacts, include_private: bool) -> bool:
    return facts.weight > 0 and not facts.postponed and (include_private or not facts.private)


def _mean(weighted: Iterable[tuple[Decimal, Decimal]]) -> Decimal | None:
    """Summed in whole millionths: the same figure in any order and in the database."""
    total = weights = Decimal(0)
    for weight, share in weighted:
        total += weight * millionths(clamped(share))
        weights += weight
    return total / (weights * MILLION) if weights else None


def _in_order(counts: Mapping[Status, int]) -> Mapping[Status, int]:
    return {status: counts[status] for status in Status if counts.get(status)}
