"""Values as an import file writes them."""

import unicodedata
from decimal import Decimal

from bot.domain.rhythm import CADENCE_DAYS


def words(text: str | None) -> str | None:
    """A text as the import reads it: on one line, in Unicode's composed form; None for none."""
    return " ".join(unicodedata.normalize("NFC", text or "").split()) or None


def thousandths(value: int) -> Decimal:
    """A weight or a score that is stored in thousandths."""
    return (Decimal(value) / 1000).normalize()


def cadence(days: int | None) -> str | None:
    """How often somebody is asked, by its name; None where nobody chose."""
    return next((name.value for name, known in CADENCE_DAYS.items() if known == days), None)


def given(**fields: object) -> dict[str, object]:
    """The fields that say something, in their order."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}
