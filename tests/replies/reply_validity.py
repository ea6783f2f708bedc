"""What holds for every reading, whatever was written."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from bot.domain.replies import REASONS, Intent, Question, Reading, Subject, Update

LARGEST = Decimal(10) ** 15
MOST_CANDIDATES = 4


def problems(reading: Reading, subjects: Sequence[Subject]) -> list[str]:
    """Everything that is wrong with a reading; empty when it can be acted on."""
    known = {subject.n for subject in subjects}
    return [
        *_of_the_whole(reading),
        *(problem for update in reading.updates for problem in _of_update(update, known)),
        *(problem for question in reading.questions for problem in _of_question(question, known)),
    ]


def contradictions(reading: Reading) -> list[str]:
    """Subjects that are written although they are asked about."""
    asked = {n for question in reading.questions for n in question.ns}
    return [
        f"{update.n} is written and asked"
        for update in reading.updates
        if update.value is not None and update.n in asked
    ]


def unstorable(reading: Reading) -> list[str]:
    """Words that no database takes: with NUL, or with half a surrogate pair."""
    words = [reading.note]
    for update in reading.updates:
        words += [update.note, update.blocker, update.said]
    for question in reading.questions:
        words += [question.said, *(candidate.said for candidate in question.candidates)]
    return [f"cannot be stored: {text!a}" for text in words if text and _has_no_place(text)]


def _has_no_place(text: str) -> bool:
    return any(char == "\x00" or "\ud800" <= char <= "\udfff" for char in text)


def _of_the_whole(reading: Reading) -> Iterator[str]:
    numbers = [update.n for update in reading.updates]
    if len(numbers) != len(set(numbers)):
        yield f"updates of one subject twice: {numbers}"
    if reading.intent is not Intent.NONE and reading.updates:
        yield f"updates beside the intent {reading.intent}"


def _of_update(update: Update, known: set[int]) -> Iterator[str]:
    if update.n not in known:
        yield f"an update of the unknown {update.n}"
    for name in ("amount", "value"):
        yield from _unsound(f"{name} of {update.n}", getattr(update, name))
    if update.confidence is not None and not 1 <= update.confidence <= 10:
        yield f"confidence {update.confidence}"


def _of_question(question: Question, known: set[int]) -> Iterator[str]:
    if not question.ns or len(set(question.ns)) < len(question.ns) or not known >= {*question.ns}:
        yield f"a question about {question.ns}"
    if question.reason not in REASONS:
        yield f"a question with the reason {question.reason!r}"
    choices = [(candidate.n, candidate.value) for candidate in question.candidates]
    if len(set(choices)) < len(choices) or len(choices) > MOST_CANDIDATES:
        yield f"candidates {choices}"
    for candidate in question.candidates:
        if candidate.n not in question.ns:
            yield f"a candidate for {candidate.n} in a question about {question.ns}"
        yield from _unsound(f"candidate of {candidate.n}", candidate.value)


def _unsound(name: str, value: Decimal | None) -> Iterator[str]:
    if value is not None and not (value.is_finite() and abs(value) <= LARGEST):
        yield f"{name} is {value}"
