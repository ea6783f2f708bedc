"""Goals by the names that people type around the end of a cycle."""

from collections.abc import Sequence

from sqlmodel import Session

from bot.domain.errors import Invalid, NotFound
from bot.domain.matching import best_match
from bot.domain.people import Actor
from bot.runtime import Runtime
from bot.services.choices import SeveralFit
from bot.services.cycles import rights
from storage import cycles
from storage.ownership import Goal
from storage.tables import Cycle

Named = tuple[Cycle, list[Goal], str]


def to_score(rt: Runtime, name: str, *, by: Actor) -> int:
    """The objective of that name, or with a key result of that name, in a cycle that is closing.

    Raises NotFound "carry.unknown", SeveralFit, Invalid "score.none_closing".
    """
    with rt.reading() as session:
        closing = cycles.in_states(session, by.workspace_id, ("closing",))
        if not closing:
            raise Invalid("score.none_closing")
        _, goals, _ = named(session, by, name, closing)
        return goals[0][0].objective_id


def named(session: Session, by: Actor, name: str, among: Sequence[Cycle]) -> Named:
    """The goal of that name as far as the actor answers for it; those of later cycles go first.

    An objective comes with all of its key results, a key result alone. Raises NotFound
    "carry.unknown", SeveralFit.
    """
    found: dict[int, Named] = {}
    names: dict[int, list[str]] = {}
    whose = None if by.is_admin else _whose(session, by)
    for cycle in reversed(among):
        goals = cycles.goals(
            session,
            by.workspace_id,
            cycle.id or 0,
            states=("active", "postponed", "closed"),
            owner_ids=whose,
        )
        for kr, objective in goals:
            # Odd numbers are objectives, even ones key results: one list to choose from.
            whole, one = 2 * (objective.id or 0) + 1, 2 * (kr.id or 0)
            found.setdefault(whole, (cycle, [], objective.title))[1].append((kr, objective))
            names[whole] = [objective.title]
            found[one] = (cycle, [(kr, objective)], kr.title)
            names[one] = [kr.title, *(alias for alias in kr.aliases.split("\n") if alias)]
    match = best_match(name.strip(), names)
    fitting = [match.one] if match.one is not None else list(match.several)
    seen = [key for key in fitting if rights.sees(session, by, found[key][1][0][1])]
    if len(seen) > 1:
        raise SeveralFit(name, {key: found[key][2] for key in seen})
    if not seen:
        raise NotFound("carry.unknown", name=name)
    return found[seen[0]]


def _whose(session: Session, by: Actor) -> Sequence[int]:
    """Whose goals a person may know by name here: their own and those of their people."""
    return [by.person_id, *rights.possible_reports(session, by.workspace_id, by.person_id)]
