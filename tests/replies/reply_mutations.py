"""Replies as nobody should write them: real ones spliced, cut, repeated and poisoned."""

import random
import unicodedata
from collections.abc import Callable, Sequence

LONGEST = 40_000
"""Characters of the longest message that Slack delivers."""

HOSTILE = (
    *("NaN", "-nan", "Infinity", "-inf", "1e999", "1E-400", "0x1F", "1_000", "1/0", "00012", "--5"),
    *("9" * 40, "0." + "0" * 30 + "1", "1.2.3.4"),
    *("1,2,3,4", "1.000.000.000.000.000.000", "5 ngàn tỷ"),
    *("²", "x²", "١٢", "१२३", "１２", "Ⅻ", "½", "⑦", "一百"),
    *("3️⃣", "٪", "％", "−7", "1\u00a0000", "7\u0338"),
    *("\u202e12 KR", "\u2066 41 \u2069", "\u200b"),
    *("4\u200b2", "\u200f", "\ufeff", "e\u0301\u0327" * 9),
    *("🔥" * 60, "👨‍👩‍👧‍👦", "🇻🇳", ":fire:" * 20, ":+1::100:"),
    *("\x00", "\x07", "\ud800", "\udfff 5", "\U0010ffff"),
    *("<b>12</b>", "<script>alert(1)</script>", "&lt;5&gt;"),
    *("&#49;", "<@U123>", "<!channel>", "<https://x.y|7>"),
    *('{"kr": 1, "value": 5}', "[1, 2, 3]", "```\nx = 12\n```"),
    *("`rm -rf /`", "'; DROP TABLE kr; --", "{{7*7}}"),
    *("%s%n%d", "\\u0031", "a" * 200, "(" * 80, "%" * 80),
    *("-" * 80, "." * 80, "1," * 60, " " * 200, "\n" * 60),
    *("> KR1 9\n", "~~3~~", "~4~", "*5*", "_6_", "\r\n"),
    *("\u2028", "\t", "KR99 5", "KR0: 1", "KR-1 2", "#١ 5"),
    *("-", "–", "→ ", "từ", "lên", "from", "to", "of", "x"),
    *("k", "tr", "tỷ", "rưỡi", "half", "%/", "/10", "±"),
)  # fmt: skip
#: Each is repeated up to LONGEST to look for reading that is slow.
ENDLESS = (
    *("a", "1", "1 ", "1,", "1.", "1.2 ", "%", "1%", "-"),
    *("1-", "(", "~1", "*", "`", "<", "<@U1>", "&lt;", ":a:"),
    *("\n", "\nok", " ", " \n", "\t", "KR1 ", "KR1 5\n"),
    *("KR1 to KR2 ", "1/", "/10", "1 k ", "từ 1 lên 2 "),
    *("no ", "not 5 ", "không ", "e\u0301", "\u0301", "\u200b"),
    *("🔥", "🟢", "１", "²", "x" * 99 + " ", "1\u00a0000 "),
    *("one hundred ", "một trăm ", "about 5 or 6, ", "> 1\n"),
    *("a@b.", "https://", "www.", "- 1\n", "1:00 ", "1-2-3 "),
)  # fmt: skip

Mutation = Callable[[random.Random, str, Sequence[str]], str]


def mutated(chance: random.Random, replies: Sequence[str]) -> str:
    """One of `replies` after one to four mutations, at most LONGEST characters."""
    text = chance.choice(replies)
    for _ in range(chance.randint(1, 4)):
        text = chance.choice(_MUTATIONS)(chance, text, replies)
    return text[:LONGEST]


def endless(chance: random.Random, replies: Sequence[str]) -> str:
    """LONGEST characters: one thing over and over, in half of the cases after a reply."""
    lead = chance.choice(replies) if chance.random() < 0.5 else ""
    thing = chance.choice((*ENDLESS, *HOSTILE, mutated(chance, replies) or " "))
    return (lead + thing * (LONGEST // len(thing) + 1))[:LONGEST]


def _splice(chance: random.Random, text: str, replies: Sequence[str]) -> str:
    other = chance.choice(replies)
    return text[: _place(chance, text)] + other[_place(chance, other) :]


def _poison(chance: random.Random, text: str, _replies: Sequence[str]) -> str:
    at = _place(chance, text)
    around = chance.choice(("", " "))
    return text[:at] + around + chance.choice(HOSTILE) + around + text[at:]


def _shuffle(chance: random.Random, text: str, _replies: Sequence[str]) -> str:
    sign = chance.choice((" ", "\n", ","))
    parts = text.split(sign)
    chance.shuffle(parts)
    return sign.join(parts)


def _cut(chance: random.Random, text: str, _replies: Sequence[str]) -> str:
    start, end = sorted((_place(chance, text), _place(chance, text)))
    return text[start:end] if chance.random() < 0.5 else text[:start] + text[end:]


def _repeat(chance: random.Random, text: str, _replies: Sequence[str]) -> str:
    start, end = sorted((_place(chance, text), _place(chance, text)))
    return text[:end] + text[start:end] * chance.randint(1, 6) + text[end:]


def _change_case(chance: random.Random, text: str, _replies: Sequence[str]) -> str:
    return chance.choice((str.upper, str.lower, str.swapcase, str.title))(text)


def _decompose(chance: random.Random, text: str, _replies: Sequence[str]) -> str:
    form = chance.choice(("NFD", "NFKD", "NFKC"))
    return unicodedata.normalize(form, text)  # type: ignore[arg-type]


def _mistype(chance: random.Random, text: str, _replies: Sequence[str]) -> str:
    at = _place(chance, text)
    return text[:at] + chance.choice("0123456789.,%-–/:;()~><&*_`'\"|+#@ \n") + text[at + 1 :]


_MUTATIONS: tuple[Mutation, ...] = (
    *(_splice, _poison, _shuffle, _cut),
    *(_repeat, _change_case, _decompose, _mistype),
)


def _place(chance: random.Random, text: str) -> int:
    return chance.randint(0, len(text))
