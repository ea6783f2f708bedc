"""Whose card of which cycle is meant by a few words."""

from collections.abc import Mapping, Sequence
from typing import Final, TypeVar

from sqlmodel import Session

from bot.domain.errors import Invalid, NotFound
from bot.domain.folding import fold
from bot.domain.goals.model import CycleState
from bot.domain.people import Actor
from bot.domain.policy import Action, Grant, authorize
from bot.services import relations, silence
from storage import cycles, goals, organisation
from storage.tables import Cycle, Person, Workspace

Thing = TypeVar("Thing")
#: Which cycle is meant when nobody says: one that is being scored is looked at before all others.
ORDER: Final = (CycleState.CLOSING, CycleState.ACTIVE, CycleState.CLOSED)


def check_on(session: Session, workspace_id: str) -> None:
    """Raises Invalid "scorecard.off" in a house that has no scorecards."""
    if not session.get_one(Workspace, workspace_id).scorecards:
        raise Invalid("scorecard.off")


def card_of(session: Session, by: Actor, words: str | None) -> tuple[Person, Cycle]:
    """The person and the cycle, by default the actor and the cycle that is looked at now.

    Raises NotFound "silence.unknown", "scorecard.no_cycle", SeveralFit.
    """
    known = shown_cycles(session, by.workspace_id)
    rest, cycle = split_last(words or "", {name: row for row in known for name in _names(row)})
    person = (
        silence.find(session, by.workspace_id, rest)
        if rest
        else organisation.person(session, by.workspace_id, by.person_id)
    )
    assert person is not None
    return person, cycle or current(known)


def cycle_of(session: Session, workspace_id: str, words: str | None) -> Cycle:
    """The cycle of that key or name. Raises NotFound "scorecard.no_cycle"."""
    known = shown_cycles(session, workspace_id)
    if not words:
        return current(known)
    _, cycle = split_last(words, {name: row for row in known for name in _names(row)})
    if cycle is None:
        raise NotFound("scorecard.no_cycle")
    return cycle


def shown_cycles(session: Session, workspace_id: str) -> Sequence[Cycle]:
    """Cycles that have cards, the earliest first: drafts have none."""
    return [row for row in goals.cycles(session, workspace_id) if row.state != CycleState.DRAFT]


def current(known: Sequence[Cycle]) -> Cycle:
    """The one that is meant when nobody says. Raises NotFound "scorecard.no_cycle"."""
    for state in ORDER:
        fitting = [row for row in known if row.state == state]
        if fitting:
            return max(fitting, key=lambda row: (row.starts_on, row.id or 0))
    raise NotFound("scorecard.no_cycle")


def by_id(
    session: Session, workspace_id: str, person_id: int, cycle_id: int
) -> tuple[Person, Cycle]:
    """What a button or a form carries. Raises NotFound "button.broken"."""
    person = organisation.person(session, workspace_id, person_id)
    cycle = cycles.get(session, workspace_id, cycle_id)
    if person is None or cycle is None or cycle.state == CycleState.DRAFT:
        raise NotFound("button.broken")
    return person, cycle


def may(session: Session, by: Actor, person: Person, action: Action) -> Grant:
    """The actor's right to the card of a person; raises NotAllowed "policy.<action>"."""
    relation, who = relations.to_person(session, by, person.id or 0)
    # Of the owner and those who lead them only the latter review.
    leads = who[1:] if action is Action.REVIEW_SCORECARD else who
    return authorize(by, action, relation, who_can=leads)


def split_last(words: str, names: Mapping[str, Thing]) -> tuple[str, Thing | None]:
    """The thing whose name ends the words, and what stands before it; the longest name wins.

    Blind to case and accents.
    """
    typed = words.split()
    for start in range(len(typed)):
        said = fold(" ".join(typed[start:]))
        for name, thing in names.items():
            if said == fold(" ".join(name.split())):
                return " ".join(typed[:start]), thing
    return " ".join(typed), None


def _names(cycle: Cycle) -> Sequence[str]:
    return [cycle.key, cycle.name]
