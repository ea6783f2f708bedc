"""Phrases that say what a figure beside them means, found in a token list."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum, auto
from typing import NamedTuple

from bot.domain.replies.tokens import Sort, Token, words_of


class Signal(StrEnum):
    """The meaning of a phrase."""

    TO = auto()
    AT = auto()
    FROM = auto()
    UP = auto()
    DOWN = auto()
    BY = auto()
    MORE = auto()
    MORE_AFTER = auto()
    GAINED = auto()
    TOTAL = auto()
    PREVIOUS = auto()
    COMPARE = auto()
    YESTERDAY = auto()
    DETAIL = auto()
    SINCE_START = auto()
    TARGET = auto()
    FUTURE = auto()
    NEGATION = auto()
    UNSURE = auto()
    ABOUT = auto()
    BOUND = auto()
    OR = auto()
    VAGUE = auto()
    NO_CHANGE = auto()
    STILL = auto()
    SKIP = auto()
    DONE = auto()
    LIVE = auto()
    NEARLY = auto()
    NOT_DONE = auto()
    NO_FIGURE = auto()
    ON_TRACK = auto()
    AT_RISK = auto()
    OFF_TRACK = auto()
    SLOW = auto()
    CONFIDENCE = auto()
    REASON = auto()
    BLOCKER = auto()
    CORRECTION = auto()
    MISTAKE = auto()
    NOT_BUT = auto()
    RETRACTION = auto()
    REST = auto()
    ALL = auto()
    THIS_PERIOD = auto()
    MADE = auto()
    CONTRAST = auto()
    HENCE = auto()
    EXCEPT = auto()
    AND = auto()
    SAMPLE = auto()
    FOREIGN = auto()
    SPAN = auto()
    FILLER = auto()


class Found(NamedTuple):
    """A signal on the tokens `start`..`end` (end excluded)."""

    signal: Signal
    start: int
    end: int


def says(item: object, signals: Collection[Signal]) -> bool:
    """The item is a phrase with one of these meanings."""
    return isinstance(item, Found) and item.signal in signals


@dataclass(slots=True)
class _Node:
    by_key: dict[str, "_Node"] = field(default_factory=dict)
    by_fold: dict[str, list["_Node"]] = field(default_factory=dict)
    signal: Signal | None = None

    def child(self, token: Token, *, plainly: bool) -> "_Node":
        node = self.by_key.get(token.key)
        if node is None:
            node = self.by_key[token.key] = _Node()
            if plainly:
                self.by_fold.setdefault(token.fold, []).append(node)
        return node

    def next(self, token: Token) -> list["_Node"]:
        """A word without accents matches every accented spelling of it."""
        exact = self.by_key.get(token.key)
        if token.accented:
            return [exact] if exact else []
        others = [node for node in self.by_fold.get(token.fold, ()) if node is not exact]
        return [exact, *others] if exact else others


def _spellings(phrase: str) -> tuple[str, ...]:
    """ "Không tăng" is also written "ko tăng" and "k tăng"; a lone "k" may be a thousand."""
    if not phrase.startswith("không "):
        return (phrase,)
    return phrase, phrase.replace("không", "ko"), phrase.replace("không", "k")


class Lexicon:
    """Phrases by signal; the longest phrase at a place wins, then the spelling as written.

    Phrases of `accented` tables match only with their accents.
    """

    def __init__(
        self,
        tables: Iterable[Mapping[Signal, str]],
        accented: Iterable[Mapping[Signal, str]] = (),
    ) -> None:
        self._root = _Node()
        self._heads: set[str] = set()
        for table in tables:
            for signal, phrases in table.items():
                for phrase in phrases.split("|"):
                    for spelling in _spellings(phrase):
                        self._add(words_of(spelling), signal)
        for table in accented:
            for signal, phrases in table.items():
                for phrase in phrases.split("|"):
                    self._add(words_of(phrase), signal, plainly=False)

    def _add(self, tokens: Sequence[Token], signal: Signal, *, plainly: bool = True) -> None:
        node = self._root
        self._heads.update(token.fold for token in tokens[:1])
        for token in tokens:
            node = node.child(token, plainly=plainly)
        if tokens and node.signal is None:
            node.signal = signal

    def match(self, tokens: Sequence[Token], free: Sequence[bool], at: int) -> Found | None:
        """The longest phrase on free tokens that starts at `at`."""
        nodes, best = [self._root], None
        for index in range(at, len(tokens)):
            token = tokens[index]
            if token.sort is Sort.LINE or not free[index]:
                break
            nodes = [after for node in nodes for after in node.next(token)]
            if not nodes:
                break
            named = next((node for node in nodes if node.signal), None)
            if named and named.signal:
                best = Found(named.signal, at, index + 1)
        return best

    def find(
        self, tokens: Sequence[Token], free: Sequence[bool], start: int, end: int
    ) -> list[Found]:
        """All phrases on free tokens of `start`..`end`, from left to right."""
        found = []
        at = start
        while at < end:
            head = free[at] and tokens[at].fold in self._heads
            match = self.match(tokens, free, at) if head else None
            if match:
                found.append(match)
            at = match.end if match else at + 1
        return found
