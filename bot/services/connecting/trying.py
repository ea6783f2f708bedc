"""Who asked for a figure just now is told what came of it."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from bot.services import places, scheduled
from bot.services.given_readings import Written
from bot.services.rows import number
from storage import organisation, ownership
from storage.outbox import Priority
from storage.tables import Connector

MOST_SHOWN = 5


def tell(session: Session, row: Connector, written: Sequence[Written], *, at: datetime) -> None:
    """One direct message with the figures, or with what went wrong; none when nobody asked."""
    asker = organisation.person(session, row.workspace_id, row.asked_by) if row.asked_by else None
    row.asked_by = None
    session.flush()
    kpi = ownership.kpis_by_id(session, row.workspace_id, [row.kpi_id]).get(row.kpi_id)
    if asker is None or kpi is None or asker.slack_user_id is None:
        return
    draft = places.draft(
        places.of_person(asker),
        f"connector_tried:{row.id}:{at:%Y%m%dT%H%M%S}:{asker.id}",
        "connector_tried",
        {
            "key": kpi.key,
            "title": kpi.title,
            "unit": kpi.unit,
            "because": row.failed_because if row.failures else None,
            "because_params": row.failed_params,
            "figures": [
                {
                    "on": one.on.isoformat(),
                    "value": number(one.value),
                    "before": number(one.before),
                    "effect": one.effect.value,
                }
                for one in written[-MOST_SHOWN:]
            ],
            "more": max(len(written) - MOST_SHOWN, 0),
        },
        priority=Priority.INTERACTIVE,
    )
    scheduled.post(session, draft, workspace_id=row.workspace_id, at=at)
