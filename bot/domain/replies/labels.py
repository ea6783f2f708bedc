"""Subjects named by number: KR2, #3, "1. …" at the start of a line, KR 1 & 3."""

from collections.abc import Sequence
from functools import cached_property

from bot.domain.replies.naming import Mention
from bot.domain.replies.tokens import Sort, Token, spell, word_set

_NOUNS = word_set("kr krs kpi kpis ckr kq okr")
_SOFT_NOUNS = word_set("so muc cai y dong item no number row question cau chi")
_WORD_NUMBERS = {
    **{"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nhat": 1, "dau": 1, "one": 1, "two": 2},
    **{"three": 3, "four": 4, "first": 1, "second": 2, "third": 3, "fourth": 4},
}
_ORDINALS = word_set("first second third fourth last")
_ORDER = spell("thứ")[0]
_HEADS = _NOUNS | _SOFT_NOUNS | _ORDINALS | {"key", "thu"}
_JOINTS = word_set("& + va and voi / lan")
_MEASURE_AFTER = word_set(
    "% k m tr trieu ty nghin ngan phut diem d dong / . , usd vnd h gio p ngay"
)


def find_labels(tokens: Sequence[Token], count: int, group_at: frozenset[int]) -> list[Mention]:
    """Mentions by number among `count` subjects.

    `group_at`: token indexes where a phrase starts that can be said of several subjects at
    once ("giữ nguyên", "done"); only before one of them does "KR1, 2" list two subjects.
    """
    finder = _Finder(tokens, count, group_at)
    found: list[Mention] = []
    at = 0
    while at < len(tokens):
        word = tokens[at].sort is Sort.WORD
        mentions = finder.at(at) if not word or tokens[at].fold in _HEADS else []
        found += mentions
        at = mentions[-1].end if mentions else at + 1
    return found


