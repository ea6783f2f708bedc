""" "Both", "all three", "cả hai": as many subjects as were named just before."""

from collections.abc import Sequence

from bot.domain.replies.parts import Part
from bot.domain.replies.tokens import Token

_NUMBERS = {
    **{"both": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "hai": 2, "ba": 3},
    "bon": 4,
}
_LEADS = frozenset({"all", "ca"})


def narrow_to_named(parts: Sequence[Part], tokens: Sequence[Token], subjects: int) -> None:
    """What is said of "all three" is about the three names of its sentence, when there are more
    than three `subjects`; with other names, or none, it is about nobody."""
    for index, part in enumerate(parts):
        count = _count(tokens[part.start : part.end]) if part.everyone else None
        if count is None or count >= subjects:
            continue
        sentence = part.clause.sentence
        before = [p for p in parts[:index] if p.named and p.clause.sentence == sentence]
        named = tuple(dict.fromkeys(n for p in before for n in p.ns))
        part.everyone, part.some = False, True
        if not part.named:
            part.ns = named if len(named) == count else ()


def _count(tokens: Sequence[Token]) -> int | None:
    """The number of "all three", "cả 3", "both"."""
    for at, token in enumerate(tokens):
        led = at > 0 and tokens[at - 1].fold in _LEADS
        if token.fold == "both" or (led and token.fold in _NUMBERS):
            return _NUMBERS[token.fold]
        if led and token.fold.isascii() and token.fold.isdigit():
            return int(token.fold)
    return None
