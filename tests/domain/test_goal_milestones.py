"""Steps with weights: what is refused, and what they come to."""

from datetime import date
from decimal import Decimal

import pytest

from bot.domain.errors import Invalid
from bot.domain.goals.milestones import (
    done_weight,
    measure_of,
    next_step,
    validated,
)
from bot.domain.goals.model import Milestone

DONE = date(2026, 11, 2)


def test_steps_come_to_the_weights_of_those_that_are_done() -> None:
    steps = (
        Milestone("Khảo sát", Decimal(1), DONE),
        Milestone("Bản beta", Decimal(2)),
        Milestone("Ra mắt", Decimal("0.5"), DONE),
    )
    measure = measure_of(steps).validated()
    assert (measure.start, measure.target) == (0, Decimal("3.5"))
    assert done_weight(steps) == Decimal("1.5")
    assert next_step(steps) == steps[1]
    assert next_step(steps[:1]) is None


def test_titles_lose_their_loose_blanks() -> None:
    assert validated([Milestone("  Bản   beta ")]) == (Milestone("Bản beta"),)


@pytest.mark.parametrize(
    ("steps", "key", "params"),
    [
        ([], "milestones.none", {}),
        ([Milestone(f"Step {n}") for n in range(21)], "milestones.too_many", {"count": 21}),
        ([Milestone("Beta"), Milestone("  ")], "milestones.no_title", {"n": 2}),
        ([Milestone("x" * 151)], "milestones.long_title", {"n": 1, "most": 150}),
        (
            [Milestone("Bản beta"), Milestone("Demo"), Milestone("ban  BETA")],
            "milestones.same_title",
            {"n": 3, "first": 1},
        ),
        ([Milestone("Beta", Decimal(0))], "milestones.weight", {"n": 1}),
        ([Milestone("Beta", Decimal(-1))], "milestones.weight", {"n": 1}),
        ([Milestone("Beta", Decimal("100.001"))], "milestones.weight", {"n": 1}),
        ([Milestone("Beta", Decimal("0.0005"))], "milestones.weight", {"n": 1}),
        ([Milestone("Beta", Decimal("NaN"))], "milestones.weight", {"n": 1}),
    ],
)
def test_steps_that_nobody_could_count_are_refused(
    steps: list[Milestone], key: str, params: dict[str, object]
) -> None:
    with pytest.raises(Invalid) as refused:
        validated(steps)
    assert refused.value.key == key
    assert refused.value.params.items() >= params.items()
