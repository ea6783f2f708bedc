"""The facts of a goal. Every enum value is stored, so it never changes its spelling."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from bot.domain.errors import Invalid
from bot.domain.numbers import check_number


class Direction(StrEnum):
    """Which way is better."""

    UP = "up"
    DOWN = "down"


class Shape(StrEnum):
    """How a key result is measured.

    REACH goes from a start to a target, KEEP stays within limits, PERIODIC is a count that
    starts anew every period, YES_NO is done or not, MILESTONES are steps with weights.
    """

    REACH = "reach"
    KEEP = "keep"
    PERIODIC = "periodic"
    YES_NO = "yes_no"
    MILESTONES = "milestones"


class Period(StrEnum):
    """How long one count of a PERIODIC measure runs."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


class Ambition(StrEnum):
    """COMMITTED is expected whole; ASPIRATIONAL is a stretch and succeeds from 70 %."""

    COMMITTED = "committed"
    ASPIRATIONAL = "aspirational"


class Level(StrEnum):
    """Who owns an objective."""

    COMPANY = "company"
    TEAM = "team"
    PERSON = "person"


class Visibility(StrEnum):
    """Who may see an objective; PRIVATE ones count in their owner's roll-up alone."""

    PUBLIC = "public"
    PRIVATE = "private"


class CycleState(StrEnum):
    """The life of a cycle, in order."""

    DRAFT = "draft"
    ACTIVE = "active"
    CLOSING = "closing"
    CLOSED = "closed"


class GoalState(StrEnum):
    """The life of an objective or key result."""

    DRAFT = "draft"
    ACTIVE = "active"
    POSTPONED = "postponed"
    CLOSED = "closed"


class Status(StrEnum):
    """What the rules say about a key result; INSIDE, NEAR and OUTSIDE belong to KEEP."""

    DONE = "done"
    ACHIEVED = "achieved"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"
    MISSED = "missed"
    INSIDE = "inside"
    NEAR = "near"
    OUTSIDE = "outside"
    TOO_EARLY = "too_early"
    NO_DATA = "no_data"


class SaidStatus(StrEnum):
    """What the person says about a key result."""

    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Measure:
    """How a key result is measured; all figures in `unit`.

    REACH needs `start` and `target`; KEEP a `floor`, a `ceiling` or both (the limits belong to
    the inside); PERIODIC a `target` for each `period`, met from `floor` where there is one, the
    target then being the stretch ("at least 3–5 a month"); YES_NO goes from 0 to 1; MILESTONES from
    0 to the sum of the weights, its value being the sum of those that are done.
    A figure taken from fewer than `minimum_sample` answers is shown but reaches nothing.
    """

    shape: Shape
    unit: str
    direction: Direction
    start: Decimal | None
    target: Decimal | None
    floor: Decimal | None = None
    ceiling: Decimal | None = None
    period: Period | None = None
    minimum_sample: int | None = None

    def validated(self) -> "Measure":
        """The measure with its defaults filled in (0 → 1 of YES_NO, start 0 of PERIODIC).

        Raises Invalid with one key per defect: key_result.no_start_or_target, .flat_target,
        .wrong_direction, .no_limit, .limits_crossed, .no_period, .yes_no, .minimum_sample and
        number.out_of_range.
        """
        for field in ("start", "target", "floor", "ceiling"):
            check_number(getattr(self, field), field=field)
        if self.minimum_sample is not None and self.minimum_sample < 1:
            raise Invalid("key_result.minimum_sample", minimum_sample=self.minimum_sample)
        if self.shape in (Shape.REACH, Shape.MILESTONES):
            return self._validated_reach()
        if self.shape is Shape.KEEP:
            return self._validated_keep()
        if self.shape is Shape.PERIODIC:
            return self._validated_periodic()
        return self._validated_yes_no()

    def _validated_reach(self) -> "Measure":
        if self.start is None or self.target is None:
            raise Invalid("key_result.no_start_or_target", start=self.start, target=self.target)
        if self.start == self.target:
            raise Invalid("key_result.flat_target", start=self.start, target=self.target)
        if (self.target > self.start) != (self.direction is Direction.UP):
            raise Invalid(
                "key_result.wrong_direction",
                direction=self.direction,
                start=self.start,
                target=self.target,
            )
        return self

    def _validated_keep(self) -> "Measure":
        if self.floor is None and self.ceiling is None:
            raise Invalid("key_result.no_limit")
        if self.floor is not None and self.ceiling is not None and self.floor >= self.ceiling:
            raise Invalid("key_result.limits_crossed", floor=self.floor, ceiling=self.ceiling)
        return self

    def _validated_periodic(self) -> "Measure":
        if self.period is None:
            raise Invalid("key_result.no_period")
        if self.target is None:
            raise Invalid("key_result.no_start_or_target", start=self.start, target=None)
        start = Decimal(0) if self.start is None else self.start
        # "At most 0 complaints a month" is a goal; "at least 0 posts a month" is none.
        if self.direction is Direction.UP and self.target <= start:
            raise Invalid("key_result.flat_target", start=start, target=self.target)
        if self.floor is not None and self.floor > self.target:
            raise Invalid("key_result.limits_crossed", floor=self.floor, ceiling=self.target)
        return replace(self, start=start)

    def _validated_yes_no(self) -> "Measure":
        if self.start not in (None, 0) or self.target not in (None, 1):
            raise Invalid("key_result.yes_no", start=self.start, target=self.target)
        return replace(self, start=Decimal(0), target=Decimal(1))


