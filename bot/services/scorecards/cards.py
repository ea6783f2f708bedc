"""The cards of people, as rows that can be shown and frozen.

Numbers in them are decimal texts of at most 28 digits, each of which is right.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from sqlmodel import Session

from bot.domain.goals.progress import PERCENT
from bot.domain.kpis.model import Basis
from bot.domain.scorecards import attainment, card
from bot.domain.scorecards.card import Item, Part
from bot.services import facts
from bot.services.cycles import scored
from bot.services.rows import Row, number
from bot.services.scorecards import kpi_figures
from storage import scorecards
from storage.scorecards import Ref
from storage.tables import Cycle, KeyResult, Kpi, Person, ScorecardTemplate

KEY_RESULTS, KPIS = "key_results", "kpis"
_THOUSAND: Final = Decimal(1000)


@dataclass(frozen=True, slots=True)
class _Counted:
    """One line of a card: what is computed with, and what is shown beside it."""

    item: Item
    row: Row


@dataclass(frozen=True, slots=True)
class Cards:
    """Makes cards of one cycle as they stand on a day; read once for many people."""

    cycle: Cycle
    on: date
    roles: Mapping[int, ScorecardTemplate]
    key_results: Mapping[int, Sequence[KeyResult]]
    kpis: Mapping[int, Sequence[Kpi]]
    figures: Mapping[int, Sequence[Decimal]]
    weights: Mapping[int, Mapping[Ref, int]]

    @classmethod
    def read(
        cls, session: Session, cycle: Cycle, person_ids: Sequence[int], *, on: date
    ) -> "Cards":
        """All that the cards of these people need."""
        workspace_id = cycle.workspace_id
        kpis = scorecards.kpis(session, workspace_id, person_ids)
        weights: dict[int, dict[Ref, int]] = {}
        for row in scorecards.weight_rows(session, workspace_id, person_ids):
            weights.setdefault(row.person_id, {})[scorecards.ref(row)] = row.weight
        return cls(
            cycle=cycle,
            on=on,
            roles=scorecards.roles(session, workspace_id),
            key_results=scorecards.key_results(session, workspace_id, cycle.id or 0, person_ids),
            kpis=kpis,
            figures=kpi_figures.in_cycle(
                session, cycle, [kpi for owned in kpis.values() for kpi in owned], on=on
            ),
            weights=weights,
        )

    def of(self, person: Person) -> Row | None:
        """The card of a person; None for somebody without a template."""
        template = self.roles.get(person.id or 0)
        if template is None:
            return None
        return self._card(person.id or 0, template)

    def _card(self, person_id: int, template: ScorecardTemplate) -> Row:
        weights = self.weights.get(person_id, {})
        cap = Decimal(template.kpi_cap) / _THOUSAND
        lines = {
            KEY_RESULTS: [_key_result(kr, weights) for kr in self.key_results.get(person_id, ())],
            KPIS: [
                _kpi(kpi, self.figures.get(kpi.id or 0, ()), cap, weights)
                for kpi in self.kpis.get(person_id, ())
            ],
        }
        shares = {KEY_RESULTS: template.kr_share, KPIS: template.kpi_share}
        parts = {name: Part(shares[name], [line.item for line in lines[name]]) for name in lines}
        return {
            "template": template.name,
            "cap": number(cap),
            "parts": [
                {
                    "part": name,
                    "share": shares[name],
                    "attainment": _text(part.attainment),
                    "points": _text(part.points),
                    "items": [
                        line.row | {"share": _text(part.share_of(line.item))}
                        for line in lines[name]
                    ],
                }
                for name, part in parts.items()
            ],
            "total": _text(card.total(list(parts.values()))),
        }


def _key_result(kr: KeyResult, weights: Mapping[Ref, int]) -> _Counted:
    reached = attainment.of_key_result(
        scored.standing(kr), scored.proposed(kr), has_figure=kr.progress is not None
    )
    item = Item(_weight(weights, ("kr", kr.id or 0)), reached)
    return _Counted(
        item, _row(f"kr:{kr.id}", kr.title, item) | {"scored": scored.standing(kr) is not None}
    )


def _kpi(
    kpi: Kpi, figures: Sequence[Decimal], cap: Decimal, weights: Mapping[Ref, int]
) -> _Counted:
    measure = facts.kpi_measure(kpi)
    item = Item(
        _weight(weights, ("kpi", kpi.id or 0)), attainment.of_kpi(measure, figures, cap=cap)
    )
    known: dict[str, Any] = {
        "watched": measure.floor is None and measure.ceiling is None,
        "figures": len(figures),
        "frequency": kpi.frequency,
        "unit": kpi.unit if kpi.basis == Basis.VALUE else PERCENT,
        "low": number(measure.floor),
        "high": number(measure.ceiling),
    }
    return _Counted(item, _row(f"kpi:{kpi.id}", kpi.title, item) | known)


def _row(ref: str, title: str, item: Item) -> Row:
    return {
        "ref": ref,
        "title": title,
        "weight": _text(item.weight),
        "attainment": _text(item.attainment),
    }


def _weight(weights: Mapping[Ref, int], ref: Ref) -> Fraction:
    return Fraction(weights.get(ref, 1000), 1000)


def _text(value: Fraction | None) -> str | None:
    return None if value is None else number(Decimal(value.numerator) / Decimal(value.denominator))
