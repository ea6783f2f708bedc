"""Open alerts as lists show them, the most urgent first."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlmodel import Session

from bot.domain.kpis.model import AlertState, Severity
from bot.domain.kpis.reasons import Urgency
from bot.domain.people import Actor
from bot.services.rows import Row, moment, number
from storage import alerts, organisation, ownership, teams
from storage.tables import Alert, Kpi, Person

MOST_OWN, MOST_OF_TEAM = 4, 6


def shown(session: Session, by: Actor, *, at: datetime) -> Row | None:
    """The open alerts of somebody's own KPIs, and of those of the people and teams they lead."""
    opened = alerts.all_open(session, by.workspace_id)
    if not opened:
        return None
    ids = sorted({alert.kpi_id for alert in opened})
    known = ownership.kpis_by_id(session, by.workspace_id, ids)
    led = _led(session, by)
    managed = {
        one.id for one in organisation.managed_by(session, by.workspace_id, by.person_id) if one.id
    }
    own = {one.id for one in known.values() if one.owner_id == by.person_id}
    below = {
        one.id
        for one in known.values()
        if one.id not in own and (one.owner_id in managed or one.team_id in led)
    }
    mine = rows_of(session, [a for a in opened if a.kpi_id in own], known, at=at)
    team = rows_of(session, [a for a in opened if a.kpi_id in below], known, at=at)
    if not mine and not team:
        return None
    return {
        "own": mine[:MOST_OWN],
        "more_own": max(len(mine) - MOST_OWN, 0),
        "team": team[:MOST_OF_TEAM],
        "more_team": max(len(team) - MOST_OF_TEAM, 0),
    }


def of_teams(
    session: Session, workspace_id: str, team_ids: Sequence[int], *, at: datetime
) -> list[Row]:
    """The open alerts of the public KPIs of these teams."""
    found = ownership.kpis_of_teams(session, workspace_id, team_ids)
    known = {kpi.id: kpi for kpi in found if kpi.id and kpi.visibility == "public"}
    opened = alerts.open_of(session, workspace_id, sorted(known))
    return rows_of(session, opened.values(), known, at=at)


def rows_of(
    session: Session, found: Iterable[Alert], known: Mapping[int, Kpi], *, at: datetime
) -> list[Row]:
    """These alerts as rows of a list."""
    ordered = sorted(found, key=lambda alert: (_urgency(alert).order(at), alert.id or 0))
    ids = {known[alert.kpi_id].owner_id for alert in ordered}
    ids |= {alert.planned_by for alert in ordered if alert.planned_by}
    workspace_id = ordered[0].workspace_id if ordered else ""
    people = ownership.people_by_id(session, workspace_id, sorted(ids)) if ids else {}
    return [_row(alert, known[alert.kpi_id], people, at=at) for alert in ordered]


def _row(alert: Alert, kpi: Kpi, people: Mapping[int, Person], *, at: datetime) -> Row:
    planner = people.get(alert.planned_by or 0)
    runs = alert.left_s is None
    planned = alert.planned_at is not None and alert.plan_missed_at is None
    return {
        "alert_id": alert.id,
        "kind": alert.kind,
        "title": kpi.title,
        "unit": kpi.unit,
        "value": number(kpi.value),
        "frequency": kpi.frequency,
        "period": alert.period.isoformat() if alert.period else None,
        "state": alert.state,
        "severity": alert.severity,
        "owner": people[kpi.owner_id].name,
        "handle_by": moment(alert.handle_by) if runs else None,
        "left_s": int((alert.handle_by - at).total_seconds()) if runs else None,
        "planned_by": planner.name if planner and planned else None,
        "plan_due_on": alert.plan_due_on.isoformat() if alert.plan_due_on and planned else None,
    }


def _urgency(alert: Alert) -> Urgency:
    handle_by = alert.handle_by if alert.left_s is None else None
    return Urgency(AlertState(alert.state), Severity(alert.severity), handle_by)


def _led(session: Session, by: Actor) -> set[int]:
    """The teams that somebody leads, with all below them."""
    tree = teams.all_teams(session, by.workspace_id)
    own = [team_id for team_id, team in tree.items() if team.lead_id == by.person_id]
    return {team_id for top in own for team_id in teams.subtree(tree, top)}
