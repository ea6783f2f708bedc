"""Finds the quantities in a token list: one pass from left to right."""

from collections.abc import Sequence
from decimal import Decimal

from bot.domain.replies.number_words_en import read_english
from bot.domain.replies.number_words_vi import is_digit_word, read_vietnamese
from bot.domain.replies.numerals import LARGEST, Figure, Style, read_figure
from bot.domain.replies.quantities import Quantity, Suffix
from bot.domain.replies.suffixes import read_suffix, run_end
from bot.domain.replies.tokens import Sort, Token, spell, word_set
from bot.domain.replies.units import PERIODS, UNIT_WORDS, Family

_CURRENCY_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "₫": "VND", "¥": "JPY", "₹": "INR"}
_CODES = word_set("vnd usd us")
_LEADS = frozenset({*_CURRENCY_SIGNS, *"+-–~±"})
_NOT_NUMBER_AFTER_ONE = word_set(
    "so chut it phan vai minh ngay hom luc trong ben of more thing way day the time"
)
_BETWEEN_FIGURES = frozenset(".,:;/-–+%()[]'\"!?$€£₫¥~=<>→*&|•#@")
_HALF = spell("nửa")[0]
_PER = word_set("/ per moi hang a each every mot")
MOST_FIGURES = 80
"""A text with more figures than this is a table, not an answer; the others are not read."""

