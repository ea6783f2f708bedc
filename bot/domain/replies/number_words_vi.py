"""Vietnamese number words with or without accents: "ba trăm linh năm nghìn", "tam phay bon"."""

from collections.abc import Sequence
from decimal import Decimal

from bot.domain.replies.tokens import Sort, Token, spell

_DIGIT_WORDS = {
    **{"không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5},
    **{"lăm": 5, "nhăm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9},
}
_MARKERS = {
    **{"mười": "ten", "hăm": "twenty", "mươi": "tens", "chục": "tens", "trăm": "hundred"},
    **{"linh": "zero", "lẻ": "zero", "phẩy": "point", "chấm": "point", "rưỡi": "half"},
    "rưởi": "half",
}
_SCALE_WORDS = {
    **{"nghìn": Decimal(1000), "ngàn": Decimal(1000)},
    **{"triệu": Decimal(10) ** 6, "tỷ": Decimal(10) ** 9, "tỉ": Decimal(10) ** 9},
}
_UNIT_ONLY = ("mốt", "tư", "lăm", "nhăm")
"""Digits that stand only behind tens: "bảy lăm" is 75 although "mươi" is left out."""

Sign = tuple[str, Decimal]


def _spellings(words: dict[str, Sign]) -> dict[str, Sign]:
    keys = {spell(word)[0]: sign for word, sign in words.items()}
    return {spell(word)[1]: sign for word, sign in words.items()} | keys


_SIGNS: dict[str, Sign] = _spellings(
    {
        **{
            word: ("unit" if word in _UNIT_ONLY else "digit", Decimal(n))
            for word, n in _DIGIT_WORDS.items()
        },
        **{word: (name, Decimal(0)) for word, name in _MARKERS.items()},
        **{word: ("scale", size) for word, size in _SCALE_WORDS.items()},
    }
)
# Without accents "muoi" is ten at the start of a number and the tens behind a digit.
_PLAIN_TEN = "muoi"


def read_vietnamese(tokens: Sequence[Token], at: int) -> tuple[tuple[Decimal, ...], int] | None:
    """Readings of the number words that start at `at`, and the index after them."""
    if tokens[at].key not in _SIGNS:
        return None
    signs = _signs(tokens, at)
    if not signs or signs[0][0] in ("tens", "zero", "point", "half", "scale"):
        return None
    reader = _Reader(signs)
    values = reader.number()
    return (values, at + reader.at) if values and reader.at else None


def is_digit_word(token: Token) -> bool:
    """True for a word that may be a digit, with the accents it is written with."""
    sign = _sign(token)
    return sign is not None and sign[0] in ("digit", "unit")


def _sign(token: Token) -> Sign | None:
    return _SIGNS.get(token.key) if token.sort is Sort.WORD else None


def _signs(tokens: Sequence[Token], at: int) -> list[Sign]:
    found: list[Sign] = []
    for token in tokens[at : at + 24]:
        sign = _sign(token)
        if sign is None:
            break
        if token.key == _PLAIN_TEN:
            sign = ("tens" if found and found[-1][0] == "digit" else "ten", Decimal(0))
        if sign[0] == "unit" and not token.accented and found and found[-1][0] == "scale":
            sign = ("maybe", sign[1])  # "ba nghin tu" may go on with "từ"
        found.append(sign)
    return found


class _Reader:
    """Reads signs from left to right; `at` is the first sign not taken."""

    def __init__(self, signs: list[Sign]) -> None:
        self.signs = signs
        self.at = 0

    def peek(self) -> str:
        return self.signs[self.at][0] if self.at < len(self.signs) else ""

    def take(self) -> Decimal:
        self.at += 1
        return self.signs[self.at - 1][1]

    def number(self) -> tuple[Decimal, ...]:
        total, smallest = Decimal(0), None
        while True:
            lone = self.peek() in ("digit", "unit")
            before = self.at
            group = self.group()
            if group is None:
                return (total,) if smallest else ()
            lone = lone and self.at == before + 1
            group = self.fraction(group)
            if self.peek() == "scale" and (smallest is None or self.signs[self.at][1] < smallest):
                smallest = self.take()
                total += group * smallest
                if self.peek() == "half":
                    self.take()
                    return (total + smallest / 2,)
                if self.peek() == "maybe":
                    return (total + self.take() * smallest / 10, total)
                if self.peek() in ("digit", "unit", "ten", "hundred", "zero"):
                    continue
                return (total,)
            return self.last(total, smallest, group, lone=lone)

    def last(
        self, total: Decimal, smallest: Decimal | None, group: Decimal, *, lone: bool
    ) -> tuple[Decimal, ...]:
        """The group behind the last scale: "một triệu ba" leaves out the place of the 3."""
        if self.peek() == "half" and smallest is None:
            self.take()
            return (group + Decimal("0.5"),)
        if smallest is None:
            return (group,)
        if lone:
            return (total + group * smallest / 10,)
        if smallest > 1000 and group >= 100:
            return (total + group * smallest / 1000, total + group)
        return (total + group,)

    def group(self) -> Decimal | None:
        """0..999."""
        if self.peek() == "hundred":
            self.take()
            return self.below_hundred(Decimal(100))
        if self.peek() == "ten":
            self.take()
            return 10 + self.units()
        if self.peek() == "twenty":
            self.take()
            return 20 + self.take() if self.peek() in ("digit", "unit") else None
        if self.peek() == "zero":
            self.take()
            return self.take() if self.peek() in ("digit", "unit") else None
        if self.peek() not in ("digit", "unit"):
            return None
        digit = self.take()
        if self.peek() == "hundred":
            self.take()
            return self.below_hundred(digit * 100)
        return self.tens(digit)

    def tens(self, digit: Decimal) -> Decimal:
        if self.peek() == "tens":
            self.take()
            return digit * 10 + self.units()
        if self.peek() == "unit" and digit > 1:
            return digit * 10 + self.take()
        return digit

    def units(self) -> Decimal:
        return self.take() if self.peek() in ("digit", "unit") else Decimal(0)

    def below_hundred(self, hundreds: Decimal) -> Decimal:
        if self.peek() == "zero":
            self.take()
            return hundreds + self.units()
        if self.peek() == "ten":
            self.take()
            return hundreds + 10 + self.units()
        if self.peek() == "half":
            self.take()
            return hundreds + 50
        if self.peek() in ("digit", "unit"):
            digit = self.take()
            if self.peek() == "digit":
                return hundreds + digit * 10 + self.take()
            full = self.tens(digit)
            return hundreds + (full if full != digit else digit * 10)
        return hundreds

    def fraction(self, whole: Decimal) -> Decimal:
        following = self.signs[self.at + 1][0] if self.at + 1 < len(self.signs) else ""
        if self.peek() != "point" or following not in ("digit", "unit", "ten"):
            return whole
        self.take()
        digits = ""
        while self.peek() in ("digit", "unit") and len(digits) < 6:
            digits += str(self.take())
        if self.peek() == "ten":
            self.take()
            digits += f"1{self.units()}" if self.peek() in ("digit", "unit") else "10"
        return Decimal(f"{whole}.{digits}") if digits else whole
