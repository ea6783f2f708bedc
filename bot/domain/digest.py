"""What a digest says, in which order and how much of it; the words are added elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Generic, TypeVar

from bot.domain.goals.model import SaidStatus, Status
from bot.domain.goals.rollup import RollUp
from bot.domain.goals.status import RANK, Verdict

T = TypeVar("T")
Lists = tuple[Sequence[object], ...]
_WON: Final = frozenset({Status.DONE, Status.ACHIEVED})
_FLAGGED_LEVELS: Final = 2
_AT_RISK: Final = RANK[Status.AT_RISK]
#: What moved by less than this share is no news of a whole team.
_TEAM_MOVED: Final = Decimal("0.01")

#: A phone shows so many lines of goals at once. In the order of importance, with how many of each
#: there are at most.
SCREEN: Final = 11
MOST: Final = {
    "changed": 4,
    "teams": 5,
    "crossed": 3,
    "apart": 2,
    "blocked": 3,
    "decisions": 3,
    "wins": 3,
}


@dataclass(frozen=True, slots=True)
class Blocker:
    """What stands in the way, in its author's words; `unblockers` are names of teams."""

    text: str
    since: date
    unblockers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DigestItem:
    """One key result, then (the last digest) and now; `before` is None when it is new."""

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

    @property
    def movement(self) -> Decimal:
        """By how much the progress changed, signed; 0 where one of the two is unknown."""
        if self.now.progress is None or self.progress_before is None:
            return Decimal(0)
        return self.now.progress - self.progress_before

    @property
    def won(self) -> bool:
        """It was reached since the last digest."""
        return self.now.status in _WON and (self.before is None or self.before.status not in _WON)

    @property
    def worse(self) -> bool:
        """It is newly at risk, or worse than that."""
        now = _rank(self.now)
        return now >= _AT_RISK and now > _rank(self.before)

    @property
    def recovered(self) -> bool:
        """It was at risk, or worse, and is on track again."""
        return _rank(self.before) >= _AT_RISK > _rank(self.now) >= 0 and not self.won

    @property
    def apart(self) -> bool:
        """What its owner says and what is computed lie two levels apart."""
        return self.disagreement >= _FLAGGED_LEVELS

    @property
    def crossed(self) -> bool:
        """It is newly at risk, or recovered."""
        return self.worse or self.recovered


@dataclass(frozen=True, slots=True)
class TeamLine:
    """What a team with all below it came to; `items` are its key results."""

    name: str
    before: RollUp
    now: RollUp
    items: tuple[DigestItem, ...]

    @property
    def movement(self) -> Decimal:
        """By how much its progress changed, signed; 0 where one of the two is unknown."""
        if self.now.progress is None or self.before.progress is None:
            return Decimal(0)
        return self.now.progress - self.before.progress

    @property
    def worse(self) -> int:
        return sum(item.worse for item in self.items)

    @property
    def recovered(self) -> int:
        return sum(item.recovered for item in self.items)

    @property
    def changed(self) -> bool:
        """Whether there is anything to tell of it."""
        return abs(self.movement) >= _TEAM_MOVED or bool(self.worse or self.recovered)


