"""The score of each key result and of what it belongs to, as it stands while a cycle closes."""

from collections.abc import Sequence
from decimal import Decimal

from bot.domain.goals import scores
from bot.domain.goals.model import Ambition
from bot.domain.goals.progress import from_millionths
from bot.services import facts
from bot.services.rows import Row, number, steps
from storage.ownership import Goal
from storage.tables import KeyResult, Objective


def proposed(kr: KeyResult) -> Decimal:
    """What the figures speak for, 0..1."""
    share = None if kr.progress is None else from_millionths(kr.progress)
    return scores.proposed(facts.measure(kr), share, sample=kr.sample)


def standing(kr: KeyResult) -> Decimal | None:
    """The manager's score, else the owner's; None before either."""
    given = kr.self_score if kr.score is None else kr.score
    return None if given is None else scores.from_thousandths(given)


def final(kr: KeyResult) -> Decimal:
    """What counts at the end: the score that was given, else what the figures speak for."""
    given = standing(kr)
    return proposed(kr) if given is None else given


def of_goals(goals: Sequence[Goal]) -> Decimal | None:
    """The weighted mean of key results at the end, 0..1."""
    return scores.of_objective((Decimal(kr.weight) / 1000, final(kr)) for kr, _ in goals)


def colour(score: Decimal | None, objective: Objective) -> str | None:
    """The colour of a score by the kind of its objective."""
    if score is None:
        return None
    return scores.colour(score, Ambition(objective.ambition)).value


def is_open(kr: KeyResult, objective: Objective) -> bool:
    """Whether somebody has to decide what becomes of a key result: it did not succeed."""
    return not scores.succeeded(final(kr), Ambition(objective.ambition))


def row(kr: KeyResult, objective: Objective, *, owner: str | None) -> Row:
    """A key result with its scores as decimal texts; `locked` only where the target was changed."""
    shown = standing(kr)
    locked = scores.as_locked(
        facts.measure(kr),
        kr.value,
        locked_start=kr.locked_start,
        locked_target=kr.locked_target,
    )
    return {
        "id": kr.id,
        "title": kr.title,
        "shape": kr.shape,
        "unit": kr.unit,
        "value": number(kr.value),
        "steps": steps(kr),
        "start": number(kr.start),
        "target": number(kr.target),
        "proposed": number(proposed(kr)),
        "locked": number(locked),
        "self_score": _stored(kr.self_score),
        "score": _stored(kr.score),
        "standing": number(shown),
        "colour": colour(shown, objective),
        "outcome": kr.outcome,
        "because": kr.outcome_because,
        "owner": owner,
    }


def _stored(thousandths: int | None) -> str | None:
    return None if thousandths is None else number(scores.from_thousandths(thousandths))
