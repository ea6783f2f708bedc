"""Goals by the names that people type around the end of a cycle."""

from collections.abc import Iterator, Sequence

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

STATES = ("active", "postponed", "closed")
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
    for whose in _scopes(session, by):
        found = _named(session, by, name, among, whose)
        if found is not None:
            return found
    raise NotFound("carry.unknown", name=name)


def _scopes(session: Session, by: Actor) -> Iterator[Sequence[int] | None]:
    """Whose goals a name may be of, nearest first; None is everybody's, for administrators.

    A form must open within seconds: the goals of a whole company are read only as a last resort.
    """
    yield [by.person_id, *rights.possible_reports(session, by.workspace_id, by.person_id)]
    yield rights.below(session, by.workspace_id, by.person_id)
    if by.is_admin:
        yield None


def _named(
    session: Session, by: Actor, name: str, among: Sequence[Cycle], whose: Sequence[int] | None
) -> Named | None:
    found = _by_number(session, by, among, whose)
    match = best_match(name.strip(), {key: names for key, (_, names) in found.items()})
    fitting = [match.one] if match.one is not None else list(match.several)
    seen = [key for key in fitting if rights.sees_any(session, by, found[key][0][1])]
    if len(seen) > 1:
        raise SeveralFit(name, {key: found[key][0][2] for key in seen})
    return found[seen[0]][0] if seen else None


def _by_number(
    session: Session, by: Actor, among: Sequence[Cycle], whose: Sequence[int] | None
) -> dict[int, tuple[Named, list[str]]]:
    """Odd numbers are objectives, even ones key results: one list to choose from."""
    found: dict[int, tuple[Named, list[str]]] = {}
    for cycle in reversed(among):
        goals = cycles.goals(
            session, by.workspace_id, cycle.id or 0, states=STATES, owner_ids=whose
        )
        for kr, objective in goals:
            whole, one = 2 * (objective.id or 0) + 1, 2 * (kr.id or 0)
            known = found.setdefault(whole, ((cycle, [], objective.title), [objective.title]))
            known[0][1].append((kr, objective))
            aliases = [alias for alias in kr.aliases.split("\n") if alias]
            found[one] = ((cycle, [(kr, objective)], kr.title), [kr.title, *aliases])
    return found
