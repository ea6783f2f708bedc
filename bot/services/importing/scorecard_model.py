"""What an import file says of scorecards, checked."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # which has this file's entries as one of its own
    from bot.services.importing.model import GoalName


@dataclass(frozen=True, slots=True)
class TemplateEntry:
    """How the card of a role is put together: shares in percent, the cap in thousandths."""

    key: str
    name: str
    key_results: int
    kpis: int
    cap: int


@dataclass(frozen=True, slots=True)
class WeightEntry:
    """How much a key result or a KPI counts, in thousandths; one of the two is named."""

    weight: int
    key_result: "GoalName | None" = None
    kpi: str | None = None


@dataclass(frozen=True, slots=True)
class RoleEntry:
    """Who is measured by which template; weights None is what the file does not say."""

    person: str
    template: str
    weights: tuple[WeightEntry, ...] | None


@dataclass(frozen=True, slots=True)
class ScorecardsEntry:
    """The whole section; `is_on` None is what the file does not say."""

    is_on: bool | None
    templates: tuple[TemplateEntry, ...]
    people: tuple[RoleEntry, ...]
