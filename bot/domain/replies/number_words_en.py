"""English number words: "a hundred and twenty-seven", "two and a half million", "a dozen"."""

from collections.abc import Sequence
from decimal import Decimal

from bot.domain.replies.tokens import Sort, Token, word_set

_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SMALL = {word: Decimal(n) for n, word in enumerate(_UNITS)} | {
    word: Decimal(10 * n) for n, word in enumerate(_TENS, 2)
}
_SMALL["fourty"] = Decimal(40)
#: Words that are a number by themselves.
ENGLISH_NUMBERS = frozenset(_SMALL)
_SCALES = {
    "thousand": Decimal(1000),
    "million": Decimal(10) ** 6,
    "billion": Decimal(10) ** 9,
}
_HALF = Decimal("0.5")


def read_english(tokens: Sequence[Token], at: int) -> tuple[Decimal, int] | None:
    """The value of the number words that start at `at`, and the index after them."""
    if not _known(tokens[at].fold):
        return None
    words = _words(tokens, at)
    if not words:
        return None
    total, group, used = Decimal(0), None, 0
    index = 0
    while index < len(words):
        word = words[index][0]
        step = _step(words, index, group)
        if step is None:
            break
        group, index = step
        used = index
        if index < len(words) and words[index][0] in _SCALES and group is not None:
            total += group * _SCALES[words[index][0]]
            group, index = None, index + 1
            used = index
        if word == "half":
            break
    if used == 0:
        return None
    return total + (group or 0), words[used - 1][1] + 1


def _words(tokens: Sequence[Token], at: int) -> list[tuple[str, int]]:
    """Candidate number words with their token index; a glued hyphen joins two of them."""
    found: list[tuple[str, int]] = []
    index = at
    while index < len(tokens) and len(found) < 24:
        token = tokens[index]
        if token.text == "-" and found and not token.gap:
            index += 1
            continue
        if token.sort is not Sort.WORD or not _known(token.fold):
            break
        found.append((token.fold, index))
        index += 1
    return found


def _known(word: str) -> bool:
    return word in _SMALL or word in _SCALES or word in _JOINTS


_JOINTS = word_set("a an and hundred dozen half point")


def _step(
    words: list[tuple[str, int]], index: int, group: Decimal | None
) -> tuple[Decimal, int] | None:
    """Take the next word or joint into the group below a thousand."""
    word = words[index][0]
    after = words[index + 1][0] if index + 1 < len(words) else ""
    if word in _SMALL:
        return _small(_SMALL[word], group, index)
    if word in ("a", "an") and group is None and after in ("hundred", "dozen", *_SCALES):
        return Decimal(1), index + 1
    if word == "hundred" and group is not None:
        return group * 100, index + 1
    if word == "dozen" and (group is not None):
        return group * 12, index + 1
    if word == "and" and group is not None:
        return _after_and(words, index, group)
    if word == "point" and group is not None and group % 1 == 0 and after in _SMALL:
        return _decimals(words, index + 1, group)
    if word == "half" and after in ("a", "an") and group is None:
        return (_HALF, index + 2) if _is_scale(words, index + 2) else None
    return None


def _small(value: Decimal, group: Decimal | None, index: int) -> tuple[Decimal, int] | None:
    if group is None:
        return value, index + 1
    room = group % 100 == 0 or (group % 10 == 0 and group % 100 >= 20 and value < 10)
    return (group + value, index + 1) if room and value > 0 else None


def _after_and(
    words: list[tuple[str, int]], index: int, group: Decimal
) -> tuple[Decimal, int] | None:
    rest = [word for word, _ in words[index + 1 : index + 3]]
    if rest == ["a", "half"]:
        return group + _HALF, index + 3
    if rest and rest[0] in _SMALL and group % 100 == 0:
        return group + _SMALL[rest[0]], index + 2
    return None


def _decimals(
    words: list[tuple[str, int]], index: int, group: Decimal
) -> tuple[Decimal, int] | None:
    digits = ""
    while index < len(words) and words[index][0] in _SMALL and _SMALL[words[index][0]] < 10:
        digits += str(_SMALL[words[index][0]])
        index += 1
    return (Decimal(f"{group}.{digits}"), index) if digits else None


def _is_scale(words: list[tuple[str, int]], index: int) -> bool:
    return index < len(words) and words[index][0] in _SCALES
