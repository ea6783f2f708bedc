"""People follow a team, a colleague or a goal, and see what they follow."""

import re
from dataclasses import dataclass
from datetime import datetime, time

from sqlmodel import Session

from bot.domain.cadence import WeeklyRule
from bot.domain.errors import Conflict, Invalid, NotFound
from bot.domain.folding import fold
from bot.domain.people import Actor
from bot.domain.policy import Action, authorize
from bot.runtime import Runtime
from bot.services import facts, rules, sight
from bot.services.choices import GoalFound, goal_named, team_named
from bot.services.overviews import EVERYBODY
from bot.services.planning import Planner
from bot.services.rows import Row
from storage import following as stored
from storage import goal_names, inbox, organisation, schedules, teams
from storage.tables import Following, Person, Schedule

#: After the digests, on the person's own clock.
TELL = WeeklyRule(1, time(10, 30))
MOST = 40
_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")
_REFERENCE = re.compile(r"(team|person):([0-9]{1,18})")


@dataclass(frozen=True, slots=True)
class Subject:
    """A team, a person, an objective or a key result, as one follows it."""

    kind: str
    id: int
    title: str

    @property
    def reference(self) -> str:
        """What can be typed to mean this one and no other."""
        short = {"objective": "o", "key_result": "kr"}.get(self.kind, self.kind)
        return f"{short}:{self.id}"


def follow(rt: Runtime, name: str, *, by: Actor, key: str) -> Row | None:
    """Follow what is called so; None for what was done before.

    Raises NotFound, NotAllowed and SeveralFit for the name, Invalid "follow.oneself",
    Conflict "follow.already", Invalid "follow.too_many".
    """
    authorize(by, Action.FOLLOW, EVERYBODY)
    at = rt.clock()
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return None
        found = _named(session, by, name)
        if (found.kind, found.id) == ("person", by.person_id):
            raise Invalid("follow.oneself")
        if len(stored.of_person(session, by.workspace_id, by.person_id)) >= MOST:
            raise Invalid("follow.too_many", most=MOST)
        fresh = stored.add(
            session,
            by.workspace_id,
            person_id=by.person_id,
            kind=found.kind,
            subject_id=found.id,
            at=at,
        )
        if not fresh:
            raise Conflict("follow.already", title=found.title)
        _schedule(session, by, at=at)
        return {"title": found.title, "reference": found.reference, "follows": True}


def unfollow(rt: Runtime, name: str, *, by: Actor, key: str) -> Row | None:
    """Follow it no longer; None for what was done before.

    Whatever one follows can be dropped, seen or not. Raises NotFound "follow.not_followed".
    """
    authorize(by, Action.FOLLOW, EVERYBODY)
    at = rt.clock()
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return None
        rows = stored.of_person(session, by.workspace_id, by.person_id)
        known = [(row, subject_of(session, by, row)) for row in rows]
        sought = fold(name.strip().removeprefix("@"))
        fits = [
            (row, one)
            for row, one in known
            if sought in (_reference(row), fold(one.title if one else ""))
        ]
        mention = _MENTION.fullmatch(name.strip())
        if mention is not None:
            who = organisation.person_of_slack_user(session, by.workspace_id, mention[1])
            fits = [(row, one) for row, one in known if who and _is_of(row, who)]
        if not fits:
            raise NotFound("follow.not_followed", name=name)
        row, subject = fits[0]
        stored.remove(session, row)
        if len(rows) == 1:
            schedules.cancel(
                session,
                workspace_id=by.workspace_id,
                kinds=("following",),
                subject_id=by.person_id,
            )
        return {"title": subject.title if subject else None, "reference": "", "follows": False}


def listed(rt: Runtime, *, by: Actor) -> Row:
    """What somebody follows; what they may not see any more is left out."""
    authorize(by, Action.FOLLOW, EVERYBODY)
    with rt.reading() as session:
        rows = stored.of_person(session, by.workspace_id, by.person_id)
        found = [one for row in rows if (one := subject_of(session, by, row))]
    return {
        "items": [
            {"kind": one.kind, "title": one.title, "reference": one.reference} for one in found
        ]
    }


def subject_of(session: Session, by: Actor, row: Following) -> Subject | None:
    """What a row is about; None for what is gone, and for what may not be seen any more."""
    if row.kind == "team":
        team = organisation.team(session, by.workspace_id, row.subject_id)
        return Subject("team", row.subject_id, team.name) if team else None
    if row.kind == "person":
        person = organisation.person(session, by.workspace_id, row.subject_id)
        there = person is not None and person.standing == "employee"
        return Subject("person", row.subject_id, person.name) if person and there else None
    key_result = None
    objective_id = row.subject_id
    if row.kind == "key_result":
        key_result = goal_names.key_result(session, by.workspace_id, row.subject_id)
        objective_id = key_result.objective_id if key_result else 0
    objective = goal_names.objective(session, by.workspace_id, objective_id)
    if objective is None or not sight.knows(session, sight.of(session, by), objective):
        return None
    return Subject(row.kind, row.subject_id, GoalFound(objective, key_result).title)


def _named(session: Session, by: Actor, name: str) -> Subject:
    """A mention or a name of a colleague, the name of a team, else a goal."""
    mention = _MENTION.fullmatch(name.strip())
    if mention is not None:
        person = organisation.person_of_slack_user(session, by.workspace_id, mention[1])
        if person is None or person.standing != "employee":
            raise NotFound("person.unknown")
        return _person(person)
    tree = teams.all_teams(session, by.workspace_id)
    pointed = _REFERENCE.fullmatch(name.strip())
    sought = fold(name.strip().removeprefix("@"))
    for team_id, team in tree.items():
        if (pointed and pointed[0] == f"team:{team_id}") or sought in (fold(team.name), team.key):
            return Subject("team", team_id, team.name)
    people = stored.people_called(session, by.workspace_id, name.strip().removeprefix("@"))
    if len(people) == 1:
        return _person(people[0])
    try:
        found = goal_named(session, by, name)
    except NotFound:
        team = team_named(session, by, name, tree)
        return Subject("team", team.id or 0, team.name)
    if found.key_result is not None:
        return Subject("key_result", found.key_result.id or 0, found.title)
    return Subject("objective", found.objective.id or 0, found.title)


def _person(person: Person) -> Subject:
    return Subject("person", person.id or 0, person.name)


def _reference(row: Following) -> str:
    return Subject(row.kind, row.subject_id, "").reference


def _is_of(row: Following, person: Person) -> bool:
    return (row.kind, row.subject_id) == ("person", person.id)


def _schedule(session: Session, by: Actor, *, at: datetime) -> None:
    row = Schedule(
        workspace_id=by.workspace_id,
        kind="following",
        subject_id=by.person_id,
        tz=by.tz,
        rule=rules.stored(TELL),
        next_at=at,
    )
    planned = Planner(session).next(row, after=at)
    schedules.add(
        session,
        workspace_id=by.workspace_id,
        kind="following",
        subject_id=by.person_id,
        tz=by.tz,
        next_at=planned.at,
        rule=rules.stored(TELL),
    )


def reader(session: Session, workspace_id: str, person_id: int) -> Actor | None:
    """Who follows, as somebody who may see things; None for who is gone."""
    person = organisation.person(session, workspace_id, person_id)
    if person is None or person.standing != "employee" or person.slack_user_id is None:
        return None
    return facts.actor(person)
