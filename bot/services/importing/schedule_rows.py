"""Schedules what an imported organisation needs: a check-in per owner, a digest per channel."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from bot.domain.cadence import DailyRule, WeeklyRule
from bot.services import rules
from bot.services.alerting import late
from bot.services.cycles.planned import ensure as look_at_cycles
from bot.services.importing.changes import Changes
from bot.services.planning import Planner
from storage import goals, kpis, organisation, ownership, schedules
from storage.tables import Schedule, Team, Workspace

#: Monday 09:00 on the person's clock, Tuesday 10:00 on the workspace's.
CHECK_IN = WeeklyRule(0, rules.CHECK_IN_AT)
DIGEST = WeeklyRule(1, time(10))
#: An hour before it, for leads who want to see it first.
PREVIEW = WeeklyRule(1, time(9))
#: Before anybody is asked: what is counted by periods changes with the calendar.
RECOUNT = DailyRule(time(0, 5))
#: On the person's clock, on working days; most days nothing is due.
KPI_DUE = DailyRule(time(16))


def write(changes: Changes, workspace: Workspace, *, at: datetime) -> None:
    """Schedule who and what is not scheduled yet; a rule that was changed since stays.

    What is scheduled already is planned anew by the calendar as it is now.
    """
    session, workspace_id = changes.session, changes.workspace_id
    kpi_owners = kpis.owners(session, workspace_id)
    owners = goals.owners(session, workspace_id) | kpi_owners
    planner = Planner(session)
    planner.expect(workspace_id, len(owners))
    for person in organisation.people(session, workspace_id):
        name = person.key or str(person.id)
        if person.id in owners:
            row = _row(changes, "check_in", person.id, CHECK_IN, person.tz, at)
            _schedule(changes, planner, name, row, tz=person.tz, at=at)
        if person.id in kpi_owners:
            row = _row(changes, "kpi_due", person.id, KPI_DUE, person.tz, at)
            _schedule(changes, planner, name, row, tz=person.tz, at=at)
    for person_id in {*schedules.subjects(session, workspace_id, kind="kpi_due")} - kpi_owners:
        schedules.cancel(
            session, workspace_id=workspace_id, kinds=("kpi_due",), subject_id=person_id
        )
    for team in organisation.teams(session, workspace_id):
        write_team(changes, planner, workspace, team, at=at)
    write_company(changes, planner, workspace, at=at)
    cycle = ownership.active_cycle(session, workspace_id)
    if cycle is not None and cycle.id is not None:
        row = _row(changes, "recount", cycle.id, RECOUNT, workspace.tz, at)
        _schedule(changes, planner, cycle.key, row, tz=workspace.tz, at=at)
    look_at_cycles(session, workspace_id, at=at)
    if kpi_owners:
        late.ensure(session, workspace, at=at)


def write_team(
    changes: Changes, planner: Planner, workspace: Workspace, team: Team, *, at: datetime
) -> None:
    """Schedule the digest of a team with a channel, and that of no other."""
    assert team.id is not None
    if team.channel_id is not None:
        row = _row(changes, "digest", team.id, DIGEST, workspace.tz, at)
        _schedule(changes, planner, team.key, row, tz=workspace.tz, at=at)
    else:
        schedules.cancel(
            changes.session, workspace_id=workspace.id, kinds=("digest",), subject_id=team.id
        )
    if team.channel_id is not None and team.previews:
        row = _row(changes, "digest_preview", team.id, PREVIEW, workspace.tz, at)
        _schedule(changes, planner, team.key, row, tz=workspace.tz, at=at)
    else:
        schedules.cancel(
            changes.session,
            workspace_id=workspace.id,
            kinds=("digest_preview",),
            subject_id=team.id,
        )


def write_company(
    changes: Changes, planner: Planner, workspace: Workspace, *, at: datetime
) -> None:
    """Schedule the digest of a company that has a channel for it and wants it."""
    if workspace.company_channel_id is not None and workspace.company_digest != "off":
        row = _row(changes, "company_digest", 0, DIGEST, workspace.tz, at)
        _schedule(changes, planner, workspace.name, row, tz=workspace.tz, at=at)
    else:
        schedules.cancel(
            changes.session, workspace_id=workspace.id, kinds=("company_digest",), subject_id=0
        )


def _row(
    changes: Changes,
    kind: str,
    subject_id: int,
    rule: WeeklyRule | DailyRule,
    tz: str,
    at: datetime,
) -> Schedule:
    """The row as it is, or a new one that was not planned yet."""
    found = schedules.of(
        changes.session, workspace_id=changes.workspace_id, kind=kind, subject_id=subject_id
    )
    return found or _new(changes.workspace_id, kind, subject_id, rules.stored(rule), tz, at)


def _new(
    workspace_id: str, kind: str, subject_id: int, rule: dict[str, Any], tz: str, at: datetime
) -> Schedule:
    return Schedule(
        workspace_id=workspace_id, kind=kind, subject_id=subject_id, tz=tz, rule=rule, next_at=at
    )


def _schedule(
    changes: Changes, planner: Planner, name: str, row: Schedule, *, tz: str, at: datetime
) -> None:
    key = f"{row.kind} {name}"
    if row.id is None:
        planned = planner.next(row, after=at)
        row.next_at, row.occurs_on = planned.at, planned.on
        changes.create("schedule", key, row)
    else:
        changes.update("schedule", key, row, _moved(planner, row, tz, at))


def _moved(planner: Planner, row: Schedule, tz: str, at: datetime) -> Mapping[str, Any]:
    """What is other than it was on the clock and by the calendar of today.

    What is due already is left to the tick, and so is what would have been due by now.
    """
    if not row.rule:
        return {}
    if row.tz != tz:
        there = _new(row.workspace_id, row.kind, row.subject_id, row.rule, tz, at)
        planned = planner.next(there, after=at)
        return {"tz": tz, "next_at": planned.at, "occurs_on": planned.on}
    if row.next_at <= at:
        return {}
    moment = planner.moment(row)
    if moment is None:
        planned = planner.next(row, after=at)
        return {"next_at": planned.at, "occurs_on": planned.on}
    return {"next_at": moment} if moment > at else {}
