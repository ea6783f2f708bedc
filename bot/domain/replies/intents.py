"""What a reply without updates is about: leave, undo, help, a greeting, thanks."""

import re
from datetime import date, timedelta

from bot.domain.replies.dates import date_at, days_named
from bot.domain.replies.model import Intent
from bot.domain.replies.scene import Scene
from bot.domain.replies.tokens import Sort, word_set

_PHRASES: tuple[tuple[Intent, tuple[str, ...]], ...] = (
    (
        Intent.UNDO,
        ("hoan tac", "undo", "huy cap nhat", "revert", "take it back", "lui lai", "undo that"),
    ),
    (
        Intent.LEAVE,
        (
            *("nghi phep", "nghi om", "nghi le", "on leave", "on vacation", "on holiday", "pto"),
            *("out of office", "ooo", "annual leave", "sick leave", "maternity leave", "day off"),
            *(
                "dang nghi",
                "xin nghi",
                "em nghi",
                "nghi thai san",
                "nghi den",
                "nghi toi",
                "away until",
            ),
        ),
    ),
    (Intent.HELP, ("help", "tro giup", "huong dan", "giup", "how do i", "lam sao", "cach dung")),
    (Intent.THANKS, ("thanks", "thank you", "cam on", "thx", "tks", "cam on em", "ty nhe")),
    (
        Intent.GREETING,
        ("hello", "hi", "hey", "xin chao", "chao", "good morning", "chao buoi sang", "alo"),
    ),
)
_UNTIL = word_set("toi den until till het to through back")
_FROM = word_set("tu from starting")
_DAYS = re.compile(r"[0-9]{1,2} / [0-9]{1,2} [-–—] [0-9]{1,2} / [0-9]{1,2}")


def intent_of(scene: Scene) -> Intent:
    """The first intent that the words show; EMPTY when there are none."""
    folds = [token.fold for token in scene.tokens if token.sort is Sort.WORD]
    if not any(token.sort in (Sort.WORD, Sort.NUMERAL) for token in scene.tokens):
        return Intent.EMPTY
    text = f" {' '.join(folds)} "
    for intent, phrases in _PHRASES:
        if any(f" {phrase} " in text for phrase in phrases):
            return intent
    return Intent.NONE


def leave_days(scene: Scene, today: date) -> tuple[date | None, date | None]:
    """First and last day of the leave, each None where it is not named.

    The first is the date behind "từ", "from", the last that behind "tới", "until"; or both stand
    about a dash: "28/11 – 2/12".
    """
    dashed = _DAYS.search(" ".join(token.text for token in scene.tokens))
    named = days_named(dashed[0], today) if dashed else None
    if named is not None:
        return named
    begins = [at for at, token in enumerate(scene.tokens) if token.fold in _FROM]
    first = next(filter(None, (date_at(scene.tokens, at + 1, today) for at in begins)), None)
    return first, _last_day(scene, first or today)


def _last_day(scene: Scene, today: date) -> date | None:
    tokens = scene.tokens
    for at, token in enumerate(tokens):
        if token.fold in _UNTIL:
            found = date_at(tokens, at + 1, today)
            if found is not None:
                return found - timedelta(days=1) if token.fold == "back" else found
    return None
