"""Text in which stretches are replaced, and can be put back."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from bot.domain.replies.model import Reading, Subject

#: Reads a text of some subjects; the ways of reading are built around each other.
Reader = Callable[[str, Sequence[Subject]], Reading]


def composed(text: str) -> str:
    """The text with one sign per letter, so that `folded` keeps every place."""
    return unicodedata.normalize("NFC", text)


def folded(text: str) -> str:
    """Lower case without accents, as long as the text: places in one are places in the other."""
    return "".join(_folded(sign) for sign in text)


def _folded(sign: str) -> str:
    lowered = sign.lower()
    bare = unicodedata.normalize("NFKD", lowered if len(lowered) == 1 else sign)[:1]
    return {"đ": "d", "\xa0": " "}.get(bare, bare) or " "


def restored(reading: Reading, words: Mapping[str, str]) -> Reading:
    """A reading that says what the person wrote instead of `words`."""
    if not words:
        return reading
    any_of = re.compile("|".join(map(re.escape, words)))

    def back(text: str | None) -> str | None:
        return None if text is None else any_of.sub(lambda found: words[found[0]], text)

    return replace(
        reading,
        note=back(reading.note),
        updates=tuple(
            replace(one, note=back(one.note), blocker=back(one.blocker), said=back(one.said) or "")
            for one in reading.updates
        ),
        questions=tuple(
            replace(
                one,
                said=back(one.said) or "",
                candidates=tuple(replace(c, said=back(c.said) or "") for c in one.candidates),
            )
            for one in reading.questions
        ),
    )
