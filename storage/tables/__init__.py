"""Every table of the schema; importing this module fills the metadata."""

from storage.tables.base import metadata
from storage.tables.calendars import Away, CalendarDay
from storage.tables.check_in_parts import CheckInReview, GoalHint, WeekPlan
from storage.tables.check_ins import CheckIn, CheckInRequest, Question, Reply
from storage.tables.delivery import Audit, Inbound, Message, RateGate, Schedule
from storage.tables.dependencies import Dependency
from storage.tables.digests import Digest, Following
from storage.tables.erasure import ErasedPerson
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
from storage.tables.installations import Installation, InstallState
from storage.tables.kpis import Alert, AlertChange, Kpi, KpiChange, Reading
from storage.tables.organisation import Membership, Person, Team, Workspace
from storage.tables.pictures import Picture
from storage.tables.reading_sources import ApiAnswer, ApiKey, Connector
from storage.tables.scorecards import (
    ScorecardReview,
    ScorecardRole,
    ScorecardTemplate,
    ScorecardWeight,
)
from storage.tables.shares import KeyResultShare, WorkKpi

__all__ = [
    "Alert",
    "AlertChange",
    "ApiAnswer",
    "ApiKey",
    "Audit",
    "Away",
    "CalendarDay",
    "CheckIn",
    "CheckInRequest",
    "CheckInReview",
    "Connector",
    "Cycle",
    "Dependency",
    "Digest",
    "ErasedPerson",
    "Evidence",
    "Following",
    "GoalChange",
    "GoalHelper",
    "GoalHint",
    "GoalLink",
    "Home",
    "HomeChange",
    "Inbound",
    "Initiative",
    "InstallState",
    "Installation",
    "KeyResult",
    "KeyResultShare",
    "Kpi",
    "KpiChange",
    "Membership",
    "Message",
    "Milestone",
    "Objective",
    "PeopleSync",
    "Person",
    "Picture",
    "Question",
    "RateGate",
    "Reading",
    "Reply",
    "Schedule",
    "ScorecardReview",
    "ScorecardRole",
    "ScorecardTemplate",
    "ScorecardWeight",
    "TargetPhase",
    "Team",
    "TeamFigure",
    "TeamFigureChange",
    "WeekPlan",
    "WorkKpi",
    "Workspace",
    "metadata",
]
