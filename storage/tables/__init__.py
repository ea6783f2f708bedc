"""Every table of the schema; importing this module fills the metadata."""

from storage.tables.base import metadata
from storage.tables.calendars import Away, CalendarDay
from storage.tables.check_in_parts import CheckInReview, GoalHint, WeekPlan
from storage.tables.check_ins import CheckIn, CheckInRequest, Question, Reply
from storage.tables.delivery import Audit, Inbound, Message, RateGate, Schedule
from storage.tables.dependencies import Dependency
from storage.tables.evidence import Evidence
from storage.tables.figures import TeamFigure, TeamFigureChange
from storage.tables.goal_parts import (
    GoalChange,
    GoalHelper,
    GoalLink,
    Initiative,
    Milestone,
    TargetPhase,
)
from storage.tables.goals import Cycle, KeyResult, Objective
from storage.tables.homes import Home, HomeChange, PeopleSync
from storage.tables.kpis import Alert, AlertChange, Kpi, KpiChange, Reading
from storage.tables.organisation import Membership, Person, Team, Workspace

__all__ = [
    "Alert",
    "AlertChange",
    "Audit",
    "Away",
    "CalendarDay",
    "CheckIn",
    "CheckInRequest",
    "CheckInReview",
    "Cycle",
    "Dependency",
    "Evidence",
    "GoalChange",
    "GoalHelper",
    "GoalHint",
    "GoalLink",
    "Home",
    "HomeChange",
    "Inbound",
    "Initiative",
    "KeyResult",
    "Kpi",
    "KpiChange",
    "Membership",
    "Message",
    "Milestone",
    "Objective",
    "PeopleSync",
    "Person",
    "Question",
    "RateGate",
    "Reading",
    "Reply",
    "Schedule",
    "TargetPhase",
    "Team",
    "TeamFigure",
    "TeamFigureChange",
    "WeekPlan",
    "Workspace",
    "metadata",
]
