"""A past day behind a name, as people type it: "marketing 15/10", "2026-09-30"."""

from datetime import date

from bot.domain.errors import Invalid
from bot.domain.kpis.typed_days import when_and_note

_MOST_WORDS = 5


def name_and_day(text: str | None, *, today: date) -> tuple[str | None, date | None]:
    """The words without the day at their end, and that day; each None where there is none.

    Only what has a figure in it is a day: "Friday" may be a team's name. Today is no past day.
    Raises Invalid "past.future" for a later one.
    """
    words = (text or "").split()
    for count in range(min(_MOST_WORDS, len(words)), 0, -1):
        typed = " ".join(words[-count:])
        if not any(sign.isdigit() for sign in typed):
            continue
        found, note = when_and_note(typed, today=today)
        if found is None or found.named is not None or note:
            continue
        if found.on > today:
            raise Invalid("past.future", on=found.on)
        name = " ".join(words[:-count]) or None
        return name, found.on if found.on < today else None
    return " ".join(words) or None, None