@dataclass(frozen=True, slots=True)
class BlockedItem:
    """A key result with one thing that blocks it."""

    item: DigestItem
    blocker: Blocker


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """A list as far as there is room for it; `more` counts what was cut."""

    shown: tuple[T, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Digest:
    """The lists of the digest in their order, cut to one screen.

    `crossed` are newly at risk or recovered without having moved. `apart`: what its
    owner says and what is computed lie two levels apart. `decisions` are counted from outside: how
    many of them are shown. `stale_count` counts key results, `missing_count` people. `quiet` means
    that nothing changed, nothing needs anyone and nothing was won.
    """

    changed: Part[DigestItem]
    teams: Part[TeamLine]
    crossed: Part[DigestItem]
    apart: Part[DigestItem]
    blocked: Part[BlockedItem]
    decisions: int
    wins: Part[DigestItem]
    stale_count: int
    missing_count: int
    now: RollUp
    before: RollUp
    quiet: bool


def compose(
    own: Sequence[DigestItem],
    *,
    teams: Sequence[TeamLine] = (),
    now: RollUp,
    before: RollUp,
    decisions: int = 0,
    missing_count: int = 0,
    screen: int = SCREEN,
) -> Digest:
    """What to say, at most `screen` lines.

    `own` are the key results that are told one by one; those of the `teams` below are told by a
    line for each team that changed, but for what blocks them and for what was reached. Changed:
    what moved, first what is newly at risk or recovered by it, then the largest movement. A win is
    told only as such, and what stands among the changed or apart is not told twice.
    """
    everything = [*own, *(item for line in teams for item in line.items)]
    wins = sorted((item for item in everything if item.won), key=_id)
    changed = _changed(own)
    moved = sorted((line for line in teams if line.changed), key=_largest_first)
    apart = sorted((item for item in own if item.apart and not item.won), key=_worst_first)
    blocked = _blocked(everything)
    crossed = _crossed(own, told=[*changed, *apart])
    lists: Lists = (changed, moved, crossed, apart, blocked, range(decisions), wins)
    room = _room([len(one) for one in lists], screen)
    return Digest(
        changed=_cut(changed, room[0]),
        teams=_cut(moved, room[1]),
        crossed=_cut(crossed, room[2]),
        apart=_cut(apart, room[3]),
        blocked=_cut(blocked, room[4]),
        decisions=room[5],
        wins=_cut(wins, room[6]),
        stale_count=sum(item.stale_days is not None for item in everything),
        missing_count=missing_count,
        now=now,
        before=before,
        quiet=not any(map(len, lists)),
    )


def to_talk_over(items: Sequence[DigestItem]) -> list[DigestItem]:
    """What needs somebody in a meeting, the worst first.

    Newly at risk, off track, told two levels otherwise than computed, or blocked.
    """
    found = [
        item
        for item in items
        if item.worse or item.blockers or item.apart or _rank(item.now) > _AT_RISK
    ]
    return sorted(found, key=_worst_first)


def _changed(own: Sequence[DigestItem]) -> list[DigestItem]:
    """What moved, first what crossed a line by it, then the largest movement."""
    return sorted(
        (item for item in own if item.movement and not item.won),
        key=lambda item: (not item.crossed, -abs(item.movement), item.key_result_id),
    )


def _largest_first(line: TeamLine) -> tuple[Decimal, str]:
    return -abs(line.movement), line.name


def _blocked(items: Sequence[DigestItem]) -> list[BlockedItem]:
    """What stands in the way, the oldest first."""
    found = [BlockedItem(item, blocker) for item in items for blocker in item.blockers]
    return sorted(found, key=lambda one: (one.blocker.since, one.item.key_result_id))


def _crossed(own: Sequence[DigestItem], *, told: Sequence[DigestItem]) -> list[DigestItem]:
    """What got worse, the worst first, then what recovered; without what is told already."""
    ids = {item.key_result_id for item in told}
    found = [item for item in own if item.key_result_id not in ids]
    worse = sorted((item for item in found if item.worse), key=_worst_first)
    return worse + sorted((item for item in found if item.recovered), key=_id)


def _room(counts: Sequence[int], screen: int) -> list[int]:
    """How many lines each list gets: one each first, then in the order of importance."""
    most = [min(count, limit) for count, limit in zip(counts, MOST.values(), strict=True)]
    room = [min(one, 1) for one in most]
    left = screen - sum(room)
    for at, wanted in enumerate(most):
        further = max(min(wanted - room[at], left), 0)
        room[at] += further
        left -= further
    return room


def _cut(found: Sequence[T], room: int) -> Part[T]:
    return Part(tuple(found[:room]), max(len(found) - room, 0))


def _rank(verdict: Verdict | None) -> int:
    """-1 for what does not rank, so that a first verdict "at risk" is news."""
    return -1 if verdict is None else RANK.get(verdict.status, -1)


def _worst_first(item: DigestItem) -> tuple[int, int]:
    return -_rank(item.now), item.key_result_id


def _id(item: DigestItem) -> int:
    return item.key_result_id
