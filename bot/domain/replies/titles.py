"""What the subjects may be called: words and phrases of titles, other names, initials."""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise, takewhile
from typing import TypeVar

from bot.domain.replies.measure_names import MEASURES
from bot.domain.replies.model import Subject
from bot.domain.replies.numerals import SCALES
from bot.domain.replies.title_words import MOVING, MOVING_PAIRS, SMALL_EN, SMALL_VI, WEAK
from bot.domain.replies.tokens import (
    Sort,
    Token,
    folds_of,
    keys_of,
    spell,
    word_set,
    words_of,
)
from bot.domain.replies.units import UNIT_WORDS

Phrase = tuple[str, ...]
_Key = TypeVar("_Key", str, Phrase)

_IRREGULAR = {"children": "child", "people": "person", "men": "man", "women": "woman"}
_ENDINGS = (("ies", "y"), ("ings", ""), ("ing", ""), ("ed", ""), ("es", "e"), ("s", ""))


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """English endings off; Vietnamese syllables do not end like that."""
    word = _IRREGULAR.get(word.removesuffix("'s"), word.removesuffix("'s"))
    for ending, keep in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word[: -len(ending)] + keep
            break
    return word.removesuffix("e") if len(word) > 4 else word


def phrase_of(text: str) -> Phrase:
    """Stems of the words of a phrase."""
    return tuple(stem(token.fold) for token in words_of(text) if token.sort is Sort.WORD)


def _phrases_of(row: str) -> tuple[Phrase, ...]:
    """The phrases of a table row, which is words, spaces and hyphens only."""
    texts = row.replace("-", " ").split("|")
    return tuple(tuple(stem(spell(word)[1]) for word in text.split()) for text in texts)


_ROWS = tuple(_phrases_of(row) for row in MEASURES)


def _by_phrase() -> dict[Phrase, tuple[int, ...]]:
    found: dict[Phrase, tuple[int, ...]] = {}
    for number, row in enumerate(_ROWS):
        for phrase in row:
            found[phrase] = (*found.get(phrase, ()), number)
    return found


_CONCEPTS = _by_phrase()
_LONE_KEYS = keys_of(" ".join(p for row in MEASURES for p in row.split("|") if " " not in p))
_SMALL_KEYS = keys_of(SMALL_VI)
SMALL_ENGLISH = word_set(SMALL_EN)
_SMALL_FOLDS = SMALL_ENGLISH | folds_of(SMALL_VI)
_MOVING_KEYS = keys_of(MOVING)
_MOVING_FOLDS = folds_of(MOVING)
_PAIR_KEYS = {tuple(spell(word)[0] for word in pair.split()) for pair in MOVING_PAIRS}
_PAIR_FOLDS = {tuple(spell(word)[1] for word in pair.split()) for pair in MOVING_PAIRS}
_WEAK = word_set(WEAK)
#: Pairs of letters that mean something else.
_NO_INITIALS = (
    _SMALL_FOLDS
    | _MOVING_FOLDS
    | set(UNIT_WORDS)
    | set(SCALES)
    | word_set("kh tb th sp nv gd hs sv ko dc dk vs vd ok hi no am pm he we me my if go eg ie kr")
)
_UNIT_KEYS = keys_of(
    "giây phút giờ tiếng ngày tuần tháng năm điểm đồng tấn tạ yến lít mét khối lần vòng ký hôm đô"
)


def _is_small(token: Token) -> bool:
    return token.key in (_SMALL_KEYS if token.accented else _SMALL_FOLDS)


def _is_moving(token: Token) -> bool:
    return token.key in (_MOVING_KEYS if token.accented else _MOVING_FOLDS)


def _is_moving_pair(first: Token, second: Token) -> bool:
    if first.accented or second.accented:
        return (first.key, second.key) in _PAIR_KEYS
    return (first.fold, second.fold) in _PAIR_FOLDS


def _are_moving(title: Sequence[Token]) -> list[bool]:
    """For each word whether it says a direction or a bound."""
    flags = [_is_moving(token) for token in title]
    for at, (first, second) in enumerate(pairwise(title)):
        named = at and title[at - 1].fold == "le"  # of "tỷ lệ hoàn thành" it is the noun
        if _is_moving_pair(first, second) and not named:
            flags[at] = flags[at + 1] = True
    return flags


def _is_unit(token: Token) -> bool:
    return token.key in _UNIT_KEYS if token.accented else token.fold in UNIT_WORDS


