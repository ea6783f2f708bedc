"""When a name fits several things: the person chooses."""

from collections.abc import Mapping

from sqlmodel import Session

from bot.domain.errors import NotFound
from bot.domain.matching import best_match
from bot.domain.people import Actor
from storage import teams
from storage.tables import Team


class SeveralFit(Exception):
    """`query` fits all of `choices` (id → title); nothing is picked for the person."""

    def __init__(self, query: str, choices: Mapping[int, str]) -> None:
        super().__init__(query, choices)
        self.query = query
        self.choices = choices


def team_named(session: Session, by: Actor, name: str | None, tree: Mapping[int, Team]) -> Team:
    """The team of that name; without a name the one that the person leads, or is in.

    Raises NotFound "team.none", "team.unknown", SeveralFit.
    """
    if name is None:
        own = teams.teams_of_person(session, by.workspace_id, by.person_id)
        led = [team_id for team_id, one in tree.items() if one.lead_id == by.person_id]
        if not [*led, *own]:
            raise NotFound("team.none")
        return tree[[*led, *own][0]]
    match = best_match(name, {team_id: [one.name, one.key] for team_id, one in tree.items()})
    if match.one is not None:
        return tree[match.one]
    if match.several:
        raise SeveralFit(name, {team_id: tree[team_id].name for team_id in match.several})
    raise NotFound("team.unknown", name=name)
