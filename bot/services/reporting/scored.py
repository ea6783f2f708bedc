"""The scores of a cycle: what people gave themselves, what their managers gave, what stands."""

from decimal import Decimal
from typing import Final

from bot.domain.goals import scores
from bot.domain.goals.model import CycleState
from bot.services.cycles import scored
from bot.services.reporting.cells import Column, Holds, Line, Sheet, Text, columns
from bot.services.reporting.scope import Scope
from storage.ownership import Goal
from storage.tables import KeyResult, Objective

COLUMNS: Final = (
    *columns(Holds.NAME, "team", "owner"),
    *columns(Holds.LONG, "objective", "key_result"),
    *columns(Holds.TEXT, "ambition"),
    *columns(Holds.SHARE, "progress"),
    *columns(Holds.TEXT, "status"),
    *columns(Holds.SCORE, "self_score", "manager_score", "final_score"),
    *columns(Holds.TEXT, "colour", "outcome"),
    Column("objective_score", Holds.SCORE),
)


def sheet(scope: Scope, text: Text) -> Sheet:
    """One line for each key result that the reader sees.

    Scores that are still talked about are for those who may see the person's report; what stands
    once the cycle is closed is as public as the goal.
    """
    told = {person.id for person in scope.people}
    whole: dict[int, list[Goal]] = {}
    for kr, objective in scope.goals:
        whole.setdefault(objective.id or 0, []).append((kr, objective))
    lines = [
        _line(scope, kr, objective, whole[objective.id or 0], text, told=kr.owner_id in told)
        for kr, objective in scope.goals
    ]
    return Sheet("scores", COLUMNS, lines)


def _line(
    scope: Scope,
    kr: KeyResult,
    objective: Objective,
    whole: list[Goal],
    text: Text,
    *,
    told: bool,
) -> Line:
    closed = scope.cycle.state == CycleState.CLOSED
    team = scope.tree.get(objective.team_id or 0)
    verdict = scope.judged[kr.id or 0][1]
    final = scored.final(kr) if closed else scored.standing(kr) if told else None
    colour = scored.colour(final, objective)
    return (
        team.name if team else scope.team_names.get(objective.owner_id),
        scope.names.get(kr.owner_id),
        objective.title,
        kr.title,
        text(f"report_sheet.{objective.ambition}"),
        verdict.progress,
        text(f"statuses.{verdict.status.value}"),
        _stored(kr.self_score) if told else None,
        _managers(kr, closed=closed) if told else None,
        final,
        text(f"score_colours.{colour}") if colour else None,
        text(f"outcome.{kr.outcome}") if kr.outcome and (told or closed) else None,
        scored.of_goals(whole) if closed else None,
    )


def _managers(kr: KeyResult, *, closed: bool) -> Decimal | None:
    """The manager's score; once a cycle is closed it is known only where it is not the owner's.

    Closing gives every key result its final score in the same place.
    """
    if closed and (kr.self_score is None or kr.score == kr.self_score):
        return None
    return _stored(kr.score)


def _stored(thousandths: int | None) -> Decimal | None:
    return None if thousandths is None else scores.from_thousandths(thousandths)
