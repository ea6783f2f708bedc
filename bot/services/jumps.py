"""A reading that is 1,000 times the last one, or a thousandth, is asked about before it counts."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from sqlmodel import Session

from bot.domain.kpis.alerts import suspicious_jump
from bot.domain.kpis.model import Aggregation
from bot.domain.replies.model import Candidate, Change, Question, Update
from bot.services import kpi_figures
from bot.services.agenda import Item
from bot.services.replying import Understood
from storage import ownership
from storage.tables import Kpi

#: What an update may say besides its figure.
_WORDS = ("confidence", "status", "note", "blocker")


def is_one(session: Session, item: Item, value: Decimal | None) -> bool:
    """Whether a figure of this item is a reading of a KPI that jumps."""
    if value is None:
        return False
    kpi = item.kpi or _followed(session, item)
    return kpi is not None and suspicious_jump(_last(session, kpi), value)


def asked(session: Session, items: Sequence[Item], understood: Understood) -> Understood:
    """The same with a question in place of each figure that jumps; the words beside it stay."""
    known = {item.n: item for item in items}
    updates: list[Update] = []
    questions = list(understood.questions)
    for update in understood.updates:
        same = update.change is Change.NO_CHANGE
        if same or not is_one(session, known[update.n], update.value):
            updates.append(update)
            continue
        questions.append(_question(update))
        if any(getattr(update, name) for name in _WORDS):
            updates.append(replace(update, change=Change.NONE, amount=None, value=None))
    return replace(understood, updates=updates, questions=questions)


def _followed(session: Session, item: Item) -> Kpi | None:
    kr = item.key_result
    if kr is None or kr.kpi_id is None:
        return None
    return ownership.kpis_by_id(session, kr.workspace_id, [kr.kpi_id]).get(kr.kpi_id)


def _last(session: Session, kpi: Kpi) -> Decimal | None:
    """What a person would enter: not the sum of the month where posts of a day are."""
    if kpi.aggregation == Aggregation.LAST:
        return kpi.value
    return next(reversed(kpi_figures.as_entered(session, kpi)), None)


def _question(update: Update) -> Question:
    assert update.value is not None
    offered = Candidate(update.n, update.value, update.said, sample=update.sample)
    return Question((update.n,), "out_of_band", update.said, (offered,))
