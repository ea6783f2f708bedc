"""A reply laid out as clauses of items: mentions, quantities, signals, masked spans, words."""

import unicodedata
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import accumulate
from operator import attrgetter
from typing import NamedTuple

from bot.domain.replies.clean import Plain
from bot.domain.replies.labels import find_labels
from bot.domain.replies.lexicon import find_neither, find_signals, refind
from bot.domain.replies.mask import mask
from bot.domain.replies.masked import Mask, Masked
from bot.domain.replies.measures import Measure
from bot.domain.replies.model import Subject
from bot.domain.replies.naming import Mention, find_echoes, find_names
from bot.domain.replies.quantities import Quantity
from bot.domain.replies.scanner import MOST_FIGURES, Scanner
from bot.domain.replies.signals import Found, Signal
from bot.domain.replies.titles import table_of
from bot.domain.replies.tokens import MOST_TOKENS, Sort, Token, spellings, tokenize
from bot.domain.replies.units import Family


class Word(NamedTuple):
    """A token that belongs to nothing else."""

    start: int
    end: int
    token: Token


Item = Mention | Quantity | Found | Masked | Word


@dataclass(frozen=True, slots=True)
class Clause:
    """Items between two boundaries; `sentence` and `line` count from 0."""

    items: tuple[Item, ...]
    sentence: int
    line: int
    aside: bool
    question: bool
    quoted: bool

    def signals(self) -> Iterator[Signal]:
        return (item.signal for item in self.items if isinstance(item, Found))

    def has(self, *signals: Signal) -> bool:
        return any(item in signals for item in self.signals())

    @property
    def mentions(self) -> list[Mention]:
        return [item for item in self.items if isinstance(item, Mention)]

    @property
    def quantities(self) -> list[Quantity]:
        return [item for item in self.items if isinstance(item, Quantity)]

    @property
    def unknown(self) -> int:
        """Words that mean nothing to us."""
        return sum(isinstance(i, Word) and i.token.sort is Sort.WORD for i in self.items)

    @property
    def start(self) -> int:
        return self.items[0].start

    @property
    def end(self) -> int:
        return self.items[-1].end


@dataclass(frozen=True, slots=True)
class Scene:
    """The whole reply. `names`: words of the titles."""

    plain: Plain
    tokens: tuple[Token, ...]
    clauses: tuple[Clause, ...]
    names: Set[str] = frozenset()

    @property
    def cut(self) -> bool:
        """The reply was longer than what is read."""
        figures = sum(len(clause.quantities) for clause in self.clauses)
        full = len(self.tokens) >= MOST_TOKENS or figures >= MOST_FIGURES
        return self.plain.cut or full

    def text(self, start: int, end: int) -> str:
        """The words as written on the tokens `start`..`end`."""
        if start >= end:
            return ""
        return self.plain.text[self.tokens[start].start : self.tokens[end - 1].end].strip()


def lay_out(
    plain: Plain, subjects: Sequence[Subject], measures: Sequence[Measure], locale: str
) -> Scene:
    """Find every item and cut the reply into clauses."""
    tokens = tokenize(plain)
    items = _items(tokens, subjects, measures, locale)
    names = table_of(tuple(subjects)).vocabulary
    return Scene(plain, tuple(tokens), tuple(_Cutter(tokens).cut(items)), names)


def _items(
    tokens: Sequence[Token], subjects: Sequence[Subject], measures: Sequence[Measure], locale: str
) -> list[Item]:
    """Each token belongs to one item; earlier finders have the first claim."""
    table = table_of(tuple(subjects))
    free = [True] * len(tokens)
    everything = find_signals(tokens, free, locale)
    items: list[Item] = []

    def claim(found: Sequence[Item]) -> None:
        for item in found:
            if False not in free[item.start : item.end]:
                items.append(item)
                free[item.start : item.end] = [False] * (item.end - item.start)

    group_at = frozenset(f.start for f in everything if f.signal in _SAID_OF_SEVERAL)
    claim(find_echoes(tokens, table))
    claim(find_labels(tokens, max((s.n for s in subjects), default=0), group_at))
    claim(_quoted(tokens, free))
    claim(find_neither(tokens))
    nouns = frozenset(noun for measure in measures for noun in measure.counted)
    timed = any(measure.family is Family.TIME for measure in measures)
    claim(find_names(tokens, free, table, everything))
    claim(mask(tokens, timed=timed, names=table.vocabulary, nouns=nouns))
    claim(Scanner(tokens, free, nouns).scan())
    claim(refind(tokens, free, everything, locale))
    claim([f for i in items if isinstance(i, Masked) for f in _back_then(tokens, i)])
    claim([Word(i, i + 1, t) for i, t in enumerate(tokens) if free[i] and t.sort is not Sort.LINE])
    return sorted(items, key=attrgetter("start"))


