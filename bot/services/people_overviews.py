"""How a person's goals stand, for everybody who may see them."""

from itertools import groupby
from typing import Final

from bot.domain.people import Actor
from bot.domain.policy import Action, authorize
from bot.runtime import Runtime
from bot.services import facts, rows, silence, team_sums
from bot.services.overviews import EVERYBODY
from bot.services.rows import Row
from bot.services.team_overviews import objective
from storage import ownership, team_goals

PAGE: Final = 12


def person(rt: Runtime, name: str, page: int = 1, *, by: Actor) -> Row:
    """The roll-up of the key results that the named person owns, with a page of them.

    Private goals are there for their owner alone, in the figures too. Raises NotFound
    "silence.unknown", SeveralFit.
    """
    authorize(by, Action.VIEW_GOAL, EVERYBODY)
    on = facts.local_date(rt.clock(), by.tz)
    with rt.reading() as session:
        whose = silence.find(session, by.workspace_id, name)
        assert whose.id is not None
        is_own = whose.id == by.person_id
        goals = team_goals.of_person(
            session,
            by.workspace_id,
            whose.id,
            with_private=is_own,
            week_ago=team_sums.week_ago(on, by.tz),
        )
        owned = ownership.kpis_of_people(session, by.workspace_id, [whose.id]).get(whose.id, [])
    judged = team_sums.judged(goals, on=on, tz=by.tz)
    whole = team_sums.of_judged(judged, on=on, include_private=is_own)
    grouped = [list(some) for _, some in groupby(judged, key=lambda one: one[0].objective_id)]
    first = (page - 1) * PAGE
    kpis = [kpi for kpi in owned if is_own or kpi.visibility == "public"]
    return {
        "person": whose.name,
        "slack_user_id": whose.slack_user_id,
        "roll_up": team_sums.rolled_up(whole),
        "unaligned": whole.get("unaligned", 0),
        "idle": whole.get("idle", 0),
        "objectives": [
            objective(some, team_sums.of_judged(some, on=on, include_private=is_own), on)
            for some in grouped[first : first + PAGE]
        ],
        "kpis": [rows.kpi(None, kpi) for kpi in kpis] if page == 1 else [],
        "page": page,
        "more": max(len(grouped) - first - PAGE, 0),
    }
