"""A day by which a person expects to be done: "xong trước 28/11", "done by Friday"."""

from collections.abc import Sequence
from datetime import date

from bot.domain.replies.dates import date_at
from bot.domain.replies.tokens import Token, word_set

_BY = word_set("truoc by before hen due deadline han next")


def promised_on(tokens: Sequence[Token], today: date) -> date | None:
    """The last day that one clause promises, today or later; None when it promises none."""
    starts = [
        at if _is_coming(tokens, at) else at + 1
        for at, token in enumerate(tokens)
        if token.fold in _BY or _is_coming(tokens, at)
    ]
    days = [date_at(tokens, at, today) for at in starts]
    return max((day for day in days if day is not None and day >= today), default=None)


def _is_coming(tokens: Sequence[Token], at: int) -> bool:
    """ "thứ 6 tới"."""
    folds = [token.fold for token in tokens[at : at + 3]]
    return folds[:1] == ["thu"] and folds[2:] == ["toi"]