_ORDINALS = {
    **{"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7},
    **{"eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12},
}


class Scanner:
    """Reads quantities on the tokens that are still `free`."""

    def __init__(
        self, tokens: Sequence[Token], free: Sequence[bool], nouns: frozenset[str]
    ) -> None:
        self.tokens = tokens
        self.free = free
        self.nouns = nouns
        self.slashes = sum(token.text == "/" and token.gap for token in tokens)

    def scan(self) -> list[Quantity]:
        """All quantities, ratios and ranges joined."""
        found: list[Quantity] = []
        at = 0
        while at < len(self.tokens) and len(found) < MOST_FIGURES:
            quantity = self._quantity(at) if self.free[at] else None
            if quantity is None:
                at += 1
                continue
            quantity = self._joined(quantity)
            found.append(quantity)
            at = quantity.end
        return found

    def _quantity(self, at: int) -> Quantity | None:
        if at >= len(self.tokens) or not self.free[at]:
            return None
        token = self.tokens[at]
        if token.fold in _ORDINALS and self._names_follow(at + 1):
            figure = Figure(Decimal(_ORDINALS[token.fold]), Style.PLAIN)
            return Quantity(at, at + 1, (figure,), ordinal=True)
        if token.sort is Sort.NUMERAL:
            return self._finish(self._digits(at))
        if token.sort is Sort.OTHER:
            return Quantity(at, at + 1, ())
        return self._worded(at) if token.sort is Sort.WORD else None

    def _names_follow(self, at: int) -> bool:
        """A name claimed earlier stands behind, at most one word away."""
        claimed = [not self.free[i] for i in range(at, min(at + 2, len(self.tokens)))]
        return any(claimed) and self.tokens[at].sort is Sort.WORD

    def _token(self, at: int) -> Token | None:
        return self.tokens[at] if 0 <= at < len(self.tokens) and self.free[at] else None

    def _text(self, at: int) -> str:
        token = self._token(at)
        return token.text if token else ""

    def _fold(self, at: int) -> str:
        token = self._token(at)
        return token.fold if token else ""

    def _digits(self, at: int) -> Quantity:
        """Digits, three-digit groups split by one space included."""
        token = self.tokens[at]
        figures, end, spaced = read_figure(token.text), at + 1, False
        if token.text.isdigit() and len(token.text) <= 3 and not token.text.startswith("0"):
            groups = [token.text]
            while self._is_group(end):
                groups.append(self.tokens[end].text)
                end += 1
            if len(groups) > 1:
                value, spaced = Decimal("".join(groups)), True
                figures = (Figure(value, Style.GROUPED, " "),) if value <= LARGEST else ()
        part = self._text(end + 1)
        spoken = self._fold(end) in ("phay", "cham", "point") and token.text.isdigit()
        if spoken and figures and part.isascii() and part.isdigit() and len(part) <= 4:
            figures = (Figure(Decimal(f"{token.text}.{part}"), Style.DECIMAL, "."),)
            end += 2
        if self._garbled(end):
            return Quantity(at, run_end(self.tokens, end), ())
        return Quantity(at, end, figures, spaced=spaced)

    def _garbled(self, at: int) -> bool:
        """Something glued to the digits that belongs to no number: 5², 1_000, 5٫5."""
        token, after = self._token(at), self._token(at + 1)
        if token is None or token.gap or token.sort not in (Sort.SIGN, Sort.OTHER):
            return False
        inside = after is not None and not after.gap and after.sort is not Sort.SIGN
        return token.sort is Sort.OTHER or (inside and token.text not in _BETWEEN_FIGURES)

    def _is_group(self, at: int) -> bool:
        token, before = self._token(at), self.tokens[at - 1]
        if token is None or not (token.text.isdigit() and len(token.text) == 3 and token.gap):
            return False
        return token.start - before.end == 1 and before.sort is Sort.NUMERAL

    def _worded(self, at: int) -> Quantity | None:
        if self._is_one_unit(at):
            return self._finish(self._of_words(at, at + 1, (Decimal(1),)))
        if self.tokens[at].key == _HALF and self._is_time(at + 1):
            return self._finish(self._of_words(at, at + 1, (Decimal("0.5"),)))
        one = self.tokens[at].fold in ("mot", "one")
        if one and self._fold(at + 1) in _NOT_NUMBER_AFTER_ONE:
            return None
        english = read_english(self.tokens, at)
        if english and all(self.free[at : english[1]]):
            value, end = english
            return self._finish(self._of_words(at, end, (value,)))
        vietnamese = read_vietnamese(self.tokens, at)
        if vietnamese is None or not all(self.free[at : vietnamese[1]]):
            return None
        values, end = vietnamese
        if end == at + 1 and not self._plausible_lone(at):
            return None
        return self._finish(self._of_words(at, end, values))

    def _is_one_unit(self, at: int) -> bool:
        """The "a" of "down to a week": a time that something takes."""
        timed = self._is_time(at + 1)
        led = at > 0 and self.tokens[at - 1].fold in ("to", "at", "takes", "took", "is")
        return self.tokens[at].fold in ("a", "an") and timed and led

    def _is_time(self, at: int) -> bool:
        unit = UNIT_WORDS.get(self._fold(at))
        return unit is not None and unit.family is Family.TIME

    def _plausible_lone(self, at: int) -> bool:
        """A single syllable without accents ("ba", "nam", "sau") is a word, not a number."""
        token = self.tokens[at]
        if not is_digit_word(token):
            return token.accented
        if token.fold in ("khong", "tu", "lam", "mot") or not token.accented:
            return token.fold in ("hai", "bon", "chin") and self._unit_follows(at)
        return token.fold != "nam" or self._unit_follows(at)

    def _unit_follows(self, at: int) -> bool:
        token = self._token(at + 1)
        return token is not None and (
            token.fold in UNIT_WORDS or token.text == "%" or token.fold in ("trieu", "nghin", "ty")
        )

    @staticmethod
    def _of_words(at: int, end: int, values: tuple[Decimal, ...]) -> Quantity:
        figures = tuple(Figure(value.normalize() + 0, Style.PLAIN) for value in values)
        scaled = any(figure.value >= 1000 for figure in figures)
        return Quantity(at, end, figures, words=end - at, scaled=scaled)

    def _finish(self, quantity: Quantity) -> Quantity:
        """Add suffix, period and the signs in front."""
        quantity = read_suffix(self.tokens, self.free, quantity)
        quantity = self._period(self._counted(quantity))
        if self._text(quantity.end) == "+" and not self.tokens[quantity.end].gap:
            after = self._token(quantity.end + 1)
            if after is None or after.gap or after.sort is not Sort.NUMERAL:
                quantity = quantity._replace(open_end=True, end=quantity.end + 1)
        return self._below_zero(self._prefix(quantity))

    def _counted(self, quantity: Quantity) -> Quantity:
        """The noun of a subject's own unit behind the figure: "9 tầng"."""
        end, noun, start = quantity.end, "", quantity.start
        if start > 1 and self._text(start - 1).lower() in ("thứ", "thu"):
            before = self._token(start - 2)
            if before is not None and before.fold in self.nouns:
                return quantity._replace(start=start - 2, noun=before.fold, ordinal=True)
        while (token := self._token(end)) is not None and token.fold in self.nouns:
            noun, end = noun or token.fold, end + 1
        return quantity._replace(end=end, noun=noun) if noun and quantity.figures else quantity

    def _period(self, quantity: Quantity) -> Quantity:
        if self._fold(quantity.end) not in _PER:
            return quantity
        period = PERIODS.get(self._fold(quantity.end + 1))
        return quantity._replace(per=period, end=quantity.end + 2) if period else quantity

    def _prefix(self, quantity: Quantity) -> Quantity:
        """Currency, sign and "~" directly in front of the figure."""
        if not self._is_led(quantity.start):
            return quantity
        start, sign, about = quantity.start, 0, False
        suffixes = quantity.suffixes
        while (before := self._token(start - 1)) is not None and not self.tokens[start].gap:
            if before.text in _CURRENCY_SIGNS:
                unit = UNIT_WORDS[before.text]
                suffixes = tuple(Suffix(s.factor, unit) for s in suffixes if s.unit is None)
            elif before.text in "+-–" and self._text(start - 2) in ("+", "-", "–"):
                return quantity._replace(start=start - 1, figures=())
            elif before.text in "+-–" and self._is_sign(start - 1):
                sign = -1 if before.text != "+" else 1
            elif before.text == "~":
                about = True
            else:
                break
            start -= 1
        before = self._token(start - 1)
        if before is not None and before.text in ("~", "±"):
            start, about = start - 1, True
        if before is not None and before.fold in _CODES and all(s.unit is None for s in suffixes):
            currency = UNIT_WORDS.get(before.fold, UNIT_WORDS["usd"])
            suffixes = tuple(Suffix(suffix.factor, currency) for suffix in suffixes)
            start -= 1
        return quantity._replace(start=start, sign=sign, about=about, suffixes=suffixes)

    def _below_zero(self, quantity: Quantity) -> Quantity:
        """The sign in words: "âm 5", "negative 5" and "minus 5"; not that of "I am 5 short"."""
        at = quantity.start - 1
        before = self._token(at)
        if before is None or quantity.sign or not quantity.figures:
            return quantity
        earlier = self._token(at - 1)
        plain = earlier is None or (earlier.fold != "i" and earlier.sort is not Sort.NUMERAL)
        below = before.fold == "negative" or (before.fold == "am" and plain)
        if not below and before.fold != "minus":
            return quantity
        return quantity._replace(start=at, sign=-1, below=below)

    def _is_led(self, at: int) -> bool:
        """A sign or the code of a currency stands directly in front."""
        before = self._token(at - 1)
        return before is not None and (before.text in _LEADS or before.fold in _CODES)

    def _is_sign(self, at: int) -> bool:
        """A plus or minus is a sign when nothing is glued to its left."""
        if at == 0 or self.tokens[at].gap or self.tokens[at - 1].sort is Sort.LINE:
            return True
        return self.tokens[at - 1].text in ("(", ":", ",", "=", "~", "[", ";")

    def _joined(self, first: Quantity) -> Quantity:
        """A ratio "a/b" or a range "a–b" with the quantity that follows."""
        at = first.end
        sign = self._token(at)
        if sign is None or first.per:
            return first
        if sign.text == "/" and sign.gap and self.slashes > 1:
            return first
        if sign.text == "/" or sign.fold in ("of", "tren"):
            return self._ratio(first, at)
        if sign.fold == "out" and self._text(at + 1) == "of":
            return self._ratio(first, at + 1)
        if sign.text in "-–~":
            second = self._quantity(at + 1)
            spaced_alike = second and sign.gap == self.tokens[at + 1].gap
            apart = second and sign.gap and self._text(second.end) == "/"  # "75 – 7/10 confident"
            if second and spaced_alike and not apart and second.figures and second.start == at + 1:
                first = first.with_suffix_of(second)
                return first._replace(upto=second, end=second.end)
        return first

    def _ratio(self, first: Quantity, at: int) -> Quantity:
        second = self._quantity(at + 1)
        if second is None or not second.figures or second.start != at + 1 or first.percent:
            return first
        if self.tokens[at].text != "/" and (second.percent or _of_two_kinds(first, second)):
            return first
        spaced = self.tokens[at].gap and self.tokens[at].text == "/"
        if self._ratio_makes_sense(first, second) and not (spaced and _exceeds(first, second)):
            first = first.with_suffix_of(second)
            return first._replace(over=second, end=second.end, per=second.per)
        return first

    @staticmethod
    def _ratio_makes_sense(first: Quantity, second: Quantity) -> bool:
        return bool(first.figures) and not second.sign and not second.is_time()


def _of_two_kinds(first: Quantity, second: Quantity) -> bool:
    """ "2.9 giây trên 4G": each has a unit of its own, so neither is a part of the other."""
    units = [{suffix.unit for suffix in one.suffixes} for one in (first, second)]
    return None not in units[0] | units[1] and not units[0] & units[1]


def _exceeds(first: Quantity, second: Quantity) -> bool:
    """ "99.96 / 1.8" are two answers, no ratio."""
    a, b = first.value, second.value
    return a is not None and b is not None and a > b * 2
