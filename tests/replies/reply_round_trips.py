"""Figures as the bot writes them: whoever copies one into a reply must be understood."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.domain.replies import Direction, Subject, read_reply
from bot.render.environment import LOCALES
from bot.render.numbers import Numbers

_TODAY = date(2026, 1, 5)
_TITLES = {"en": "Key result", "vi": "Kết quả then chốt"}
_UNITS = {
    "en": ("visits", "%", "USD", "million USD", "VND", "points", "orders/day", "hours", ""),
    "vi": ("đơn", "%", "VND", "tỷ VND", "triệu VND", "điểm", "khách hàng", "phút", ""),
}


@dataclass(frozen=True, slots=True)
class RoundTrip:
    """A value written as `text` for a reader of `locale`."""

    value: Decimal
    subject: Subject
    text: str
    locale: str

    def problem(self) -> str:
        """Empty when the value comes back exactly, else what came back."""
        subjects = (self.subject,)
        reading = read_reply(self.text, subjects, locale=self.locale, today=_TODAY)
        values = [update.value for update in reading.updates]
        return "" if values == [self.value] else f"came back otherwise: {self.value}: {reading}"


def round_trip(chance: random.Random, numbers: Mapping[str, Numbers]) -> RoundTrip:
    """A value of one to nine digits, up to two of them decimals, near what it was before."""
    locale = chance.choice(LOCALES)
    unit = chance.choice(_UNITS[locale])
    highest = 10 ** chance.randint(1, 4 if unit == "%" else 9)
    value = Decimal(chance.randrange(1, highest)).scaleb(-chance.choice((0, 1, 2)))
    if unit == "%":
        value = min(value, Decimal(100))
    start, current, target = (round(value * Decimal(part), 4) for part in ("0.8", "0.95", "1.2"))
    subject = Subject(1, "kr", _TITLES[locale], unit, Direction.UP, start, current, target)
    return RoundTrip(value, subject, f"KR1: {numbers[locale].amount(value, unit)}", locale)
