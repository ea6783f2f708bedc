"""What the pages say: the objective, and the key results that follow KPIs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlmodel import Session

from bot.domain.errors import DomainError, Gone, Invalid
from bot.domain.goals import written
from bot.domain.goals.lint import KeyResultDraft, ObjectiveDraft, lint_objective
from bot.domain.goals.lint.objective import MOST_KEY_RESULTS
from bot.domain.goals.model import Level, Measure
from bot.domain.goals.written import Form
from bot.domain.kpis.model import KpiSide
from bot.domain.people import Actor
from bot.domain.policy import Action, authorize
from bot.services import kpi_names, relations
from bot.services.kpi_conversion import related
from bot.services.writing import naming, objective_fields, objectives
from bot.services.writing.model import FieldErrors, Typed
from storage import kpi_goals
from storage.tables import Kpi

Held = Mapping[str, Any]
OF_OBJECTIVE: Final = ("title", "level", "owner", "cycle", "parent", "parent_name", "because")
_FORMS: Final = {
    KpiSide.FLOOR: Form.AT_LEAST,
    KpiSide.CEILING: Form.AT_MOST,
    KpiSide.RANGE: Form.FROM_TO,
}
_REACH: Final = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class Step:
    """A key result that follows a KPI, as far as the pages say it."""

    kpi: Kpi
    measure: Measure
    title: str
    measured_by: str | None
    in_reach: bool | None

    @property
    def draft(self) -> KeyResultDraft:
        """What the rules look at."""
        return KeyResultDraft(self.title, self.measure, self.measured_by, in_reach=self.in_reach)


def found(session: Session, by: Actor, kpi_id: int) -> Kpi:
    """A KPI that this person may draft an objective from; raises Gone "kpi.gone", NotAllowed."""
    kpi = kpi_goals.kpi(session, by.workspace_id, kpi_id)
    if kpi is None:
        raise Gone("kpi.gone")
    relation, who = relations.to_kpi(session, by, kpi)
    authorize(by, Action.DRAFT_OKR, relation, who_can=who)
    return kpi


def typed_objective(held: Held) -> Typed:
    """The first page as the form of an objective has it."""
    return Typed({name: held.get(f"{name}:new") or "" for name in OF_OBJECTIVE})


def check_objective(session: Session, by: Actor, kpi: Kpi, held: Held) -> None:
    """Raise FieldErrors for what cannot be written, and for a title that copies a KPI."""
    typed = typed_objective(held)
    near = [one.title for _, one in related.to(session, by, kpi)]
    draft = ObjectiveDraft(typed.text("title"), Level.TEAM, kpis=(kpi.title, *near))
    copied = [one for one in lint_objective(draft) if one.rule == "copy_of_kpi"]
    if copied:
        error = Invalid("conversion.copy_of_kpi", kpi=copied[0].params["kpi"])
        raise FieldErrors({"title:new": error})
    try:
        objectives.checked(session, by, typed)
    except FieldErrors as errors:
        raise tagged(errors, "new") from None


def chosen(session: Session, by: Actor, kpi: Kpi, held: Held) -> list[Kpi]:
    """The KPIs that become key results, in the order in which they were chosen."""
    known = kpi_names.visible(session, by)
    ids = [str(one) for one in held.get("kpis:all") or [kpi.id]]
    return [known[int(one)] for one in ids if one.isdecimal() and int(one) in known]


def begin(held: Held) -> str:
    """Where key results begin: "now", or over how many periods the average is taken."""
    return str(held.get("begin:all") or related.NOW)


def start_field(kpi: Kpi, held: Held) -> str:
    """The field of a start; another way to begin has other figures, so another field."""
    return f"start:{kpi.id}_{begin(held)}"


def steps(session: Session, by: Actor, kpi: Kpi, held: Held) -> list[Step]:
    """The key results that the pages say; raises FieldErrors by "name:tag"."""
    kpis = chosen(session, by, kpi, held)
    if not kpis or len(kpis) > MOST_KEY_RESULTS:
        error = Invalid("conversion.how_many", count=len(kpis), most=MOST_KEY_RESULTS)
        raise FieldErrors({"kpis:all": error})
    errors: dict[str, DomainError] = {}
    found = [_step(by, one, held, errors) for one in kpis]
    _check_twice(found, errors)
    if errors:
        raise FieldErrors(errors)
    return [one for one in found if one is not None]


def owner(session: Session, by: Actor, kpi: Kpi, held: Held) -> int:
    """Who owns the key result of a KPI; raises FieldErrors for strangers."""
    text = str(held.get(f"owner:{kpi.id}") or "")
    try:
        return objective_fields.person(session, by, text) if text else kpi.owner_id
    except DomainError as error:
        raise FieldErrors({f"owner:{kpi.id}": error}) from None


def tagged(errors: FieldErrors, tag: object) -> FieldErrors:
    """The same errors by "name:tag"."""
    return FieldErrors({f"{name}:{tag}": error for name, error in errors.by_field.items()})


def _step(by: Actor, kpi: Kpi, held: Held, errors: dict[str, DomainError]) -> Step | None:
    texts = {
        "unit": kpi.unit,
        "start": str(held.get(start_field(kpi, held)) or ""),
        "target": str(held.get(f"target:{kpi.id}") or ""),
    }
    form = _FORMS[KpiSide(kpi.side)]
    read = written.written(form, texts, locale=by.locale, keep=False)
    names = {"start": start_field(kpi, held)}
    for name, error in read.errors.items():
        if error.key == "typed.already_there":
            error = Invalid("conversion.already_there", **error.params)
        errors[names.get(name, f"target:{kpi.id}")] = error
    title = _text(held, f"what:{kpi.id}", errors, kpi.title)
    source = _text(held, f"measured_by:{kpi.id}", errors, kpi.measured_by or "")
    if read.measure is None:
        return None
    in_reach = _REACH.get(str(held.get(f"in_reach:{kpi.id}")))
    return Step(kpi, read.measure, title, source or None, in_reach)


def _text(held: Held, name: str, errors: dict[str, DomainError], usual: str) -> str:
    try:
        return naming.title(str(held.get(name) or usual)) if held.get(name) or usual else ""
    except DomainError as error:
        errors[name] = error
        return ""


def _check_twice(found: Sequence[Step | None], errors: dict[str, DomainError]) -> None:
    seen: list[str] = []
    for one in found:
        if one is None:
            continue
        if any(naming.alike(one.title, title) for title in seen):
            errors[f"what:{one.kpi.id}"] = Invalid("title.twice", title=one.title)
        seen.append(one.title)
