"""A look at tokens around a place, shared by the rules that mask figures."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from enum import StrEnum, auto

from bot.domain.replies.tokens import Sort, Token


class Mask(StrEnum):
    """Why a figure is not read."""

    DATE = auto()
    TIME = auto()
    WEEK = auto()
    CODE = auto()
    PLACE = auto()
    PHONE = auto()
    CLOCK_ROUND = auto()
    SUBJECT_COUNT = auto()
    QUOTE = auto()


@dataclass(frozen=True, slots=True)
class Masked:
    """Tokens `start`..`end` (end excluded) that state no value."""

    mask: Mask
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Look:
    """Tokens and what the subjects say about them.

    `timed`: some subject is measured in time, so "1h30" needs a clock word to be a clock time.
    `names`: folded words of the titles; they never mask the figure behind them.
    `nouns`: folded unit words. "Điểm trường thứ 6" is the sixth one, not a Friday.
    `accented`: some word of the reply is written with accents.
    """

    tokens: Sequence[Token]
    timed: bool
    names: Set[str]
    nouns: Set[str]
    accented: bool

    def fold(self, at: int) -> str:
        return self.tokens[at].fold if 0 <= at < len(self.tokens) else ""

    def is_numeral(self, at: int) -> bool:
        return 0 <= at < len(self.tokens) and self.tokens[at].sort is Sort.NUMERAL

    def letters(self, at: int) -> bool:
        return 0 <= at < len(self.tokens) and self.tokens[at].sort is Sort.WORD

    def glued(self, at: int) -> bool:
        """No space stands between the token and the one before it."""
        return 0 < at < len(self.tokens) and not self.tokens[at].gap

    def number(self, at: int, low: int, high: int) -> bool:
        """A whole number between the bounds stands at `at`."""
        if not self.is_numeral(at):
            return False
        text = self.tokens[at].text
        return text.isdigit() and len(text) <= 4 and low <= int(text) <= high

    def measured(self, at: int) -> bool:
        """A unit or scale stands at `at`, so the figure before it measures something after all."""
        return self.fold(at) in _MEASURING


_MEASURING = frozenset({"%", "k", "tr", "trieu", "ty", "nghin", "phut", "diem", "d", "/"})
