"""Figures that are no measurements: the rules for them in order."""

from collections.abc import Callable, Sequence, Set

from bot.domain.replies import calendar_masks as calendar
from bot.domain.replies import code_masks as codes
from bot.domain.replies.masked import Look, Masked
from bot.domain.replies.tokens import Sort, Token

Rule = Callable[[Look, int], Masked | None]

_AT_NUMERAL: tuple[Rule, ...] = (
    *(
        codes.phone,
        codes.version,
        codes.round_the_clock,
        calendar.time,
        calendar.date,
        codes.subject_count,
        codes.kind_of_review,
    ),
)
_AT_WORD: tuple[Rule, ...] = (
    *(calendar.weekday, calendar.month, calendar.year, codes.code, codes.hyphened),
    *(codes.numbered, calendar.the_day),
)


def mask(tokens: Sequence[Token], *, timed: bool, names: Set[str], nouns: Set[str]) -> list[Masked]:
    """Masked spans from left to right; see Look for `timed`, `names` and `nouns`."""
    look = Look(tokens, timed, names, nouns, any(token.accented for token in tokens))
    found = []
    at = 0
    while at < len(tokens):
        span = _span(look, at)
        if span is not None:
            found.append(span)
        at = span.end if span is not None else at + 1
    return found


def _span(look: Look, at: int) -> Masked | None:
    for rule in _rules(look, at):
        span = rule(look, at)
        if span is not None:
            return span
    return None


_HEADS = calendar.HEADS | codes.HEADS
_LEADS = calendar.LEADS | codes.LEADS
_FOLLOWERS = calendar.FOLLOWERS | codes.FOLLOWERS


def _is_told(look: Look, at: int) -> bool:
    """The numeral at `at` is long, or something beside it may say that it measures nothing."""
    fold = look.fold(at)
    long = len(fold) >= 6 or fold.count(".") > 1 or look.is_numeral(at + 1)
    return long or look.fold(at + 1) in _FOLLOWERS or look.fold(at - 1) in _LEADS


def _rules(look: Look, at: int) -> tuple[Rule, ...]:
    """Rules that may fit at `at`: but for weekdays, a word masks only the figure behind it."""
    token = look.tokens[at]
    if token.sort is Sort.NUMERAL:
        return _AT_NUMERAL if _is_told(look, at) else ()
    if token.sort is Sort.WORD:
        if token.fold in ("thu", "chu"):
            return _AT_WORD
        if token.fold in codes.COUNT_WORDS and look.fold(at - 1) in codes.LEADS:
            return (codes.subject_count,)
        if token.fold in codes.STAR_WORDS and look.fold(at + 1) == "-":
            return (codes.kind_of_review,)
        head = token.fold in _HEADS or token.key in _HEADS or look.fold(at + 1) == "-"
        head = head or look.glued(at + 2)
        followed = head and (look.is_numeral(at + 1) or look.is_numeral(at + 2))
        return _AT_WORD if followed else ()
    return (codes.phone,) if token.text == "+" else ()
