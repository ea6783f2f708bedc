"""When a name fits several things: the person chooses."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from bot.domain import goal_names as called
from bot.domain.errors import Invalid, NotAllowed, NotFound
from bot.domain.goal_names import Goal, Kind
from bot.domain.matching import best_match
from bot.domain.people import Actor
from bot.services import facts, sight
from bot.services.sight import Sight
from storage import goal_names, ownership, teams
from storage.goal_names import GoalName
from storage.tables import KeyResult, Objective, Team

_NUMBER = re.compile(r"#([0-9]{1,18})")
_KINDS: tuple[Kind, ...] = ("kr", "o")
_GROUP = re.compile(r"<!subteam\^[A-Z0-9]+\|([^>]+)>")


class SeveralFit(Exception):
    """`query` fits all of `choices` (id or reference → title); nothing is picked for the person.

    `guessed`: nothing is called so, and these are the nearest.
    """

    def __init__(self, query: str, choices: Mapping[Any, str], *, guessed: bool = False) -> None:
        super().__init__(query, choices)
        self.query = query
        self.choices = choices
        self.guessed = guessed


@dataclass(frozen=True, slots=True)
class GoalFound:
    """The goal that was meant: a key result with its objective, or an objective alone."""

    objective: Objective
    key_result: KeyResult | None

    @property
    def title(self) -> str:
        return self.key_result.title if self.key_result else self.objective.title

    @property
    def reference(self) -> str:
        """What can be typed to mean this one and no other."""
        if self.key_result is not None:
            return f"kr:{self.key_result.id}"
        return f"o:{self.objective.id}"


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
    match = best_match(
        _handle(name), {team_id: [one.name, one.key] for team_id, one in tree.items()}
    )
    if match.one is not None:
        return tree[match.one]
    if match.several:
        raise SeveralFit(name, {team_id: tree[team_id].name for team_id in match.several})
    raise NotFound("team.unknown", name=name)


def team_number(name: str) -> int | None:
    """The id in "#12", which means one team and no other."""
    found = _NUMBER.fullmatch(name.strip())
    return int(found[1]) if found else None


def _handle(name: str) -> str:
    """A name without what Slack puts around it: "<!subteam^S012|@marketing>", "@marketing"."""
    found = _GROUP.fullmatch(name.strip())
    return (found[1] if found else name.strip()).removeprefix("@")


def goal_named(session: Session, by: Actor, name: str, *, prefers: Kind = "kr") -> GoalFound:
    """The goal that the person means, among all that they may see; their own go first.

    By "kr:12", "o:12", "#12", key, title, alias, a beginning of those, or words like them; where an
    objective and a key result fit alike, the kind that is preferred. Raises Invalid "goal.unnamed",
    NotFound "goal.unknown", NotAllowed "policy.view_goal", SeveralFit.
    """
    if not name.strip():
        raise Invalid("goal.unnamed")
    seen = sight.of(session, by)
    pointed = called.reference(name)
    if pointed is not None:
        return _of_id(session, by, seen, *pointed, prefers=prefers, name=name)
    near = _near(session, by, seen)
    found = called.find(name, near, prefers=prefers)
    # Somebody else's goal may be called exactly so: then it is asked about.
    if found.one is None or goal_names.is_called(session, by.workspace_id, name.strip()):
        far = _far(session, by, seen, near, name)
        found = called.find(name, [*near, *far], prefers=prefers)
    if found.one is not None:
        return _loaded(session, by, found.one.kind, found.one.id, name)
    if found.several:
        titles = _told_apart(session, by, found.several)
        raise SeveralFit(name, titles, guessed=found.guessed)
    raise NotFound("goal.unknown", name=name)


def _near(session: Session, by: Actor, seen: Sight) -> list[Goal]:
    """What is the person's own, or of the teams that they are in or lead."""
    rows = goal_names.near(
        session,
        by.workspace_id,
        person_id=by.person_id,
        team_ids=seen.member_of | seen.leads,
        helped=seen.helped,
    )
    mine = {
        row.objective_id
        for row in rows
        if row.key_result_id is not None
        and (row.answers_id == by.person_id or row.key_result_id in seen.helped)
    }
    return [
        _goal(row, seen)
        for row in rows
        if seen.sees(row, published=row.published, helps=row.objective_id in mine)
    ]


