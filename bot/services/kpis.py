"""KPIs looked up and recorded by name."""

from bot.domain.errors import NotFound
from bot.domain.matching import best_match
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
from storage.tables import Kpi

SHOWN_READINGS = 8


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
                rows.kpi(None, kpi, owner=people[kpi.owner_id].name)
                | {
                    "alert": firing[kpi.id].state if kpi.id in firing else None,
                    "value_on": kpi.value_on.isoformat() if kpi.value_on else None,
                }
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
        alert = alerts.open_alert(session, by.workspace_id, kpi.id)
        return rows.kpi(None, kpi, owner=owner.name) | {
            "recent": [
                {"on": reading.period.isoformat(), "value": number(reading.value)}
                for reading in readings
            ],
            "alert": alert.state if alert else None,
            "frequency": kpi.frequency,
        }


def set_value(rt: Runtime, name: str, words: str, *, by: Actor, key: str) -> Saved | None:
    """Record a reading that a person gives by name, in their own words.

    Raises NotFound, SeveralFit, NotAllowed, Invalid "value.none".
    """
    item = Item(1, None, None, named(rt, name, by=by))
    return answering.about(rt, Came(key, words, "command"), item, by=by)


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
