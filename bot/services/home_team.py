"""What managers and leads see of their teams on the home tab."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from sqlmodel import Session

from bot.domain.goals.model import Status
from bot.domain.people import Actor
from bot.services import facts, rows
from bot.services.rows import Row, number
from storage import organisation, ownership, team_figures, teams, weekly
from storage.ownership import Goal
from storage.tables import Person, Team, TeamFigure

MOST_TEAMS = 10
MOST_NAMED = 8
#: What somebody has to look at, the worst first.
WORRYING = (Status.MISSED, Status.OFF_TRACK, Status.OUTSIDE, Status.AT_RISK, Status.NEAR)
MILLION = Decimal(1_000_000)


def shown(session: Session, by: Actor, *, at: datetime) -> Row | None:
    """The teams that the person leads and the people that they manage; None for who does neither.

    Figures are those that are kept for teams. Who needs attention is looked for among the goals of
    these teams themselves and of these people.
    """
    tree = teams.all_teams(session, by.workspace_id)
    led = [team for team in tree.values() if team.lead_id == by.person_id]
    people = _people(session, by, led)
    if not led and not people:
        return None
    on = facts.local_date(at, by.tz)
    goals = _goals(session, by, led, people)
    attention = _attention(goals, _names(session, by, goals), on=on, tz=by.tz)
    silent = weekly.open_requests(session, by.workspace_id, sorted(people))
    silent_names = sorted({people[request.person_id].name for request in silent})
    lines = _teams(session, by, tree, led)
    return {
        "teams": lines[:MOST_TEAMS],
        "more_teams": max(len(lines) - MOST_TEAMS, 0),
        "attention": attention[:MOST_NAMED],
        "more_attention": max(len(attention) - MOST_NAMED, 0),
        "silent": silent_names[:MOST_NAMED],
        "more_silent": max(len(silent_names) - MOST_NAMED, 0),
        "people": len(people),
    }


def _people(session: Session, by: Actor, led: Sequence[Team]) -> Mapping[int, Person]:
    """Who the person manages, and the members of the teams that they lead, without themselves."""
    reports = {
        row.id: row
        for row in organisation.managed_by(session, by.workspace_id, by.person_id)
        if row.id
    }
    ids = teams.members(session, by.workspace_id, [team.id for team in led if team.id])
    members = ownership.people_by_id(session, by.workspace_id, ids)
    return {
        person_id: person
        for person_id, person in (members | reports).items()
        if person_id != by.person_id and person.standing == "employee"
    }


def _goals(
    session: Session, by: Actor, led: Sequence[Team], people: Mapping[int, Person]
) -> Sequence[Goal]:
    """The goals of these teams and people but the person's own, each once.

    A private one is there for its team's lead and its owner's manager; who leads another team that
    the owner is in does not see it.
    """
    of_teams = ownership.goals_of_teams(
        session, by.workspace_id, [team.id for team in led if team.id]
    )
    of_people = ownership.goals_of_people(session, by.workspace_id, sorted(people))
    found = {kr.id: (kr, objective) for kr, objective in of_teams if kr.owner_id != by.person_id}
    for person_id, owned in of_people.items():
        managed = people[person_id].manager_id == by.person_id
        found |= {
            kr.id: (kr, objective)
            for kr, objective in owned
            if managed or objective.visibility == "public" or objective.team_id is None
        }
    return list(found.values())


def _names(session: Session, by: Actor, goals: Sequence[Goal]) -> Mapping[int, str]:
    owners = sorted({kr.owner_id for kr, _ in goals})
    found = ownership.people_by_id(session, by.workspace_id, owners)
    return {person_id: person.name for person_id, person in found.items()}


def _attention(goals: Sequence[Goal], names: Mapping[int, str], *, on: date, tz: str) -> list[Row]:
    """Key results that are behind or have had no news for long, the worst first."""
    found = [
        rows.key_result(
            None, facts.key_result(kr, objective, tz=tz), on=on, owner=names.get(kr.owner_id)
        )
        for kr, objective in goals
    ]
    order = {status.value: n for n, status in enumerate(WORRYING)}
    worrying = [row for row in found if row["status"] in order or row["stale_days"] is not None]
    return sorted(worrying, key=lambda row: (order.get(row["status"], len(order)), row["id"]))


def _teams(session: Session, by: Actor, tree: Mapping[int, Team], led: Sequence[Team]) -> list[Row]:
    """The teams that the person leads with those right below them, each once."""
    listed: dict[int, Team] = {}
    for team in led:
        below = [child for child in tree.values() if child.parent_id == team.id]
        listed |= {one.id: one for one in (team, *below) if one.id}
    figures = team_figures.kept(session, by.workspace_id, sorted(listed))
    return [_line(team, figures.get(team_id)) for team_id, team in listed.items()]


def _line(team: Team, figures: TeamFigure | None) -> Row:
    weight = figures.weight if figures else 0
    progress = Decimal(figures.points) / weight / MILLION if figures and weight else None
    return {
        "name": team.name,
        "total": figures.counted if figures else 0,
        "progress": number(progress.quantize(Decimal("0.0001"))) if progress is not None else None,
    }
