"""Which team and which cycle the words of a report mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from bot.domain.errors import NotFound
from bot.domain.folding import fold
from bot.domain.matching import best_match
from bot.domain.people import Actor
from bot.services.choices import SeveralFit, team_named
from bot.services.scorecards import naming
from storage import teams
from storage.tables import Cycle, Team


@dataclass(frozen=True, slots=True)
class Wanted:
    """A cycle, and a team with all below it; None is all that concerns the reader."""

    cycle: Cycle
    team: Team | None


def find(session: Session, words: str | None, *, by: Actor) -> Wanted:
    """The cycle stands last or first, by its key or name; what is left names a team.

    Raises NotFound "report.no_cycle", "report.unknown", SeveralFit when two teams fit; its `query`
    then is the team alone.
    """
    known = _cycles(session, by.workspace_id)
    names = _names(known)
    rest, cycle = naming.split_last(words or "", names)
    if cycle is None:
        rest, cycle = _split_first(rest, names)
    found = cycle or naming.current(known)
    if not rest:
        return Wanted(found, None)
    try:
        return Wanted(
            found, team_named(session, by, rest, teams.all_teams(session, by.workspace_id))
        )
    except NotFound as error:
        raise NotFound("report.unknown", said=rest) from error


def named(session: Session, workspace_id: str, *, team: str | None, cycle: str | None) -> Wanted:
    """The same of two names, for the house itself; raises as `find` does."""
    known = _cycles(session, workspace_id)
    rest, found = naming.split_last(cycle or "", _names(known))
    if rest:
        raise NotFound("report.unknown", said=rest)
    tree = teams.all_teams(session, workspace_id)
    chosen = _team(tree, team) if team else None
    return Wanted(found or naming.current(known), chosen)


def _cycles(session: Session, workspace_id: str) -> Sequence[Cycle]:
    known = naming.shown_cycles(session, workspace_id)
    if not known:
        raise NotFound("report.no_cycle")
    return known


def _names(known: Sequence[Cycle]) -> Mapping[str, Cycle]:
    return {name: row for row in known for name in (row.key, row.name)}


def _split_first(words: str, names: Mapping[str, Cycle]) -> tuple[str, Cycle | None]:
    typed = words.split()
    for end in range(len(typed), 0, -1):
        said = fold(" ".join(typed[:end]))
        for name, cycle in names.items():
            if said == fold(" ".join(name.split())):
                return " ".join(typed[end:]), cycle
    return words, None


def _team(tree: Mapping[int, Team], name: str) -> Team:
    match = best_match(name, {key: [team.name, team.key] for key, team in tree.items()})
    if match.several:
        raise SeveralFit(name, {key: tree[key].name for key in match.several})
    if match.one is None:
        raise NotFound("report.unknown", said=name)
    return tree[match.one]
