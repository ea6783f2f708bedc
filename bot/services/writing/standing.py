"""What follows from a goal that was written: its progress, questions, how often they come."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlmodel import Session

from bot.domain.cadence import DailyRule, WeeklyRule
from bot.domain.goals.progress import millionths, progress
from bot.services import facts, recording, rules
from bot.services.alerting import late
from bot.services.importing.schedule_rows import CHECK_IN, KPI_DUE
from bot.services.planning import Planner
from storage import cadences, goal_writing, organisation, schedules, teams
from storage.tables import KeyResult, Objective, Schedule, Workspace


def objective_moved(session: Session, row: Objective, changed: Iterable[str]) -> None:
    """Let cadences follow an objective that was changed."""
    assert row.id is not None
    if "team_id" in set(changed):
        krs = goal_writing.key_results_of(session, row.workspace_id, row.id)
        inherit(session, row, krs)


def inherit(session: Session, objective: Objective, krs: Sequence[KeyResult]) -> None:
    """Give key results without a cadence of their own that of their team."""
    tree = teams.all_teams(session, objective.workspace_id)
    days = cadences.of_team(tree, objective.team_id)
    for kr in krs:
        if not kr.cadence_chosen:
            kr.cadence_days = days
    session.flush()


def measured_anew(session: Session, kr: KeyResult, *, at: datetime) -> None:
    """Measure the figure that stands against a start or target that moved."""
    owner = organisation.person(session, kr.workspace_id, kr.owner_id)
    tz = owner.tz if owner else "UTC"
    if kr.shape in recording.BY_PERIODS:
        recording.recount(session, [kr], at=at, tz=tz)
        return
    share = progress(facts.measure(kr), kr.value)
    after = None if share is None else millionths(share)
    kr.progress = after
    session.flush()


def asked(
    session: Session, workspace_id: str, people: Iterable[int], *, at: datetime, kpis: bool = False
) -> None:
    """See to it that people who own goals are asked on Mondays, like those of an import."""
    planner = Planner(session)
    for person_id in dict.fromkeys(people):
        person = organisation.person(session, workspace_id, person_id)
        if person is None:
            continue
        _schedule(session, planner, "check_in", CHECK_IN, workspace_id, person_id, person.tz, at)
        if kpis:
            _schedule(session, planner, "kpi_due", KPI_DUE, workspace_id, person_id, person.tz, at)
    if kpis:
        late.ensure(session, session.get_one(Workspace, workspace_id), at=at)


def _schedule(
    session: Session,
    planner: Planner,
    kind: str,
    rule: WeeklyRule | DailyRule,
    workspace_id: str,
    person_id: int,
    tz: str,
    at: datetime,
) -> None:
    if schedules.of(session, workspace_id=workspace_id, kind=kind, subject_id=person_id):
        return
    row = Schedule(
        workspace_id=workspace_id,
        kind=kind,
        subject_id=person_id,
        tz=tz,
        rule=rules.stored(rule),
        next_at=at,
    )
    planned = planner.next(row, after=at)
    row.next_at, row.occurs_on = planned.at, planned.on
    session.add(row)
    session.flush()
