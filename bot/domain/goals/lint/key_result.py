"""The rules for a key result."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.domain.errors import Invalid
from bot.domain.goals.lint.model import Finding, Severity
from bot.domain.goals.lint.words import task_word, vague_word
from bot.domain.goals.model import Measure, Shape

#: Done or not done: the title alone says what is measured.
_WORDS_ONLY: Final = (Shape.YES_NO, Shape.MILESTONES)
_DIGIT: Final = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class KeyResultDraft:
    """What is known of a key result while it is written.

    `measure` None: nothing was said yet. `in_reach` is whether the team can move it within the
    cycle, None where nobody was asked. `start_inside`: it starts inside its limit already, and
    nobody said whether to keep it there or to reach further. `lost_phases`: days of phased targets
    that do not lie within its own days any more.
    """

    title: str
    measure: Measure | None
    measured_by: str | None = None
    initiatives: int = 0
    in_reach: bool | None = None
    start_inside: bool = False
    lost_phases: tuple[date, ...] = ()


def lint_key_result(draft: KeyResultDraft) -> tuple[Finding, ...]:
    """What to say of a key result, heaviest first."""
    order = list(Severity)
    found = [*_of_measure(draft), *_of_title(draft), *_of_company(draft)]
    return tuple(sorted(found, key=lambda finding: order.index(finding.severity)))


def has_measure(measure: Measure | None) -> bool:
    """Whether a key result says how it is measured, whatever its title says."""
    if measure is None:
        return False
    try:
        measure.validated()
    except Invalid:
        return False
    return True


def _of_measure(draft: KeyResultDraft) -> Iterator[Finding]:
    measure = draft.measure
    if measure is None or not has_measure(measure):
        yield Finding("no_measure", Severity.REFUSED)
    elif measure.shape not in _WORDS_ONLY and not measure.unit.strip():
        yield Finding("no_unit", Severity.REFUSED)
    if draft.lost_phases:
        days = [on.isoformat() for on in draft.lost_phases]
        yield Finding("lost_phases", Severity.WARNING, {"days": days})
    if draft.start_inside:
        yield Finding("keep_or_reach", Severity.ASK)


def _of_title(draft: KeyResultDraft) -> Iterator[Finding]:
    task = task_word(draft.title)
    if task is not None:
        yield Finding("task", Severity.WARNING, {"word": task})
    vague = vague_word(draft.title)
    if vague is None or _DIGIT.search(draft.title):
        return
    measure = draft.measure
    if measure is None or not has_measure(measure) or measure.shape in _WORDS_ONLY:
        yield Finding("vague", Severity.WARNING, {"word": vague})
    else:
        yield Finding("vague_title", Severity.HINT, {"word": vague, **_way(measure)})


def _of_company(draft: KeyResultDraft) -> Iterator[Finding]:
    """Of what a key result should have with it."""
    if draft.in_reach is None:
        yield Finding("in_reach", Severity.ASK)
    elif not draft.in_reach:
        yield Finding("out_of_reach", Severity.WARNING)
    if draft.initiatives == 0:
        yield Finding("no_initiative", Severity.WARNING)
    if not (draft.measured_by or "").strip():
        yield Finding("not_measured_by", Severity.HINT)


def _way(measure: Measure) -> dict[str, object]:
    """Where it goes from and to, for the rewrite: `start` is None for what only has a limit."""
    goal = next(
        figure for figure in (measure.target, measure.floor, measure.ceiling) if figure is not None
    )
    return {"start": measure.start, "goal": goal, "unit": measure.unit}
