"""What people do about the alerts of KPIs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.domain.commands.model import Build, Command


@dataclass(frozen=True, slots=True)
class AlertCommand(Command):
    """About the open alert of the KPI called so; "" is the only one of one's own."""

    name: str


@dataclass(frozen=True, slots=True)
class AcknowledgeAlert(AlertCommand):
    """/kpi ack [name]."""


@dataclass(frozen=True, slots=True)
class PlanAlert(AlertCommand):
    """/kpi plan [name]."""


@dataclass(frozen=True, slots=True)
class SnoozeAlert(AlertCommand):
    """/kpi snooze [name]."""


@dataclass(frozen=True, slots=True)
class CloseAlert(AlertCommand):
    """/kpi close [name]."""


#: Every way to write them, as help shows it.
PHRASES: Final[Mapping[str, Build]] = {
    "ack": AcknowledgeAlert,
    "acknowledge": AcknowledgeAlert,
    "đã nhận": AcknowledgeAlert,
    "plan": PlanAlert,
    "kế hoạch": PlanAlert,
    "snooze": SnoozeAlert,
    "hoãn nhắc": SnoozeAlert,
    "close": CloseAlert,
    "đóng": CloseAlert,
}
