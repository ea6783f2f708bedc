"""The facts of a KPI and of its alerts. Stored values never change their spelling."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bot.domain.errors import Invalid
from bot.domain.numbers import check_number


class Frequency(StrEnum):
    """How often a reading is due."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


class Severity(StrEnum):
    """How bad an alert is; it never falls while the alert is open."""

    WARNING = "warning"
    CRITICAL = "critical"


class AlertState(StrEnum):
    """The life of an alert; RESOLVED by good readings, CLOSED by a person with a reason."""

    FIRING = "firing"
    ACKNOWLEDGED = "acknowledged"
    RECOVERING = "recovering"
    RESOLVED = "resolved"
    CLOSED = "closed"


class AlertKind(StrEnum):
    """What an alert is about: a missed target or a late reading."""

    TARGET = "target"
    LATE = "late"


class KpiSide(StrEnum):
    """On which side of the limit a reading is good; the limit itself is good."""

    FLOOR = "floor"
    CEILING = "ceiling"
    RANGE = "range"


class Basis(StrEnum):
    """What the limits apply to: the value, or its change in percent against another period."""

    VALUE = "value"
    PREVIOUS = "previous"
    LAST_YEAR = "last_year"


class Aggregation(StrEnum):
    """How the readings of one period make its figure."""

    LAST = "last"
    SUM = "sum"
    MEAN = "mean"


class Combination(StrEnum):
    """How a KPI follows from those below it; a ratio is the sum of parts over that of wholes."""

    SUM = "sum"
    WEIGHTED = "weighted"
    RATIO = "ratio"


class Timing(StrEnum):
    """Whether a KPI tells the result or what drives it."""

    LAG = "lag"
    LEAD = "lead"


class Dimension(StrEnum):
    """What a KPI is about."""

    QUANTITY = "quantity"
    QUALITY = "quality"
    TIME = "time"
    COST = "cost"


class KpiLevel(StrEnum):
    """How high up a KPI matters."""

    STRATEGIC = "strategic"
    FUNCTIONAL = "functional"
    TASK = "task"
    CORE = "core"


class AlertClock(StrEnum):
    """How the time to handle an alert runs: 72 hours of wall clock, or three working days."""

    WALL = "wall"
    WORKING = "working"


class Breach(StrEnum):
    """How far one reading is off."""

    OK = "ok"
    WARNING = "warning"
    CRITICAL = "critical"


class KpiHealth(StrEnum):
    """What a KPI shows now; without a target it is never healthy."""

    OK = "ok"
    WARNING = "warning"
    CRITICAL = "critical"
    NO_TARGET = "no_target"
    NO_DATA = "no_data"


@dataclass(frozen=True, slots=True)
class KpiMeasure:
    """The limits of a KPI, in `unit`; where it is judged by its change, in percent.

    FLOOR and CEILING use `target` and, as their own critical limit, `critical`. RANGE uses
    `low` and `high`, `critical` below and `critical_high` above. Limits that are None are open;
    a KPI without any is only watched. With `make_up` the other days or weeks of a month may catch
    up on a bad one.
    """

    unit: str
    side: KpiSide
    target: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None
    critical: Decimal | None = None
    critical_high: Decimal | None = None
    frequency: Frequency = Frequency.WEEK
    basis: Basis = Basis.VALUE
    make_up: bool = False

    @property
    def judged_unit(self) -> str:
        """The unit of the figures that are held against the limits."""
        return self.unit if self.basis is Basis.VALUE else "%"

    @property
    def floor(self) -> Decimal | None:
        """The lowest good value, None when there is none."""
        if self.side is KpiSide.RANGE:
            return self.low
        return self.target if self.side is KpiSide.FLOOR else None

    @property
    def ceiling(self) -> Decimal | None:
        """The highest good value, None when there is none."""
        if self.side is KpiSide.RANGE:
            return self.high
        return self.target if self.side is KpiSide.CEILING else None

    @property
    def critical_floor(self) -> Decimal | None:
        """A value below this one is critical; None leaves it to the default rule."""
        return None if self.side is KpiSide.CEILING else self.critical

    @property
    def critical_ceiling(self) -> Decimal | None:
        """A value above this one is critical; None leaves it to the default rule."""
        if self.side is KpiSide.RANGE:
            return self.critical_high
        return self.critical if self.side is KpiSide.CEILING else None

    def validated(self) -> "KpiMeasure":
        """Itself. Raises Invalid: kpi.limits_crossed, kpi.critical_inside (a critical limit on
        the good side, or without the limit it sharpens), kpi.change_without_limit, kpi.make_up
        (of a month or a quarter, or of a change) or number.out_of_range.
        """
        for field in ("target", "low", "high", "critical", "critical_high"):
            check_number(getattr(self, field), field=field)
        floor, ceiling = self.floor, self.ceiling
        if floor is not None and ceiling is not None and floor >= ceiling:
            raise Invalid("kpi.limits_crossed", low=floor, high=ceiling)
        low, high = self.critical_floor, self.critical_ceiling
        if low is not None and (floor is None or low > floor):
            raise Invalid("kpi.critical_inside", critical=low, limit=floor)
        if high is not None and (ceiling is None or high < ceiling):
            raise Invalid("kpi.critical_inside", critical=high, limit=ceiling)
        if self.basis is not Basis.VALUE and floor is None and ceiling is None:
            raise Invalid("kpi.change_without_limit")
        short = self.frequency in (Frequency.DAY, Frequency.WEEK)
        if self.make_up and not (short and self.basis is Basis.VALUE):
            raise Invalid("kpi.make_up")
        return self
