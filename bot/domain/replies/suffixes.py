"""Scale words and units behind a figure: k, 1tr28, 2 tỷ rưỡi, 35p, 12 điểm phần trăm."""

from collections.abc import Sequence
from decimal import Decimal

from bot.domain.replies.numerals import COMPACT, SCALES, Figure, Style, read_figure
from bot.domain.replies.quantities import PLAIN, Quantity, Suffix
from bot.domain.replies.tokens import Sort, Token, folds_of, keys_of, spell, spellings, word_set
from bot.domain.replies.units import LETTERS, UNIT_PHRASES, UNIT_WORDS, Family, Unit

_HALF = Decimal("0.5")
_HUNDRED = Decimal(100)
_HALF_WORDS = word_set("ruoi")
#: Digit words that close a figure: "6 tỷ mốt", "2 triệu tư".
_LAST_DIGITS = {
    "mot": 1,
    "hai": 2,
    "ba": 3,
    "tu": 4,
    "lam": 5,
    "bon": 4,
    "bay": 7,
    "tam": 8,
    "chin": 9,
}
#: Words that are a digit nowhere else: "8 nghìn tư hồ sơ".
_ONLY_LAST = keys_of("mốt tư")
_STOPS = frozenset(".,:;!?()[]\n")
_CLOSERS = word_set(
    "d dong vnd a nhe nha roi thoi nhung va so vi do nen r ha sep anh chi em pls plz thanks thank "
    "thx cam"
)
#: "3 chục" is 30, "2 trăm rưỡi" 250. Without accents "tram" may be "trạm", so a scale must follow.
_TENS = {
    **dict.fromkeys(spellings("chục"), Decimal(10)),
    **dict.fromkeys(keys_of("trăm"), Decimal(100)),
    **dict.fromkeys(keys_of("tá"), Decimal(12)),
    **{"hundred": Decimal(100), "dozen": Decimal(12)},
}
_DAY = Decimal(86_400)
_THIS = spell("này")[0]
_ORDINALS = word_set("st nd rd th")
_NOT_SCALE = frozenset({("ty", "le"), ("ti", "le"), ("ti", "so"), ("ty", "suat"), ("ti", "suat")})
#: Words behind a lone "k" that is short for "không".
_AFTER_NOT = word_set(
    "phai doi thay co dat du kip xong bi duoc dc biet tang giam con chac nhe thay can"
)
#: Folded words that are scales or units only when their accents say so, or glued.
_ACCENTED_ONLY = keys_of("củ tỉ tạ yến đô năm")
_BY_ACCENT = folds_of("củ tỉ tạ yến đô năm")


def read_suffix(tokens: Sequence[Token], free: Sequence[bool], quantity: Quantity) -> Quantity:
    """`quantity` with scale, unit and the "rưỡi" or digits behind them."""
    reader = _SuffixReader(tokens, free)
    if reader.is_stop(quantity.end):
        return quantity
    quantity = reader.scale(quantity)
    halved = reader.half(quantity)
    if halved is not quantity and not halved.scaled:
        halved = reader.scale(halved)
    quantity = reader.unit(halved)
    return reader.half(reader.composed_time(quantity))


def run_end(tokens: Sequence[Token], at: int) -> int:
    """The end of the letters and digits that are written in one go from `at` on."""
    while at < len(tokens) and not tokens[at].gap and tokens[at].sort is not Sort.LINE:
        if tokens[at].sort is Sort.SIGN and tokens[at].text != "_":
            break
        at += 1
    return at


