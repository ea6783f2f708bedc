"""Words, numerals and signs of a plain text, with accent-aware spellings."""

import re
import unicodedata
from enum import StrEnum, auto
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from bot.domain.replies.clean import Plain

_TOKEN = re.compile(
    r"(?:(?<!\S)\.)?[0-9]+(?:[.,'][0-9]+)*"
    r"|[^\W\d_]+(?:'[^\W\d_]+)*"
    r"|\n|-+>|=+>|[^\w\s]|\S"
)
_TONES = {"\u0300": "1", "\u0301": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5"}


class Sort(StrEnum):
    """What a token is made of."""

    WORD = auto()
    NUMERAL = auto()
    SIGN = auto()
    LINE = auto()
    OTHER = auto()


class Token(NamedTuple):
    """`fold` is the lower-case word without accents; `key` keeps them, tone mark last.

    `key` makes the two accepted placements of a Vietnamese tone mark (hoà, hòa) equal.
    `gap` tells that white space stands before the token.
    """

    sort: Sort
    text: str
    key: str
    fold: str
    accented: bool
    start: int
    end: int
    gap: bool
    quoted: bool


@lru_cache(maxsize=4096)
def spell(word: str) -> tuple[str, str]:
    """`key` and `fold` of a word."""
    lower = word.lower()
    if lower.isascii():
        return lower, lower
    key, fold, tone = [], [], ""
    for char in unicodedata.normalize("NFD", lower):
        if char in _TONES:
            tone = _TONES[char]
        elif unicodedata.combining(char):
            key.append(char)
        else:
            key.append(char)
            fold.append("d" if char == "đ" else char)
    return "".join(key) + tone, "".join(fold)


def word_set(words: str) -> frozenset[str]:
    """The words of a table entry."""
    return frozenset(words.split())


def keys_of(words: str) -> frozenset[str]:
    """Keys of the words."""
    return frozenset(spell(word)[0] for word in words.split())


def folds_of(words: str) -> frozenset[str]:
    """Folds of the words."""
    return frozenset(spell(word)[1] for word in words.split())


def spellings(words: str) -> frozenset[str]:
    """Keys of the words, as written and without accents."""
    return frozenset(form for word in words.split() for form in spell(word))


MOST_TOKENS = 1_500
"""Words and signs that are read at most; a reply of 4,000 letters has some 1,000."""


def tokenize(plain: Plain) -> list[Token]:
    """The first MOST_TOKENS tokens; line ends are tokens, other white space is not."""
    tokens = []
    last = 0
    quoted = iter(plain.quoted)
    span = next(quoted, None)
    for match in islice(_TOKEN.finditer(plain.text), MOST_TOKENS):
        text = match[0]
        start, end = match.span()
        while span and start >= span[1]:
            span = next(quoted, None)
        inside = span is not None and start >= span[0]
        tokens.append(Token(*_look_up(text), start, end, start > last, inside))
        last = end
    return tokens


def words_of(text: str) -> list[Token]:
    """Tokens of a title or a table entry."""
    return tokenize(Plain(unicodedata.normalize("NFC", text), (), False))


@lru_cache(maxsize=4096)
def _look_up(text: str) -> tuple[Sort, str, str, str, bool]:
    """What a token's text alone tells about it; the same words come back in every reply."""
    sort = _sort(text)
    key, fold = spell(text) if sort is Sort.WORD else (text, text)
    return sort, text, key, fold, key != fold


def _sort(text: str) -> Sort:
    first = text[-1] if text[0] == "." else text[0]
    if first.isascii() and first.isdigit():
        return Sort.NUMERAL
    if text == "\n":
        return Sort.LINE
    if first.isalpha():
        return Sort.WORD
    return Sort.OTHER if first.isalnum() or first == "_" else Sort.SIGN
