"""What a team's weekly digest says, in which order; the words are added elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from bot.domain.goals.model import SaidStatus, Status
from bot.domain.goals.rollup import RollUp
from bot.domain.goals.status import RANK, Verdict

_WON: Final = frozenset({Status.DONE, Status.ACHIEVED})
_FLAGGED_LEVELS: Final = 2
_AT_RISK: Final = RANK[Status.AT_RISK]


@dataclass(frozen=True, slots=True)
class Blocker:
    """What stands in the way, in its author's words."""

    text: str
    since: date


@dataclass(frozen=True, slots=True)
class DigestItem:
    """One key result, then (the last digest) and now; `before` is None when it is new.

    `unanswered`: its owner was asked this week and has not answered; it is told to nobody but
    those who run the meeting.
    """

    key_result_id: int
    title: str
    owner_name: str
    before: Verdict | None
    now: Verdict
    progress_before: Decimal | None
    said: SaidStatus | None
    disagreement: int
    stale_days: int | None
    blockers: tuple[Blocker, ...]
    unanswered: bool

    @property
    def movement(self) -> Decimal:
        """By how much the progress changed, signed; 0 where one of the two is unknown."""
        if self.now.progress is None or self.progress_before is None:
            return Decimal(0)
        return self.now.progress - self.progress_before


class NeedReason(StrEnum):
    """Why a key result needs someone."""

    WORSE = "worse"
    DISAGREEMENT = "disagreement"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class Need:
    """One line of what needs someone; `blocker` only where `reason` is BLOCKED."""

    item: DigestItem
    reason: NeedReason
    blocker: Blocker | None = None


@dataclass(frozen=True, slots=True)
class Digest:
    """The lists of the digest, each cut to the screen; `more_…` count what was cut.

    `stale_count` counts key results, `missing_count` people. `quiet` means that nothing changed,
    nothing needs anyone and nothing was won.
    """

    changed: tuple[DigestItem, ...]
    needs: tuple[Need, ...]
    stale_count: int
    wins: tuple[DigestItem, ...]
    missing_count: int
    roll_up: RollUp
    quiet: bool
    more_changed: int = 0
    more_needs: int = 0
    more_wins: int = 0


def compose(
    items: Sequence[DigestItem], *, roll_up: RollUp, missing_count: int, limit: int
) -> Digest:
    """What to say about `items`, at most `limit` lines in each list.

    Changed: what moved, largest movement first. Needs: what became worse (at risk or beyond)
    or is told two levels better or worse than computed, worst first; then blockers, oldest
    first. Wins: what was reached since the last digest. A win is told only there, and what
    became worse is not told twice: a line among the changed shows it already.
    """
    wins = sorted((item for item in items if _won(item)), key=_id)
    changed = sorted(
        (item for item in items if item.movement and not _won(item)),
        key=lambda item: (-abs(item.movement), item.key_result_id),
    )
    shown = {item.key_result_id for item in changed[:limit]}
    needs = [*_standing_out(items, shown), *_blocked(items)]
    return Digest(
        changed=tuple(changed[:limit]),
        needs=tuple(needs[:limit]),
        stale_count=sum(item.stale_days is not None for item in items),
        wins=tuple(wins[:limit]),
        missing_count=missing_count,
        roll_up=roll_up,
        quiet=not (changed or needs or wins),
        more_changed=max(len(changed) - limit, 0),
        more_needs=max(len(needs) - limit, 0),
        more_wins=max(len(wins) - limit, 0),
    )


def _standing_out(items: Sequence[DigestItem], shown: set[int]) -> list[Need]:
    needs = []
    for item in items:
        if item.disagreement >= _FLAGGED_LEVELS:
            needs.append(Need(item, NeedReason.DISAGREEMENT))
        elif _worse(item) and item.key_result_id not in shown:
            needs.append(Need(item, NeedReason.WORSE))
    return sorted(needs, key=lambda need: (-_rank(need.item.now), _id(need.item)))


def _blocked(items: Sequence[DigestItem]) -> list[Need]:
    needs = [Need(item, NeedReason.BLOCKED, blocker) for item in items for blocker in item.blockers]
    return sorted(needs, key=lambda need: (_since(need), _id(need.item)))


def _won(item: DigestItem) -> bool:
    return item.now.status in _WON and (item.before is None or item.before.status not in _WON)


def _worse(item: DigestItem) -> bool:
    return _rank(item.now) >= _AT_RISK and _rank(item.now) > _rank(item.before)


def _rank(verdict: Verdict | None) -> int:
    """-1 for what does not rank, so that a first verdict "at risk" is news."""
    return -1 if verdict is None else RANK.get(verdict.status, -1)


def _since(need: Need) -> date:
    return need.blocker.since if need.blocker else date.max


def _id(item: DigestItem) -> int:
    return item.key_result_id
