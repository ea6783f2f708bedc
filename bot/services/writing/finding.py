"""Which goal somebody means to change, by a few words or "kr:12"."""

import re
from typing import Final

from sqlmodel import Session

from bot.domain.errors import NotFound
from bot.domain.matching import best_match
from bot.domain.people import Actor
from bot.services import facts
from bot.services.writing import rights
from storage import goal_writing, organisation, teams
from storage.tables import KeyResult, Objective

_REFERENCE: Final = re.compile(r"(o|kr):\s*#?(\d{1,18})", re.IGNORECASE)
LOOKED_AT: Final = 2000

Goal = Objective | KeyResult


def goal(session: Session, by: Actor, name: str) -> Goal:
    """The open objective or key result that somebody means, of those that they see.

    Looked for among one's own, those of one's teams and of the people and teams that one leads;
    "kr:12" and "o:3" name any. Raises NotFound "writing.unnamed", "writing.unknown",
    "writing.several".
    """
    if not name.strip():
        raise NotFound("writing.unnamed")
    reference = _REFERENCE.fullmatch(name.strip())
    if reference:
        return _referred(session, by, name, reference[1].lower(), int(reference[2]))
    known = dict(enumerate(_known(session, by)))
    match = best_match(
        name,
        {
            n: [one.title, one.key, *(facts.aliases(one.aliases) if _is_kr(one) else ())]  # type: ignore[union-attr]
            for n, one in known.items()
        },
    )
    if match.one is not None:
        return known[match.one]
    if not match.several:
        raise NotFound("writing.unknown", name=name)
    choices = [f"{reference_of(known[n])} – {known[n].title}" for n in match.several]
    raise NotFound("writing.several", name=name, choices=tuple(choices))


def reference_of(goal: Goal) -> str:
    """What can be typed to mean this goal and no other."""
    return f"{'o' if isinstance(goal, Objective) else 'kr'}:{goal.id}"


def _referred(session: Session, by: Actor, name: str, kind: str, row_id: int) -> Goal:
    found: Goal | None
    if kind == "o":
        found = objective = goal_writing.objective(session, by.workspace_id, row_id)
    else:
        found = kr = goal_writing.key_result(session, by.workspace_id, row_id)
        above = kr.objective_id if kr else 0
        objective = goal_writing.objective(session, by.workspace_id, above)
    if found is None or objective is None or not rights.sees(session, by, objective):
        raise NotFound("writing.unknown", name=name)
    return found


def _known(session: Session, by: Actor) -> list[Goal]:
    people = [by.person_id, *_led(session, by)]
    tree = teams.all_teams(session, by.workspace_id)
    own = set(teams.teams_of_person(session, by.workspace_id, by.person_id))
    for team_id, team in tree.items():
        if team.lead_id == by.person_id:
            own.update(teams.subtree(tree, team_id))
    everyone = list(tree) if by.is_admin else sorted(own)
    objectives, krs = goal_writing.candidates(
        session, by.workspace_id, people=people, teams=everyone, limit=LOOKED_AT
    )
    seen = {one.id: one for one in objectives if rights.sees(session, by, one)}
    found: list[Goal] = [*seen.values()]
    for kr in krs:
        if kr.objective_id in seen or kr.owner_id == by.person_id:
            found.append(kr)
            continue
        objective = goal_writing.objective(session, by.workspace_id, kr.objective_id)
        if objective is not None and rights.sees(session, by, objective):
            found.append(kr)
    return found


def _led(session: Session, by: Actor) -> list[int]:
    """Everybody below a person in the chain of managers."""
    reports: dict[int, list[int]] = {}
    for one in organisation.people(session, by.workspace_id):
        if one.manager_id is not None and one.id is not None:
            reports.setdefault(one.manager_id, []).append(one.id)
    found = list(reports.get(by.person_id, ()))
    for person_id in found:
        found += [one for one in reports.get(person_id, ()) if one not in found]
    return found


def _is_kr(goal: Goal) -> bool:
    return isinstance(goal, KeyResult)
