"""The status of a key result and the receipt that explains it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from bot.domain.goals.model import Ambition, KeyResultFacts, SaidStatus, Shape, Span, Status
from bot.domain.goals.phases import PHASED_SHAPES, Stage, stage_on
from bot.domain.goals.progress import keep_state, sample_suffices

#: Higher is worse; TOO_EARLY and NO_DATA do not rank.
RANK: Final[Mapping[Status, int]] = MappingProxyType(
    {
        Status.DONE: 0,
        Status.ACHIEVED: 0,
        Status.ON_TRACK: 1,
        Status.INSIDE: 1,
        Status.AT_RISK: 2,
        Status.NEAR: 2,
        Status.OFF_TRACK: 3,
        Status.OUTSIDE: 3,
        Status.MISSED: 4,
    }
)

_KEEP_REASONS: Final[Mapping[Status, str]] = MappingProxyType(
    {
        Status.INSIDE: "keep_inside",
        Status.NEAR: "keep_near",
        Status.OUTSIDE: "keep_outside",
        Status.NO_DATA: "no_data",
    }
)
#: Without any check-in for this many days a key result is stale, however dense its cadence.
_STALE_AFTER_DAYS: Final = 14
#: Shares are kept in millionths; a pace that misses a threshold by less than that has met it.
_PACE_DECIMALS: Final = 4


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What a workspace may set: shares 0..1, days."""

    on_track: Decimal = Decimal("0.9")
    at_risk: Decimal = Decimal("0.7")
    aspirational_success: Decimal = Decimal("0.7")
    too_early_share: Decimal = Decimal("0.1")
    too_early_days: int = 7

    def success(self, ambition: Ambition) -> Decimal:
        """The share at which a goal of this ambition has succeeded."""
        return self.aspirational_success if ambition is Ambition.ASPIRATIONAL else Decimal(1)


DEFAULTS: Final = Thresholds()


@dataclass(frozen=True, slots=True)
class Verdict:
    """A status with its arithmetic: `pace` = `progress` / `expected`.

    `elapsed` is the share of the span that is over. `expected` is None for what has no pace
    (KEEP, YES_NO); `pace` also while it is too early or nothing is known. Shown to people, pace
    is rounded down, so that 0.896 does not read "0.90, at risk".
    `reason` is one of REASONS; its wording lives in the prompts. `stage` is where the day lies
    among phased targets; without any `expected` is a straight line.
    """

    status: Status
    progress: Decimal | None
    elapsed: Decimal
    expected: Decimal | None
    pace: Decimal | None
    reason: str
    stage: Stage | None = None


#: Every `Verdict.reason`.
REASONS: Final = frozenset(
    {
        "pace",  # progress against the share of the time gone
        "periods",  # share of the periods met against the share that counts as success
        "done",  # the target is reached before the end
        "yes_no_open",  # not done yet, and the due date has not passed
        "too_early",  # before 10 % of the time or 7 days, whichever is later
        "phase_ahead",  # the phased targets expect nothing yet
        "no_data",
        "small_sample",  # the figure is there, but from too few answers to count as reached
        "keep_inside",
        "keep_near",
        "keep_outside",
        "achieved",
        "missed",
        "missed_no_data",  # the span is over and no figure was ever given
    }
)


def judge(facts: KeyResultFacts, *, on: date, thresholds: Thresholds = DEFAULTS) -> Verdict:
    """The status of a key result at the end of the day `on`.

    The due date still belongs to the owner: *achieved* or *missed* is said from the day after.
    Until then REACH and MILESTONES are judged by their pace on a straight line, or on the line
    that their phases bend; PERIODIC against its success share alone, because the periods met
    already leave the future out; KEEP by where the newest value lies; YES_NO is done or waits (a
    report due at the end is not late in the middle).
    A figure from too few answers cannot make a key result done, achieved or inside its limits.
    """
    elapsed = facts.span.elapsed(on)
    stage = _stage(facts, on)
    expected = _expected(facts, elapsed, stage, thresholds)
    pace = _pace(facts.progress, expected)
    status, reason = _status(facts, on=on, pace=pace, limits=thresholds)
    if status is Status.TOO_EARLY:
        pace = None
        reason = "phase_ahead" if reason == "too_early" and stage and not expected else reason
    return Verdict(status, facts.progress, elapsed, expected, pace, reason, stage)


def stale_days(facts: KeyResultFacts, *, on: date) -> int | None:
    """Days without a check-in once they are too many (14, or twice the cadence), else None.

    Counted from the last check-in, or from the start where there was none. Postponed key
    results, those whose due date has passed and those of cadence 0 are never stale.
    """
    if facts.postponed or facts.cadence_days <= 0 or on > facts.span.due_on:
        return None
    silent = (on - (facts.checked_in_on or facts.span.start_on)).days
    return silent if silent >= max(_STALE_AFTER_DAYS, 2 * facts.cadence_days) else None


