"""What an import file says, checked: plain facts with the line where each entry stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from bot.domain.calendars import DayKind
from bot.domain.goals.milestones import Milestone
from bot.domain.goals.model import (
    Ambition,
    CycleState,
    GoalState,
    Level,
    Measure,
    SaidStatus,
    TargetPhase,
    Visibility,
)
from bot.domain.kpis.model import KpiMeasure
from bot.domain.people import Standing
from bot.services.importing.choices import InitiativeState, KpiState, Outcome, RollUpSource
from bot.services.importing.connector_entries import ConnectorEntry
from bot.services.importing.figures import ReadFigure
from bot.services.importing.scorecard_model import ScorecardsEntry


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

    What is None the file does not say. `year_starts` is a month, 1..12.
    """

    line: int
    name: str
    locale: str
    tz: str
    pilot: PilotEntry | None = None
    escalation: EscalationEntry | None = None
    strict: bool | None = None
    year_starts: int | None = None
    company_channel_id: str | None = None
    company_digest: str | None = None


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
    standing: Standing | None = None
    keeps: frozenset[str] = frozenset()


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
    previews: bool | None
    members: tuple[str, ...]
    keeps: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class CycleEntry:
    """When the objectives of the file run, first and last day included."""

    line: int
    key: str
    name: str
    starts_on: date
    ends_on: date
    state: CycleState | None = None


@dataclass(frozen=True, slots=True)
class SaidEntry:
    """What was said of a key result on one day; at least one of the fields is there."""

    line: int
    on: date
    value: Decimal | None
    sample: int | None = None
    confidence: int | None = None
    status: SaidStatus | None = None
    note: str | None = None
    blocker: str | None = None


@dataclass(frozen=True, slots=True)
class GoalName:
    """An objective, or one of its key results; `cycle` None is the cycle of the file."""

    cycle: str | None
    objective: str
    key_result: str | None = None


@dataclass(frozen=True, slots=True)
class InitiativeEntry:
    """What is done to move a key result; an owner None is that of the key result."""

    line: int
    title: str
    owner: str | None
    due_on: date | None
    state: InitiativeState | None


@dataclass(frozen=True, slots=True)
class Parts:
    """What belongs to a key result; None is what the file does not say."""

    helpers: tuple[str, ...] | None = None
    initiatives: tuple[InitiativeEntry, ...] | None = None
    phases: tuple[TargetPhase, ...] | None = None


@dataclass(frozen=True, slots=True)
class Ending:
    """How a goal ended; scores are in thousandths. None is what the file does not say."""

    outcome: Outcome | None = None
    because: str | None = None
    self_score: int | None = None
    score: int | None = None
    worked: str | None = None
    did_not_work: str | None = None
    next_time: str | None = None


@dataclass(frozen=True, slots=True)
class Now:
    """What is said of the figure of a key result, with or without one."""

    sample: int | None = None
    confidence: int | None = None
    status: SaidStatus | None = None


@dataclass(frozen=True, slots=True)
class KeyResultEntry:
    """A key result. `weight` is in thousandths; `history` is oldest first.

    `keeps` names the columns on which the file is silent: they stay as they are.
    """

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
    history: tuple[SaidEntry, ...]
    now: Now = Now()
    measured_by: str | None = None
    in_reach: bool | None = None
    follows: str = ""
    state: GoalState | None = None
    locked: tuple[Decimal, Decimal] | None = None
    milestones: tuple[Milestone, ...] = ()
    parts: Parts = Parts()
    ending: Ending = Ending()
    keeps: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ObjectiveEntry:
    """An objective with its key results.

    `supports` are further links, None where the file does not say. `keeps` names the columns on
    which the file is silent: they stay as they are.
    """

    line: int
    path: str
    key: str
    title: str
    level: Level
    team: str | None
    owner: str
    parent: GoalName | None
    ambition: Ambition
    visibility: Visibility
    key_results: tuple[KeyResultEntry, ...]
    supports: tuple[GoalName, ...] | None = None
    no_parent_because: str | None = None
    rolls_up: RollUpSource = RollUpSource.KEY_RESULTS
    start_on: date | None = None
    due_on: date | None = None
    state: GoalState | None = None
    ending: Ending = Ending()
    keeps: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class KpiEntry:
    """A KPI with its readings, oldest first.

    At most one per period, or per day where those of a period are put together. `more` are its
    other columns, `parent` the key of the KPI that it is part of.
    """

    line: int
    path: str
    key: str
    title: str
    aliases: tuple[str, ...]
    measure: KpiMeasure
    owner: str
    team: str
    protects: GoalName | None
    readings: tuple[ReadFigure, ...]
    state: KpiState | None = None
    more: Mapping[str, Any] = field(default_factory=dict)
    parent: str = ""
    keeps: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ImportFile:
    """A whole file; every name in it leads to one of its entries or to what the bot knows.

    `ignored` are the columns and sheets of a spreadsheet that nobody read.
    """

    workspace: WorkspaceEntry
    calendar: CalendarEntry | None
    people: tuple[PersonEntry, ...]
    teams: tuple[TeamEntry, ...]
    cycle: CycleEntry | None
    objectives: tuple[ObjectiveEntry, ...]
    kpis: tuple[KpiEntry, ...]
    scorecards: ScorecardsEntry | None = None
    connectors: tuple[ConnectorEntry, ...] = ()
    ignored: tuple[str, ...] = ()
