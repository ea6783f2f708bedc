"""The same reader with the first half of the text: what linear growth is measured by."""

from collections.abc import Sequence
from datetime import date

from bot.domain.replies import Reading, Subject, read_reply


def read_half(text: str, subjects: Sequence[Subject], *, locale: str, today: date) -> Reading:
    return read_reply(text[: len(text) // 2], subjects, locale=locale, today=today)
