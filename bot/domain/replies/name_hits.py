"""Words and phrases of a reply that may belong to the name of a subject."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from bot.domain.replies.tokens import Token, word_set


class Hit(NamedTuple):
    """Token span and, for each subject it may name, how much it counts."""

    start: int
    end: int
    weights: tuple[tuple[int, float, str], ...]
    fuzzy: bool = False


def weights_of(
    entry: Mapping[int, float] | None, text: str, bonus: float = 0.0, most: float = 9.0
) -> tuple[tuple[int, float, str], ...]:
    """How much a word or phrase counts for each subject, at most `most`."""
    return tuple((n, min(weight + bonus, most), text) for n, weight in (entry or {}).items())


def runs_of(hits: Iterable[Hit], tokens: Sequence[Token]) -> list[list[Hit]]:
    """Hits that stand side by side, or with one small word between them."""
    runs: list[list[Hit]] = []
    for hit in hits:
        if runs and _beside(tokens, runs[-1][-1].end, hit.start):
            runs[-1].append(hit)
        else:
            runs.append([hit])
    return runs


_INNER = word_set("of the cua cho theo trong - so per in moi")


def _beside(tokens: Sequence[Token], end: int, start: int) -> bool:
    between = [token.fold for token in tokens[end:start]]
    return not between or (len(between) == 1 and between[0] in _INNER)
