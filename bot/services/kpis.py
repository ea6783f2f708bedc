"""KPIs looked up and recorded by name."""

from bot.domain.commands.kpis import KpiSet
from bot.domain.errors import NotFound
from bot.domain.goals.model import Status
from bot.domain.kpis.model import AlertKind
from bot.domain.matching import best_match, spoken
from bot.domain.people import Actor
from bot.domain.policy import Action, authorize
from bot.runtime import Runtime
from bot.services import answering, facts, rows
from bot.services.agenda import Item
from bot.services.choices import SeveralFit
from bot.services.overviews import EVERYBODY
from bot.services.replying import Came, Saved
from bot.services.rows import Row, number
from storage import alerts, ownership, teams
from storage.tables import Alert, Kpi

SHOWN_READINGS = 8
#: In words.
LONGEST_NAME = 40


def overview(rt: Runtime, *, by: Actor) -> Row:
    """The KPIs of the person and of their teams; all of them where they have none."""
    authorize(by, Action.VIEW_GOAL, EVERYBODY)
    with rt.reading() as session:
        tree = teams.all_teams(session, by.workspace_id)
        led = [team_id for team_id, team in tree.items() if team.lead_id == by.person_id]
        own = [*teams.teams_of_person(session, by.workspace_id, by.person_id), *led]
        below = {team_id for top in own for team_id in teams.subtree(tree, top)}
        mine = ownership.kpis_of_person(session, by.workspace_id, by.person_id)
        near = ownership.kpis_of_teams(session, by.workspace_id, sorted(below))
        found = {kpi.id: kpi for kpi in [*mine, *near]}
        kpis = list(found.values()) or ownership.kpis(session, by.workspace_id)
        ids = [kpi.id for kpi in kpis if kpi.id]
        firing = alerts.open_alerts(session, by.workspace_id, ids)
        people = ownership.people_by_id(session, by.workspace_id, [kpi.owner_id for kpi in kpis])
        return {
            "kpis": [
                _with_alert(
                    rows.kpi(None, kpi, owner=people[kpi.owner_id].name), firing.get(kpi.id or 0)
                )
                | {"value_on": kpi.value_on.isoformat() if kpi.value_on else None}
                for kpi in kpis
            ],
            "team": tree[own[0]].name if own else None,
        }


def show(rt: Runtime, name: str, *, by: Actor) -> Row:
    """One KPI with its last readings; raises NotFound "kpi.unknown", SeveralFit."""
    authorize(by, Action.VIEW_GOAL, EVERYBODY)
    kpi = named(rt, name, by=by)
    assert kpi.id is not None
    with rt.reading() as session:
        owner = ownership.people_by_id(session, by.workspace_id, [kpi.owner_id])[kpi.owner_id]
        readings = alerts.newest_readings(session, by.workspace_id, kpi.id)[-SHOWN_READINGS:]
        alert = alerts.open_alerts(session, by.workspace_id, [kpi.id]).get(kpi.id)
        return _with_alert(rows.kpi(None, kpi, owner=owner.name), alert) | {
            "recent": [
                {"on": reading.period.isoformat(), "value": number(reading.value)}
                for reading in readings
            ],
            "frequency": kpi.frequency,
        }


def set_value(rt: Runtime, asked: KpiSet, *, by: Actor, key: str) -> Saved | None:
    """Record a reading that a person gives by name, in their own words.

    Raises NotFound, SeveralFit, NotAllowed, Invalid "value.none".
    """
    asked = _with_known_name(rt, asked, by=by)
    item = Item(1, None, None, named(rt, asked.name, by=by))
    return answering.about(rt, Came(key, asked.value, "command"), item, by=by)


def _with_known_name(rt: Runtime, asked: KpiSet, *, by: Actor) -> KpiSet:
    """Split behind the name of a KPI, if the words begin with one: the longest with a value."""
    with rt.reading() as session:
        kpis = ownership.kpis(session, by.workspace_id)
    names = {spoken(name) for kpi in kpis for name in (kpi.title, *facts.aliases(kpi.aliases))}
    counts = range(min(len(asked.words), LONGEST_NAME), 0, -1)
    called = [
        asked.with_name_of(count)
        for count in counts
        if spoken(" ".join(asked.words[:count])) in names
    ]
    return next((one for one in called if one.value), called[0] if called else asked)


def _with_alert(row: Row, alert: Alert | None) -> Row:
    """Pending: the newest reading is off, and one more like it raises an alert."""
    late = alert is not None and alert.kind == AlertKind.LATE
    off = row["status"] == Status.OUTSIDE
    return row | {
        "alert": alert.state if alert else None,
        "late": late,
        "pending": off and (alert is None or late),
    }


def named(rt: Runtime, name: str, *, by: Actor) -> Kpi:
    """The KPI that a name means; raises NotFound "kpi.unknown", SeveralFit."""
    with rt.reading() as session:
        known = {kpi.id: kpi for kpi in ownership.kpis(session, by.workspace_id) if kpi.id}
    match = best_match(
        name, {kpi_id: [kpi.title, *facts.aliases(kpi.aliases)] for kpi_id, kpi in known.items()}
    )
    if match.one is not None:
        return known[match.one]
    if match.several:
        raise SeveralFit(name, {kpi_id: known[kpi_id].title for kpi_id in match.several})
    raise NotFound("kpi.unknown", name=name)
