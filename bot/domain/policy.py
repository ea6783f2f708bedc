"""Who may do what: one table, asked before everything that reads or changes something."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from bot.domain.errors import NotAllowed
from bot.domain.people import Actor, Standing


class Action(StrEnum):
    """Everything that needs a right."""

    VIEW_GOAL = "view_goal"
    VIEW_REPLY = "view_reply"
    CREATE_GOAL = "create_goal"
    CHECK_IN = "check_in"
    RECORD_READING = "record_reading"
    CREATE_KPI = "create_kpi"
    EDIT_KPI = "edit_kpi"
    UNDO = "undo"
    EDIT_GOAL = "edit_goal"
    DELETE_DRAFT = "delete_draft"
    CHANGE_TARGET = "change_target"
    ACTIVATE = "activate"
    SELF_SCORE = "self_score"
    SCORE = "score"
    CLOSE_GOAL = "close_goal"
    CARRY_OVER = "carry_over"
    HAND_OVER = "hand_over"
    ACKNOWLEDGE_ALERT = "acknowledge_alert"
    PLAN_ALERT = "plan_alert"
    SNOOZE = "snooze"
    PAUSE = "pause"
    CLOSE_ALERT = "close_alert"
    DRAFT_OKR = "draft_okr"
    ASK_DEPENDENCY = "ask_dependency"
    ANSWER_DEPENDENCY = "answer_dependency"
    SHARE = "share"
    VIEW_SCORECARD = "view_scorecard"
    REVIEW_SCORECARD = "review_scorecard"
    VIEW_REPORT = "view_report"
    EXPORT_PERSON = "export_person"
    ASK_ERASURE = "ask_erasure"
    ERASE_PERSON = "erase_person"
    CHANGE_TEAM_SETTINGS = "change_team_settings"
    IMPORT = "import"
    EXPORT = "export"
    MANAGE_TEAMS = "manage_teams"
    MANAGE_ROLES = "manage_roles"
    CHANGE_SETTINGS = "change_settings"
    MANAGE_API_KEYS = "manage_api_keys"
    MANAGE_CONNECTORS = "manage_connectors"
    INSTALL = "install"
    SET_RETENTION = "set_retention"
    STOP_SENDING = "stop_sending"
    SETTLE_MESSAGES = "settle_messages"
    WHY_SILENT = "why_silent"
    SHOW_HELP = "show_help"
    RUN_CYCLE = "run_cycle"
    PRESENT_DRAFTS = "present_drafts"
    RUN_MEETING = "run_meeting"
    FOLLOW = "follow"
    VIEW_HEALTH = "view_health"
    VIEW_AUDIT = "view_audit"


@dataclass(frozen=True, slots=True)
class Unneeded:
    """What needs no right, because it shows and changes nothing of anybody's; `why` says so."""

    why: str


#: What a handler, a command or a job registers.
Right = Action | Unneeded


@dataclass(frozen=True, slots=True)
class Subject:
    """The row that a right is asked about: "kpi" 12. Ids alone, for the audit log."""

    kind: str
    id: int


@dataclass(frozen=True, slots=True)
class Relation:
    """How the actor stands to the object.

    `owner`: it is theirs (a goal to be created: for themselves; a scorecard or an export: their
    own). `helper`: co-owner. `manager`: in the owner's chain, or lead of the team it belongs to.
    `author`: they wrote it (a reply; the change that is to be undone). `private`: its objective
    is private. `about` names the object for the audit log and gives no right.
    """

    owner: bool
    helper: bool
    manager: bool
    author: bool
    private: bool
    about: Subject | None = field(default=None, compare=False)


class Grant(StrEnum):
    """How the actor may do it, strongest first.

    ON_BEHALF is shown beside the change, AUDITED leaves a row in the audit log.
    """

    ALLOWED = "allowed"
    ON_BEHALF = "on_behalf"
    AUDITED = "audited"


@dataclass(frozen=True, slots=True)
class Rule:
    """What each kind of person may do; None is no.

    `employee` holds for public objects alone. `author` holds whatever else the actor is. With
    `own_change` owner and manager may only touch what they wrote themselves.
    """

    owner: Grant | None = None
    manager: Grant | None = None
    employee: Grant | None = None
    admin: Grant | None = None
    author: Grant | None = None
    own_change: bool = False


_YES: Final = Grant.ALLOWED
_ON_BEHALF: Final = Grant.ON_BEHALF
_AUDITED: Final = Grant.AUDITED

_VIEW: Final = Rule(_YES, _YES, _YES, _YES)
_REPORT: Final = Rule(_YES, _ON_BEHALF)
_EDIT: Final = Rule(_YES, _YES, None, _AUDITED)
_DECIDE: Final = Rule(None, _YES, None, _AUDITED)
_HANDLE: Final = Rule(_YES, _YES, None, _YES)
_ADMINISTER: Final = Rule(admin=_YES)

