"""Leadership shows the company's goals to the teams; teams show their drafts in their channel."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from bot.domain.errors import Invalid, NotFound
from bot.domain.goals import life
from bot.domain.goals.life import Step
from bot.domain.goals.model import CycleState
from bot.domain.people import Actor
from bot.runtime import Runtime
from bot.services import pilot, places, scheduled
from bot.services.cycles import rights, shown
from bot.services.rows import Row
from storage import cycles, inbox, organisation, outbox, teams
from storage.outbox import Priority
from storage.ownership import Goal
from storage.tables import Cycle, Team

NOT_OVER = ("draft", "active")


def publish_preview(rt: Runtime, cycle_id: int, *, by: Actor) -> Row:
    """The company's goals as the teams will see them, and how many channels that are.

    Raises NotAllowed, Conflict "cycle.not_now", Invalid "cycle.no_company_goals".
    """
    with rt.reading() as session:
        cycle, goals = _publishable(session, by, cycle_id)
        facts = _company_goals(session, cycle, goals)
        return facts | {"preview": True, "channels": len(_channels(session, by.workspace_id))}


def publish(rt: Runtime, cycle_id: int, *, by: Actor, key: str) -> Row | None:
    """Post the company's goals to the channel of every team; None for what was done before.

    Raises as `publish_preview` does.
    """
    at = rt.clock()
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return None
        cycle, goals = _publishable(session, by, cycle_id, lock=True)
        cycle.published_at = at
        rights.note(session, by, cycle, "published", at=at)
        channels = _channels(session, by.workspace_id)
        facts = _company_goals(session, cycle, goals) | {"preview": False}
        drafts = [
            places.draft(
                place,
                f"cycle:{cycle.id}:company:{place.target}:{key}",
                "company_goals",
                facts | {"channels": len(channels)},
                priority=Priority.DIGEST,
            )
            for place in channels
        ]
        scheduled.post_all(session, drafts, workspace_id=by.workspace_id, at=at)
        return {"done": Step.PUBLISH.value, "name": cycle.name, "count": len(channels)}


def drafts_preview(rt: Runtime, cycle_id: int, team_id: int, *, by: Actor) -> Row:
    """A team's drafts as its channel will see them.

    Raises NotAllowed, NotFound "team.unknown", Invalid "cycle.no_drafts", "cycle.no_channel".
    """
    with rt.reading() as session:
        cycle, team, goals = _presentable(session, by, cycle_id, team_id)
        _place(session, team)
        return _team_drafts(session, cycle, team, goals) | {"preview": True}


def present(rt: Runtime, cycle_id: int, team_id: int, *, by: Actor, key: str) -> Row | None:
    """Post a team's drafts to its channel, with a thread for questions.

    None for what was done before. Raises as `drafts_preview` does.
    """
    at = rt.clock()
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return None
        cycle, team, goals = _presentable(session, by, cycle_id, team_id)
        place = _place(session, team)
        facts = _team_drafts(session, cycle, team, goals)
        name = f"cycle:{cycle.id}:drafts:{team.id}:{key}"
        _post(session, by, place, name, facts, at=at)
        rights.note(session, by, cycle, "presented", at=at, team_id=team.id)
        return {"done": Step.PRESENT.value, "name": team.name, "count": len(facts["objectives"])}


def _post(
    session: Session, by: Actor, place: places.Place, name: str, facts: Row, *, at: datetime
) -> None:
    """The drafts, and the first message of the thread below them."""
    posted = outbox.add(
        session,
        places.draft(
            place,
            name,
            "team_drafts",
            facts | {"preview": False},
            priority=Priority.INTERACTIVE,
        ),
        workspace_id=by.workspace_id,
        at=at,
    )
    thread = places.draft(
        place,
        f"{name}:thread",
        "drafts_thread",
        {"team": facts["team"], "by": by.slack_user_id},
        priority=Priority.INTERACTIVE,
        thread_of_id=posted,
    )
    outbox.add(session, thread, workspace_id=by.workspace_id, at=at)


def _publishable(
    session: Session, by: Actor, cycle_id: int, *, lock: bool = False
) -> tuple[Cycle, Sequence[Goal]]:
    rights.check_runs(session, by)
    cycle = rights.cycle(session, by, cycle_id, lock=lock)
    life.after(Step.PUBLISH, CycleState(cycle.state), name=cycle.name)
    found = cycles.goals(session, by.workspace_id, cycle_id, states=NOT_OVER)
    goals = [
        goal for goal in found if goal[1].level == "company" and goal[1].visibility == "public"
    ]
    if not goals:
        raise Invalid("cycle.no_company_goals", name=cycle.name)
    return cycle, goals


def _presentable(
    session: Session, by: Actor, cycle_id: int, team_id: int
) -> tuple[Cycle, Team, Sequence[Goal]]:
    team = organisation.team(session, by.workspace_id, team_id)
    if team is None:
        raise NotFound("team.unknown", name="")
    rights.check_presents(session, by, team)
    cycle = rights.cycle(session, by, cycle_id)
    life.after(Step.PRESENT, CycleState(cycle.state), name=cycle.name)
    goals = [
        goal
        for goal in cycles.goals(session, by.workspace_id, cycle_id, states=("draft",))
        if goal[1].team_id == team_id and goal[1].visibility == "public"
    ]
    if not goals:
        raise Invalid("cycle.no_drafts", team=team.name, name=cycle.name)
    return cycle, team, goals


def _place(session: Session, team: Team) -> places.Place:
    assert team.id is not None
    found = places.channel_of_team(session, team.workspace_id, team.id, among=None)
    if found is None:
        raise Invalid("cycle.no_channel", team=team.name)
    return found


def _channels(session: Session, workspace_id: str) -> Sequence[places.Place]:
    """The channel of each team that the pilot reaches, each once."""
    reached = pilot.reach(session, workspace_id)
    found = (
        places.own_channel(session, workspace_id, team_id)
        for team_id in teams.all_teams(session, workspace_id)
        if reached is None or team_id in reached
    )
    return list({place.target: place for place in found if place is not None}.values())


def _company_goals(session: Session, cycle: Cycle, goals: Sequence[Goal]) -> Row:
    return {
        "cycle": shown.cycle(cycle),
        "objectives": shown.objectives(session, cycle.workspace_id, goals),
    }


def _team_drafts(session: Session, cycle: Cycle, team: Team, goals: Sequence[Goal]) -> Row:
    return {
        "cycle": shown.cycle(cycle),
        "team": team.name,
        "team_id": team.id,
        "objectives": shown.objectives(session, cycle.workspace_id, goals),
    }
