"""The SMART checklist, answered from what is known of a key result."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.goals.lint.key_result import KeyResultDraft, has_measure
from bot.domain.goals.lint.words import task_word, vague_word
from bot.domain.goals.model import Shape


class Letter(StrEnum):
    """What the letters of SMART stand for."""

    SPECIFIC = "specific"
    MEASURABLE = "measurable"
    ACHIEVABLE = "achievable"
    RELEVANT = "relevant"
    TIME_BOUND = "time_bound"


@dataclass(frozen=True, slots=True)
class Answer:
    """One letter: `met` None where nobody knows yet; `why` names the fact that answers it."""

    letter: Letter
    met: bool | None
    why: str
    params: Mapping[str, object]


def smart(
    draft: KeyResultDraft, *, aligned: bool, explained: bool, due_on: date | None
) -> tuple[Answer, ...]:
    """The five letters in order, each from the data.

    `aligned`: its objective has a parent, or needs none; `explained`: it says why it has none.
    """
    measured, source = has_measure(draft.measure), bool((draft.measured_by or "").strip())
    return (
        _specific(draft),
        Answer(Letter.MEASURABLE, measured, _measurable(measured, source), {}),
        _achievable(draft),
        Answer(Letter.RELEVANT, aligned or explained, _relevant(aligned, explained), {}),
        Answer(
            Letter.TIME_BOUND,
            due_on is not None,
            "due" if due_on else "no_due",
            {"due": due_on} if due_on else {},
        ),
    )


def _specific(draft: KeyResultDraft) -> Answer:
    word = task_word(draft.title)
    if word is not None:
        return Answer(Letter.SPECIFIC, False, "task", {"word": word})
    vague, measure = vague_word(draft.title), draft.measure
    words_only = measure is None or measure.shape in (Shape.YES_NO, Shape.MILESTONES)
    if vague is not None and words_only:
        return Answer(Letter.SPECIFIC, False, "vague", {"word": vague})
    return Answer(Letter.SPECIFIC, True, "outcome", {})


def _measurable(measured: bool, source: bool) -> str:
    if not measured:
        return "no_measure"
    return "measured_from_source" if source else "measured"


def _achievable(draft: KeyResultDraft) -> Answer:
    why = {None: "reach_unknown", True: "in_reach", False: "out_of_reach"}[draft.in_reach]
    return Answer(Letter.ACHIEVABLE, draft.in_reach, why, {})


def _relevant(aligned: bool, explained: bool) -> str:
    if aligned:
        return "aligned"
    return "explained" if explained else "not_aligned"
