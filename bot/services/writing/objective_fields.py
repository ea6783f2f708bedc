"""The fields of an objective's form: what they show, and who and what they mean."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlmodel import Session

from bot.domain.errors import Invalid
from bot.domain.goals.model import Ambition, Level, Visibility
from bot.domain.people import Actor
from bot.services.rows import Row, moment
from bot.services.writing import parents
from bot.services.writing.model import Typed
from storage import organisation, parts_of_goals, teams
from storage.tables import Cycle, Objective, Team

#: Slack's most, less the two options that are no team.
MOST_TEAMS: Final = 98


def blank(
    session: Session,
    by: Actor,
    cycles: Sequence[Cycle],
    *,
    title: str,
    parent: str,
    at: datetime,
) -> Row:
    """An empty form: for oneself, or for the team that one leads."""
    tree = teams.all_teams(session, by.workspace_id)
    led = next((one for one in tree.values() if one.lead_id == by.person_id), None)
    return {
        **_choices(session, by, cycles, tree, but=None),
        "objective_id": None,
        "version": None,
        "opened_at": moment(at),
        "title": title,
        "level": f"team:{led.id}" if led else Level.PERSON.value,
        "owner": by.slack_user_id,
        "cycle": cycles[0].id,
        "parent": parent,
        "because": "",
        "ambition": Ambition.ASPIRATIONAL.value,
        "visibility": Visibility.PUBLIC.value,
        "start": cycles[0].starts_on.isoformat(),
        "due": cycles[0].ends_on.isoformat(),
        "links": [],
        "notice": None,
    }


def of(
    session: Session, by: Actor, row: Objective, cycles: Sequence[Cycle], *, at: datetime
) -> Row:
    """The form filled with an objective that is there."""
    tree = teams.all_teams(session, by.workspace_id)
    cycle = next((one for one in cycles if one.id == row.cycle_id), cycles[0])
    owner = organisation.person(session, by.workspace_id, row.owner_id)
    assert row.id is not None
    return {
        **_choices(session, by, cycles, tree, but=row.id),
        "objective_id": row.id,
        "version": row.version,
        "opened_at": moment(at),
        "title": row.title,
        "level": f"team:{row.team_id}" if row.level == Level.TEAM else row.level,
        "owner": owner.slack_user_id if owner else None,
        "cycle": row.cycle_id,
        "parent": _parent_value(row),
        "because": row.no_parent_because or "",
        "ambition": row.ambition,
        "visibility": row.visibility,
        "start": (row.start_on or cycle.starts_on).isoformat(),
        "due": (row.due_on or cycle.ends_on).isoformat(),
        "links": [f"o:{one}" for one in parts_of_goals.links(session, by.workspace_id, row.id)],
        "notice": None,
    }


def level(session: Session, by: Actor, typed: Typed, row: Objective | None) -> Mapping[str, Any]:
    """Level and team that were chosen; raises Invalid "writing.team_gone"."""
    chosen = typed.text("level")
    if not chosen and row is not None:
        return {"level": row.level, "team_id": row.team_id}
    kind, _, text = chosen.partition(":")
    if kind != Level.TEAM.value:
        found = Level(kind or Level.PERSON.value)
        return {"level": found.value, "team_id": _team_of(session, by, found, row)}
    team = organisation.team(session, by.workspace_id, int(text)) if text.isdecimal() else None
    if team is None:
        raise Invalid("writing.team_gone")
    return {"level": Level.TEAM.value, "team_id": team.id}


def _team_of(session: Session, by: Actor, chosen: Level, row: Objective | None) -> int | None:
    """Where it counts: as before where the level stays, the company's with the one team on top."""
    if row is not None and row.level == chosen.value:
        return row.team_id
    if chosen is not Level.COMPANY:
        return None
    tops = [one for one in organisation.teams(session, by.workspace_id) if one.parent_id is None]
    return tops[0].id if len(tops) == 1 else None


def owner(session: Session, by: Actor, typed: Typed, row: Any) -> int:
    """The owner that was chosen; raises Invalid "writing.stranger" for who is not known."""
    chosen = typed.text("owner")
    if not chosen:
        return by.person_id if row is None else int(row.owner_id)
    return person(session, by, chosen)


def person(session: Session, by: Actor, slack_user_id: str) -> int:
    """Somebody by Slack id; raises Invalid "writing.stranger" for guests and unknown people."""
    found = organisation.person_of_slack_user(session, by.workspace_id, slack_user_id)
    if found is None or found.id is None or found.standing != "employee":
        raise Invalid("writing.stranger")
    return found.id


def _choices(
    session: Session,
    by: Actor,
    cycles: Sequence[Cycle],
    tree: Mapping[int, Team],
    *,
    but: int | None,
) -> Row:
    cycle_ids = [one.id for one in cycles if one.id]
    groups, more = parents.options(session, by, cycle_ids, but=but)
    own = teams.teams_of_person(session, by.workspace_id, by.person_id)
    near = {one.id for team_id in own for one in teams.chain(tree, team_id)}
    ordered = sorted(
        tree.values(), key=lambda one: (one.id not in near and one.lead_id != by.person_id, one.id)
    )
    return {
        "cycles": [{"id": one.id, "title": one.name, "state": one.state} for one in cycles[:20]],
        "teams": [{"id": one.id, "name": one.name} for one in ordered[:MOST_TEAMS]],
        "parents": groups,
        "more_parents": more,
    }


def _parent_value(row: Objective) -> str:
    if row.parent_key_result_id is not None:
        return f"kr:{row.parent_key_result_id}"
    return f"o:{row.parent_objective_id}" if row.parent_objective_id is not None else ""
