"""Answers that a proposer suggests for a question: they may become buttons, never figures."""

from collections.abc import Sequence
from typing import Protocol

from bot.domain.replies.bands import band_of
from bot.domain.replies.model import Candidate, Subject

MOST_CANDIDATES = 4


class Proposer(Protocol):
    """Suggests what a person may have meant, such as a language model."""

    def propose(self, said: str, subjects: Sequence[Subject]) -> Sequence[Candidate]:
        """Figures that the reply `said` may state for the subjects that are asked about."""


def worth_offering(
    offered: Sequence[Candidate], proposed: Sequence[Candidate], subjects: Sequence[Subject]
) -> tuple[Candidate, ...]:
    """Those of `proposed` that a question about `subjects` may offer besides `offered`.

    New ones alone, of a believable size for their subject, as many as still fit.
    """
    known = {subject.n: subject for subject in subjects}
    taken = {(candidate.n, candidate.value) for candidate in offered}
    fresh: dict[tuple[int, object], Candidate] = {}
    for candidate in proposed:
        key, subject = (candidate.n, candidate.value), known.get(candidate.n)
        if subject is None or key in taken or not candidate.value.is_finite():
            continue
        if band_of(subject).believable(candidate.value):
            fresh.setdefault(key, candidate)
    return tuple(fresh.values())[: max(0, MOST_CANDIDATES - len(offered))]