RULES: Final[Mapping[Action, Rule]] = MappingProxyType(
    {
        Action.VIEW_GOAL: _VIEW,
        Action.VIEW_REPLY: Rule(author=_YES, admin=_AUDITED),
        Action.CREATE_GOAL: _HANDLE,
        Action.CHECK_IN: _REPORT,
        Action.RECORD_READING: _REPORT,
        Action.CREATE_KPI: _HANDLE,
        Action.EDIT_KPI: _EDIT,
        Action.UNDO: Rule(_YES, _ON_BEHALF, own_change=True),
        Action.EDIT_GOAL: _EDIT,
        Action.DELETE_DRAFT: _EDIT,
        Action.CHANGE_TARGET: _DECIDE,
        Action.ACTIVATE: _DECIDE,
        Action.SELF_SCORE: Rule(_YES),
        Action.SCORE: _DECIDE,
        Action.CLOSE_GOAL: _DECIDE,
        Action.CARRY_OVER: _DECIDE,
        Action.HAND_OVER: _DECIDE,
        Action.ACKNOWLEDGE_ALERT: _HANDLE,
        Action.PLAN_ALERT: _HANDLE,
        Action.SNOOZE: _HANDLE,
        Action.PAUSE: _HANDLE,
        Action.CLOSE_ALERT: _HANDLE,
        Action.DRAFT_OKR: _HANDLE,
        Action.ASK_DEPENDENCY: _HANDLE,
        Action.ANSWER_DEPENDENCY: _HANDLE,
        Action.SHARE: _VIEW,
        Action.VIEW_SCORECARD: _EDIT,
        Action.REVIEW_SCORECARD: Rule(manager=_YES),
        Action.VIEW_REPORT: _HANDLE,
        Action.EXPORT_PERSON: Rule(owner=_YES, admin=_YES),
        Action.ASK_ERASURE: Rule(owner=_YES, admin=_YES),
        Action.ERASE_PERSON: _ADMINISTER,
        Action.CHANGE_TEAM_SETTINGS: Rule(manager=_YES, admin=_YES),
        Action.IMPORT: _ADMINISTER,
        Action.EXPORT: _ADMINISTER,
        Action.MANAGE_TEAMS: _ADMINISTER,
        Action.MANAGE_ROLES: _ADMINISTER,
        Action.CHANGE_SETTINGS: _ADMINISTER,
        Action.MANAGE_API_KEYS: _ADMINISTER,
        Action.MANAGE_CONNECTORS: _ADMINISTER,
        Action.INSTALL: _ADMINISTER,
        Action.SET_RETENTION: _ADMINISTER,
        Action.STOP_SENDING: _ADMINISTER,
        Action.SETTLE_MESSAGES: _ADMINISTER,
        Action.WHY_SILENT: _HANDLE,
        Action.SHOW_HELP: _VIEW,
        Action.RUN_CYCLE: _DECIDE,
        Action.PRESENT_DRAFTS: Rule(manager=_YES, admin=_YES),
        Action.RUN_MEETING: Rule(owner=_YES, manager=_YES, admin=_YES),
        Action.FOLLOW: _VIEW,
        Action.VIEW_HEALTH: _ADMINISTER,
        Action.VIEW_AUDIT: _ADMINISTER,
    }
)


def authorize(
    actor: Actor, action: Action, relation: Relation, *, who_can: Sequence[str] = ()
) -> Grant:
    """The strongest right the actor has: ALLOWED before ON_BEHALF before AUDITED.

    On private objects an employee's right is none, and an administrator's is audited.
    Raises NotAllowed "policy.standing" for everyone but employees, else "policy.<action>" with
    `who_can` as `who`: the people to ask. Its `about` is that of the relation.
    """
    about = relation.about
    if actor.standing is not Standing.EMPLOYEE:
        standing = actor.standing
        raise NotAllowed("policy.standing", standing=standing, who=tuple(who_can), about=about)
    held = _grants(RULES[action], relation, is_admin=actor.is_admin)
    for grant in Grant:
        if grant in held:
            return grant
    raise NotAllowed(f"policy.{action}", who=tuple(who_can), about=about)


def allows(actor: Actor, action: Action, relation: Relation) -> bool:
    """Whether the actor has any right to it."""
    try:
        authorize(actor, action, relation)
    except NotAllowed:
        return False
    return True


def _grants(rule: Rule, relation: Relation, *, is_admin: bool) -> set[Grant | None]:
    held: set[Grant | None] = set()
    if relation.author:
        held.add(rule.author)
    if relation.author or not rule.own_change:
        if relation.owner or relation.helper:
            held.add(rule.owner)
        if relation.manager:
            held.add(rule.manager)
    if not relation.private:
        held.add(rule.employee)
    if is_admin and rule.admin is not None:
        held.add(Grant.AUDITED if relation.private else rule.admin)
    return held
