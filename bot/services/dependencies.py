"""One team asks another for help with an objective; its lead accepts or declines."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlmodel import Session

from bot.domain.cadence import local_date
from bot.domain.errors import Conflict, DomainError, Gone, Invalid, NotFound
from bot.domain.goals.model import CycleState
from bot.domain.matching import best_match
from bot.domain.people import Actor
from bot.domain.policy import Action, Relation, authorize
from bot.runtime import Runtime
from bot.services import dependency_rows, places, relations
from bot.services.cycles import rights
from bot.services.rows import Row
from storage import cycles, dependencies, inbox, organisation, outbox, ownership, teams
from storage.outbox import Priority
from storage.tables import Dependency, Objective, Person, Team

LONGEST_WHAT, LONGEST_EFFORT = 500, 100
MOST_OFFERED = 100
NOT_OVER = ("draft", "active")


def form(rt: Runtime, team: str | None, *, by: Actor) -> Row:
    """What may be asked for and of whom; `team` is a part of a name, offered first.

    Raises Invalid "depend.no_goals", "depend.no_teams".
    """
    with rt.reading() as session:
        objectives = _askable(session, by)
        if not objectives:
            raise Invalid("depend.no_goals")
        tree = teams.all_teams(session, by.workspace_id)
        if not tree:
            raise Invalid("depend.no_teams")
        names = {team_id: [one.name, one.key] for team_id, one in tree.items()}
        match = best_match(team, names) if team else None
        chosen = match.one if match else None
        first = [key for key in (chosen, *(match.several if match else ())) if key]
        order = [*first, *(key for key in tree if key not in first)][:MOST_OFFERED]
        return {
            "objectives": [{"id": one.id, "title": one.title} for one in objectives],
            "teams": [{"id": key, "name": tree[key].name} for key in order],
            "chosen": chosen,
        }


def check(
    rt: Runtime, objective_id: int, team_id: int, due_on: date | None, *, by: Actor
) -> Mapping[str, DomainError]:
    """What is wrong with the fields of the form, by "team" or "due"."""
    with rt.reading() as session:
        return _wrong(session, by, objective_id, team_id, due_on, at=rt.clock())


def ask(
    rt: Runtime,
    objective_id: int,
    team_id: int,
    what: str,
    effort: str,
    due_on: date,
    *,
    by: Actor,
    key: str,
) -> int | None:
    """Ask a team for help; its lead gets a message, the asker a card that follows the answer.

    None for what was done before. Raises NotAllowed, NotFound, Invalid as `check` tells them.
    """
    at = rt.clock()
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return None
        wrong = _wrong(session, by, objective_id, team_id, due_on, at=at)
        if wrong:
            raise next(iter(wrong.values()))
        objective = _objective(session, by, objective_id)
        lead = _lead(session, by.workspace_id, team_id)
        assert lead is not None
        made = Dependency(
            workspace_id=by.workspace_id,
            objective_id=objective_id,
            team_id=team_id,
            asker_id=by.person_id,
            asked_person_id=lead.id or 0,
            what=" ".join(what.split())[:LONGEST_WHAT],
            effort=" ".join(effort.split())[:LONGEST_EFFORT],
            due_on=due_on,
            asked_at=at,
        )
        session.add(made)
        session.flush()
        _tell(session, by, made, objective, lead, at=at)
        return made.id


def ask_reason(rt: Runtime, row_id: int, *, by: Actor) -> Row:
    """What the form that asks why not shows; raises as `answer` does."""
    with rt.reading() as session:
        found, objective = _answerable(session, by, row_id)
        return dependency_rows.row(session, found, objective, by=by)


def answer(
    rt: Runtime, row_id: int, *, accepted: bool, because: str | None, by: Actor, key: str
) -> int | None:
    """Accept or decline; both sides see it and the asker hears of it.

    None for what was done before. Raises NotFound "depend.unknown", Conflict "depend.answered",
    Gone "cycle.closed", NotAllowed "policy.answer_dependency".
    """
    at = rt.clock()
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return None
        dependencies.for_update(session, by.workspace_id, row_id)
        found, objective = _answerable(session, by, row_id)
        found.state = "accepted" if accepted else "declined"
        found.because = (because or "").strip()[:LONGEST_WHAT] or None
        found.answered_by_id, found.answered_at = by.person_id, at
        session.flush()
        for role in ("asked", "asker"):
            card = outbox.of_key(session, by.workspace_id, dependency_rows.key(found, role))
            if card is not None and card.id is not None:
                outbox.revise(
                    session, card.id, dependency_rows.card(session, found, objective, role), at=at
                )
        _tell_answer(session, found, objective, at=at)
        return found.id


def _askable(session: Session, by: Actor) -> Sequence[Objective]:
    """Objectives that the actor answers for, in cycles that are not over.

    Their own, those of their people and of the teams that they lead. Administrators may ask for
    everybody, but are offered what is theirs.
    """
    tree = teams.all_teams(session, by.workspace_id)
    led = [team.id for team in rights.led_teams(session, by) if team.id]
    people = rights.possible_reports(session, by.workspace_id, by.person_id)
    return cycles.near(
        session,
        by.workspace_id,
        states=NOT_OVER,
        owner_ids=[by.person_id, *people],
        team_ids=sorted({one for team_id in led for one in teams.subtree(tree, team_id)}),
        most=MOST_OFFERED,
    )


def _wrong(
    session: Session,
    by: Actor,
    objective_id: int,
    team_id: int,
    due_on: date | None,
    *,
    at: datetime,
) -> dict[str, DomainError]:
    objective = _objective(session, by, objective_id)
    relation, who = relations.to_objective(session, by, objective)
    authorize(by, Action.ASK_DEPENDENCY, relation, who_can=who)
    wrong: dict[str, DomainError] = {}
    team = organisation.team(session, by.workspace_id, team_id)
    lead = _lead(session, by.workspace_id, team_id)
    if team is None:
        wrong["team"] = NotFound("team.unknown", name="")
    elif team.id == objective.team_id:
        wrong["team"] = Invalid("depend.same_team", team=team.name)
    elif lead is None:
        wrong["team"] = Invalid("depend.no_lead", team=team.name)
    elif lead.id == by.person_id:
        wrong["team"] = Invalid("depend.own_team", team=team.name)
    if due_on is None or due_on < local_date(at, by.tz):
        wrong["due"] = Invalid("depend.past")
    return wrong


def _objective(session: Session, by: Actor, objective_id: int) -> Objective:
    """Raises NotFound "goal.unknown", Gone "cycle.closed"."""
    found = cycles.objective(session, by.workspace_id, objective_id)
    if found is None:
        raise NotFound("goal.unknown", name="")
    cycle = rights.cycle(session, by, found.cycle_id)
    if cycle.state not in NOT_OVER:
        raise Gone("cycle.closed", name=cycle.name)
    return found


def _lead(session: Session, workspace_id: str, team_id: int) -> Person | None:
    """Who leads a team, or the nearest team above it; they must be reachable in Slack."""
    tree = teams.all_teams(session, workspace_id)
    ids = [team.lead_id for team in teams.chain(tree, team_id) if team.lead_id]
    people = ownership.people_by_id(session, workspace_id, ids)
    able = (people[one] for one in ids if one in people)
    return next((who for who in able if who.slack_user_id and who.standing == "employee"), None)


def _answerable(session: Session, by: Actor, row_id: int) -> tuple[Dependency, Objective]:
    row = dependencies.with_objective(session, by.workspace_id, row_id)
    if row is None:
        raise NotFound("depend.unknown")
    found, objective = row
    team = organisation.team(session, by.workspace_id, found.team_id)
    assert team is not None
    relation, who = _to_team(session, by, found, team)
    authorize(by, Action.ANSWER_DEPENDENCY, relation, who_can=who)
    cycle = rights.cycle(session, by, objective.cycle_id)
    if cycle.state == CycleState.CLOSED:
        raise Gone("cycle.closed", name=cycle.name)
    if found.state != "open":
        raise Conflict("depend.answered")
    return found, objective


def _to_team(
    session: Session, by: Actor, found: Dependency, team: Team
) -> tuple[Relation, Sequence[str]]:
    """Who was asked answers, and so does whoever leads the team now, or a team above it."""
    relation, who = relations.to_team(session, by, team)
    if by.person_id == found.asked_person_id:
        relation = Relation(owner=True, helper=False, manager=False, author=False, private=False)
    return relation, who


def _tell(
    session: Session,
    by: Actor,
    made: Dependency,
    objective: Objective,
    lead: Person,
    *,
    at: datetime,
) -> None:
    """Somebody asks somebody: that is no question of the schedule, so no mode keeps it back."""
    asker = organisation.person(session, by.workspace_id, by.person_id)
    assert asker is not None
    for person, role in ((lead, "asked"), (asker, "asker")):
        draft = places.draft(
            places.of_person(person),
            dependency_rows.key(made, role),
            "dependency",
            dependency_rows.card(session, made, objective, role),
            priority=Priority.INTERACTIVE,
        )
        outbox.add(session, draft, workspace_id=by.workspace_id, at=at)


def _tell_answer(
    session: Session, found: Dependency, objective: Objective, *, at: datetime
) -> None:
    asker = organisation.person(session, found.workspace_id, found.asker_id)
    if asker is None or asker.slack_user_id is None:
        return
    draft = places.draft(
        places.of_person(asker),
        f"dependency:{found.id}:answer",
        "dependency_answer",
        dependency_rows.row(session, found, objective, by=None),
        priority=Priority.INTERACTIVE,
    )
    outbox.add(session, draft, workspace_id=found.workspace_id, at=at)
