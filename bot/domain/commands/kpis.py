"""What people ask for about KPIs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.domain.commands.model import Build, Command
from bot.domain.quantity_tail import split_after_name, split_name_and_value


@dataclass(frozen=True, slots=True)
class KpiList(Command):
    """/kpi: the KPIs that matter to me."""


@dataclass(frozen=True, slots=True)
class KpiShow(Command):
    """/kpi <name>."""

    name: str


@dataclass(frozen=True, slots=True)
class KpiSet(Command):
    """/kpi set <name> <value> [date] [note].

    The split is a proposal: the value is the last thing that looks like a quantity, and only
    the names of real KPIs can tell whether a number belongs to the name. `words` are all the
    words in order. `value` is "" when nothing looks like one.
    """

    name: str
    value: str
    rest: str
    words: tuple[str, ...]

    def with_name_of(self, count: int) -> "KpiSet":
        """The same where the first `count` words turned out to be the name of a KPI.

        The value is then the first quantity after them.
        """
        return KpiSet(*split_after_name(self.words, count), words=self.words)


@dataclass(frozen=True, slots=True)
class KpiDraft(Command):
    """/kpi draft <name>: write an objective for a KPI."""

    name: str


def _kpi_set(text: str) -> KpiSet:
    words = tuple(text.split())
    return KpiSet(*split_name_and_value(words), words=words)


#: Every way to write them, as help shows it.
PHRASES: Final[Mapping[str, Build]] = {
    "set": _kpi_set,
    "ghi": _kpi_set,
    "draft": KpiDraft,
    "soạn okr": KpiDraft,
}
