"""What tells who somebody is, and how it is taken out of texts and facts."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

#: So many characters of a text are enough to know a copy of it by; shorter ones are only known
#: where they stand alone.
TELLING = 12
#: What is written without a space and is shorter may be a word of the program, such as a status.
LONG_FOR_ONE_WORD = 24
REMOVED = "…"
MOST_REMEMBERED = 50_000
#: Where words may begin: not in the middle of one.
START = re.compile(r"(?<!\w)\S")


@dataclass(frozen=True, slots=True)
class Traces:
    """Finds one person in what is stored.

    `accounts` (Slack id, e-mail address) are replaced wherever they stand; the `name` where it
    stands alone, and within texts if it has several words: one word such as An or Will is a word
    of the language, too. `words` are what they wrote; copies of that go, clipped ones as well.
    """

    accounts: Sequence[str]
    name: str
    pseudonym: str
    code: str
    words: Iterable[str] = ()
    _beginnings: dict[str, list[str]] = field(default_factory=dict, init=False)
    _alone: set[str] = field(default_factory=set, init=False)
    _unconcerned: tuple[set[str], set[str]] = field(
        default_factory=lambda: (set(), set()), init=False
    )
    _account: re.Pattern[str] | None = field(default=None, init=False)
    _named: re.Pattern[str] | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        for text in {word.strip() for word in self.words}:
            if _tells(text):
                self._alone.add(text)
                if len(text) >= TELLING:
                    self._beginnings.setdefault(text[:TELLING], []).append(text)
        for texts in self._beginnings.values():
            texts.sort(key=len, reverse=True)
        found = [re.escape(one) for one in self.accounts if one]
        if found:
            pattern = re.compile("|".join(found), re.IGNORECASE)
            object.__setattr__(self, "_account", pattern)
        if len(self.name.split()) > 1:
            pattern = re.compile(rf"(?<!\w){re.escape(self.name)}(?!\w)", re.IGNORECASE)
            object.__setattr__(self, "_named", pattern)

    def without(self, value: Any, *, quotes: bool) -> Any:
        """The same without the person; with `quotes` without their words, too."""
        if isinstance(value, str):
            return self._text(value, quotes=quotes)
        if isinstance(value, Mapping):
            return {
                self._text(str(key), quotes=False): self.without(one, quotes=quotes)
                for key, one in value.items()
            }
        if isinstance(value, list):
            return [self.without(one, quotes=quotes) for one in value]
        return value

    def _text(self, text: str, *, quotes: bool) -> str:
        """The same few titles, names and keys stand in most messages: those are looked at once."""
        seen = self._unconcerned[quotes]
        if text in seen:
            return text
        cleaned = self._cleaned(text, quotes=quotes)
        if cleaned == text:
            if len(seen) >= MOST_REMEMBERED:
                seen.clear()
            seen.add(text)
        return cleaned

    def _cleaned(self, text: str, *, quotes: bool) -> str:
        if text.strip() == self.name:
            return self.pseudonym
        if self._account is not None:
            text = self._account.sub(self.code, text)
        if quotes:
            text = self._unquoted(text)
        return self._named.sub(self.pseudonym, text) if self._named is not None else text

    def _unquoted(self, text: str) -> str:
        if text.strip() in self._alone:
            return REMOVED
        kept, done = "", 0
        for found in START.finditer(text, 0, max(len(text) - TELLING + 1, 0)):
            at = found.start()
            if at >= done and text[at : at + TELLING] in self._beginnings:
                length = self._copied(text, at)
                kept += (text[done:at] + REMOVED) if length else ""
                done = at + length if length else done
        return kept + text[done:] if done else text

    def _copied(self, text: str, at: int) -> int:
        """How many characters from there on repeat words of the person, clipped ones too."""
        for known in self._beginnings.get(text[at : at + TELLING], ()):
            if text.startswith(known, at):
                return len(known)
            rest = text[at:].rstrip(f" .{REMOVED}")
            if len(rest) >= TELLING and known.startswith(rest):
                return len(text) - at
        return 0


def _tells(text: str) -> bool:
    """Whether a text can be told from words that everybody uses, and the program itself."""
    return len(text) >= LONG_FOR_ONE_WORD or any(one.isspace() for one in text)
