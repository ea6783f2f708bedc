"""The day that words name: 28/11, "ngày 28 tháng 11", Aug 12, Friday, "thứ Sáu"."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, timedelta

from bot.domain.replies.tokens import Token, words_of

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_WEEKDAYS = {
    "monday": 0,
    "tuesday": 1,
    "wednesday": 2,
    "thursday": 3,
    "friday": 4,
    "saturday": 5,
    "sunday": 6,
}
_WEEKDAYS_VI = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5}
_LONGEST = 80
_FAR = timedelta(days=3_660)
_NOISE = ("ngay", "the", "on", "het", "thang", "/", "-", "of", "next", "this")
# A dash alone stands between days of the form 28/11 only: 2026-11-28 is one day.
_BETWEEN = re.compile(
    r"\s+(?:to|until|till|through|thru|tới|đến|toi|den)\s+"
    r"|\s+-+\s+|\s*[–—→]\s*|(?<=\d)-(?=\d{1,2}/|[a-z])",
    re.IGNORECASE,
)
_FROM = re.compile(r"^\s*(?:from|starting|từ|tu)\s+", re.IGNORECASE)


def days_named(text: str, today: date) -> tuple[date | None, date] | None:
    """First and last day of words such as "28/11 – 2/12", "28-30/11" or "từ thứ Hai đến thứ Tư".

    The first day is None where only the last is named ("28/11"). None when no last day is named,
    or what stands before it is no day.
    """
    text, begins = _FROM.subn("", unicodedata.normalize("NFC", text[:_LONGEST]), count=1)
    before, *after = _BETWEEN.split(text, maxsplit=1)
    if not after:
        last = None if begins else day_named(text, today)
        return None if last is None else (None, last)
    first = day_named(before, today) or _day_of_month_of(before, day_named(after[0], today))
    if first is None or first > today + _FAR:
        return None
    last = day_named(after[0], first)
    return None if last is None else (first, last)


def _day_of_month_of(text: str, last: date | None) -> date | None:
    """The 28 of "28–30/11"."""
    if last is None or not text.strip().isdecimal():
        return None
    try:
        return last.replace(day=int(text))
    except ValueError:
        return None


def day_named(text: str, today: date) -> date | None:
    """The day that a short text names, such as "28/11" or "Friday"; None when it names none."""
    return date_at(words_of(text[:_LONGEST]), 0, today)


def date_at(tokens: Sequence[Token], at: int, today: date) -> date | None:
    """The day that the tokens from `at` on name; a weekday is the next one after `today`."""
    words = [token.fold for token in tokens[at : at + 6]]
    words = [word for word in words if word not in _NOISE]
    numbers = [
        int(word) for word in words[:3] if word.isascii() and word.isdigit() and len(word) < 5
    ]
    month = next((_MONTHS.index(w[:3]) + 1 for w in words[:2] if w[:3] in _MONTHS), None)
    if month and numbers:
        return _nearest(numbers[0], month, None, today)
    if len(numbers) >= 3 and numbers[0] > 31:
        return _nearest(numbers[2], numbers[1], numbers[0], today)
    if len(numbers) >= 2 and words[0].isdigit():
        year = numbers[2] if len(numbers) > 2 and numbers[2] > 31 else None
        return _nearest(numbers[0], numbers[1], year, today)
    return _weekday(words, today)


def _weekday(words: Sequence[str], today: date) -> date | None:
    """ "Friday", "thứ Sáu", "thứ 6", "chủ nhật"."""
    day = _WEEKDAYS.get(words[0]) if words else None
    if len(words) > 1 and words[0] == "thu":
        named = words[1]
        day = int(named) - 2 if named in "234567" else _WEEKDAYS_VI.get(named)
    if words[:2] == ["chu", "nhat"]:
        day = 6
    if day is None:
        return None
    return today + timedelta(days=(day - today.weekday() - 1) % 7 + 1)


def _nearest(day: int, month: int, year: int | None, today: date) -> date | None:
    """That day in this year, or in the next when it has passed by months."""
    try:
        found = date(year or today.year, month, day)
        if year is None and found < today - timedelta(days=180):
            found = date(today.year + 1, month, day)
    except ValueError:
        return None
    return found
