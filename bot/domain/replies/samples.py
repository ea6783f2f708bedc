"""How many answers a figure was taken from: "8.2 from 120 responses"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.domain.replies.marked import Reader, composed, folded
from bot.domain.replies.model import Certainty, Change, Reading, Subject, Update

LARGEST = 1_000_000_000
_NOUNS = (
    r"(?:luot )?(?:phan hoi|tra loi|danh gia|cau tra loi|khao sat|y kien|binh chon|phieu|mau)"
    r"|(?:khach(?: hang)?|nguoi(?: dung| tra loi| tham gia)?)"
    r"|responses?|answers?|replies|reviews?|ratings?|surveys?|users?|customers?|people"
    r"|respondents?|votes?|participants?"
)
_BEFORE = (
    r"(?:dua tren|lay tu|tinh tren|tu|tren|voi|cua|based on|out of|taken from|from|of|with|over"
    r"|across|among|by)"
)
_COUNT = r"(?P<{name}>\d{{1,3}}(?:[.,]\d{{3}})+|\d+)(?P<{name}k>k)?"
_LEAST = r"(?:(?:at least|more than|over|it nhat|hon|tren)\s{1,3})?"
_GAP = r"\s{1,3}"
_PHRASE = re.compile(
    r"(?P<top>\s{0,3}/\s{0,3}10)?[\s,;(\-–]{0,4}(?:"
    rf"(?:{_BEFORE}{_GAP})?{_LEAST}{_COUNT.format(name='a')}{_GAP}(?:{_NOUNS})\b(?: khach hang)?"
    rf"|n\s{{0,3}}=\s{{0,3}}{_COUNT.format(name='b')}"
    rf"|(?:dua tren|based on){_GAP}{_COUNT.format(name='c')}"
    r"(?=\s{0,3}(?:[,;)\n]|\.(?!\d)|$)))\)?"
)
#: Each phrase costs a reading of what lies around it.
MOST_PHRASES = 12
_FIGURE_BEFORE = re.compile(r"[\d%*]\s*$|(?:diem|sao|points?|stars?)\s*$")


def read(text: str, subjects: Sequence[Subject], inner: Reader) -> Reading:
    """Read a reply in which figures may name their sample; the phrases themselves are no figures.

    A sample belongs to the figure before it, else to the one behind it.
    """
    sampled = {subject.n for subject in subjects if subject.sampled}
    if not sampled:
        return inner(text, subjects)
    text = composed(text)
    found = [match for match in _PHRASE.finditer(folded(text)) if _is_sample(text, match)]
    if not 0 < len(found) <= MOST_PHRASES:
        return inner(text, subjects)
    reading = _claimed(inner(_cut(text, found), subjects), sampled)
    return _with_samples(reading, _placed(text, found, sampled, subjects, inner))


def _is_sample(text: str, match: re.Match[str]) -> bool:
    """A number of people behind a figure, or at the start of what is said of one."""
    before = folded(text[: match.start()]).rstrip()
    if match["c"] is not None or match["top"] is not None:
        return bool(_FIGURE_BEFORE.search(before))
    return not before or before[-1] in ",;.\n:" or bool(_FIGURE_BEFORE.search(before))


def _cut(text: str, found: Sequence[re.Match[str]]) -> str:
    kept, at = [], 0
    for match in found:
        kept.append(text[at : match.start()])
        at = match.end()
    return " ".join([*kept, text[at:]]).strip(" ,;:")


def _claimed(reading: Reading, sampled: set[int]) -> Reading:
    """A figure without a name belongs to the one subject of which answers are counted."""
    for question in reading.questions:
        own = [one for one in question.candidates if one.n in sampled]
        owners = sampled & {*question.ns}
        if question.reason == "which_subject" and len(owners) == len(own) == 1:
            [candidate] = own
            update = Update(
                candidate.n,
                Change.VALUE,
                amount=candidate.value,
                value=candidate.value,
                certainty=Certainty.LIKELY,
                said=candidate.said,
                rules=("sample",),
            )
            known = [one for one in reading.updates if one.n != candidate.n]
            updates = tuple(sorted([*known, update], key=lambda one: one.n))
            rest = tuple(one for one in reading.questions if one is not question)
            reading = replace(reading, updates=updates, questions=rest)
    return reading


def _placed(
    text: str,
    found: Sequence[re.Match[str]],
    sampled: set[int],
    subjects: Sequence[Subject],
    inner: Reader,
) -> dict[int, int]:
    """The samples by the numbers of their subjects."""
    placed: dict[int, int] = {}
    ends = [0, *(match.end() for match in found), len(text)]
    for at, match in enumerate(found):
        before = _spoken(inner(text[ends[at] : match.start()], subjects), sampled)
        following = found[at + 1].start() if at + 1 < len(found) else len(text)
        behind = text[match.end() : following]
        owner = before[-1:] or _spoken(inner(behind, subjects), sampled)[:1]
        for n in owner:
            placed[n] = _count(match)
    return placed


def _spoken(reading: Reading, sampled: set[int]) -> list[int]:
    """Sampled subjects that a text gives a figure, or may give one."""
    said = [update.n for update in reading.updates if update.value is not None]
    asked = [sampled & {*question.ns} for question in reading.questions]
    return [n for n in [*said, *(n for ns in asked if len(ns) == 1 for n in ns)] if n in sampled]


def _count(match: re.Match[str]) -> int:
    name = next(name for name in "abc" if match[name] is not None)
    digits = int(re.sub(r"\D", "", match[name]))
    return min(digits * (1000 if match[f"{name}k"] else 1), LARGEST)


def _with_samples(reading: Reading, samples: dict[int, int]) -> Reading:
    known = {n: count for n, count in samples.items() if count > 0}
    return replace(
        reading,
        updates=tuple(
            one if one.value is None else replace(one, sample=known.get(one.n))
            for one in reading.updates
        ),
        questions=tuple(
            replace(
                one, candidates=tuple(replace(c, sample=known.get(c.n)) for c in one.candidates)
            )
            for one in reading.questions
        ),
    )
