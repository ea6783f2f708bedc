"""Words of a title that somebody shortened or misspelt."""

from collections.abc import Iterable

from rapidfuzz.distance import OSA


def longer_of(word: str, others: Iterable[str]) -> str | None:
    """The one of `others` that goes on where `word` ends: "subs" for "subscriber"."""
    begun = word.removesuffix("s")
    longer = [other for other in others if len(other) >= len(word) + 2 and other.startswith(begun)]
    return longer[0] if len(longer) == 1 else None


def typo_of(word: str, others: Iterable[str]) -> str | None:
    """The one of `others` that is a typo away; in short words only swapped letters count."""
    near = [other for other in others if abs(len(other) - len(word)) <= 2 and _is_typo(word, other)]
    return near[0] if len(near) == 1 else None


def _is_typo(word: str, other: str) -> bool:
    if len(word) < 6:
        return sorted(word) == sorted(other) and OSA.distance(word, other) == 1
    allowed = 2 if len(word) >= 9 else 1
    return OSA.distance(word, other, score_cutoff=allowed) <= allowed