@dataclass(frozen=True, slots=True)
class Span:
    """The days a goal runs, first and last included, in the time zone of its workspace.

    Raises Invalid "span.empty" when it would end before it starts.
    """

    start_on: date
    due_on: date

    def __post_init__(self) -> None:
        if self.due_on < self.start_on:
            raise Invalid("span.empty", start_on=self.start_on, due_on=self.due_on)

    @property
    def days(self) -> int:
        return (self.due_on - self.start_on).days + 1

    def days_passed(self, on: date) -> int:
        """Days of the span that are over at the end of `on`: 0..days."""
        return min(max((on - self.start_on).days + 1, 0), self.days)

    def elapsed(self, on: date) -> Decimal:
        """Share of the span that has passed at the end of `on`: 0..1, unrounded."""
        return Decimal(self.days_passed(on)) / Decimal(self.days)


@dataclass(frozen=True, slots=True)
class Observation:
    """One figure of one day; `sample` is the number of answers it was taken from."""

    on: date
    value: Decimal
    sample: int | None = None


@dataclass(frozen=True, slots=True)
class Milestone:
    """One step; `weight` counts against the weights of the other steps, whatever their sum."""

    title: str
    weight: Decimal = Decimal(1)
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class TargetPhase:
    """The `value` that a key result should have reached at the end of `due_on`."""

    due_on: date
    value: Decimal


@dataclass(frozen=True, slots=True)
class KeyResultFacts:
    """All that the status of a key result depends on.

    `progress` is the unclamped share (1 = the target is reached), None without data; `value`
    and its `sample` are the newest. `weight` is 0..4, `cadence_days` 0 means that nobody asks
    for check-ins. `phases`, by their days, bend the line that is expected; `steps` are those of a
    MILESTONES measure, in order. What `follows_kpi` moves by the readings of a KPI. `confidence` is
    the last one that was said, 1..10; `last_week` the progress of a week ago, where it was asked
    for.
    """

    id: int
    title: str
    measure: Measure
    span: Span
    ambition: Ambition
    value: Decimal | None
    progress: Decimal | None
    said: SaidStatus | None
    checked_in_on: date | None
    weight: Decimal = Decimal(1)
    cadence_days: int = 7
    private: bool = False
    postponed: bool = False
    sample: int | None = None
    phases: tuple[TargetPhase, ...] = ()
    steps: tuple[Milestone, ...] = ()
    follows_kpi: bool = False
    confidence: int | None = None
    last_week: Decimal | None = None
