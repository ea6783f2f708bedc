"""KPIs that follow from others: shown to their owner, asked of nobody."""

from sqlmodel import Session

from bot.domain.people import Actor
from bot.services import rows
from bot.services.rows import Row
from storage import alerts, ownership

MOST_SHOWN = 12


def of_person(session: Session, by: Actor) -> Row:
    """Those that the person owns, as rows without a number, and how many more there are."""
    owned = ownership.kpis_of_people(session, by.workspace_id, [by.person_id])
    found = [kpi for kpi in owned.get(by.person_id, ()) if kpi.combines is not None]
    shown = found[:MOST_SHOWN]
    firing = alerts.open_alerts(session, by.workspace_id, [kpi.id for kpi in shown if kpi.id])
    return {
        "rows": [rows.with_alert(rows.kpi(None, kpi), firing.get(kpi.id or 0)) for kpi in shown],
        "more": len(found) - len(shown),
    }
