"""Which goal or KPI a person means by a few words."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz

from bot.domain.folding import fold

_ID: Final = re.compile(r"#([0-9]{1,18})")
_NOT_A_WORD: Final = re.compile(r"[\W_]+")
#: Likeness (0..100) from which a title is meant, with its lead over the next; and from which it
#: is worth a question.
MEANT: Final = 85.0
LEAD: Final = 5.0
OFFERED: Final = 55.0
MOST_OFFERED: Final = 5
LONGEST_QUERY: Final = 200


@dataclass(frozen=True, slots=True)
class Match:
    """`one` is the id that was meant; else `several` to ask about, best first, or neither.

    A single id in `several` is a guess: "did you mean …?"
    """

    one: int | None
    several: tuple[int, ...]


def best_match(query: str, names: Mapping[int, Sequence[str]]) -> Match:
    """The id in `names` that `query` means: "#12", a name, its beginning or words like its own.

    Each thing has a title and, after it, any number of other names.

    The first of these that fits anything decides; case, accents, punctuation and quotes do not
    count. When two or more fit alike nobody is picked: at most five are offered.
    """
    numbered = _ID.fullmatch(query.strip())
    if numbered:
        wanted = int(numbered[1])
        return Match(wanted if wanted in names else None, ())
    words = spoken(query[:LONGEST_QUERY])
    if not words:
        return Match(None, ())
    folded = {key: [spoken(name) for name in known] for key, known in names.items()}
    equal = [key for key, known in folded.items() if words in known]
    starting = [
        key for key, known in folded.items() if any(name.startswith(words) for name in known)
    ]
    if equal or starting:
        return _match(equal or starting)
    return _alike(words, folded)


def _alike(words: str, folded: Mapping[int, Sequence[str]]) -> Match:
    scored = sorted(
        (-max((likeness(words, name) for name in known), default=0.0), key)
        for key, known in folded.items()
    )
    meant = [key for likeness, key in scored if -likeness >= MEANT]
    if meant:
        best = scored[0][0]
        return _match([key for likeness, key in scored if likeness < best + LEAD])
    return Match(
        None, tuple(key for likeness, key in scored if -likeness >= OFFERED)[:MOST_OFFERED]
    )


def likeness(words: str, title: str) -> float:
    """How well each word of the query finds its like in the title, longer words counting more."""
    title_words = title.split()
    if not title_words:
        return 0.0
    asked = words.split()
    likeness = sum(max(fuzz.ratio(w, t) for t in title_words) * len(w) for w in asked)
    return likeness / sum(len(word) for word in asked)


def says_all(query: str, names: Sequence[str]) -> bool:
    """Whether every word of the query is like one of a single name: nothing else is said."""
    asked = spoken(query).split()
    known = [spoken(name).split() for name in names]
    return bool(asked) and any(
        all(max((fuzz.ratio(w, t) for t in title), default=0.0) >= MEANT for w in asked)
        or " ".join(title).startswith(" ".join(asked))
        for title in known
    )


def _match(keys: list[int]) -> Match:
    if len(keys) == 1:
        return Match(keys[0], ())
    return Match(None, tuple(keys[:MOST_OFFERED]))


def spoken(text: str) -> str:
    """The words of a text as they are compared: folded, without punctuation."""
    return _NOT_A_WORD.sub(" ", fold(text)).strip()


def spoken_all(texts: Sequence[str]) -> list[str]:
    """The same of many texts, such as the titles of a whole company: they repeat their words."""
    known = {word: spoken(word) for word in {*" ".join(texts).split()}}
    spaced = {word: f"{found} " if found else "" for word, found in known.items()}
    return ["".join(map(spaced.__getitem__, text.split())).rstrip() for text in texts]
