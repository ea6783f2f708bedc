"""What help is given about: each kind of command belongs to exactly one topic."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz

from bot.domain.commands.admins import Admins, MakeAdmin, RemoveAdmin
from bot.domain.commands.alerts import AcknowledgeAlert, CloseAlert, PlanAlert, SnoozeAlert
from bot.domain.commands.api_keys import KeyAdd, KeyRevoke, Keys
from bot.domain.commands.arranging import (
    HouseSettings,
    OwnSettings,
    SetManager,
    Setup,
    Speak,
    TeamList,
)
from bot.domain.commands.auditing import AuditExport, AuditLog
from bot.domain.commands.connectors import Connectors
from bot.domain.commands.cycles import Carry, CloseCycle, CycleOverview, Depend, Score
from bot.domain.commands.daily import (
    CheckIn,
    MyGoals,
    Pause,
    Remind,
    RemindTeam,
    Resume,
    TeamOverview,
    WhySilent,
)
from bot.domain.commands.files import Export, Import, ImportReadings
from bot.domain.commands.following import Follow, Health, Unfollow
from bot.domain.commands.kpis import (
    KpiAdd,
    KpiConvert,
    KpiDelete,
    KpiDraft,
    KpiEdit,
    KpiHistory,
    KpiList,
    KpiReopen,
    KpiSet,
    KpiShow,
)
from bot.domain.commands.looking import (
    Company,
    History,
    Risk,
    Share,
    Show,
    Tree,
    UndoLast,
    Why,
    WhyCompany,
    WhyTeam,
)
from bot.domain.commands.model import Command
from bot.domain.commands.people import CheckInFor, PersonOverview, Review, Silent
from bot.domain.commands.privacy import (
    ErasePerson,
    ExportPerson,
    ForgetMe,
    MyData,
    Privacy,
    RepliesOf,
    RetentionSettings,
)
from bot.domain.commands.reports import Report
from bot.domain.commands.scorecards import Scorecard, ScorecardExport, ScorecardRole
from bot.domain.commands.writing import (
    AddGoal,
    DeleteGoal,
    EditGoal,
    HandOver,
    Initiatives,
    NameGoal,
    Split,
)
from bot.domain.folding import fold

_NEAR_ENOUGH: Final = 60.0


@dataclass(frozen=True, slots=True)
class Topic:
    """One page of help: by which words people ask for it, and which commands it explains."""

    english: Sequence[str]
    vietnamese: Sequence[str]
    commands: Sequence[type[Command]] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """The key of a topic; `exact` False when it is only the nearest."""

    key: str
    exact: bool


TOPICS: Final[Mapping[str, Topic]] = {
    "checkin": Topic(
        ("checkin", "check-in", "reply", "answer"),
        ("cập nhật", "check-in", "trả lời"),
        (CheckIn, MyGoals, UndoLast, Pause, Resume),
    ),
    "remind": Topic(
        ("remind", "settings", "reminders", "schedule"),
        ("nhắc", "nhịp nhắc", "cài đặt", "lịch nhắc"),
        (Remind, RemindTeam, OwnSettings, Speak, WhySilent),
    ),
    "look": Topic(
        ("look", "show", "search", "overview"),
        ("tra cứu", "xem"),
        (
            *(Company, Tree, Show, Why, WhyTeam, WhyCompany, History, Risk, Share, TeamOverview),
            *(PersonOverview, Report, Follow, Unfollow),
        ),
    ),
    "goals": Topic(
        ("goals", "goal", "okr", "objectives", "write"),
        ("mục tiêu", "okr", "soạn mục tiêu"),
        (AddGoal, EditGoal, DeleteGoal, Initiatives, NameGoal),
    ),
    "team": Topic(
        ("team", "lead", "people"),
        ("nhóm", "trưởng nhóm", "nhân viên"),
        (CheckInFor, Silent, Review, HandOver, Split),
    ),
    "cycle": Topic(
        ("cycle", "quarter", "scores"),
        ("chu kỳ", "quý"),
        (CycleOverview, Depend, Score, Carry, CloseCycle),
    ),
    "scorecard": Topic(
        ("scorecard", "scorecards"),
        ("bảng điểm",),
        (Scorecard, ScorecardExport, ScorecardRole),
    ),
    "kpi": Topic(
        ("kpi", "kpis", "figures"),
        ("kpi", "chỉ số"),
        (
            *(KpiList, KpiShow, KpiSet, KpiAdd, KpiEdit, KpiDelete, KpiReopen, KpiHistory),
            *(ImportReadings, KpiConvert),
        ),
    ),
    "alerts": Topic(
        ("alerts", "alert"),
        ("cảnh báo",),
        (AcknowledgeAlert, PlanAlert, SnoozeAlert, CloseAlert, KpiDraft),
    ),
    "admin": Topic(
        ("admin", "admins", "workspace"),
        ("quản trị", "quản trị viên", "workspace"),
        (
            *(Setup, HouseSettings, TeamList, Import, Export, Keys, KeyAdd, KeyRevoke),
            *(Connectors, Health, AuditLog, AuditExport, Admins, MakeAdmin, RemoveAdmin),
        ),
    ),
    "manager": Topic(("manager", "managers"), ("quản lý",), (SetManager,)),
    "privacy": Topic(
        ("privacy", "who sees what", "data", "my data"),
        ("riêng tư", "quyền riêng tư", "ai thấy gì", "dữ liệu"),
        (Privacy, MyData, ExportPerson, RepliesOf, ForgetMe, ErasePerson, RetentionSettings),
    ),
}


def find(asked: str, parse: Callable[[str], object]) -> Found | None:
    """The topic that somebody asks for, by its words or by a command that it explains.

    `parse` reads a command. None when nothing is near.
    """
    said = fold(asked)
    words = {
        fold(word): key
        for key, topic in TOPICS.items()
        for word in (*topic.english, *topic.vietnamese)
    }
    if said in words:
        return Found(words[said], True)
    command = type(parse(asked))
    for key, topic in TOPICS.items():
        if command in topic.commands and command is not KpiShow:  # any words may name a KPI
            return Found(key, True)
    near = max(words, key=lambda word: fuzz.ratio(said, word))
    return Found(words[near], False) if fuzz.ratio(said, near) >= _NEAR_ENOUGH else None
