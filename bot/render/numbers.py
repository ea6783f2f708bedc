"""Figures in the reader's language. Every input is a decimal text or a Decimal; no float."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from babel import Locale
from babel.numbers import format_decimal

from bot.domain.folding import fold
from bot.domain.goals.growth import is_growth, is_on_last_year, is_on_period_before
from bot.domain.replies.numerals import SCALES, read_figure
from bot.render.escaping import Mrkdwn, user_text
from bot.render.strings import Strings

Figure = str | int | Decimal

FILLED, EMPTY, CELLS = "▰", "▱", 10
UNIT_LENGTH = 24
_CURRENCIES = {
    "₫": {"₫", "đ", "vnd", "vnđ", "đồng", "dong"},
    "USD": {"$", "usd", "us$"},
    "EUR": {"€", "eur"},
}
_SCALES = {
    "billion": (Decimal(10**9), {"tỷ", "tỉ", "billion", "bn"}),
    "million": (Decimal(10**6), {"triệu", "tr", "million", "mio"}),
}
_NUMBER_IN_TITLE = re.compile(r"(\d[\d.,]*)\s*([^\W\d_]*)")


@dataclass(frozen=True, slots=True)
class Numbers:
    """Formats for one language; `strings` has the words for million and billion."""

    locale: Locale
    strings: Strings

    def number(self, value: Figure) -> Mrkdwn:
        """All digits that the value has, grouped: ``1,234.5``, ``1.234,5``."""
        return Mrkdwn(
            format_decimal(Decimal(value), locale=self.locale, decimal_quantization=False)
        )

    def pace(self, value: Figure) -> Mrkdwn:
        """Two decimals, whatever they are: ``0.90``, ``0,79``."""
        return Mrkdwn(format_decimal(Decimal(value), "0.00", locale=self.locale))

    def percent(self, share: Figure) -> Mrkdwn:
        """Whole percent of a share: 0.41 is ``41 %``. Never 100 % for what falls short of it."""
        exact = Decimal(share) * 100
        whole = exact.quantize(Decimal(1), ROUND_HALF_UP) if abs(exact) < 10**20 else exact
        if whole == 100 and exact < 100:
            whole = Decimal(99)
        return Mrkdwn(f"{self.number(whole + 0)} %")

    def points(self, share: Figure) -> Mrkdwn:
        """A difference of shares in whole points, ``+4``; nothing where that is 0."""
        whole = (Decimal(share) * 100).quantize(Decimal(1), ROUND_HALF_UP)
        sign = "+" if whole > 0 else "−"
        return Mrkdwn(f"{sign}{self.number(abs(whole))}" if whole else "")

    def moved(self, before: Figure | None, now: Figure) -> Mrkdwn:
        """``41 % → 59 %``; one figure where nothing is seen to move."""
        after = self.percent(now)
        if before is None or self.percent(before) == after:
            return after
        return Mrkdwn(f"{self.percent(before)} → {after}")

    def amount(self, value: Figure, unit: str = "") -> Mrkdwn:
        """A figure with its unit; money as people say it, without losing a digit.

        ``36.5 %``, ``7.5/10``, ``256,400 visits``, ``1.33 million ₫``, ``271,537 ₫``.
        """
        figure, tail = self._figure_and_tail(Decimal(value), unit)
        return Mrkdwn(f"{figure}{tail}")

    def measured(self, value: Figure, row: Mapping[str, Any]) -> Mrkdwn:
        """`value` as the measure of `row` has it: an amount, or words for what is yes or no.

        What moves by steps says how many are done.
        """
        steps = row.get("steps")
        if steps is not None:
            counts = {name: str(steps[name]) for name in ("done", "count")}
            return self.strings.format("steps.done", counts)
        if row["shape"] == "yes_no":
            return Mrkdwn(self.strings.text("yes_no.yes" if Decimal(value) >= 1 else "yes_no.no"))
        if row["shape"] == "milestones" and row.get("progress") is not None:
            return self.percent(row["progress"])
        return self.amount(value, row["unit"])

    def since(self, unit: str) -> Mrkdwn:
        """What growth is measured against: `` on last year``; empty for other units."""
        if is_on_last_year(unit):
            return Mrkdwn(f" {self.strings.text('growth.on_last_year')}")
        if is_on_period_before(unit):
            return Mrkdwn(f" {self.strings.text('growth.on_period_before')}")
        against = unit.replace("%", "", 1).strip() if is_growth(unit) else ""
        return Mrkdwn(f" {user_text(against, UNIT_LENGTH)}" if against else "")

    def change(self, before: Figure, after: Figure, unit: str = "") -> Mrkdwn:
        """``256,400 → 271,500 visits``: the unit once where both share it, except ``%``."""
        if Decimal(before) == Decimal(after):
            return self.amount(after, unit)
        old, old_tail = self._figure_and_tail(Decimal(before), unit)
        new, new_tail = self._figure_and_tail(Decimal(after), unit)
        shared = old_tail == new_tail and old_tail.strip() != "%"
        return Mrkdwn(f"{old}{'' if shared else old_tail} → {new}{new_tail}")

    def series(self, values: Iterable[Figure], unit: str = "") -> Mrkdwn:
        """``2.1 · 2 · 2.4 · 7 %``: oldest first, the unit once where all share it."""
        parts = [self._figure_and_tail(Decimal(value), unit) for value in values]
        shared = len({tail for _, tail in parts}) == 1
        texts = [figure if shared else f"{figure}{tail}" for figure, tail in parts]
        return Mrkdwn(" · ".join(texts) + (parts[-1][1] if parts and shared else ""))

    def choices(self, values: Iterable[Figure], unit: str = "") -> list[Mrkdwn]:
        """Figures to read one after the other; the unit comes last where all share it."""
        parts = [self._figure_and_tail(Decimal(value), unit) for value in values]
        shared = len({tail for _, tail in parts}) == 1 and parts[0][1].strip() != "%"
        last = len(parts) - 1
        return [
            Mrkdwn(f"{figure}{'' if shared and at < last else tail}")
            for at, (figure, tail) in enumerate(parts)
        ]

    def _figure_and_tail(self, value: Decimal, unit: str) -> tuple[Mrkdwn, Mrkdwn]:
        if is_growth(unit):
            return Mrkdwn(f"{'+' if value > 0 else ''}{self.number(value)}"), Mrkdwn(" %")
        scale, currency = _parsed_unit(unit)
        if currency and not scale:
            scale = _spoken_scale(value)
            if scale:
                value = value / _SCALES[scale][0]
        if not scale and not currency:
            known = user_text(unit, UNIT_LENGTH)
            gap = " " if known and not known.startswith("/") else ""
            return self.number(value), Mrkdwn(f"{gap}{known}")
        words = [self.strings.text(f"scales.{scale}")] if scale else []
        return self.number(value), Mrkdwn(
            "".join(f" {word}" for word in [*words, currency] if word)
        )


def bar(share: Figure) -> Mrkdwn:
    """Ten cells; full only when nothing is missing, at least one as soon as there is progress."""
    exact = Decimal(share)
    filled = int((min(max(exact, Decimal(0)), Decimal(1)) * CELLS).quantize(1, ROUND_HALF_UP))
    if 0 < exact < 1:
        filled = min(max(filled, 1), CELLS - 1)
    return Mrkdwn(FILLED * filled + EMPTY * (CELLS - filled))


def mentions(title: str, value: Figure) -> bool:
    """Whether `title` names `value`, in whatever notation: 1330000 in "AOV ≥ 1,33 triệu"."""
    wanted = Decimal(value)
    for token, word in _NUMBER_IN_TITLE.findall(title):
        scale = SCALES.get(fold(word), Decimal(1))
        readings = [one.value for one in read_figure(token.rstrip(".,"))]
        if any(wanted in (one, one * scale) for one in readings):
            return True
    return False


def _spoken_scale(value: Decimal) -> str:
    """Largest of million and billion that leaves at most three decimals; empty for none."""
    for name, (size, _) in _SCALES.items():
        if abs(value) >= size:
            exponent = (value / size).normalize().as_tuple().exponent
            return name if isinstance(exponent, int) and exponent >= -3 else ""
    return ""


def _parsed_unit(unit: str) -> tuple[str, str]:
    """Scale and currency of a unit of money ("tỷ VND" is billion, ₫); empty texts otherwise."""
    words = unit.casefold().split()
    scale = _named(words[:1], {name: known for name, (_, known) in _SCALES.items()})
    rest = words[1:] if scale else words
    currency = _named(rest[:1], _CURRENCIES)
    return (scale, currency) if len(rest) == bool(currency) else ("", "")


def _named(word: Sequence[str], names: Mapping[str, set[str]]) -> str:
    return next((name for name, known in names.items() if known.intersection(word)), "")