def _far(
    session: Session, by: Actor, seen: Sight, near: Sequence[Goal], name: str
) -> Iterator[Goal]:
    """What else the person may know of and could mean by the name."""
    known = {(goal.kind, goal.id) for goal in near}
    for row in goal_names.hidden(session, by.workspace_id):
        goal = _goal(row, seen)
        leads = seen.manages(row.answers_id, row.team_id)
        is_new = (goal.kind, goal.id) not in known
        if is_new and seen.sees(row, published=row.published, helps=leads):
            yield goal
    public = goal_names.public(session, by.workspace_id)
    rows = [row for row in public if (row[0], row[1]) not in known]
    aliases = {at: facts.aliases(row[3]) for at, row in enumerate(rows) if row[3]}
    titles, keys = [row[2] for row in rows], [row[4] for row in rows]
    for at in called.worth_a_look(name, titles, aliases, keys):
        kind, row_id, title, _, key = rows[at]
        yield Goal(kind, row_id, title, aliases.get(at, ()), key, sight.FAR)


def _goal(row: GoalName, seen: Sight) -> Goal:
    rank = seen.rank(row.answers_id, row.team_id, row.key_result_id)
    if row.key_result_id is None:
        return Goal("o", row.objective_id, row.title, (), row.key, rank)
    return Goal("kr", row.key_result_id, row.title, facts.aliases(row.aliases), row.key, rank)


def _of_id(
    session: Session,
    by: Actor,
    seen: Sight,
    kind: Kind | None,
    row_id: int,
    *,
    prefers: Kind,
    name: str,
) -> GoalFound:
    """By its id; without a kind the preferred one goes first."""
    other: Kind = "o" if prefers == "kr" else "kr"
    for one in [kind] if kind else [prefers, other]:
        try:
            found = _loaded(session, by, one, row_id, name)
        except NotFound:
            continue
        check_sees(session, by, seen, found)
        return found
    raise NotFound("goal.unknown", name=name)


def by_reference(
    session: Session, by: Actor, kind: Kind | None, row_id: int, *, prefers: Kind = "kr"
) -> GoalFound | None:
    """The goal of that id, seen or not: whoever asks for it looks at the right to it."""
    for one in [kind] if kind else sorted(_KINDS, key=lambda one: one != prefers):
        try:
            return _loaded(session, by, one, row_id, "")
        except NotFound:
            continue
    return None


def check_sees(session: Session, by: Actor, seen: Sight, found: GoalFound) -> None:
    """Raises NotAllowed "policy.view_goal" for what is private, NotFound for others' drafts."""
    objective = found.objective
    if sight.knows(session, seen, objective):
        return
    if objective.visibility == "private":
        owner = ownership.people_by_id(session, by.workspace_id, [objective.owner_id])
        who = [one.slack_user_id for one in owner.values() if one.slack_user_id]
        raise NotAllowed("policy.view_goal", who=tuple(who))
    raise NotFound("goal.unknown", name=found.reference)


def _loaded(session: Session, by: Actor, kind: Kind, row_id: int, name: str) -> GoalFound:
    key_result = None
    if kind == "kr":
        key_result = goal_names.key_result(session, by.workspace_id, row_id)
        if key_result is None:
            raise NotFound("goal.unknown", name=name)
        row_id = key_result.objective_id
    objective = goal_names.objective(session, by.workspace_id, row_id)
    if objective is None:
        raise NotFound("goal.unknown", name=name)
    return GoalFound(objective, key_result)


def _told_apart(session: Session, by: Actor, goals: Sequence[Goal]) -> Mapping[str, str]:
    """Their titles by reference; with the owner where two have the same one."""
    count = Counter(goal.title for goal in goals)
    titles = {goal.reference: goal.title for goal in goals}
    for goal in goals:
        if count[goal.title] > 1:
            found = _loaded(session, by, goal.kind, goal.id, goal.title)
            owner_id = (found.key_result or found.objective).owner_id
            owner = ownership.people_by_id(session, by.workspace_id, [owner_id])
            titles[goal.reference] = f"{goal.title} · {owner[owner_id].name}"
    return titles
