"""What people do about an alert: they acknowledge it, plan, put reminders off, close it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlmodel import Session

from bot.domain.cadence import local_date
from bot.domain.errors import Conflict, DomainError, Gone, Invalid, NotFound
from bot.domain.kpis.alerts import AlertChange as Change
from bot.domain.kpis.model import AlertState
from bot.domain.people import Actor
from bot.domain.policy import Action, authorize
from bot.runtime import Runtime
from bot.services import places, relations
from bot.services.alerting import cards, clocks, steps
from bot.services.alerting.steps import Cause
from bot.services.rows import Row, moment
from storage import alerts, inbox, organisation, outbox, ownership
from storage.outbox import Priority
from storage.tables import Alert, Kpi, Person

LONGEST_TEXT: Final = 500
LONGEST_PLAN: Final = timedelta(days=366)
OVER = (AlertState.RESOLVED, AlertState.CLOSED)


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be done, until when, and by whom: a colleague's Slack id, None is the owner."""

    what: str
    due_on: date | None
    who: str | None


def acknowledge(rt: Runtime, alert_id: int, *, by: Actor, key: str) -> Row | None:
    """Say that somebody looks after it: reminders stop, the clock does not.

    None for what was done before. Raises NotFound "alert.unknown", Gone "alert.over", NotAllowed.
    Twice is as good as once.
    """
    at = rt.clock()
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return None
        kpi, alert = _held(session, by, alert_id, Action.ACKNOWLEDGE_ALERT)
        if alert.state != AlertState.ACKNOWLEDGED:
            values = _seen(alert, by, at=at)
            steps.move(session, kpi, alert, Change.ACKNOWLEDGED, values, _cause(by, at))
        return {"what": "acknowledged", "title": kpi.title, "handle_by": _handle_by(alert)}


def plan_form(rt: Runtime, alert_id: int, *, by: Actor) -> Row:
    """What the form starts with; raises as `plan` does."""
    with rt.reading() as session:
        kpi, alert = _known(session, by, alert_id, Action.PLAN_ALERT)
        people = ownership.people_by_id(
            session, by.workspace_id, [kpi.owner_id, alert.planned_by or kpi.owner_id]
        )
        stands = clocks.has_plan(alert)
        return {
            "alert_id": alert.id,
            "title": kpi.title,
            "what": alert.plan or "",
            "due_on": alert.plan_due_on.isoformat() if alert.plan_due_on and stands else None,
            "who": people[alert.planned_by or kpi.owner_id].slack_user_id,
        }


def check_plan(rt: Runtime, plan: Plan, *, by: Actor) -> Mapping[str, DomainError]:
    """What is wrong, by the name of the field: "due", "who"."""
    with rt.reading() as session:
        return _wrong(session, plan, by, at=rt.clock())


def plan(rt: Runtime, alert_id: int, plan: Plan, *, by: Actor, key: str) -> int | None:
    """Keep a plan; it stops the clock until its day has passed. Who carries it out is told.

    None for what was done before. Raises NotFound "alert.unknown", Gone "alert.over", NotAllowed,
    Invalid as `check_plan` tells it.
    """
    at = rt.clock()
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return None
        kpi, alert = _held(session, by, alert_id, Action.PLAN_ALERT)
        wrong = _wrong(session, plan, by, at=at)
        if wrong:
            raise next(iter(wrong.values()))
        who = _colleague(session, by.workspace_id, plan.who)
        values = {
            "planned_at": at,
            "planned_by": who.id if who else kpi.owner_id,
            "plan": _text(plan.what),
            "plan_due_on": plan.due_on,
            "plan_missed_at": None,
            **(_seen(alert, by, at=at) if alert.state == AlertState.FIRING else {}),
        }
        steps.move(session, kpi, alert, Change.PLANNED, values, _cause(by, at))
        if who is not None and who.id not in (by.person_id, kpi.owner_id):
            _tell(session, kpi, alert, who, by, at=at)
        return alert.id


def snooze_form(rt: Runtime, alert_id: int, *, by: Actor) -> Row:
    """What the form says; raises as `snooze` does."""
    with rt.reading() as session:
        kpi, alert = _known(session, by, alert_id, Action.SNOOZE)
        _check_reminders(kpi, alert)
        return {
            "alert_id": alert.id,
            "title": kpi.title,
            "handle_by": _handle_by(alert),
            "tz": by.tz,
        }


def snooze(
    rt: Runtime, alert_id: int, option: str, because: str, *, by: Actor, key: str
) -> int | None:
    """Remind nobody before the moment that an option means; the clock goes on.

    None for what was done before. Raises NotFound "alert.unknown", Gone "alert.over", NotAllowed,
    Conflict "alert.no_reminders", Invalid "snooze.unknown".
    """
    at = rt.clock()
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return None
        kpi, alert = _held(session, by, alert_id, Action.SNOOZE)
        _check_reminders(kpi, alert)
        values = {
            "snoozed_until": _until(session, kpi, option, at=at),
            "snoozed_because": _text(because),
        }
        steps.move(session, kpi, alert, Change.SNOOZED, values, _cause(by, at))
        return alert.id


