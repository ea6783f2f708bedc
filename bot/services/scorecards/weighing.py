"""How much each thing on a person's scorecard weighs, as administrators set it in a form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Final

from sqlmodel import Session

from bot.domain.errors import DomainError, Invalid, NotFound
from bot.domain.goals.typed_numbers import typed_number
from bot.domain.people import Actor
from bot.domain.policy import Action, authorize
from bot.domain.scorecards.card import HEAVIEST, WHOLE
from bot.runtime import Runtime
from bot.services import silence
from bot.services.rows import Row, number
from bot.services.scorecards import naming, roles, showing
from bot.services.writing.model import FieldErrors, Typed
from storage import inbox, organisation, scorecards
from storage.scorecards import Ref
from storage.tables import KeyResult, Kpi, Person, ScorecardWeight

#: A view holds 100 blocks.
MOST_ITEMS: Final = 80
SPLIT: Final = "kpis"
_USUAL: Final = 1000


def named(rt: Runtime, words: str, *, by: Actor) -> Row:
    """The form for the person whom the words name.

    Raises NotAllowed "policy.manage_roles", NotFound "silence.unknown", SeveralFit.
    """
    authorize(by, Action.MANAGE_ROLES, roles.NOBODY_IN_PARTICULAR)
    with rt.reading() as session:
        return _form(session, silence.find(session, by.workspace_id, words))


def form(rt: Runtime, person_id: int, *, by: Actor) -> Row:
    """The same by id; raises NotFound "button.broken" for nobody."""
    authorize(by, Action.MANAGE_ROLES, roles.NOBODY_IN_PARTICULAR)
    with rt.reading() as session:
        return _form(session, _person(session, by, person_id))


def save(rt: Runtime, person_id: int, typed: Typed, *, by: Actor, key: str) -> Row:
    """Keep the split and the weights that the form shows; the form as it is then.

    Another split takes the template of that name. Raises FieldErrors by the names of the fields,
    NotAllowed, NotFound "button.broken".
    """
    authorize(by, Action.MANAGE_ROLES, roles.NOBODY_IN_PARTICULAR)
    at = rt.clock()
    with rt.uow() as session:
        organisation.workspace_for_update(session, by.workspace_id)
        person = _person(session, by, person_id)
        if inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            _save(session, by, person, typed, at=at)
        return _form(session, person) | {"saved": True}


def _save(session: Session, by: Actor, person: Person, typed: Typed, *, at: datetime) -> None:
    errors: dict[str, DomainError] = {}
    weights: dict[Ref, int] = {}
    for item in _items(session, person):
        try:
            if typed.shows(item.field):
                weights[item.ref] = _weight(typed.text(item.field), by.locale)
        except DomainError as error:
            errors[item.field] = error
    try:
        share = _share(typed.text(SPLIT))
    except DomainError as error:
        errors[SPLIT] = error
    if errors:
        raise FieldErrors(errors)
    template = roles.put_split(session, person, kpis=share)
    _put(session, person, weights)
    ids = {"person_id": person.id, "template_id": template.id}
    showing.note(session, by, "set_scorecard_weights", at=at, **ids)


def _put(session: Session, person: Person, weights: Mapping[Ref, int]) -> None:
    stored = scorecards.weight_rows(session, person.workspace_id, [person.id or 0])
    present = {scorecards.ref(row): row for row in stored}
    for ref, weight in weights.items():
        row = present.get(ref)
        if row is not None and weight == _USUAL:
            session.delete(row)
        elif row is not None:
            row.weight = weight
        elif weight != _USUAL:
            session.add(_row(person, ref, weight))
    session.flush()


def _row(person: Person, ref: Ref, weight: int) -> ScorecardWeight:
    kind, row_id = ref
    return ScorecardWeight(
        workspace_id=person.workspace_id,
        person_id=person.id or 0,
        key_result_id=row_id if kind == "kr" else None,
        kpi_id=row_id if kind == "kpi" else None,
        weight=weight,
    )


@dataclass(frozen=True, slots=True)
class _Item:
    """A key result or KPI that the card holds."""

    row: KeyResult | Kpi

    @property
    def ref(self) -> Ref:
        return ("kr" if isinstance(self.row, KeyResult) else "kpi"), self.row.id or 0

    @property
    def field(self) -> str:
        kind, row_id = self.ref
        return f"{kind}_{row_id}"


def _items(session: Session, person: Person) -> Sequence[_Item]:
    """What stands on the card of the cycle that is looked at now: KPIs, then key results."""
    person_id, workspace_id = person.id or 0, person.workspace_id
    kpis = scorecards.kpis(session, workspace_id, [person_id])
    found: list[KeyResult | Kpi] = [*kpis.get(person_id, ())]
    try:
        cycle = naming.current(naming.shown_cycles(session, workspace_id))
    except NotFound:
        cycle = None  # there is none yet: KPIs run without it
    if cycle is not None:
        owned = scorecards.key_results(session, workspace_id, cycle.id or 0, [person_id])
        found += owned.get(person_id, ())
    return [_Item(row) for row in found[:MOST_ITEMS]]


def _form(session: Session, person: Person) -> Row:
    template = scorecards.roles(session, person.workspace_id).get(person.id or 0)
    rows = scorecards.weight_rows(session, person.workspace_id, [person.id or 0])
    weights = {scorecards.ref(row): row.weight for row in rows}
    items = _items(session, person)
    shares = {"kpi": template.kpi_share, "kr": template.kr_share} if template else {}
    return {
        "person_id": person.id,
        "person": person.name,
        "template": template.name if template else None,
        "kpis": template.kpi_share if template else None,
        "parts": [
            _part(kind, shares.get(kind), [one for one in items if one.ref[0] == kind], weights)
            for kind in ("kpi", "kr")
        ],
        "saved": False,
    }


def _part(kind: str, share: int | None, items: Sequence[_Item], weights: Mapping[Ref, int]) -> Row:
    """The weights of one part with their sum, and how many points hang on each."""
    known = [Fraction(weights.get(one.ref, _USUAL), 1000) for one in items]
    whole = sum(known, Fraction(0))
    return {
        "part": "kpis" if kind == "kpi" else "key_results",
        "share": share,
        "sum": _text(whole),
        "items": [
            {
                "field": one.field,
                "title": one.row.title,
                "weight": _text(weight),
                "points": _text(share * weight / whole) if share is not None and whole else None,
            }
            for one, weight in zip(items, known, strict=True)
        ],
    }


def _text(value: Fraction) -> str:
    return number(Decimal(value.numerator) / Decimal(value.denominator)) or "0"


def _weight(text: str, locale: str) -> int:
    """In thousandths; nothing counts 1."""
    if not text:
        return _USUAL
    weight = typed_number(text, locale=locale, unit="", field="weight")
    if not 0 <= weight <= HEAVIEST or weight * 1000 != int(weight * 1000):
        raise Invalid("scorecard.weight", most=HEAVIEST)
    return int(weight * 1000)


def _share(text: str) -> int:
    found = text.removesuffix("%").strip()
    if not (found.isascii() and found.isdigit() and int(found) <= WHOLE):
        raise Invalid("scorecard.share")
    return int(found)


def _person(session: Session, by: Actor, person_id: int) -> Person:
    person = organisation.person(session, by.workspace_id, person_id)
    if person is None:
        raise NotFound("button.broken")
    return person
