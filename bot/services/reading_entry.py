"""A person's figure of a KPI, with its day and its note."""

from dataclasses import replace
from datetime import date

from sqlmodel import Session

from bot.domain.people import Actor
from bot.domain.policy import Action, authorize
from bot.services import facts, recording, relations
from bot.services.recording import Origin, Said
from storage import ownership


def write(
    session: Session,
    by: Actor,
    kpi_id: int,
    said: Said | None,
    origin: Origin,
    *,
    on: date | None,
) -> None:
    """Write the figure of a KPI if the actor may, for the day that was said, else `on` or today.

    With nothing said only the right is checked. Raises NotAllowed, and as `recording.reading`.
    """
    kpi = ownership.kpi_for_update(session, by.workspace_id, kpi_id)
    assert kpi is not None
    relation, who = relations.to_kpi(session, by, kpi)
    authorize(by, Action.RECORD_READING, relation, who_can=who)
    if said is not None and said.value is not None:
        seen = origin.observed
        said = replace(
            said,
            note=seen.note or said.note,
            numerator=seen.numerator,
            denominator=seen.denominator,
        )
        day = seen.on or on or facts.local_date(origin.at, origin.tz)
        recording.reading(session, kpi, said, origin, on=day)
