"""Common metrics with what is usual for them, so that nobody begins with an empty form."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from bot.domain.folding import fold
from bot.domain.kpis.library_metrics import METRICS
from bot.domain.kpis.model import Aggregation, Dimension, Frequency, KpiSide, Timing

_SIDES: Final = {">": KpiSide.FLOOR, "<": KpiSide.CEILING, "=": KpiSide.RANGE}
_FREQUENCIES: Final = {
    "d": Frequency.DAY,
    "w": Frequency.WEEK,
    "m": Frequency.MONTH,
    "q": Frequency.QUARTER,
}


@dataclass(frozen=True, slots=True)
class Known:
    """One metric: its names by language, the one that is written first, and its defaults."""

    key: str
    names: Mapping[str, tuple[str, ...]]
    units: tuple[str, ...]
    side: KpiSide
    frequency: Frequency
    aggregation: Aggregation
    timing: Timing
    dimension: Dimension

    def name(self, locale: str) -> str:
        """What it is called in a language."""
        return self.names["vi" if locale.startswith("vi") else "en"][0]

    def unit(self, locale: str) -> str:
        """Its unit in a language."""
        return self.units[-1 if locale.startswith("vi") else 0]

    def others(self, locale: str) -> tuple[str, ...]:
        """What else it is called, in the language of the name first."""
        order = ("vi", "en") if locale.startswith("vi") else ("en", "vi")
        found = [name for language in order for name in self.names[language]]
        return tuple(dict.fromkeys(found))[1:]


def _read(line: str) -> Known:
    key, english, vietnamese, unit, side, usual = (part.strip() for part in line.split("|"))
    frequency, aggregation, timing, dimension = usual.split()
    return Known(
        key=key,
        names=MappingProxyType({"en": _split(english), "vi": _split(vietnamese)}),
        units=_split(unit),
        side=_SIDES[side],
        frequency=_FREQUENCIES[frequency],
        aggregation=Aggregation(aggregation),
        timing=Timing(timing),
        dimension=Dimension(dimension),
    )


def _split(names: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in names.split(";"))


LIBRARY: Final[Mapping[str, Known]] = MappingProxyType(
    {known.key: known for known in map(_read, METRICS.strip().splitlines())}
)
_BY_NAME: Final[Mapping[str, Known]] = MappingProxyType(
    {
        fold(name): known
        for known in LIBRARY.values()
        for names in known.names.values()
        for name in names
    }
)


def known_as(name: str) -> Known | None:
    """The metric that has this name in any language, whatever its case and accents."""
    return _BY_NAME.get(fold(" ".join(name.split())))
