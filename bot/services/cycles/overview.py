"""Where the cycles stand, what comes next, and who can do it."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlmodel import Session

from bot.domain.goals import life
from bot.domain.goals.life import Step
from bot.domain.goals.model import CycleState, Span
from bot.domain.people import Actor
from bot.runtime import Runtime
from bot.services import facts, sight
from bot.services.cycles import creating, rights, score_cards, shown
from bot.services.cycles.planned import NEXT_BEGINS
from bot.services.rows import Row, number
from storage import cycles, dependencies, ownership
from storage.tables import Cycle, Person, Team

MOST_CYCLES = 4
MOST_TEAMS = 3


def show(rt: Runtime, *, by: Actor) -> Row:
    """Every cycle that is not over with its next steps, and the one that could be begun."""
    with rt.reading() as session:
        open_cycles = cycles.in_states(session, by.workspace_id, cycles.OPEN)[:MOST_CYCLES]
        runners = rights.runners(session, by.workspace_id)
        runs = rights.may_run(session, by)
        on = facts.local_date(rt.clock(), by.tz)
        teams = rights.led_teams(session, by)[:MOST_TEAMS]
        counts = cycles.goal_counts(
            session, by.workspace_id, [one.id for one in open_cycles if one.id]
        )
        return {
            "cycles": [
                _cycle(session, by, one, counts, teams=teams, runs=runs, on=on)
                for one in open_cycles
            ],
            "runs": runs,
            "who": [one.slack_user_id for one in runners[:3] if one.slack_user_id],
            "last": _last(session, by) if not open_cycles else None,
        }


def _last(session: Session, by: Actor) -> Row | None:
    """The cycle that was closed last."""
    closed = cycles.in_states(session, by.workspace_id, (CycleState.CLOSED.value,))
    return shown.cycle(closed[-1]) if closed else None


def _cycle(
    session: Session,
    by: Actor,
    cycle: Cycle,
    counts: Mapping[tuple[int, str], int],
    *,
    teams: Sequence[Team],
    runs: bool,
    on: date,
) -> Row:
    assert cycle.id is not None
    number_of = {state: counts.get((cycle.id, state), 0) for state in ("draft", "active")}
    unanswered = dependencies.unanswered(session, by.workspace_id, cycle.id)
    following = cycles.after(session, by.workspace_id, cycle)
    seen = sight.of(session, by)
    return {
        **shown.cycle(cycle),
        "elapsed": number(Span(cycle.starts_on, cycle.ends_on).elapsed(on)),
        "drafts": number_of["draft"],
        "running": number_of["active"],
        "published": cycle.published_at is not None,
        "unanswered": len(unanswered),
        "overdue": [
            _overdue(session, one.team_id, one.what, one.due_on)
            for one, objective in unanswered
            if one.due_on < on and (runs or sight.knows(session, seen, objective))
            if objective.visibility == "public"
        ][:MOST_TEAMS],
        "ends_soon": 0 <= (cycle.ends_on - on).days <= NEXT_BEGINS,
        "over": cycle.ends_on < on,
        "next": following.name if following else creating.next_of(session, cycle).name,
        "next_made": following is not None,
        "scores": _scores(session, cycle) if cycle.state == CycleState.CLOSING else None,
        "steps": [step.value for step in _steps(cycle, number_of["draft"], runs=runs, on=on)],
        "teams": _presentable(session, cycle, teams),
        "scores_mine": _has_to_score(session, cycle, by),
    }


def _steps(cycle: Cycle, drafts: int, *, runs: bool, on: date) -> Sequence[Step]:
    """What the actor may do next with the cycle as a whole; nothing ends in its middle."""
    is_far = (cycle.ends_on - on).days > NEXT_BEGINS
    left_out = (Step.PRESENT, Step.BEGIN_CLOSING) if is_far else (Step.PRESENT,)
    found = [step for step in life.next_steps(CycleState(cycle.state)) if step not in left_out]
    if cycle.state == CycleState.ACTIVE and drafts:
        return (Step.ACTIVATE, *found) if runs else (Step.ACTIVATE,)
    return found if runs else ()


def _presentable(session: Session, cycle: Cycle, teams: Sequence[Team]) -> list[Row]:
    """The teams that the actor leads and that have drafts to show."""
    if cycle.state not in ("draft", "active") or not teams:
        return []
    drafted = {
        one.team_id
        for one in cycles.objectives(session, cycle.workspace_id, cycle.id or 0)
        if one.state == "draft" and one.visibility == "public"
    }
    return [{"id": team.id, "name": team.name} for team in teams if team.id in drafted]


def _scores(session: Session, cycle: Cycle) -> Row:
    assert cycle.id is not None
    total, scored, confirmed = cycles.score_counts(session, cycle.workspace_id, cycle.id)
    return {"total": total, "unscored": total - scored, "unconfirmed": scored - confirmed}


def _has_to_score(session: Session, cycle: Cycle, by: Actor) -> bool:
    if cycle.state != CycleState.CLOSING:
        return False
    found = score_cards.card(session, cycle, by.person_id)
    return any(not group["done"] for group in (*found["mine"], *found["theirs"]))


def _overdue(session: Session, team_id: int, what: str, due: date) -> Row:
    team = session.get_one(Team, team_id)
    lead: Person | None = None
    if team.lead_id is not None:
        lead = ownership.people_by_id(session, team.workspace_id, [team.lead_id])[team.lead_id]
    return {
        "team": team.name,
        "what": what,
        "due": due.isoformat(),
        "lead": lead.slack_user_id if lead else None,
    }
