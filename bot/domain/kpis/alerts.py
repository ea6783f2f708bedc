"""The life of a KPI alert, one reading at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from bot.domain.goals.model import Observation
from bot.domain.kpis.limits import breaches
from bot.domain.kpis.model import AlertState, Breach, Frequency, KpiMeasure, Severity
from bot.domain.periods import period_around

#: How many readings a KPI keeps for `next_step`.
WINDOW: Final = 12
#: Opening and closing may together happen this often in DAMPING_WINDOW readings before an alert
#: stays open; the change that would close it is not counted.
DAMPING_WINDOW: Final = 10
_OTHER_CHANGES: Final = 1
_WARNINGS_TO_OPEN: Final = 2
_GOOD_TO_CLOSE: Final = 2
#: So many of the newest readings decide whether an alert opens or closes.
IN_A_ROW: Final = max(_WARNINGS_TO_OPEN, _GOOD_TO_CLOSE)
_JUMP: Final = 1000


class AlertChange(StrEnum):
    """One step of an alert's life: what a reading, a person or the time did to it.

    ESCALATED is a warning that became critical, OVERDUE an alert that nobody handled in time.
    """

    OPENED = "opened"
    ESCALATED = "escalated"
    RECOVERING = "recovering"
    REOPENED = "reopened"
    RESOLVED = "resolved"
    UNSTABLE = "unstable"
    ACKNOWLEDGED = "acknowledged"
    PLANNED = "planned"
    SNOOZED = "snoozed"
    CLOSED = "closed"
    PLAN_MISSED = "plan_missed"
    OVERDUE = "overdue"
    TAKEN_BACK = "taken_back"


#: The changes that `changes_in_last_10` counts: they turn the alert on or off. The others only
#: edit the card of an alert that stays open.
FLIPS: Final = frozenset({AlertChange.OPENED, AlertChange.RESOLVED})


@dataclass(frozen=True, slots=True)
class OpenAlert:
    """The alert that a KPI has now; RESOLVED or CLOSED counts as none."""

    state: AlertState
    severity: Severity
    unstable: bool


@dataclass(frozen=True, slots=True)
class Step:
    """The alert after a reading, and what changed; all None where there is no alert."""

    change: AlertChange | None
    state: AlertState | None
    severity: Severity | None
    unstable: bool


def next_step(
    measure: KpiMeasure,
    observations: Sequence[Observation],
    open_alert: OpenAlert | None,
    changes_in_last_10: int,
) -> Step:
    """What the newest reading does to the alert of its KPI.

    `observations` are oldest first, the newest included; the last 12 suffice.
    `changes_in_last_10` counts the FLIPS of earlier readings among the last 10 observations.
    An alert opens at once; it closes only if at most one other flip lies in those 10, else it
    stays open, marked unstable (said once), until they have passed. Its severity never falls.
    Acknowledged lasts while the KPI breaches; breaching again after a good reading is firing.
    """
    levels = breaches(measure, observations, most=IN_A_ROW)
    is_open = open_alert is not None and open_alert.state not in (
        AlertState.RESOLVED,
        AlertState.CLOSED,
    )
    if open_alert is None or not is_open:
        return _without_alert(levels, measure.frequency)
    unchanged = Step(None, open_alert.state, open_alert.severity, open_alert.unstable)
    if not levels:
        return unchanged
    if levels[-1] is not Breach.OK:
        return _breaching(open_alert, levels[-1]) or unchanged
    may_close = changes_in_last_10 <= _OTHER_CHANGES
    return _good(open_alert, levels, measure.frequency, may_close=may_close) or unchanged


def good_to_close(frequency: Frequency) -> int:
    """How many good readings in a row end an alert."""
    return _readings(_GOOD_TO_CLOSE, frequency)


def suspicious_jump(previous: Decimal | None, value: Decimal) -> bool:
    """Whether a reading is 1,000 times the previous one, or a thousandth: a slip of the unit?

    Signs are ignored; zero and a first reading are never suspicious.
    """
    if not previous or not value:
        return False
    larger, smaller = max(abs(previous), abs(value)), min(abs(previous), abs(value))
    return larger >= _JUMP * smaller


def period_of(frequency: Frequency, on: date) -> tuple[date, date]:
    """First and last day of the period that a reading of the day `on` belongs to."""
    return period_around(frequency, on)


def _without_alert(levels: Sequence[Breach], frequency: Frequency) -> Step:
    needed = _readings(_WARNINGS_TO_OPEN, frequency)
    if levels and levels[-1] is Breach.CRITICAL:
        return Step(AlertChange.OPENED, AlertState.FIRING, Severity.CRITICAL, False)
    if len(levels) >= needed and Breach.OK not in levels[-needed:]:
        return Step(AlertChange.OPENED, AlertState.FIRING, Severity.WARNING, False)
    return Step(None, None, None, False)


def _breaching(alert: OpenAlert, level: Breach) -> Step | None:
    escalates = level is Breach.CRITICAL and alert.severity is Severity.WARNING
    severity = Severity.CRITICAL if escalates else alert.severity
    if alert.state is AlertState.RECOVERING:
        # Worse than before says more than "again".
        change = AlertChange.ESCALATED if escalates else AlertChange.REOPENED
        return Step(change, AlertState.FIRING, severity, alert.unstable)
    if escalates:
        return Step(AlertChange.ESCALATED, alert.state, severity, alert.unstable)
    return None


def _good(
    alert: OpenAlert, levels: Sequence[Breach], frequency: Frequency, *, may_close: bool
) -> Step | None:
    needed = _readings(_GOOD_TO_CLOSE, frequency)
    enough = len(levels) >= needed and set(levels[-needed:]) == {Breach.OK}
    if enough and may_close:
        return Step(AlertChange.RESOLVED, AlertState.RESOLVED, alert.severity, alert.unstable)
    if enough and not alert.unstable:
        return Step(AlertChange.UNSTABLE, AlertState.RECOVERING, alert.severity, True)
    if alert.state is not AlertState.RECOVERING:
        return Step(AlertChange.RECOVERING, AlertState.RECOVERING, alert.severity, alert.unstable)
    return None


def _readings(count: int, frequency: Frequency) -> int:
    """A month is too long to wait for a second reading."""
    return 1 if frequency in (Frequency.MONTH, Frequency.QUARTER) else count