def close_form(rt: Runtime, alert_id: int, *, by: Actor) -> Row:
    """What the form says; raises as `close` does."""
    with rt.reading() as session:
        kpi, alert = _known(session, by, alert_id, Action.CLOSE_ALERT)
        return {"alert_id": alert.id, "title": kpi.title}


def close(rt: Runtime, alert_id: int, because: str, *, by: Actor, key: str) -> int | None:
    """End an alert for a reason; the next bad reading opens another one.

    None for what was done before. Raises NotFound "alert.unknown", Gone "alert.over", NotAllowed.
    """
    at = rt.clock()
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return None
        kpi, alert = _held(session, by, alert_id, Action.CLOSE_ALERT)
        values = {
            "state": AlertState.CLOSED.value,
            "resolved_at": at,
            "closed_by": by.person_id,
            "closed_because": _text(because),
        }
        steps.move(session, kpi, alert, Change.CLOSED, values, _cause(by, at))
        return alert.id


def _known(session: Session, by: Actor, alert_id: int, action: Action) -> tuple[Kpi, Alert]:
    alert = alerts.get(session, by.workspace_id, alert_id)
    known = ownership.kpis_by_id(session, by.workspace_id, [alert.kpi_id] if alert else [])
    if alert is None or alert.kpi_id not in known:
        raise NotFound("alert.unknown")
    kpi = known[alert.kpi_id]
    relation, who = relations.to_kpi(session, by, kpi)
    authorize(by, action, relation, who_can=who)
    if alert.state in OVER:
        raise Gone("alert.over", title=kpi.title)
    return kpi, alert


def _held(session: Session, by: Actor, alert_id: int, action: Action) -> tuple[Kpi, Alert]:
    """The same, locked with its KPI: readings move an alert in that order, too."""
    alert = alerts.get(session, by.workspace_id, alert_id)
    if alert is not None:
        ownership.kpi_for_update(session, by.workspace_id, alert.kpi_id)
        session.refresh(alert, with_for_update={"key_share": True})
    return _known(session, by, alert_id, action)


def _wrong(session: Session, plan: Plan, by: Actor, *, at: datetime) -> dict[str, DomainError]:
    wrong: dict[str, DomainError] = {}
    today = local_date(at, by.tz)
    if plan.due_on is None or not today <= plan.due_on <= today + LONGEST_PLAN:
        wrong["due"] = Invalid("alert.plan_day")
    if plan.who is not None and _colleague(session, by.workspace_id, plan.who) is None:
        wrong["who"] = Invalid("alert.no_colleague")
    return wrong


def _colleague(session: Session, workspace_id: str, slack_user_id: str | None) -> Person | None:
    if slack_user_id is None:
        return None
    found = organisation.person_of_slack_user(session, workspace_id, slack_user_id)
    return found if found is not None and found.standing == "employee" else None


def _seen(alert: Alert, by: Actor, *, at: datetime) -> dict[str, Any]:
    values: dict[str, Any] = {"acknowledged_at": at, "acknowledged_by": by.person_id}
    if alert.state == AlertState.FIRING:
        values["state"] = AlertState.ACKNOWLEDGED.value
    return values


def _check_reminders(kpi: Kpi, alert: Alert) -> None:
    """Raises Conflict "alert.no_reminders"."""
    if alert.state != AlertState.FIRING or alert.left_s is not None:
        raise Conflict("alert.no_reminders", title=kpi.title)


def _until(session: Session, kpi: Kpi, option: str, *, at: datetime) -> datetime:
    """Four hours later, the next working day or the next week, on the owner's clock."""
    clock = clocks.clock_of(session, clocks.owner_of(session, kpi), at=at)
    today = local_date(at, clock.tz)
    match option:
        case "4h":
            return clock.at_work(at + timedelta(hours=4))
        case "tomorrow":
            return clock.morning_after(today)
        case "monday":
            return clock.morning_after(today + timedelta(days=6 - today.weekday()))
        case _:
            raise Invalid("snooze.unknown", option=option)


def _tell(
    session: Session, kpi: Kpi, alert: Alert, who: Person, by: Actor, *, at: datetime
) -> None:
    """Somebody asks somebody: that is no message of the schedule, so no mode keeps it back."""
    if who.slack_user_id is None:
        return
    actor = organisation.person(session, by.workspace_id, by.person_id)
    draft = places.draft(
        places.of_person(who),
        f"alert:{alert.id}:plan_for:{alert.revision}",
        "alert_planned",
        {
            **cards.card(session, kpi, alert, at=at),
            "by": actor.slack_user_id if actor else None,
            "by_name": actor.name if actor else None,
        },
        priority=Priority.INTERACTIVE,
    )
    outbox.add(session, draft, workspace_id=by.workspace_id, at=at)


def _handle_by(alert: Alert) -> str | None:
    return None if alert.left_s is not None else moment(alert.handle_by)


def _text(words: str) -> str:
    return " ".join(words.split())[:LONGEST_TEXT]


def _cause(by: Actor, at: datetime) -> Cause:
    return Cause(at, person_id=by.person_id)
