"""Which subjects a reply names: by words of their titles, other names, typos, initials."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bot.domain.replies.name_hits import Hit, runs_of, weights_of
from bot.domain.replies.near_words import longer_of, typo_of
from bot.domain.replies.number_words_en import ENGLISH_NUMBERS
from bot.domain.replies.number_words_vi import is_digit_word
from bot.domain.replies.numerals import SCALES
from bot.domain.replies.signals import Found, Signal
from bot.domain.replies.title_words import COMMON, OPENING
from bot.domain.replies.titles import SMALL_ENGLISH, NameTable, stem
from bot.domain.replies.tokens import Sort, Token, folds_of, keys_of, word_set
from bot.domain.replies.units import UNIT_WORDS


class Mention(NamedTuple):
    """Subjects named on the tokens `start`..`end`; several when the name fits them equally.

    `label`: by number ("KR2", "2)"); then `ns` is empty when that number does not exist.
    `every`: all of them are named ("KR1-3"). `weak`: by a single common word in a telling place.
    """

    ns: tuple[int, ...]
    start: int
    end: int
    label: bool = False
    listed: bool = False
    fuzzy: bool = False
    weak: bool = False
    every: bool = False

    @property
    def missing(self) -> bool:
        return not self.ns


_PLACES = word_set("tram muoi nghin ngan trieu ty ti phay")
_COMMON_KEYS = keys_of(COMMON)
_COMMON_FOLDS = folds_of(COMMON)
_OPENING = folds_of(OPENING)
_FULL = 0.99
_HARMLESS = frozenset(
    {
        *(Signal.FILLER, Signal.AT, Signal.SAMPLE, Signal.MADE, Signal.THIS_PERIOD, Signal.TOTAL),
        Signal.HENCE,
    }
)
_CUES = frozenset(
    {
        *(Signal.AT, Signal.TO, Signal.MORE, Signal.UP, Signal.DOWN, Signal.STILL, Signal.ABOUT),
        *(Signal.NO_CHANGE, Signal.TOTAL, Signal.BOUND, Signal.FROM, Signal.UNSURE, Signal.VAGUE),
    }
)
_OPENERS = frozenset({Signal.FILLER, Signal.AND, Signal.CONTRAST, Signal.HENCE, Signal.THIS_PERIOD})


def find_echoes(tokens: Sequence[Token], table: NameTable) -> list[Mention]:
    """Titles repeated with their figures, as when a row is copied and the answer put behind."""
    found = []
    folds = [token.fold for token in tokens]
    for n, title in table.titles:
        at = _index_of(folds, title)
        if at is not None:
            found.append(Mention((n,), at, at + len(title), label=True))
    return found


def _index_of(folds: Sequence[str], title: tuple[str, ...]) -> int | None:
    starts = (i for i, fold in enumerate(folds) if fold == title[0])
    return next((i for i in starts if tuple(folds[i : i + len(title)]) == title), None)


def find_names(
    tokens: Sequence[Token], free: Sequence[bool], table: NameTable, signals: Sequence[Found]
) -> list[Mention]:
    """Mentions on free tokens; what a signal says is neither a name nor a typo of one."""
    return _Finder(tokens, free, table, signals).run()


class _Finder:
    def __init__(
        self,
        tokens: Sequence[Token],
        free: Sequence[bool],
        table: NameTable,
        signals: Sequence[Found],
    ) -> None:
        self.tokens = tokens
        self.free = free
        self.table = table
        self.spoken: Mapping[int, Found] = {i: f for f in signals for i in range(f.start, f.end)}

    def run(self) -> list[Mention]:
        hits: list[Hit] = []
        at = 0
        while at < len(self.tokens):
            hit = self.hit(at) if self.free[at] else None
            if hit is not None:
                hits.append(hit)
            at = hit.end if hit is not None else at + 1
        runs = runs_of(hits, self.tokens)
        return [mention for run in runs if (mention := self.mention(run)) is not None]

    def hit(self, at: int) -> Hit | None:
        """The longest phrase at `at`, else the word."""
        if self.tokens[at].sort not in (Sort.WORD, Sort.NUMERAL) or self.counts(at):
            return None
        if stem(self.tokens[at].fold) in self.table.heads:
            hit = self.phrase(at)
            if hit is not None:
                return hit
        hit = self.word(at)
        return hit if hit and self.is_name(hit) and not self.is_unit(hit) else None

    def counts(self, at: int) -> bool:
        """The "hai" of "hai trăm" is two, whatever is "hài lòng"."""
        after = self.tokens[at + 1].fold if at + 1 < len(self.tokens) else ""
        return after in _PLACES and is_digit_word(self.tokens[at])

    def phrase(self, at: int) -> Hit | None:
        """The longest phrase of the titles at `at`."""
        stems: list[str] = []
        ends: list[int] = []
        for index in range(at, min(at + self.table.longest * 2, len(self.tokens))):
            token = self.tokens[index]
            if token.text == "-" and stems and not token.gap:
                continue
            if token.sort is not Sort.WORD or not self.free[index] or self.starts_code(index):
                break
            stems.append(stem(token.fold))
            ends.append(index + 1)
            if len(stems) == self.table.longest:
                break
        for size in range(len(stems), 0, -1):
            entry = self.table.phrases.get(tuple(stems[:size]))
            if not entry or (size == 1 and self.misspelled(at)):
                continue
            hit = Hit(at, ends[size - 1], weights_of(entry, " ".join(stems[:size]), 0.01 * size))
            if self.is_name(hit) and not self.is_unit(hit):
                return hit
        return None

    def starts_code(self, at: int) -> bool:
        """B2, v3: the letters in front of digits are no word."""
        after = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        digits = after is not None and after.sort is Sort.NUMERAL and not after.gap
        return digits and len(self.tokens[at].fold) <= 2

    def word(self, at: int) -> Hit | None:
        token = self.tokens[at]
        after = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        if after is not None and not after.gap and token.sort is not after.sort:
            entry = self.table.words.get(f"{token.fold}{after.fold}")
            if entry:
                return Hit(at, at + 2, weights_of(entry, token.fold))
        if after is not None and (token.fold, after.text) in self.table.numbered:
            entry = self.table.numbered[token.fold, after.text]
            return Hit(at, at + 2, weights_of(entry, token.fold))
        if after is not None and after.text == "-":
            code = "".join(part.fold for part in self.tokens[at : at + 3])
            if code in self.table.words:
                return Hit(at, at + 3, weights_of(self.table.words[code], code))
        if token.sort is not Sort.WORD:
            return None
        key = stem(token.fold)
        entry = self.table.words.get(key)
        if entry:
            return Hit(at, at + 1, weights_of(entry, key))
        if at in self.spoken or len(token.fold) < 4 or token.accented:
            return None
        others = self.table.typos.get(key[0], ())
        longer = longer_of(token.fold, others)
        if longer is not None:
            return Hit(at, at + 1, weights_of(self.table.words[longer], longer, most=0.5))
        if len(token.fold) < 5:
            return None
        close = typo_of(key, others)
        if close is not None:
            return Hit(at, at + 1, weights_of(self.table.words[close], close), fuzzy=True)
        return None

    def is_name(self, hit: Hit) -> bool:
        """A single word that also changes the meaning of a figure stays a signal."""
        over = {self.spoken[i] for i in range(hit.start, hit.end) if i in self.spoken}
        first = self.tokens[hit.start]
        if hit.end - hit.start == 1:
            if first.text.isupper() and first.fold in self.table.acronyms:
                return True
            if first.fold == "growth":  # of a title that has the word, it is the noun
                return True
            return all(f.signal in _HARMLESS and f.end - f.start == 1 for f in over)
        return all(hit.start <= f.start and f.end <= hit.end for f in over)

    def is_unit(self, hit: Hit) -> bool:
        """ "4.4 stars": the word measures the figure in front of it."""
        if hit.end - hit.start != 1 or hit.start == 0:
            return False
        numeral = self.tokens[hit.start - 1].sort is Sort.NUMERAL
        return numeral and self.tokens[hit.start].fold in UNIT_WORDS

    def mention(self, run: Sequence[Hit]) -> Mention | None:
        """The subjects with the most of their name in the run."""
        scores: dict[int, dict[str, float]] = {}
        for hit in run:
            for n, weight, text in hit.weights:
                scores.setdefault(n, {})[text] = weight
        totals = {n: sum(parts.values()) for n, parts in scores.items()}
        best = max(totals.values(), default=0.0)
        ns = tuple(sorted(n for n, total in totals.items() if total > best - 0.05))
        whole = [n for n in ns if self.table.wholes.get(n) == self.stems(run)]
        ns = tuple(whole) if len(whole) == 1 else ns
        fuzzy = any(hit.fuzzy for hit in run)
        start, end = run[0].start, run[-1].end
        weak = best < _FULL
        if weak and (len(ns) != 1 or fuzzy or not self.tells(start, end)):
            return None
        return Mention(ns, self.stretched(start), end, fuzzy=fuzzy, weak=weak)

    def stems(self, run: Sequence[Hit]) -> tuple[str, ...]:
        """The words that a run names a subject with."""
        return tuple(stem(token.fold) for token in self.tokens[run[0].start : run[-1].end])

    def stretched(self, start: int) -> int:
        """The small words of the title in front belong to the name: "tỷ lệ thắng"."""
        while start and self.free[start - 1] and start - 1 not in self.spoken:
            before = self.tokens[start - 1]
            if before.fold not in _OPENING or before.fold not in self.table.vocabulary:
                break
            if start > 1 and before.fold in SCALES and self.tokens[start - 2].sort is Sort.NUMERAL:
                break  # "22 tỷ doanh thu"
            start -= 1
        return start

    def tells(self, start: int, end: int) -> bool:
        """One common word names a subject at the head of a clause, before a figure or a cue."""
        word = self.tokens[start]
        common = word.key in _COMMON_KEYS if word.accented else word.fold in _COMMON_FOLDS
        short = len(word.fold) < 3 and word.fold not in self.table.initials
        told = stem(word.fold) in self.table.telling
        if (common and not told) or self.misspelled(start) or short or end - start > 2:
            return False
        listed = told and start and self.tokens[start - 1].sort is Sort.NUMERAL
        return self.leads(end) and bool(listed or self.opens(start))

    def misspelled(self, at: int) -> bool:
        """Other accents than the name has: "các" is not CAC, "the loans" are no "thẻ"."""
        word = self.tokens[at]
        article = word.key in SMALL_ENGLISH and not self.leads(at + 1)
        return (word.accented or article) and word.key not in self.table.spelled

    def opens(self, start: int) -> bool:
        while start:
            found, before = self.spoken.get(start - 1), self.tokens[start - 1]
            if before.fold in self.table.vocabulary and before.sort is Sort.WORD:
                start -= 1
            elif found is not None and found.signal in _OPENERS:
                start = found.start
            else:
                break
        if start == 0:
            return True
        before = self.tokens[start - 1]
        return before.sort is Sort.LINE or before.text in ",.;:•-–!?(|"

    def leads(self, end: int) -> bool:
        while end < len(self.tokens) and self.tokens[end].fold in self.table.vocabulary:
            end += 1
        if end >= len(self.tokens):
            return False
        after = self.tokens[end]
        if after.sort is Sort.NUMERAL or after.text in ":=$€£₫~+":
            return True
        if self.counts(end) or after.fold in ENGLISH_NUMBERS:
            return True
        found = self.spoken.get(end)
        return found is not None and found.signal in _CUES
