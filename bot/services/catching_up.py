"""What is overdue, and what the next tick makes of it: looked at, never touched."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot.domain.cadence import catch_up
from bot.domain.skips import Skip, Why
from bot.services import asking, digests, escalating, kpi_due, promises, weekly
from bot.services.alerting import late, ticking
from bot.services.cycles import reminding
from bot.services.planning import NEVER_TOO_LATE, Planner, days_off, rule_date
from bot.services.rows import Row
from storage import alerts, check_ins, cycles, organisation, ownership, schedules
from storage import promises as stored_promises
from storage.tables import Schedule

MOST_NAMES = 3
SENT, PUT_OFF = "sent", "put_off"
#: What is due and speaks to people, with what would keep it from doing so.
WHY_NOT: Mapping[str, Callable[..., Skip | None]] = {
    "check_in": weekly.why_not_ask,
    "reminder": asking.why_not_remind,
    "snooze": asking.why_not_remind,
    "digest": digests.why_not,
    "company_digest": digests.why_not_company,
    "promise": promises.why_not,
    "kpi_due": kpi_due.why_not,
    "escalation": escalating.why_not,
    "cycle_step": reminding.why_not,
    "alert_clock": ticking.why_not,
    "late_data": late.why_not,
}
#: The messages that they are.
MESSAGES = {
    "check_in": "check_in",
    "digest": "team_digest",
    "company_digest": "company_digest",
    "promise": "promise",
    "kpi_due": "kpi_due",
    "escalation": "escalation",
    "cycle_step": "cycle_step",
    "alert_clock": "alert_reminder",
    "late_data": "alert_card",
}


@dataclass(frozen=True, slots=True)
class Group:
    """Occurrences of one kind of message with one outcome: "sent", "put_off" or a Why.

    `names` are the first people or teams.
    """

    kind: str
    outcome: str
    count: int
    names: tuple[str, ...]

    def row(self) -> Row:
        """As a message shows it."""
        return {
            "kind": self.kind,
            "outcome": self.outcome,
            "count": self.count,
            "names": list(self.names),
            "more": self.count - len(self.names),
        }


def foresee(session: Session, workspace_id: str, *, at: datetime) -> Sequence[Group]:
    """What becomes of everything in a workspace that is overdue at a moment."""
    planner = Planner(session)
    found: dict[tuple[str, str], list[str]] = {}
    for row in schedules.overdue(session, workspace_id, at):
        if row.kind in WHY_NOT:
            outcome = _outcome(session, planner, row, at=at)
            if row.kind == late.KIND and outcome != SENT:
                continue  # that nothing is found is no news: it is looked for every morning
            key = MESSAGES.get(row.kind, "reminder"), outcome
            found.setdefault(key, []).append(_name(session, row))
    return [
        Group(kind, outcome, len(names), tuple(names[:MOST_NAMES]))
        for (kind, outcome), names in found.items()
    ]


def _outcome(session: Session, planner: Planner, row: Schedule, *, at: datetime) -> str:
    """As the tick decides it."""
    skip: Skip | None = Skip(Why.TOO_LATE)
    if planner.is_day_off(row):
        if planner.put_off(row) is not None:
            return PUT_OFF
        skip = days_off([rule_date(row)])
    elif row.kind in NEVER_TOO_LATE or catch_up(row.next_at, at, row.tz):
        skip = WHY_NOT[row.kind](session, row, at=at)
    return skip.why.value if skip else SENT


def _name(session: Session, row: Schedule) -> str:
    if row.kind == "digest":
        team = organisation.team(session, row.workspace_id, row.subject_id)
        return team.name if team else "?"
    if row.kind == "cycle_step":
        cycle = cycles.get(session, row.workspace_id, row.subject_id)
        return cycle.name if cycle else "?"
    if row.kind in (late.KIND, "company_digest"):
        workspace = organisation.workspace(session, row.workspace_id)
        return workspace.name if workspace else "?"
    if row.kind == "alert_clock":
        alert = alerts.get(session, row.workspace_id, row.subject_id)
        known = ownership.kpis_by_id(session, row.workspace_id, [alert.kpi_id] if alert else [])
        return next((kpi.title for kpi in known.values()), "?")
    person = organisation.person(session, row.workspace_id, _person_of(session, row))
    return person.name if person else "?"


def _person_of(session: Session, row: Schedule) -> int:
    """Whom a row speaks to; 0 when that is not known any more."""
    if row.kind in ("check_in", "kpi_due"):
        return row.subject_id
    if row.kind == "escalation":
        manager = escalating.manager_of(session, row)
        return manager.id or 0 if manager else 0
    if row.kind == "promise":
        promised = stored_promises.check_in(session, row.workspace_id, row.subject_id)
        return promised.person_id if promised else 0
    request = check_ins.request(session, row.workspace_id, row.subject_id)
    return request.person_id if request else 0
