"""Where the name ends and the value begins in "tỷ lệ rời bỏ 7 % 21/11 sau khi đổi giá"."""

import re
from collections.abc import Sequence
from typing import Final

from bot.domain.folding import fold

#: A number with what is glued to it: "118k", "7%", "22,3tỷ", "-0.5", "$1,200".
_NUMBER: Final = re.compile(r"[-+−]?[$€£₫]?[0-9][0-9.,]*[^\W0-9_]{0,12}[%$€£₫]?[.,;]?")
#: "8/10" is a score, "140/2.000" a share, where nothing else can be the value; after one it is a
#: date.
_SCORE: Final = re.compile(r"[0-9][0-9.,]{0,14}/[0-9][0-9.,]{0,14}")
#: Dates as they are typed: 21/11, 21/11/2026, 21-11-2026, 2026-11-21.
_DATE: Final = re.compile(
    r"[0-9]{1,2}/[0-9]{1,2}(?:/[0-9]{2,4})?|[0-9]{1,2}-[0-9]{1,2}-[0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2}"
)
#: Scales and units that may stand apart from their number, folded.
# fmt: off
_UNIT_WORDS: Final = frozenset([
    "%", "percent", "pct", "phan", "tram", "point", "points", "pt", "pts", "diem",
    "k", "nghin", "ngan", "thousand", "m", "tr", "trieu", "million", "millions",
    "b", "bn", "ty", "ti", "billion", "billions", "$", "€", "£", "₫", "d", "dong", "usd", "vnd",
    "second", "seconds", "giay", "minute", "minutes", "min", "phut",
    "hour", "hours", "gio", "day", "days", "ngay",
])
# fmt: on
#: A number behind one of these is part of a date, folded: "tháng 10", "ngày 3", "Nov 5".
_DATE_WORDS: Final = frozenset(
    {
        "thang",
        "ngay",
        "quy",
        "thu",
        "tuan",
        "quarter",
        "week",
        "jan",
        "january",
        "feb",
        "february",
        "mar",
        "march",
        "apr",
        "april",
        "may",
        "jun",
        "june",
        "jul",
        "july",
        "aug",
        "august",
        "sep",
        "september",
        "oct",
        "october",
        "nov",
        "november",
        "dec",
        "december",
    }
)
_QUOTES: Final = {'"': '"', "'": "'", "“": "”", "‘": "’", "«": "»"}


def split_name_and_value(words: Sequence[str]) -> tuple[str, str, str]:
    """(name, value, rest). The value is the last quantity with its unit words, "" for none.

    Only quantities before a date count: the date and the note follow the value. "8/10" is one
    where there is no other. A quoted name ends at its closing quote and keeps its quotes; the
    value is then the first quantity after it.
    """
    quoted = _quoted_words(words)
    if quoted:
        return split_after_name(words, quoted)
    numbers = _figures(words)
    if numbers:
        dates = (place for place in _places(_DATE, words) if place > numbers[0])
        end = next(dates, len(words))
        return _split(words, max(place for place in numbers if place < end))
    scores = _places(_SCORE, words)
    return _split(words, scores[0]) if scores else (" ".join(words), "", "")


def split_after_name(words: Sequence[str], name_words: int) -> tuple[str, str, str]:
    """The same where the first `name_words` words are known to be the name."""
    tail = words[name_words:]
    places = _figures(tail) or _places(_SCORE, tail)
    name = " ".join(words[:name_words])
    if not places:
        return name, "", " ".join(tail)
    between, value, rest = _split(tail, places[0])
    return name, value, " ".join(part for part in (between, rest) if part)


def _split(words: Sequence[str], place: int) -> tuple[str, str, str]:
    end = place + 1
    while end < len(words) and fold(words[end]) in _UNIT_WORDS:
        end += 1
    return " ".join(words[:place]), " ".join(words[place:end]), " ".join(words[end:])


def _places(shape: re.Pattern[str], words: Sequence[str]) -> list[int]:
    return [place for place, word in enumerate(words) if shape.fullmatch(word)]


def _figures(words: Sequence[str]) -> list[int]:
    """The places of numbers, without those of a date behind another one."""
    places = _places(_NUMBER, words)
    free = [place for place in places if not place or fold(words[place - 1]) not in _DATE_WORDS]
    return free or places[:1]


def _quoted_words(words: Sequence[str]) -> int:
    """How many words the quoted name at the head takes; 0 without a closed one."""
    closing = _QUOTES.get(words[0][0]) if words else None
    if closing is None:
        return 0
    for place, word in enumerate(words):
        if word.endswith(closing) and (place > 0 or len(word) > 1):
            return place + 1
    return 0