_BACK_THEN = spellings("hồi")


def _back_then(tokens: Sequence[Token], dated: Masked) -> Iterator[Found]:
    """ "Hồi tháng 6": the word before the month says that it is past."""
    before = tokens[dated.start - 1] if dated.start else None
    since = dated.start > 1 and tokens[dated.start - 2].fold in ("tu", "ke")
    if before is not None and before.key in _BACK_THEN and not since:
        yield Found(Signal.PREVIOUS, dated.start - 1, dated.start)


_PREDICATES = frozenset(
    {
        *(Signal.NO_CHANGE, Signal.SKIP, Signal.DONE, Signal.ON_TRACK, Signal.AT_RISK),
        *(Signal.OFF_TRACK, Signal.NOT_DONE, Signal.NO_FIGURE),
    }
)
_SAID_OF_SEVERAL = frozenset(
    {
        *(Signal.NO_CHANGE, Signal.SKIP, Signal.DONE, Signal.ALL, Signal.ON_TRACK, Signal.AT_RISK),
        *(Signal.OFF_TRACK, Signal.STILL, Signal.AT, Signal.NOT_DONE, Signal.NO_FIGURE),
    }
)


def _quoted(tokens: Sequence[Token], free: Sequence[bool]) -> list[Masked]:
    """Figures in quoted lines; their names stay, they head what is written below."""
    return [
        Masked(Mask.QUOTE, i, i + 1)
        for i, token in enumerate(tokens)
        if token.quoted and free[i] and (token.sort is Sort.NUMERAL or token.text == ">")
    ]


class _Cutter:
    """Cuts at line ends, sentence ends, commas, brackets, and before "but" and "and KR2"."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.clauses: list[Clause] = []
        self.current: list[Item] = []
        self.sentence = self.line = 0
        self.aside = False

    def cut(self, items: Sequence[Item]) -> list[Clause]:
        line_of = list(accumulate(token.sort is Sort.LINE for token in self.tokens))
        for index, item in enumerate(items):
            line = line_of[item.start]
            if line > self.line:
                self.close(new_sentence=True)
                self.line = line
                self.aside = False
            self.place(item, items[index + 1 : index + 5])
        self.close()
        return self.clauses

    def place(self, item: Item, after: Sequence[Item]) -> None:
        if isinstance(item, Word) and item.token.sort is not Sort.WORD:
            self.sign(item, after[0] if after else None)
            return
        if isinstance(item, Found) and self.current and self.opens(item.signal, after):
            self.close()
        self.current.append(item)

    def opens(self, signal: Signal, after: Sequence[Item]) -> bool:
        """The word begins a clause of its own."""
        if signal is Signal.AND:
            return isinstance(next(iter(after), None), Mention) and self.has_content()
        if signal is Signal.REST:
            return self.has_content()
        if signal is Signal.DETAIL:
            return any(isinstance(item, Quantity) for item in self.current)
        if signal is Signal.HENCE:
            return any(isinstance(item, Mention) for item in after)
        return signal in (Signal.CONTRAST, Signal.EXCEPT)

    def has_content(self) -> bool:
        """Something was already said about the last name, so another name opens a clause."""
        named = False
        for item in self.current:
            named = named or isinstance(item, Mention)
            if named and isinstance(item, Found) and item.signal in _PREDICATES:
                return True
            if isinstance(item, Quantity):
                return True
        return False

    def sign(self, item: Word, after: Item | None) -> None:
        text = item.token.text
        if text in ".!?;":
            self.current.append(item)
            self.close(new_sentence=True, question=text == "?")
        elif text in ",|" or (text == "/" and item.token.gap):
            self.close()
        elif text in "([":
            self.close()
            self.aside = True
        elif text in ")]":
            self.close()
            self.aside = False
        elif text in "-–•" and self.is_dash(after):
            if not (self.current and isinstance(self.current[-1], Mention)):
                self.close()
        elif unicodedata.category(text[0]) == "So":
            self.close()
        else:
            self.current.append(item)

    def is_dash(self, after: Item | None) -> bool:
        return after is None or self.tokens[after.start].gap or not self.current

    def close(self, *, new_sentence: bool = False, question: bool = False) -> None:
        if self.current:
            quoted = self.tokens[self.current[0].start].quoted
            self.clauses.append(
                Clause(tuple(self.current), self.sentence, self.line, self.aside, question, quoted)
            )
            self.current = []
        if question:
            self.mark_question()
        if new_sentence:
            self.sentence += 1

    def mark_question(self) -> None:
        """The whole sentence is a question, not only its last clause."""
        for index, clause in enumerate(self.clauses):
            if clause.sentence == self.sentence and not clause.question:
                self.clauses[index] = Clause(
                    *(clause.items, clause.sentence, clause.line, clause.aside, True, clause.quoted)
                )
