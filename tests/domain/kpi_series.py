"""Drives an alert through a series of readings, as the one who stores them would."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from bot.domain.goals.model import Observation
from bot.domain.kpis.alerts import (
    DAMPING_WINDOW,
    FLIPS,
    WINDOW,
    AlertChange,
    OpenAlert,
    Step,
    next_step,
)
from bot.domain.kpis.model import AlertState, KpiMeasure

FIRST_DAY = date(2026, 1, 1)


@dataclass
class Kpi:
    """One KPI with its readings, its alert and the change that each reading made."""

    measure: KpiMeasure
    readings: list[Observation] = field(default_factory=list)
    changes: list[AlertChange | None] = field(default_factory=list)
    alert: OpenAlert | None = None

    def read(self, value: str | int | Decimal) -> Step:
        day = FIRST_DAY + timedelta(days=len(self.readings))
        self.readings.append(Observation(day, Decimal(value)))
        earlier = self.changes[-(DAMPING_WINDOW - 1) :]
        step = next_step(
            self.measure,
            self.readings[-WINDOW:],
            self.alert,
            sum(change in FLIPS for change in earlier),
        )
        self.changes.append(step.change)
        if step.state is not None and step.severity is not None:
            self.alert = OpenAlert(step.state, step.severity, step.unstable)
        return step

    def read_all(self, *values: str | int) -> list[str | None]:
        """The change of each reading, by its value."""
        return [change and change.value for change in (self.read(v).change for v in values)]

    def acknowledge(self) -> None:
        assert self.alert is not None
        self.alert = OpenAlert(AlertState.ACKNOWLEDGED, self.alert.severity, self.alert.unstable)

    def close(self) -> None:
        assert self.alert is not None
        self.alert = OpenAlert(AlertState.CLOSED, self.alert.severity, self.alert.unstable)

    @property
    def is_open(self) -> bool:
        return self.alert is not None and self.alert.state not in (
            AlertState.RESOLVED,
            AlertState.CLOSED,
        )


def most_flips_within(changes: Sequence[AlertChange | None], window: int) -> int:
    flips = [change in FLIPS for change in changes]
    return max((sum(flips[end - window : end]) for end in range(window, len(flips) + 1)), default=0)
