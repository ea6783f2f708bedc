"""What is said of a KPI's figure besides its value."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from bot.domain.kpis.figures import ratio

PARTS = ("numerator", "denominator")


@dataclass(frozen=True, slots=True)
class Observed:
    """What was said of a KPI's figure besides its value: its day, a note, what it is a ratio of."""

    on: date | None = None
    note: str | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None

    def pointer(self) -> dict[str, str]:
        """What is kept of it while a question is open."""
        kept = {
            "on": self.on.isoformat() if self.on else None,
            "note": self.note,
            "numerator": None if self.numerator is None else format(self.numerator, "f"),
            "denominator": None if self.denominator is None else format(self.denominator, "f"),
        }
        return {name: text for name, text in kept.items() if text is not None}

    @classmethod
    def of_pointer(cls, kept: Mapping[str, str]) -> "Observed":
        """The same read back."""
        on, note = kept.get("on"), kept.get("note")
        parts = [Decimal(kept[name]) if name in kept else None for name in PARTS]
        return cls(date.fromisoformat(on) if on else None, note, *parts)

    def about(self, value: Decimal | None, *, unit: str) -> "Observed":
        """The same of a figure that may be another one than that of the share: without it, then."""
        if self.numerator is None or self.denominator is None:
            return self
        if ratio(self.numerator, self.denominator, unit=unit).value == value:
            return self
        return replace(self, numerator=None, denominator=None)


NOTHING_MORE = Observed()
