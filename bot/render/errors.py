"""Parameters of errors and notes as people read them."""

import re
from datetime import date, datetime
from decimal import Decimal

from bot.domain.errors import DomainError, NotAllowed
from bot.render.environment import Words
from bot.render.escaping import Mrkdwn, mention, user_text

LONGEST = 200
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}\S*")
_PEOPLE = frozenset({"who"})


def told(words: Words, error: DomainError) -> Mrkdwn:
    """What went wrong and the way out; an error without wording says at least its key."""
    key = f"errors.{error.key}"
    if key not in words.language.strings:
        return words.line("errors.unknown", key=error.key)
    params = {name: shown(words, name, value) for name, value in error.params.items()}
    said = words.line(key, **params)
    if not isinstance(error, NotAllowed):
        return said
    way_out = "errors.ask_who" if params.get("who") else "errors.ask_admin"
    ask = words.line(way_out, **params)
    return Mrkdwn(f"{said}\n{ask}")


def shown(words: Words, name: str, value: object) -> Mrkdwn:
    """One parameter: figures, dates and ISO texts in the reader's locale, people as mentions.

    A text for which there is a word (``words.<name>.<value>``) is put in the reader's language.
    """
    if isinstance(value, Mrkdwn):
        return value
    if isinstance(value, datetime):
        return words.language.dates.day_time(value, words.tz)
    if isinstance(value, date):
        return words.language.dates.day(value)
    if isinstance(value, Decimal):
        return words.numbers.number(value)
    if isinstance(value, (list, tuple, set, frozenset)):
        return Mrkdwn(", ".join(shown(words, name, each) for each in value))
    text = "" if value is None else str(value)
    if _MOMENT.fullmatch(text):
        return words.language.dates.day_time(text, words.tz)
    if _DAY.fullmatch(text):
        return words.language.dates.day(text)
    key = f"words.{name}.{text}"
    if key in words.language.strings:
        return words.line(key)
    if name in _PEOPLE:
        return mention(text)
    return user_text(text, LONGEST)