class NameTable:
    """For every word and phrase, the subjects it belongs to and how much it says of them.

    `heads` are the first words of the phrases, `typos` the words by their first letter, `telling`
    those that alone tell titles apart that begin alike.
    """

    def __init__(self, subjects: Sequence[Subject]) -> None:
        self.words: dict[str, dict[int, float]] = {}
        self.phrases: dict[Phrase, dict[int, float]] = {}
        self.vocabulary: set[str] = set()
        self.spelled: set[str] = set()
        self.initials: set[str] = set()
        self.acronyms: set[str] = set()
        self.wholes: dict[int, Phrase] = {}
        self.numbered: dict[tuple[str, str], dict[int, float]] = {}
        self.titles: list[tuple[int, tuple[str, ...]]] = []
        for subject in subjects:
            self._add(subject)
        self.telling = self._telling(subjects)
        self.longest = max((len(phrase) for phrase in self.phrases), default=1)
        self.heads = frozenset(phrase[0] for phrase in self.phrases)
        self.typos: dict[str, list[str]] = {}
        for word in self.words:
            if len(word) >= 4:
                self.typos.setdefault(word[0], []).append(word)

    def _add(self, subject: Subject) -> None:
        title = words_of(subject.title)
        tokens = [*title, *words_of(subject.unit)]
        folds = tuple(token.fold for token in title)
        if len(folds) >= 3 and any(fold[0].isdigit() for fold in folds):
            self.titles.append((subject.n, folds))
        vietnamese = any(token.accented for token in tokens)
        for index, token in enumerate(tokens):
            self._add_word(subject.n, token, vietnamese)
            self._add_code(subject.n, tokens, index)
        self._add_numbered(subject, title)
        head = list(takewhile(lambda token: token.sort is Sort.WORD, title))
        self.wholes[subject.n] = tuple(stem(token.fold) for token in head)
        bare = not any(subject.n in entry for entry in self.words.values())
        if bare:
            for token in title:
                if token.sort is Sort.WORD:
                    self._put(self.words, stem(token.fold), subject.n, 0.5)
        self._add_concepts(subject.n, [t for t in tokens if t.sort is Sort.WORD], bare)
        self._add_runs(subject.n, title)
        self._add_compounds(subject.n, title)
        self._add_initials(subject.n, [t for t in title if t.sort is Sort.WORD])
        for alias in subject.aliases:
            self.spelled |= keys_of(alias)
            if phrase := phrase_of(alias):
                self._put(self.phrases, phrase, subject.n, 2.0)

    def _telling(self, subjects: Sequence[Subject]) -> frozenset[str]:
        """Words that tell titles with the same two first words apart: "Doanh thu online"."""
        rows = [(s.n, [stem(token.fold) for token in words_of(s.title)]) for s in subjects]
        heads = Counter(tuple(row[:2]) for _, row in rows)
        alike = [(n, word) for n, row in rows if heads[tuple(row[:2])] > 1 for word in row]
        return frozenset(word for n, word in alike if [*self.words.get(word, ())] == [n])

    def _add_word(self, n: int, token: Token, vietnamese: bool) -> None:
        if token.sort is not Sort.WORD or len(token.fold) < 2:
            return
        self.vocabulary.add(token.fold)
        self.spelled.add(token.key)
        if token.text.isupper():
            self.acronyms.add(token.fold)
        star = token.fold in ("sao", "star", "stars")
        if _is_small(token) or (_is_unit(token) and not star):
            return
        syllable = vietnamese and (token.accented or _is_syllable(token.fold))
        weight = 0.5 if syllable or token.fold in _WEAK else 1.0
        self._put(self.words, stem(token.fold), n, weight)

    def _add_code(self, n: int, tokens: Sequence[Token], index: int) -> None:
        """p95, 5G and Sev-1 are names although they are several tokens."""
        parts = tokens[index : index + 3]
        glued = [not part.gap for part in parts[1:]]
        sorts = [part.sort for part in parts]
        if sorts == [Sort.WORD, Sort.SIGN, Sort.NUMERAL] and all(glued) and parts[1].text == "-":
            self._put(self.words, "".join(part.fold for part in parts), n, 1.0)
        if len(parts) < 2 or not glued[0] or {Sort.WORD, Sort.NUMERAL} != set(sorts[:2]):
            return
        code = f"{parts[0].fold}{parts[1].fold}"
        if len(code) <= 4 and (parts[1].text == "G" or not _is_unit(parts[1])):
            self.vocabulary.add(code)
            self._put(self.words, code, n, 1.0)

    def _add_numbered(self, subject: Subject, title: Sequence[Token]) -> None:
        """The number of "SOC 2" and "ISO 27001" is a part of the name, not a figure."""
        figures = {str(subject.start), str(subject.target)}
        for word, number in pairwise(title):
            code = word.text.isupper() and len(word.text) > 1 and number.gap
            if code and number.text.isdigit() and number.text not in figures:
                entry = self.numbered.setdefault((word.fold, number.text), {})
                entry[subject.n] = 1.0

    def _add_concepts(self, n: int, tokens: Sequence[Token], bare: bool) -> None:
        """Other names of the measures in a title; in "raise NPS" nothing is raised but NPS."""
        words = [stem(token.fold) for token in tokens]
        for at, token in enumerate(tokens):
            small = token.key in SMALL_ENGLISH and not bare
            alone = not small and (not token.accented or token.key in _LONE_KEYS)
            for size in range(1 if alone else 2, min(5, len(words) - at) + 1):
                for number in _CONCEPTS.get(tuple(words[at : at + size]), ()):
                    self.spelled |= keys_of(MEASURES[number].replace("|", " "))
                    for phrase in _ROWS[number]:
                        self._put(self.phrases, phrase, n, 1.0)

    def _add_runs(self, n: int, title: Sequence[Token]) -> None:
        """Two to four words of the title in a row, also without its small words."""
        stretch: list[Token] = []
        for token, moving in zip(title, _are_moving(title), strict=True):
            if token.sort is Sort.WORD and not moving:
                stretch.append(token)
            elif token.sort is Sort.NUMERAL and not token.gap and stretch:
                self._add_stretch(n, stretch[:-1])
                stretch = []
            elif token.text not in "-'":
                self._add_stretch(n, stretch)
                stretch = []
        self._add_stretch(n, stretch)

    def _add_compounds(self, n: int, title: Sequence[Token]) -> None:
        """In a "follow-up rate" nothing goes up: what a hyphen joins is one word, and so is
        "tăng trưởng"."""
        folds = [token.fold for token in title]
        if ("le", "hoan", "thanh") in zip(folds, folds[1:], folds[2:], strict=False):
            self._put(self.phrases, ("hoan", "thanh"), n, 1.0)
        if "growth" in folds or ("tang", "truong") in pairwise(folds):
            self._put(self.words, "growth", n, 1.0)
            self._put(self.phrases, ("tang", "truong"), n, 1.0)
        for first, sign, second in zip(title, title[1:], title[2:], strict=False):
            joined = sign.text == "-" and not sign.gap and not second.gap
            if joined and first.sort is second.sort is Sort.WORD:
                self._put(self.phrases, (stem(first.fold), stem(second.fold)), n, 1.2)

    def _add_stretch(self, n: int, words: Sequence[Token]) -> None:
        telling = [word for word in words if not _is_small(word)]
        for row in (words, telling):
            for size in (2, 3, 4):
                for at in range(len(row) - size + 1):
                    run = row[at : at + size]
                    if any(not _is_small(word) and not _is_unit(word) for word in run):
                        phrase = tuple(stem(word.fold) for word in run)
                        self._put(self.phrases, phrase, n, 1.0 + 0.1 * size)

    def _add_initials(self, n: int, words: Sequence[Token]) -> None:
        for size in (3, 4):
            for at in range(len(words) - size + 1):
                initials = "".join(word.fold[0] for word in words[at : at + size])
                if initials not in _NO_INITIALS:
                    self._put(self.words, initials, n, 1.0)
        moving = _are_moving(words)
        telling = [not _is_small(w) and not moves for w, moves in zip(words, moving, strict=True)]
        for (first, second), told in zip(pairwise(words), pairwise(telling), strict=True):
            initials = first.fold[0] + second.fold[0]
            if all(told) and initials not in _NO_INITIALS:
                self.initials.add(initials)
                self._put(self.words, initials, n, 0.5)

    @staticmethod
    def _put(table: dict[_Key, dict[int, float]], key: _Key, n: int, weight: float) -> None:
        entry = table.setdefault(key, {})
        entry[n] = max(entry.get(n, 0.0), weight)


@lru_cache(maxsize=512)
def table_of(subjects: tuple[Subject, ...]) -> NameTable:
    """The table for the rows of one check-in; the same rows come back with every reply."""
    return NameTable(subjects)


_ONSETS = word_set("b c ch d g gh gi h k kh l m n ng ngh nh p ph q r s t th tr v x")
_CODAS = word_set("n m t c p ng nh ch")


def _is_syllable(word: str) -> bool:
    """Shaped like one Vietnamese syllable: consonants, vowels, one of a few endings."""
    vowels = [i for i, char in enumerate(word) if char in "aeiouy"]
    if not vowels or len(word) > 7 or vowels[-1] - vowels[0] != len(vowels) - 1:
        return False
    head, tail = word[: vowels[0]], word[vowels[-1] + 1 :]
    return (not tail or tail in _CODAS) and (not head or head in _ONSETS)
