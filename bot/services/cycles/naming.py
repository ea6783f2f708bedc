"""Goals by the names that people type around the end of a cycle."""

from collections.abc import Iterator, Sequence

from sqlmodel import Session

from bot.domain import goal_names as called
from bot.domain.errors import Invalid, NotFound
from bot.domain.goal_names import Goal, Kind
from bot.domain.people import Actor
from bot.runtime import Runtime
from bot.services import facts, sight
from bot.services.choices import SeveralFit
from bot.services.cycles import rights
from bot.services.sight import Sight
from storage import cycles
from storage.ownership import Goal as Owned
from storage.tables import Cycle

STATES = ("active", "postponed", "closed")
Named = tuple[Cycle, list[Owned], str]


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

    Found as `choices.goal_named` finds those that run. An objective comes with all of its key
    results, a key result alone. Raises NotFound "carry.unknown", SeveralFit.
    """
    seen = sight.of(session, by)
    guessed: SeveralFit | None = None
    for whose in _scopes(session, by):
        try:
            found = _named(session, by, seen, name, among, whose)
        except SeveralFit as fit:
            if not fit.guessed:
                raise
            guessed = guessed or fit
            continue
        if found is not None:
            return found
    raise guessed or NotFound("carry.unknown", name=name)


def _scopes(session: Session, by: Actor) -> Iterator[Sequence[int] | None]:
    """Whose goals a name may be of, nearest first; None is everybody's, for administrators.

    A form must open within seconds: the goals of a whole company are read only as a last resort.
    """
    yield [by.person_id, *rights.possible_reports(session, by.workspace_id, by.person_id)]
    yield rights.below(session, by.workspace_id, by.person_id)
    if by.is_admin:
        yield None


def _named(
    session: Session,
    by: Actor,
    seen: Sight,
    name: str,
    among: Sequence[Cycle],
    whose: Sequence[int] | None,
) -> Named | None:
    known = _known(session, by, seen, among, whose)
    pointed = called.reference(name)
    if pointed is not None:
        kind, row_id = pointed
        by_id = {(one.kind, one.id): one for one in known}
        kinds: list[Kind] = [kind] if kind else ["kr", "o"]
        fitting = [by_id[each, row_id] for each in kinds if (each, row_id) in by_id]
        found = called.Found(None, tuple(fitting[:1]))
    else:
        found = called.find(name, [*known], prefers="kr")
    wanted = [found.one] if found.one is not None else [*found.several]
    meant = [one for one in wanted if sight.knows(session, seen, known[one][1][0][1])]
    if len(meant) > 1 or (meant and found.guessed):
        titles = {one.reference: one.title for one in meant}
        raise SeveralFit(name, titles, guessed=found.guessed)
    return known[meant[0]] if meant else None


def _known(
    session: Session,
    by: Actor,
    seen: Sight,
    among: Sequence[Cycle],
    whose: Sequence[int] | None,
) -> dict[Goal, Named]:
    """Every goal of these people in these cycles, by what it is called."""
    found: dict[Goal, Named] = {}
    for cycle in reversed(among):
        goals = cycles.goals(
            session, by.workspace_id, cycle.id or 0, states=STATES, owner_ids=whose
        )
        for kr, objective in goals:
            team_id = objective.team_id
            rank = seen.rank(objective.owner_id, team_id)
            whole = Goal("o", objective.id or 0, objective.title, (), objective.key, rank)
            found.setdefault(whole, (cycle, [], objective.title))[1].append((kr, objective))
            rank, others = seen.rank(kr.owner_id, team_id, kr.id), facts.aliases(kr.aliases)
            one = Goal("kr", kr.id or 0, kr.title, others, kr.key, rank)
            found[one] = (cycle, [(kr, objective)], kr.title)
    return found