class _Finder:
    def __init__(self, tokens: Sequence[Token], count: int, group_at: frozenset[int]) -> None:
        self.tokens = tokens
        self.count = count
        self.group_at = group_at
        self.inline = 0
        self.counted = 0

    @cached_property
    def dashes(self) -> int:
        """How many lines begin like "1 - "."""
        return sum(self._dash_label(at) for at in range(len(self.tokens)))

    @cached_property
    def rows(self) -> int:
        """How many lines begin with a number in a cell of its own."""
        cells = [at for at, token in enumerate(self.tokens) if token.text == "|"]
        return sum(
            self._whole(at - 1) is not None and self._line_start(at - 1) for at in cells if at
        )

    def at(self, at: int) -> list[Mention]:
        token = self.tokens[at]
        if token.sort is Sort.WORD and token.fold in _NOUNS:
            return self._after_noun(at)
        if token.fold == "key" and self._fold(at + 1) in ("result", "results"):
            return self._after_noun(at + 1, start=at)
        if token.text == "#":
            return self._hash(at)
        if token.sort is Sort.SIGN and token.text != "(":
            return []
        if token.sort is Sort.WORD:
            return self._soft(at) or self._ordinal(at)
        return self._list_label(at)

    def _fold(self, at: int) -> str:
        return self.tokens[at].fold if 0 <= at < len(self.tokens) else ""

    def _whole(self, at: int) -> int | None:
        """The small whole number written at `at`."""
        text = self._fold(at)
        return int(text) if text.isascii() and text.isdigit() and len(text) <= 2 else None

    def _mention(self, n: int, start: int, end: int, *, listed: bool = False) -> Mention:
        ns = (n,) if 1 <= n <= self.count else ()
        return Mention(ns, start, end, label=True, listed=listed)

    def _after_noun(self, at: int, start: int | None = None) -> list[Mention]:
        """KR1, KR 2, KR#3, KR số 1, KR thứ 2, KR một, and lists of them."""
        first = at if start is None else start
        number = at + 1
        while self._fold(number) in ("#", "so", "no", "thu", "-", "number") and number < at + 3:
            number += 1
        several = self._several(number)
        if several:
            return [Mention(several, first, number + 1, label=True, every=True)]
        n = self._whole(number)
        if n is None:
            n = _WORD_NUMBERS.get(self._fold(number)) if number < len(self.tokens) else None
            if n is None or (self._fold(number) == "dau" and self._fold(at + 1) == "thu"):
                return []
        mentions = [self._mention(n, first, number + 1)]
        self.counted = n if self._fold(number - 1) == "thu" else 0
        last = self._range_end(number + 1, n)
        if last:
            ns = tuple(range(n, last[0] + 1))
            return [Mention(ns, first, last[1], label=True, every=True)]
        return mentions + self._listed(number + 1)

    def _several(self, at: int) -> tuple[int, ...]:
        """The numbers of "KR1,2", where something is said of both."""
        parts = self._fold(at).split(",")
        plain = all(part.isascii() and part.isdigit() and len(part) == 1 for part in parts)
        if len(parts) < 2 or not plain or at + 1 not in self.group_at:
            return ()
        numbers = tuple(int(part) for part in parts)
        return numbers if all(1 <= n <= self.count for n in numbers) else ()

    def _range_end(self, at: int, first: int) -> tuple[int, int] | None:
        """The last number and the end of "KR1 to KR4", where something is said of all."""
        if self._fold(at) not in ("to", "den", "toi", "-", "–"):
            return None
        end = at + 1 + (self._fold(at + 1) in _NOUNS)
        last = self._whole(end)
        if last is None or not first < last <= self.count or end + 1 not in self.group_at:
            return None
        return last, end + 1

    def _listed(self, at: int) -> list[Mention]:
        """The "& 3" of "KR 1 & 3"; after a comma only if something is said of both."""
        found: list[Mention] = []
        while at + 1 < len(self.tokens):
            joint = self._fold(at)
            if joint == "," and self._fold(at + 1) in _JOINTS:
                at += 1
                joint = self._fold(at)
            n = self._whole(at + 1)
            if (
                n is None
                or not 1 <= n <= self.count
                or self._fold(at + 2) in _MEASURE_AFTER - {",", "/"}
            ):
                break
            if (joint in _JOINTS and not self._is_sign(at)) or (
                joint == "," and self._list_goes_on(at + 2)
            ):
                found.append(self._mention(n, at, at + 2))
            else:
                break
            at += 2
        return found

    def _is_sign(self, at: int) -> bool:
        """The plus of "KR5 +8"."""
        return self.tokens[at].gap and not self.tokens[at + 1].gap

    def _list_goes_on(self, at: int) -> bool:
        return at in self.group_at or (
            self._fold(at) in (",", *_JOINTS) and self._whole(at + 1) is not None
        )

    def _hash(self, at: int) -> list[Mention]:
        n = self._whole(at + 1)
        if n is None or self.tokens[at + 1].gap:
            return []
        return [self._mention(n, at, at + 2), *self._listed(at + 2)] if n <= 20 else []

    def _line_start(self, at: int) -> bool:
        before = self.tokens[at - 1] if at else None
        return (
            before is None
            or before.sort is Sort.LINE
            or (before.text in "-•*>|" and (at == 1 or self.tokens[at - 2].sort is Sort.LINE))
        )

    def _soft(self, at: int) -> list[Mention]:
        """Số 2: 38 %, mục 3 - …"""
        if self._fold(at) not in _SOFT_NOUNS:
            return []
        n = self._whole(at + 1)
        if n is None or not 1 <= n <= self.count:
            return []
        colon = self._fold(at + 2) in (":", "=", "-", ")") or at + 2 in self.group_at
        return [self._mention(n, at, at + 2)] if self._line_start(at) and colon else []

    def _ordinal(self, at: int) -> list[Mention]:
        """The first one, the second KR, the last one; cái đầu tiên, KR cuối."""
        word = self._fold(at)
        if word in _ORDINALS and self._fold(at + 1) in ("one", "kr", "kpi"):
            n = self.count if word == "last" else _WORD_NUMBERS[word]
            self.counted = n
            return [self._mention(n, at, at + 2)]
        ends = at + 1 + (word == "thu")
        if word == "thu" and self.tokens[at].key != _ORDER and self._fold(at - 1) not in ",;.":
            return []  # "doanh thu hai tỷ"
        if self.counted and _WORD_NUMBERS.get(self._fold(ends - 1)) == self.counted + 1:
            self.counted += 1  # "KR thứ nhất 124, thứ hai 75", "the first one 124, second 75"
            return [self._mention(self.counted, at, ends)]
        return []

    def _dash_label(self, at: int) -> bool:
        return (
            self._fold(at + 1) in ("-", "–", "/")
            and self._whole(at) is not None
            and self._line_start(at)
            and at + 2 < len(self.tokens)
            and self.tokens[at + 2].gap
        )

    def _list_label(self, at: int) -> list[Mention]:
        """ "1." "1)" "(1)" "1:" at the start of a line, or counting up inside one; "1-3"."""
        first = self._whole(at)
        if first and self._line_start(at) and (last := self._range_end(at + 1, first)):
            ns = tuple(range(first, last[0] + 1))
            return [Mention(ns, at, last[1], label=True, every=True)]
        opened = self.tokens[at].text == "("
        number = at + opened
        n = self._whole(number)
        if n is None or number + 2 >= len(self.tokens):
            return []
        sign, after = self.tokens[number + 1], self.tokens[number + 2]
        if sign.gap and sign.text not in "-–:=|":
            return []
        if not self._is_label(at, sign, after, opened=opened):
            return []
        inside = n == self.inline + 1 and (self.tokens[at].gap or opened)
        if not (self._line_start(at) or inside):
            return []
        self.inline = n
        if n > self.count:
            return []
        return [self._mention(n, at, number + 2, listed=True)]

    def _is_label(self, at: int, sign: Token, after: Token, *, opened: bool) -> bool:
        if after.sort is Sort.LINE:
            return sign.text in ".):"
        if opened or sign.text == ")":
            return sign.text == ")" and (not opened or self._line_start(at) or after.gap)
        if sign.text in ("-", "–", "/"):
            return self._dash_label(at) and self.dashes >= 2
        if sign.text == "|":
            return self._line_start(at) and self.rows >= 2
        if sign.text in ".:":
            start = self._line_start(at) or self.inline > 0
            return start and (after.gap or (sign.text == ":" and self._line_start(at)))
        return False