def disagreement(said: SaidStatus | None, computed: Status) -> int:
    """How many levels the two statuses lie apart: 0, 1 or 2.

    Levels are on track, at risk and off track; *done* stands with on track, and the states of a
    KEEP measure with the level of their rank. After the end, and while nothing can be computed,
    there is nothing to disagree with: 0.
    """
    final = (Status.ACHIEVED, Status.MISSED)
    if said is None or computed in final or computed not in RANK:
        return 0
    return abs(_level(Status(said.value)) - _level(computed))


def worst(statuses: Iterable[Status]) -> Status | None:
    """The worst status that ranks, None if none does; among equals the paced one."""
    order = list(Status)
    ranked = [status for status in statuses if status in RANK]
    return max(ranked, key=lambda status: (RANK[status], -order.index(status)), default=None)


def ranks_as(status: Status, worst_one: Status | None) -> bool:
    """Whether a status is one of those that set the worst of many."""
    return worst_one is not None and status in RANK and RANK[status] == RANK[worst_one]


def _stage(facts: KeyResultFacts, on: date) -> Stage | None:
    if facts.measure.shape not in PHASED_SHAPES:
        return None
    return stage_on(facts.phases, facts.measure, facts.span, on)


def _expected(
    facts: KeyResultFacts, elapsed: Decimal, stage: Stage | None, limits: Thresholds
) -> Decimal | None:
    success = limits.success(facts.ambition)
    if facts.measure.shape in PHASED_SHAPES:
        return (elapsed if stage is None else stage.share) * success
    return success if facts.measure.shape is Shape.PERIODIC else None


def _pace(share: Decimal | None, expected: Decimal | None) -> Decimal | None:
    if share is None or not expected:
        return None
    return share / expected


def _status(
    facts: KeyResultFacts, *, on: date, pace: Decimal | None, limits: Thresholds
) -> tuple[Status, str]:
    if on > facts.span.due_on:
        return _at_the_end(facts, limits)
    if facts.measure.shape is Shape.KEEP:
        return _kept(facts)
    reached = _one_figure(facts) and facts.progress is not None and facts.progress >= 1
    enough = sample_suffices(facts.measure, facts.sample)
    if reached and enough:
        return Status.DONE, "done"
    if facts.measure.shape is Shape.YES_NO:
        return Status.TOO_EARLY, "small_sample" if reached else "yes_no_open"
    if _too_early(facts.span, on, limits):
        return Status.TOO_EARLY, "too_early"
    if pace is None:
        return _without_pace(facts)
    reason = "periods" if facts.measure.shape is Shape.PERIODIC else "pace"
    return _paced(pace, limits), "small_sample" if reached else reason


def _without_pace(facts: KeyResultFacts) -> tuple[Status, str]:
    """Nothing is known, a period runs, or phased targets expect nothing yet: then less than
    nothing is off track all the same."""
    running = facts.value is not None and facts.measure.shape is Shape.PERIODIC
    if facts.progress is None and not running:
        return Status.NO_DATA, "no_data"
    if facts.progress is not None and facts.progress < 0:
        return Status.OFF_TRACK, "pace"
    return Status.TOO_EARLY, "too_early"


def _at_the_end(facts: KeyResultFacts, limits: Thresholds) -> tuple[Status, str]:
    if facts.progress is None:
        return Status.MISSED, "missed_no_data"
    if facts.progress < limits.success(facts.ambition):
        return Status.MISSED, "missed"
    if _one_figure(facts) and not sample_suffices(facts.measure, facts.sample):
        return Status.MISSED, "small_sample"
    return Status.ACHIEVED, "achieved"


def _kept(facts: KeyResultFacts) -> tuple[Status, str]:
    state = keep_state(facts.measure, facts.value)
    inside = state in (Status.INSIDE, Status.NEAR)
    if inside and not sample_suffices(facts.measure, facts.sample):
        return Status.NO_DATA, "small_sample"
    return state, _KEEP_REASONS[state]


def _paced(pace: Decimal, limits: Thresholds) -> Status:
    shown = round(pace, _PACE_DECIMALS)
    if shown >= limits.on_track:
        return Status.ON_TRACK
    return Status.AT_RISK if shown >= limits.at_risk else Status.OFF_TRACK


def _one_figure(facts: KeyResultFacts) -> bool:
    """Whether the newest figure alone makes the progress; the others check each sample."""
    return facts.measure.shape in (Shape.REACH, Shape.YES_NO, Shape.MILESTONES)


def _too_early(span: Span, on: date, limits: Thresholds) -> bool:
    least = max(limits.too_early_share * span.days, Decimal(limits.too_early_days))
    return span.days_passed(on) < least


def _level(status: Status) -> int:
    return max(RANK[status] - 1, 0)
