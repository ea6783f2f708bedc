"""Goals of a cycle as messages show them: JSON facts, whatever their state."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from sqlmodel import Session

from bot.domain.goals.progress import from_millionths
from bot.services.rows import Row, number
from storage import ownership
from storage.ownership import Goal
from storage.tables import Cycle, KeyResult, Objective


def cycle(row: Cycle) -> Row:
    """A cycle with its days."""
    return {
        "id": row.id,
        "name": row.name,
        "state": row.state,
        "starts": row.starts_on.isoformat(),
        "ends": row.ends_on.isoformat(),
    }


def key_result(kr: KeyResult, *, owner: str | None) -> Row:
    """A key result that may lack what its shape needs; figures as texts."""
    return {
        "id": kr.id,
        "title": kr.title,
        "shape": kr.shape,
        "unit": kr.unit,
        "direction": kr.direction,
        "period": kr.period,
        "start": number(kr.start),
        "target": number(kr.target),
        "floor": number(kr.floor),
        "ceiling": number(kr.ceiling),
        "value": number(kr.value),
        "progress": None if kr.progress is None else number(from_millionths(kr.progress)),
        "owner": owner,
    }


def objectives(session: Session, workspace_id: str, goals: Sequence[Goal]) -> list[Row]:
    """Objectives with their key results and the names of who owns them."""
    names = owner_names(session, workspace_id, goals)
    return [
        {
            "id": objective.id,
            "title": objective.title,
            "owner": names.get(objective.owner_id),
            "ambition": objective.ambition,
            "rows": [key_result(kr, owner=names.get(kr.owner_id)) for kr, _ in group],
        }
        for objective, group in by_objective(goals)
    ]


def by_objective(goals: Sequence[Goal]) -> list[tuple[Objective, list[Goal]]]:
    """Goals in the order of their objectives, by objective."""
    return [(objective, list(group)) for objective, group in groupby(goals, key=lambda one: one[1])]


def owner_names(session: Session, workspace_id: str, goals: Sequence[Goal]) -> Mapping[int, str]:
    """Names by id of all that own one of these goals."""
    ids = {kr.owner_id for kr, _ in goals} | {objective.owner_id for _, objective in goals}
    people = ownership.people_by_id(session, workspace_id, sorted(ids))
    return {person_id: person.name for person_id, person in people.items()}
