"""Every table of the schema; importing this module fills the metadata."""

from storage.tables.base import metadata
from storage.tables.calendars import Away, CalendarDay
from storage.tables.check_ins import CheckIn, CheckInRequest, Question, Reply
from storage.tables.delivery import Audit, Inbound, Message, RateGate, Schedule
from storage.tables.figures import TeamFigure, TeamFigureChange
from storage.tables.goals import Cycle, KeyResult, Objective
from storage.tables.kpis import Alert, AlertChange, Kpi, Reading
from storage.tables.organisation import Membership, Person, Team, Workspace

__all__ = [
    "Alert",
    "AlertChange",
    "Audit",
    "Away",
    "CalendarDay",
    "CheckIn",
    "CheckInRequest",
    "Cycle",
    "Inbound",
    "KeyResult",
    "Kpi",
    "Membership",
    "Message",
    "Objective",
    "Person",
    "Question",
    "RateGate",
    "Reading",
    "Reply",
    "Schedule",
    "Team",
    "TeamFigure",
    "TeamFigureChange",
    "Workspace",
    "metadata",
]
