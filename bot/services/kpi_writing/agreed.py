"""What was agreed on about a KPI: its owner asks before it is changed."""

from collections.abc import Mapping
from typing import Any, Final

from sqlmodel import Session

from bot.domain.errors import DomainError
from bot.domain.people import Actor
from bot.domain.policy import Action, authorize
from bot.services import relations
from bot.services.writing.model import FieldErrors
from storage.tables import Kpi

#: The limits by column, with the field on which it is said.
_LIMITS: Final = {
    "low": "at_least",
    "high": "at_most",
    "critical": "critical",
    "critical_high": "critical_high",
}
_FIELDS: Final = {**_LIMITS, "unit": "unit", "basis": "basis", "weight": "weight"}


def check(session: Session, by: Actor, row: Kpi, values: Mapping[str, Any]) -> None:
    """Raise FieldErrors when somebody changes limits that only those who lead may change.

    The first limits of a KPI that has none are its owner's to say.
    """
    limits = ("target", *_LIMITS)
    if row.state != "active" or all(getattr(row, name) is None for name in limits):
        return
    names = ("target", "side", *_FIELDS)
    changed = {name for name in names if name in values and values[name] != getattr(row, name)}
    if not changed:
        return
    private = row.visibility == "private"
    relation, who = relations.deciding(session, by, row.owner_id, row.team_id, private=private)
    try:
        authorize(by, Action.CHANGE_TARGET, relation, who_can=who)
    except DomainError as error:
        target = "at_most" if values.get("side", row.side) == "ceiling" else "at_least"
        raise FieldErrors({_FIELDS.get(name, target): error for name in changed}) from None
