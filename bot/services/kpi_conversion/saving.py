"""The conversion is written: a draft with key results that follow their KPIs, or nothing."""

from datetime import datetime

from sqlmodel import Session

from bot.domain.people import Actor
from bot.domain.policy import Action, authorize
from bot.domain.rhythm import CADENCE_DAYS, Cadence
from bot.runtime import Runtime
from bot.services import facts
from bot.services.kpi_conversion import reading
from bot.services.kpi_conversion.reading import Held, Step
from bot.services.writing import key_result_filling, key_results, objectives, rights
from bot.services.writing.key_result_fields import Read, measure_columns
from bot.services.writing.model import FieldErrors
from storage import form_effects, inbox
from storage.tables import Cycle, Objective


def save(rt: Runtime, kpi_id: int, held: Held, *, by: Actor, key: str, once: str) -> int:
    """Write what the pages say; the id of the objective.

    Raises FieldErrors by "name:tag", Gone, NotAllowed.
    """
    at = rt.clock()
    with rt.uow() as session:
        inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at)
        effect = form_effects.begin(session, workspace_id=by.workspace_id, once=once, at=at)
        if effect is None:
            known = form_effects.result(session, workspace_id=by.workspace_id, once=once)
            return int(known["objective"])
        kpi = reading.found(session, by, kpi_id)
        reading.check_objective(session, by, kpi, held)
        steps = reading.steps(session, by, kpi, held)
        objective = objectives.create(session, by, reading.typed_objective(held), at=at)
        assert objective.id is not None
        cycle = rights.open_cycle(session, objective)
        for step in steps:
            _key_result(session, by, objective, cycle, step, held, at=at)
        form_effects.note(session, effect, {"objective": objective.id})
        return objective.id


def _key_result(
    session: Session,
    by: Actor,
    objective: Objective,
    cycle: Cycle,
    step: Step,
    held: Held,
    *,
    at: datetime,
) -> None:
    today = facts.local_date(at, by.tz)
    columns = {
        "title": step.title,
        "owner_id": reading.owner(session, by, step.kpi, held),
        "measured_by": step.measured_by,
        "in_reach": step.in_reach,
        "kpi_id": step.kpi.id,
        "start_on": key_result_filling.first_day(objective, cycle, today),
        "due_on": objective.due_on or cycle.ends_on,
        **measure_columns(step.measure),
    }
    relation, who = rights.to_objective(session, by, objective)
    grant = authorize(by, Action.EDIT_GOAL, relation, who_can=who)
    try:
        kr = key_results.create(
            session, by, objective, Read(columns, step.measure), grant=grant, at=at
        )
    except FieldErrors as errors:
        raise reading.tagged(errors, step.kpi.id) from None
    chosen = str(held.get("cadence:all") or "")
    if chosen in list(Cadence):
        kr.cadence_days, kr.cadence_chosen = CADENCE_DAYS[Cadence(chosen)], True
        session.flush()
