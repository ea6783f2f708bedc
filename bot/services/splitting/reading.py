"""What the pages of a split say: who takes part, with what share, produced by which KPIs.

`held` are the fields of all pages by "name:tag"; the tag is a Slack id, with the key of a common
metric behind it where the field is about a new KPI ("unit:U0AN_posts").
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from sqlmodel import Session

from bot.domain.errors import DomainError, Gone, Invalid, NotAllowed
from bot.domain.goals import shares
from bot.domain.goals.model import Level, Measure
from bot.domain.goals.shares import Share, Total, Way
from bot.domain.kpis.library import LIBRARY
from bot.domain.people import Actor
from bot.domain.policy import Action, authorize
from bot.services import facts, kpi_names
from bot.services.writing import naming, objective_fields, rights
from bot.services.writing.model import FieldErrors
from storage import organisation
from storage import shares as rows_of_shares
from storage.tables import KeyResult, KeyResultShare, Objective, Person

#: What fits into one form; others are added by splitting again.
MOST_PEOPLE: Final = 8
MOST_NEW_KPIS: Final = 10
Held = Mapping[str, Any]
Standing = tuple[KeyResultShare, KeyResult, Objective]


@dataclass(frozen=True, slots=True)
class Found:
    """A key result that can be split: `ways` has the usual one first."""

    kr: KeyResult
    objective: Objective
    measure: Measure
    ways: tuple[Way, ...]
    standing: Sequence[Standing]

    @property
    def way(self) -> Way:
        """The way in which it is split already, else the usual one."""
        return Way(self.standing[0][0].way) if self.standing else self.ways[0]

    @property
    def given(self) -> list[Decimal]:
        """The shares that are there already."""
        return [
            shares.whole(facts.measure(kr))
            for share, kr, _ in self.standing
            if share.way == Way.PARTS and shares.has_parts(facts.measure(kr))
        ]


@dataclass(frozen=True, slots=True)
class Part:
    """One person's: `amount` None where everybody answers for the same figure."""

    person: Person
    title: str
    amount: Decimal | None
    kpi_ids: tuple[int, ...]
    metrics: tuple[str, ...]

    @property
    def tag(self) -> str:
        return self.person.slack_user_id or ""


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that the pages say; `total` None where nothing adds up."""

    way: Way
    parts: tuple[Part, ...]
    total: Total | None


def found(session: Session, by: Actor, key_result_id: int, *, lock: bool = False) -> Found:
    """A key result that this person may split.

    Raises Gone, NotAllowed, Invalid "split.personal", "split.milestones", and what is missing of a
    draft.
    """
    kr, objective, _, _ = rights.key_result_to_edit(session, by, key_result_id, lock=lock)
    if kr.state == "closed":
        raise Gone("writing.deleted")
    if objective.level == Level.PERSON:
        raise Invalid("split.personal", title=kr.title)
    measure = facts.measure(kr)
    ways = shares.ways(measure, kr.title)
    standing = rows_of_shares.of_key_result(session, by.workspace_id, key_result_id)
    return Found(kr, objective, measure, ways, standing)


def way(split: Found, held: Held) -> Way:
    """The way that was chosen; what is split already goes on as it began."""
    chosen = str(held.get("way:all") or "")
    if split.standing or chosen not in split.ways:
        return split.way
    return Way(chosen)


def people(session: Session, by: Actor, split: Found, held: Held) -> list[Person]:
    """Who takes part, in the order in which they were chosen.

    Raises FieldErrors for nobody, too many, strangers, those who have a share already, and those
    whose goals this person may not write.
    """
    chosen = list(dict.fromkeys(held.get("people:all") or ()))
    try:
        if not chosen:
            raise Invalid("split.nobody")
        if len(chosen) > MOST_PEOPLE:
            raise Invalid("split.many", count=len(chosen), most=MOST_PEOPLE)
        return [_person(session, by, split, one) for one in chosen]
    except DomainError as error:
        raise FieldErrors({"people:all": error}) from None


def plan(session: Session, by: Actor, split: Found, held: Held) -> Plan:
    """What the first two pages say; raises FieldErrors by "name:tag"."""
    taking, chosen = people(session, by, split, held), way(split, held)
    errors: dict[str, DomainError] = {}
    read = [_share(by, split, one, held, errors) for one in taking] if chosen is Way.PARTS else []
    titles = [_title(split, one, held, errors) for one in taking]
    metrics = [_metrics(one, held) for one in taking]
    if sum(map(len, metrics)) > MOST_NEW_KPIS:
        first = next(one for one, known in zip(taking, metrics, strict=True) if known)
        errors[f"new:{first.slack_user_id}"] = Invalid("split.many_kpis", most=MOST_NEW_KPIS)
    if errors:
        raise FieldErrors(errors)
    given = [one for one in read if one is not None]
    amounts = shares.rounded(given, split.measure) if given else [None] * len(taking)
    parts = tuple(
        Part(person, title, amount, _kpis(session, by, person, held), new)
        for person, title, amount, new in zip(taking, titles, amounts, metrics, strict=True)
    )
    return Plan(chosen, parts, _total(split, parts) if chosen is Way.PARTS else None)


def owned_kpis(session: Session, by: Actor, person_id: int) -> dict[int, str]:
    """KPIs of somebody that may be their work KPIs, with their titles."""
    known = kpi_names.visible(session, by)
    return {key: kpi.title for key, kpi in known.items() if kpi.owner_id == person_id}


def _person(session: Session, by: Actor, split: Found, slack_user_id: str) -> Person:
    owner_id = objective_fields.person(session, by, slack_user_id)
    person = organisation.person(session, by.workspace_id, owner_id)
    assert person is not None
    if any(kr.owner_id == owner_id for _, kr, _ in split.standing):
        raise Invalid("split.twice", name=person.name)
    private = split.objective.visibility == "private"
    relation, who = rights.to_new(
        session, by, level=Level.PERSON, team_id=None, owner_id=owner_id, private=private
    )
    try:
        authorize(by, Action.CREATE_GOAL, relation, who_can=who)
    except NotAllowed:
        raise NotAllowed("split.not_led", name=person.name, who=tuple(who)) from None
    return person


def _share(
    by: Actor, split: Found, person: Person, held: Held, errors: dict[str, DomainError]
) -> Share | None:
    name = f"share:{person.slack_user_id}"
    try:
        return shares.typed_share(str(held.get(name) or ""), split.measure, locale=by.locale)
    except DomainError as error:
        errors[name] = error
        return None


def _title(split: Found, person: Person, held: Held, errors: dict[str, DomainError]) -> str:
    name = f"what:{person.slack_user_id}"
    try:
        return naming.title(str(held.get(name) or split.kr.title))
    except DomainError as error:
        errors[name] = error
        return ""


def _kpis(session: Session, by: Actor, person: Person, held: Held) -> tuple[int, ...]:
    known = owned_kpis(session, by, person.id or 0)
    chosen = [str(one) for one in held.get(f"kpis:{person.slack_user_id}") or ()]
    return tuple(int(one) for one in chosen if one.isdecimal() and int(one) in known)


def _metrics(person: Person, held: Held) -> tuple[str, ...]:
    chosen = held.get(f"new:{person.slack_user_id}") or ()
    return tuple(one for one in dict.fromkeys(chosen) if one in LIBRARY)


def _total(split: Found, parts: Sequence[Part]) -> Total:
    given = [*split.given, *(one.amount for one in parts if one.amount is not None)]
    return Total(shares.whole(split.measure), sum(given, Decimal(0)))
