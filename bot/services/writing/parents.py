"""What an objective may align to, and that it never aligns to itself by a detour."""

from collections.abc import Mapping, Sequence
from typing import Final

from sqlmodel import Session

from bot.domain.errors import DomainError, Invalid
from bot.domain.matching import best_match
from bot.domain.people import Actor
from bot.services.rows import Row
from bot.services.writing import rights
from storage import goal_writing, teams
from storage.tables import Cycle, KeyResult, Objective

#: Slack shows so many options in one menu.
MOST_OPTIONS: Final = 100
#: So many objectives are looked at for a menu, or for a name that was typed.
LOOKED_AT: Final = 1000


def options(
    session: Session, by: Actor, cycle_ids: Sequence[int], *, but: int | None
) -> tuple[list[Row], bool]:
    """Groups of objectives and key results to choose from, and whether there are more.

    One's own teams' and the company's goals come first. `but` leaves out the objective itself.
    """
    found = _visible(session, by, cycle_ids, but)
    near = _near(session, by)
    found.sort(key=lambda one: _distance(one, near))
    kept = found[:MOST_OPTIONS]
    below: dict[int, list[KeyResult]] = {}
    for kr in goal_writing.key_results_of_all(session, by.workspace_id, [_id(o) for o in kept]):
        below.setdefault(kr.objective_id, []).append(kr)
    groups: list[Row] = []
    left = MOST_OPTIONS
    for one in kept:
        krs = below.get(_id(one), [])
        entries: list[Row] = [{"value": f"o:{one.id}", "title": one.title}]
        entries += [{"value": f"kr:{kr.id}", "title": kr.title, "below": True} for kr in krs]
        if len(entries) > left:
            return groups, True
        groups.append({"title": one.title, "options": entries})
        left -= len(entries)
    return groups, len(found) > len(kept)


def named(session: Session, by: Actor, cycle_ids: Sequence[int], name: str) -> str:
    """The parent that a typed name means, as `options` values them.

    Raises Invalid "parent.unknown", "parent.several".
    """
    found = _visible(session, by, cycle_ids, None)
    krs = goal_writing.key_results_of_all(session, by.workspace_id, [_id(one) for one in found])
    known: list[Objective | KeyResult] = [*found, *krs]
    match = best_match(name, {n: [one.title, one.key] for n, one in enumerate(known)})
    if match.one is not None:
        one = known[match.one]
        return f"{'o' if isinstance(one, Objective) else 'kr'}:{one.id}"
    if match.several:
        raise Invalid("parent.several", titles=[known[n].title for n in match.several])
    raise Invalid("parent.unknown", name=name)


def resolved(
    session: Session, by: Actor, value: str, *, but: int | None
) -> tuple[int | None, int | None]:
    """The ids of the objective and the key result that an option stands for; None for none.

    Raises Invalid "parent.gone", "parent.closed", "parent.circle".
    """
    if not value:
        return None, None
    kind, _, text = value.partition(":")
    if not text.isdecimal():
        raise Invalid("parent.gone")
    kr = None
    objective_id = int(text)
    if kind == "kr":
        kr = goal_writing.key_result(session, by.workspace_id, int(text))
        objective_id = kr.objective_id if kr else 0
    objective = goal_writing.objective(session, by.workspace_id, objective_id)
    if objective is None or not rights.sees(session, by, objective):
        raise Invalid("parent.gone")
    _check_open(session, objective)
    if but is not None:
        check_circle(session, by.workspace_id, but, objective_id)
    return objective_id, kr.id if kr else None


def check_circle(session: Session, workspace_id: str, below: int, above: int) -> None:
    """Raise Invalid "parent.circle" when `above` already leads up to `below`, or is it."""
    up: Mapping[int, set[int]] = goal_writing.ways_up(session, workspace_id)
    reached, waiting = set(), [above]
    while waiting:
        here = waiting.pop()
        if here == below:
            raise Invalid("parent.circle")
        if here not in reached:
            reached.add(here)
            waiting.extend(up.get(here, ()))


def linked(
    session: Session, by: Actor, values: Sequence[str], *, but: int | None, parent_id: int | None
) -> list[int]:
    """Ids of the objectives that are supported besides the parent; raises as `resolved` does."""
    found = []
    for value in values:
        objective_id, _ = resolved(session, by, value, but=but)
        if objective_id is not None and objective_id != parent_id:
            found.append(objective_id)
    return list(dict.fromkeys(found))


def title_of(session: Session, objective: Objective) -> str | None:
    """What the parent of an objective is called."""
    if objective.parent_key_result_id is not None:
        kr = goal_writing.key_result(
            session, objective.workspace_id, objective.parent_key_result_id
        )
        return kr.title if kr else None
    if objective.parent_objective_id is None:
        return None
    above = goal_writing.objective(session, objective.workspace_id, objective.parent_objective_id)
    return above.title if above else None


def _check_open(session: Session, objective: Objective) -> None:
    cycle: Cycle | None = goal_writing.cycle(session, objective.workspace_id, objective.cycle_id)
    if objective.state == "closed" or cycle is None or cycle.state == "closed":
        raise Invalid("parent.closed", title=objective.title)


def _visible(
    session: Session, by: Actor, cycle_ids: Sequence[int], but: int | None
) -> list[Objective]:
    rows = goal_writing.possible_parents(session, by.workspace_id, cycle_ids, limit=LOOKED_AT)
    return [
        row
        for row in rows
        if row.id != but and (row.visibility == "public" or _sees(session, by, row))
    ]


def _sees(session: Session, by: Actor, row: Objective) -> bool:
    try:
        return rights.sees(session, by, row)
    except DomainError:
        return False


def _near(session: Session, by: Actor) -> set[int]:
    tree = teams.all_teams(session, by.workspace_id)
    own = teams.teams_of_person(session, by.workspace_id, by.person_id)
    return {one.id for team_id in own for one in teams.chain(tree, team_id) if one.id}


def _distance(objective: Objective, near: set[int]) -> tuple[int, int]:
    if objective.level == "company":
        return 0, _id(objective)
    return (1 if objective.team_id in near else 2), _id(objective)


def _id(row: Objective) -> int:
    assert row.id is not None
    return row.id
