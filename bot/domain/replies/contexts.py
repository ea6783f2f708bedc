"""A figure between its neighbours: the windows that the rules of roles look at."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum, auto
from functools import cached_property
from typing import NamedTuple

from bot.domain.replies.naming import Mention
from bot.domain.replies.quantities import Quantity
from bot.domain.replies.scene import Item, Word
from bot.domain.replies.signals import Found, Signal
from bot.domain.replies.tokens import Sort, Token, word_set
from bot.domain.replies.units import PERIODS


class Role(StrEnum):
    """What a figure states."""

    VALUE = auto()
    DELTA = auto()
    MOVED = auto()
    GAINED = auto()
    COMPLETE = auto()
    OF_TARGET = auto()
    CONFIDENCE = auto()
    RATE = auto()
    ORDINAL = auto()
    REMAINING = auto()
    RANGE = auto()
    BOUND = auto()
    NEGATED = auto()
    REPLACED = auto()
    FUTURE = auto()
    PREVIOUS = auto()
    TARGET = auto()
    SAMPLE = auto()
    FOREIGN = auto()
    OTHERS = auto()
    NOTE = auto()


class Judged(NamedTuple):
    """A figure with its role. `sign` is that of a movement; 2 and -2 mean better and worse.

    `behind`: a name right behind the figure: "own" closes "45 demos", "inner" stands in
    "training 45 people", "other" is another subject's name ("KR1 47 stores").
    `made`: a verb of producing goes with it. `head`, `name`: the first and the last word of the
    name behind.
    `during`: the period that "this week" and the like name ("week").
    `sure`: the words leave no other reading of a movement. `to`: a word like "lên" or "now at"
    leads to the figure. `gap`: unknown words between the subject's name and the figure.
    """

    quantity: Quantity
    role: Role
    rule: str
    sign: int = 0
    sure: bool = False
    to: bool = False
    gap: int = 0
    noun: str = ""
    behind: str = ""
    made: bool = False
    name: str = ""
    head: str = ""
    during: str = ""


class Cue(StrEnum):
    """What, besides a signal, may wake a rule."""

    LEFT = auto()
    RIGHT = auto()
    NEIGHBOUR = auto()
    WRITTEN = auto()
    LED = auto()


@dataclass(eq=False)
class Context:
    """One figure and what stands around it; each view is worked out once, when a rule asks.

    `left` and `right` reach to the neighbouring figures, `preceding` and `following`;
    `earlier` is the window to the left of the preceding figure. `noted`: inside a reason or
    blocker; `planned`: a word for the future stands before it, `foreign`: one for other companies.
    `before`: signals to the left, nearest first, without small words.
    """

    quantity: Quantity
    left: Sequence[Item]
    right: Sequence[Item]
    tokens: Sequence[Token]
    noted: bool = False
    planned: bool = False
    foreign: bool = False
    preceding: Quantity | None = None
    following: Quantity | None = None
    earlier: Sequence[Item] = ()
    beyond: Sequence[Item] = ()
    before: list[Signal] = field(init=False)

    def __post_init__(self) -> None:
        self.before = meaningful(reversed(self.left))

    def cues(self) -> frozenset[Signal | Cue]:
        """Signals beside the figure; LEFT and RIGHT: more than names stand there; NEIGHBOUR:
        another figure does; WRITTEN: a sign, a period or the like belongs to it; LED: a reason
        or a plan leads to it."""
        found: set[Signal | Cue] = set()
        for side, items in ((Cue.LEFT, self.left), (Cue.RIGHT, self.right)):
            for item in items:
                if isinstance(item, Found):
                    found.add(item.signal)
                if not isinstance(item, Mention) and not _is_stop(item):
                    found.add(side)
        if self.preceding is not None or self.following is not None:
            found.add(Cue.NEIGHBOUR)
        if self.noted or self.planned or self.foreign:
            found.add(Cue.LED)
        if self.quantity.marked:
            found.add(Cue.WRITTEN)
        return frozenset(found)

    @cached_property
    def after(self) -> list[Signal]:
        """Signals to the right, nearest first."""
        return meaningful(self.right)

    @cached_property
    def last(self) -> Signal | None:
        """The nearest signal to the left that is not "là", "at" or the like."""
        return next((s for s in self.before if s not in _TRANSPARENT), None)

    @cached_property
    def beside(self) -> Signal | None:
        """The first signal to the right when at most one unknown word stands between."""
        unknown = 0
        for item in self.right:
            if isinstance(item, Found) and item.signal not in _SMALL:
                return item.signal
            unknown += isinstance(item, Word)
            if unknown > 1:
                return None
        return None

    @cached_property
    def called(self) -> Signal | None:
        """What the figure is called right behind it: TARGET in "130 là mục tiêu"."""
        unknown = [item for item in self.right if isinstance(item, Word)]
        if self.following is not None or self.after[:1] != [Signal.AT] or len(unknown) > 1:
            return None
        return next((s for s in self.after if s is not Signal.AT), None)

    @cached_property
    def adjacent(self) -> Signal | None:
        """The signal that touches the figure from the left, over small words only."""
        for item in reversed(self.left):
            if isinstance(item, Found):
                if item.signal not in _SMALL:
                    return item.signal
            elif not (isinstance(item, Word) and item.token.sort is not Sort.WORD):
                return None
        return None

    def folds(self, items: Iterable[Item]) -> list[str]:
        """Folded words of the items that are no names."""
        own = [item for item in items if not isinstance(item, Mention)]
        return [token.fold for item in own for token in self.tokens[item.start : item.end]]

    @cached_property
    def folds_left(self) -> list[str]:
        return self.folds(self.left)

    @cached_property
    def folds_right(self) -> list[str]:
        return self.folds(self.right)


def _is_stop(item: Item) -> bool:
    return isinstance(item, Word) and item.token.text in ".,:;=!?"


_SMALL = frozenset({Signal.FILLER, Signal.ABOUT, Signal.SAMPLE})
_TRANSPARENT = frozenset({Signal.AT, Signal.THIS_PERIOD, Signal.AND, Signal.TOTAL, Signal.MADE})


def signals(items: Iterable[Item]) -> list[Signal]:
    """All signals among the items."""
    return [item.signal for item in items if isinstance(item, Found)]


def meaningful(items: Iterable[Item]) -> list[Signal]:
    """Signals that are no small words."""
    return [i.signal for i in items if isinstance(i, Found) and i.signal not in _SMALL]


def gap(context: Context) -> int:
    """Unknown words between the nearest mention, or the start, and the figure."""
    count = 0
    for item in reversed(context.left):
        if isinstance(item, Mention):
            return count
        count += isinstance(item, Word) and item.token.sort is Sort.WORD
    return count


_MORE = (Signal.MORE, Signal.MORE_AFTER)


def thing(context: Context) -> Item | None:
    """What stands right behind the figure, or behind the "more" of "two more services"."""
    for item in context.right[:2]:
        if not (isinstance(item, Found) and item.signal in _MORE):
            return item
    return None


def name(context: Context) -> tuple[str, str]:
    """The first and the last word of the name right behind the figure."""
    item = thing(context)
    if not isinstance(item, Mention):
        return "", ""
    return context.tokens[item.start].fold, context.tokens[item.end - 1].fold


_PEOPLE = word_set("ban em nguoi")


def behind(context: Context) -> str:
    item = thing(context)
    if not isinstance(item, Mention) or item.label:
        return ""
    return "inner" if any(isinstance(item, Mention) for item in context.left) else "own"


_MADE = word_set(
    "resolved fixed cleared solved closed signed hired published sold shipped won booked "
    "delivered wrote opened produced trained processed recruited landed made did completed "
    "issued treated ky ban tuyen chot mo dang viet giao lam nhan xu cap phat"
)


def made(context: Context) -> bool:
    """A verb of producing stands with the figure, also as a word of the subject's name.

    What is counted may be called new instead: "4 khách hàng mới".
    """
    end = context.quantity.end
    if any(_is_new(token) for token in context.tokens[end : end + _NEAR_NEW]):
        return bool(context.right)
    for item in (*context.left, *context.right):
        if isinstance(item, Found) and item.signal in _REASONS:
            break  # "198 because we hired two"
        for token in context.tokens[item.start : item.end]:
            if token.fold in _MADE:
                return True
    return False


_REASONS = (Signal.REASON, Signal.BLOCKER)
#: Vietnamese says behind a noun of at most three syllables that it is new.
_NEAR_NEW = 4


def _is_new(token: Token) -> bool:
    """ "mới", not "mỗi" or "mời", which are the same without accents."""
    return token.text.casefold() == "mới" if token.accented else token.fold == "moi"


def during(context: Context) -> str:
    """The period of "this week", "trong tháng" beside the figure."""
    for item in (*context.left, *context.right):
        if isinstance(item, Found) and item.signal is Signal.THIS_PERIOD:
            for token in context.tokens[item.start : item.end]:
                if token.fold in PERIODS:
                    return PERIODS[token.fold]
    return ""


def noun(context: Context) -> str:
    """The unknown word directly behind the figure."""
    if context.quantity.noun:
        return context.quantity.noun
    first = thing(context)
    if isinstance(first, Word) and first.token.sort is Sort.WORD:
        return first.token.fold
    if isinstance(first, Found) and first.signal in (Signal.SAMPLE, Signal.FILLER):
        word = context.tokens[first.start].fold
        return word if first.signal is Signal.SAMPLE or word in _PEOPLE else ""
    return ""


Verdict = tuple[Role, int, bool]
"""A role, the sign of a movement, and whether the words leave no other reading of it."""


def plain(role: Role) -> Verdict:
    """A role that is no movement."""
    return role, 0, False
