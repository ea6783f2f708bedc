"""What the four pages show."""

from sqlmodel import Session

from bot.domain.goals.lint import ObjectiveDraft, lint_objective, smart
from bot.domain.goals.model import Level
from bot.domain.kpis.library import known_as
from bot.domain.people import Actor
from bot.runtime import Runtime
from bot.services import kpi_drafts, rows
from bot.services.kpi_conversion import reading, related
from bot.services.kpi_conversion.reading import Held, Step
from bot.services.rows import Row, number
from bot.services.writing import linting, objectives
from storage import ownership
from storage.tables import Kpi

OBJECTIVE, FIGURES, SMART, TRACKING = 1, 2, 3, 4


def objective(rt: Runtime, kpi_id: int, held: Held, *, by: Actor) -> Row:
    """The form of an objective for the KPI's team and owner, with what was typed so far."""
    form = kpi_drafts.begin(rt, f"#{kpi_id}", by=by)
    for name in reading.OF_OBJECTIVE:
        if held.get(f"{name}:new"):
            form[name] = held[f"{name}:new"]
    with rt.reading() as session:
        kpi = reading.found(session, by, kpi_id)
        known = known_as(kpi.title)
        return form | {"dimension": kpi.dimension or (known.dimension.value if known else None)}


def figures(rt: Runtime, kpi_id: int, held: Held, *, by: Actor) -> Row:
    """Which KPIs become key results, and from where to where they go.

    Raises FieldErrors for an objective that cannot be written.
    """
    with rt.reading() as session:
        kpi = reading.found(session, by, kpi_id)
        reading.check_objective(session, by, kpi, held)
        near = related.to(session, by, kpi)
        seen = set(held.get("seen:all") or ())
        return {
            "objective": reading.typed_objective(held).text("title"),
            "findings": _of_objective(held),
            "kpi": {"id": str(kpi.id), "title": kpi.title},
            "near": [
                {"id": str(one.id), "title": one.title, "reason": reason} for reason, one in near
            ],
            "begin": reading.begin(held),
            "averages": list(related.AVERAGES),
            "rows": [
                _figure(session, one, held, seen) for one in reading.chosen(session, by, kpi, held)
            ],
        }


def checks(rt: Runtime, kpi_id: int, held: Held, *, by: Actor) -> Row:
    """Each letter of SMART for each key result; raises FieldErrors for figures that fail."""
    with rt.reading() as session:
        kpi = reading.found(session, by, kpi_id)
        steps = reading.steps(session, by, kpi, held)
        return {
            "rows": [
                {
                    **_step(session, by, held, one),
                    "measured_by": one.measured_by,
                    "in_reach": held.get(f"in_reach:{one.kpi.id}"),
                }
                for one in steps
            ],
            "few": len(steps) < 2,
        }


def tracking(rt: Runtime, kpi_id: int, held: Held, *, by: Actor) -> Row:
    """Who owns the key results and how often they are asked; raises as `checks` does."""
    with rt.reading() as session:
        kpi = reading.found(session, by, kpi_id)
        steps = reading.steps(session, by, kpi, held)
        owners = ownership.people_by_id(
            session, by.workspace_id, [one.kpi.owner_id for one in steps]
        )
        return {
            "rows": [
                {
                    **_step(session, by, held, one),
                    "owner": held.get(f"owner:{one.kpi.id}")
                    or owners[one.kpi.owner_id].slack_user_id
                    or by.slack_user_id,
                    "frequency": one.kpi.frequency,
                }
                for one in steps
            ],
            "cadence": held.get("cadence:all") or "team",
        }


def _figure(session: Session, kpi: Kpi, held: Held, seen: set[str]) -> Row:
    """A key result's figures as typed, else where the KPI stands and its limit.

    What was shown and emptied stays empty.
    """
    field = reading.start_field(kpi, held)
    shown, first = field in seen, related.begins_at(session, kpi, reading.begin(held))
    return {
        "id": str(kpi.id),
        "field": field,
        "kpi": related.standing(session, kpi),
        "start": held.get(field),
        "begins": None if shown else number(first),
        "target": held.get(f"target:{kpi.id}"),
        "limit": None if f"target:{kpi.id}" in seen else number(related.target(kpi)),
    }


def _of_objective(held: Held) -> list[Row]:
    typed = reading.typed_objective(held)
    level = Level(typed.text("level").partition(":")[0] or Level.TEAM)
    draft = ObjectiveDraft(
        typed.text("title"), level, aligned=_aligned(held), no_parent_because=typed.text("because")
    )
    return [linting.row(one) for one in lint_objective(draft)]


def _aligned(held: Held) -> bool:
    typed = reading.typed_objective(held)
    above = typed.text("parent") or typed.text("parent_name")
    return bool(above) or typed.text("level") == Level.COMPANY


def _step(session: Session, by: Actor, held: Held, step: Step) -> Row:
    typed = reading.typed_objective(held)
    cycle, _ = objectives.checked(session, by, typed)
    answers = smart(
        step.draft,
        aligned=_aligned(held),
        explained=bool(typed.text("because")),
        due_on=cycle.ends_on,
    )
    return {
        "id": str(step.kpi.id),
        "title": step.title,
        "row": rows.written(step.title, step.measure),
        "smart": linting.answer_rows(answers, cycle.ends_on),
    }
