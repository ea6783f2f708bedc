"""What an import file says, checked: plain facts with the line where each entry stands."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.domain.calendars import DayKind
from bot.domain.goals.model import Ambition, Level, Measure, Visibility
from bot.domain.kpis.model import KpiMeasure


@dataclass(frozen=True, slots=True)
class PilotEntry:
    """Whether only the teams with these keys are asked, or everybody."""

    is_on: bool
    teams: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EscalationEntry:
    """After how many working days a manager hears of an unanswered question; None is never."""

    after: int | None


@dataclass(frozen=True, slots=True)
class WorkspaceEntry:
    """The house; its language and zone are everybody's unless they have their own.

    `pilot` and `escalation` None mean that the file does not say.
    """

    line: int
    name: str
    locale: str
    tz: str
    pilot: PilotEntry | None = None
    escalation: EscalationEntry | None = None


@dataclass(frozen=True, slots=True)
class DayEntry:
    """A day that is off or worked, whatever the country says."""

    line: int
    day: date
    kind: DayKind
    name: str | None


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """Which days are worked; country None means that of the workspace's time zone."""

    line: int
    country: str | None
    saturdays: bool
    days: tuple[DayEntry, ...]


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """Somebody; None means that the file does not say."""

    line: int
    path: str
    key: str
    name: str
    slack_user_id: str | None
    email: str | None
    title: str | None
    locale: str | None
    tz: str | None
    manager: str | None
    is_admin: bool | None


@dataclass(frozen=True, slots=True)
class TeamEntry:
    """A team; `parent` is the team that it is nested in."""

    line: int
    path: str
    key: str
    name: str
    parent: str | None
    lead: str | None
    channel_id: str | None
    locale: str | None
    cadence_days: int | None
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CycleEntry:
    """When the objectives of the file run, first and last day included."""

    line: int
    key: str
    name: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class Figure:
    """One value on one day."""

    line: int
    on: date
    value: Decimal


@dataclass(frozen=True, slots=True)
class KeyResultEntry:
    """A key result. `weight` is in thousandths; `history` is oldest first."""

    line: int
    path: str
    key: str
    title: str
    owner: str
    aliases: tuple[str, ...]
    measure: Measure
    start_on: date
    due_on: date
    weight: int
    cadence_days: int | None
    value: Decimal | None
    history: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class ObjectiveEntry:
    """An objective with its key results."""

    line: int
    path: str
    key: str
    title: str
    level: Level
    team: str | None
    owner: str
    parent: str | None
    ambition: Ambition
    visibility: Visibility
    key_results: tuple[KeyResultEntry, ...]


@dataclass(frozen=True, slots=True)
class KpiEntry:
    """A KPI with its readings, oldest first, at most one per period."""

    line: int
    path: str
    key: str
    title: str
    aliases: tuple[str, ...]
    measure: KpiMeasure
    owner: str
    team: str
    protects: str | None
    readings: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class ImportFile:
    """A whole file; every reference in it leads to an entry of the same file."""

    workspace: WorkspaceEntry
    calendar: CalendarEntry | None
    people: tuple[PersonEntry, ...]
    teams: tuple[TeamEntry, ...]
    cycle: CycleEntry | None
    objectives: tuple[ObjectiveEntry, ...]
    kpis: tuple[KpiEntry, ...]