class _SuffixReader:
    def __init__(self, tokens: Sequence[Token], free: Sequence[bool]) -> None:
        self.tokens = tokens
        self.free = free

    def token(self, at: int) -> Token | None:
        return self.tokens[at] if at < len(self.tokens) and self.free[at] else None

    def is_stop(self, at: int) -> bool:
        """Nothing that could belong to a figure stands at `at`."""
        token = self.token(at)
        return token is None or token.text in _STOPS

    def scale(self, quantity: Quantity) -> Quantity:
        """Scale word, and the digits or smaller scales after it."""
        if quantity.words and quantity.scaled:
            return quantity
        token = self.token(quantity.end)
        if token is None or token.sort is not Sort.WORD:
            return quantity
        if token.fold in LETTERS:
            return self._letter(quantity, token)
        if token.gap and (tens := self._tens(token, quantity.end)):
            return self.scale(self._multiplied(quantity, tens))
        factor = SCALES.get(token.fold)
        if factor is None or not self._scale_is_meant(token, quantity.end):
            return self._glued(quantity, token)
        end = quantity.end + 1
        larger = self.token(end)
        if larger is not None and token.fold in ("nghin", "ngan") and larger.fold in ("ty", "ti"):
            factor, end = factor * SCALES["ty"], end + 1
        quantity = quantity._replace(suffixes=(Suffix(factor),), end=end, scaled=True)
        return self._places(quantity, token.fold, factor)

    def _tens(self, token: Token, at: int) -> Decimal | None:
        """What "chục", "trăm", "dozen" multiply the digits in front with."""
        after = self.token(at + 1)
        if token.key == "tram" and (after is None or after.fold not in ("nghin", "trieu", "ty")):
            return None
        return _HUNDRED if token.key == "tram" else _TENS.get(token.key)

    def _multiplied(self, quantity: Quantity, tens: Decimal) -> Quantity:
        """ "2 trăm rưỡi" is 250; with digits of its own behind it, "2 trăm 50", unreadable."""
        counted = self.half(quantity._replace(end=quantity.end + 1))
        end = counted.end
        while (after := self.token(end)) is not None and (
            after.sort is Sort.NUMERAL or after.fold in _LAST_DIGITS or after.fold == "muoi"
        ):
            end += 1
        figures = tuple(Figure(f.value * tens, f.style, f.separator) for f in counted.figures)
        return counted._replace(figures=() if end > counted.end else figures, end=end, words=1)

    def _scale_is_meant(self, token: Token, at: int) -> bool:
        after = self.token(at + 1)
        if after is not None and (token.fold, after.fold) in _NOT_SCALE:
            return False
        if token.fold == "k" and token.gap and after is not None and after.fold in _AFTER_NOT:
            return False
        if token.fold in ("cu", "ti", "mm", "ng", "mil", "mill"):
            return token.accented or (not token.gap and token.fold != "cu")
        return True

    def _letter(self, quantity: Quantity, token: Token) -> Quantity:
        """m, t, g, d, p, s, h, l, w: read by the subject later; "1m5" is a compact million."""
        after = self.token(quantity.end + 1)
        if token.text.lower() == "đ":
            money = Suffix(Decimal(1), UNIT_WORDS["vnd"])
            return quantity._replace(suffixes=(money,), end=quantity.end + 1)
        apart = token.gap and token.fold in ("t", "g", "l", "w", "s", "d")
        if apart and after is not None and after.text not in "/,.;)|\n":
            return quantity
        inside = after is not None and after.sort is Sort.NUMERAL and not after.gap
        if inside and not token.gap and token.fold == "m":
            million = Suffix(Decimal(10) ** 6)
            quantity = quantity._replace(end=quantity.end + 1, scaled=True, suffixes=(million,))
            return self._places(quantity, "m", million.factor)
        if inside and not token.gap and token.fold != "h":
            return quantity._replace(figures=(), end=quantity.end + 2)
        readings = tuple(Suffix(factor, unit) for factor, unit in LETTERS[token.fold])
        return quantity._replace(suffixes=readings, end=quantity.end + 1)

    def _glued(self, quantity: Quantity, token: Token) -> Quantity:
        """Letters written onto a figure must be known, else the figure is unreadable."""
        if token.gap:
            return quantity
        if token.fold in _ORDINALS:
            return quantity._replace(ordinal=True, end=quantity.end + 1)
        if token.fold in UNIT_WORDS or (len(token.fold) > 2 and not self._digits_glued(quantity)):
            return quantity
        return quantity._replace(figures=(), end=run_end(self.tokens, quantity.end))

    def _digits_glued(self, quantity: Quantity) -> bool:
        after = self.token(quantity.end + 1)
        return after is not None and not after.gap and after.sort is Sort.NUMERAL

    def _places(self, quantity: Quantity, word: str, factor: Decimal) -> Quantity:
        """1tr28 is 1.28 million, "6 tỷ mốt" 6.1 billion; "1 triệu 280 nghìn" adds."""
        token = self.token(quantity.end)
        if token is None or len(quantity.figures) != 1:
            return quantity
        base = quantity.figures[0]
        told = token.key in _ONLY_LAST or self._ends(quantity.end + 1, word)
        if token.fold in _LAST_DIGITS and token.accented and told:
            digit = Decimal(_LAST_DIGITS[token.fold]) / 10
            return self._placed(quantity, base.value + digit, 1)
        if token.sort is not Sort.NUMERAL:
            return quantity
        after = self.token(quantity.end + 1)
        smaller = SCALES.get(after.fold) if after is not None else None
        if smaller and smaller < factor and token.gap:
            return self._added(quantity, base, factor, smaller)
        if not token.text.isdigit() or len(token.text) > 3 or word not in COMPACT:
            return quantity if token.gap else quantity._replace(figures=(), end=quantity.end + 1)
        if token.gap and not self._ends(quantity.end + 1, word):
            # "1 triệu 290 là ổn" may be 1.29 million or less, so it is unreadable.
            apart = word in ("k", "m")
            return quantity if apart else quantity._replace(figures=(), end=quantity.end + 1)
        if base.style is not Style.PLAIN:
            return quantity._replace(figures=(), end=quantity.end + 1)
        part = Decimal(token.text) / (Decimal(10) ** len(token.text))
        return self._placed(quantity, base.value + part, 1)

    def _added(
        self, quantity: Quantity, base: Figure, factor: Decimal, smaller: Decimal
    ) -> Quantity:
        figures = read_figure(self.tokens[quantity.end].text)
        if len(figures) != 1:
            return quantity
        return self._placed(quantity, base.value + figures[0].value * smaller / factor, 2)

    @staticmethod
    def _placed(quantity: Quantity, value: Decimal, used: int) -> Quantity:
        figures = (Figure(value, Style.PLAIN),)
        return quantity._replace(figures=figures, end=quantity.end + used)

    def _ends(self, at: int, word: str) -> bool:
        """Digits after a space belong to "2 tỷ 3" only when nothing else claims them."""
        if word in ("k", "m"):
            return False
        token = self.tokens[at] if at < len(self.tokens) else None
        if token is None or token.sort is Sort.LINE:
            return True
        if token.sort is Sort.WORD:
            return token.fold in _CLOSERS
        return token.text in ",.;!?()" and not (token.text == ")" and not token.gap)

    def half(self, quantity: Quantity) -> Quantity:
        """Half of the last place: "2 tỷ rưỡi", "8 rưỡi", "5 phút rưỡi"."""
        first = self.token(quantity.end)
        if first is None or (first.fold != "and" and first.fold not in _HALF_WORDS):
            return quantity
        words = [t.fold if (t := self.token(quantity.end + i)) else "" for i in range(3)]
        used = 1 if words[0] in _HALF_WORDS else 3 if words == ["and", "a", "half"] else 0
        if not used or not quantity.figures:
            return quantity
        figures = tuple(Figure(f.value + _HALF, f.style) for f in quantity.figures)
        return quantity._replace(figures=figures, end=quantity.end + used)

    def unit(self, quantity: Quantity) -> Quantity:
        """Unit word or phrase; behind a scale only a currency or a noun can follow."""
        if quantity.suffixes[0].unit is not None or len(quantity.suffixes) > 1:
            return quantity
        found = self._phrase(quantity.end)
        if found is None:
            return quantity
        unit, end = found
        if unit.family is Family.TIME and self._names_a_time(unit, end, quantity):
            return quantity
        suffixes = tuple(Suffix(suffix.factor, unit) for suffix in quantity.suffixes)
        return quantity._replace(suffixes=suffixes, end=end)

    def _phrase(self, at: int) -> tuple[Unit, int] | None:
        words = []
        for index in range(at, at + 3):
            token = self.token(index)
            if token is None:
                break
            words.append(token.fold)
        for size in range(len(words), 1, -1):
            unit = UNIT_PHRASES.get(tuple(words[:size]))
            if unit:
                return unit, at + size
        token = self.token(at)
        if token is None or token.sort is Sort.LINE:
            return None
        unit = UNIT_WORDS.get(token.fold)
        if unit is None or not self._unit_is_meant(token, unit.family):
            return None
        return unit, at + 1

    def _names_a_time(self, unit: Unit, end: int, quantity: Quantity) -> bool:
        """ "900tr tuần này", "124 ngày 25/11": the word says when, it measures nothing."""
        after = self.tokens[end] if end < len(self.tokens) else None
        if after is None or unit.factor < _DAY:
            return False
        date = after.sort is Sort.NUMERAL and not self.free[end]
        return date or after.key == _THIS or (quantity.scaled and after.fold == "nay")

    def _unit_is_meant(self, token: Token, family: Family) -> bool:
        if token.fold in _BY_ACCENT:
            return token.key in _ACCENTED_ONLY
        if len(token.fold) == 1 and token.sort is Sort.WORD:
            return not token.gap or token.fold in ("p", "h", "x")
        return not (family is Family.TIMES and token.fold == "vong")

    def composed_time(self, quantity: Quantity) -> Quantity:
        """1h30, "1 giờ 30 phút", "2 hours 15 min"."""
        unit = quantity.suffixes[0].unit
        if unit is None or not quantity.is_time() or len(quantity.figures) != 1:
            return quantity
        token, after = self.token(quantity.end), self.token(quantity.end + 1)
        if token is None or token.sort is not Sort.NUMERAL or not token.text.isdigit():
            return quantity
        smaller = UNIT_WORDS.get(after.fold) if after is not None else None
        if smaller is None or smaller.family is not Family.TIME or smaller.factor >= unit.factor:
            if token.gap or len(token.text) != 2 or quantity.suffixes == (PLAIN,):
                return quantity
            smaller, end = None, quantity.end + 1
        else:
            end = quantity.end + 2
        part = smaller.factor if smaller else unit.factor / 60
        seconds = quantity.figures[0].value * unit.factor + Decimal(token.text) * part
        figure = Figure(seconds / unit.factor, Style.PLAIN)
        return quantity._replace(figures=(figure,), end=end)
