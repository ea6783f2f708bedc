"""Titles and keys of goals."""

import re
from collections.abc import Set
from typing import Final

from bot.domain.errors import Invalid
from bot.domain.folding import fold

LONGEST_TITLE: Final = 150
LONGEST_TEXT: Final = 300
LONGEST_ALIAS: Final = 60
MOST_ALIASES: Final = 10
LONGEST_KEY: Final = 34
_SEPARATOR: Final = re.compile(r"[^a-z0-9]+")


def title(text: str) -> str:
    """A title on one line.

    Raises Invalid "title.empty", "title.no_words" for emoji alone, "title.too_long".
    """
    plain = " ".join(text.split())
    if not plain:
        raise Invalid("title.empty")
    without_codes = re.sub(r":[a-z0-9_+\-']+:", "", plain)
    if not any(sign.isalnum() for sign in without_codes):
        raise Invalid("title.no_words")
    if len(plain) > LONGEST_TITLE:
        raise Invalid("title.too_long", length=len(plain), most=LONGEST_TITLE)
    return plain


def sentence(text: str) -> str | None:
    """A longer text, None when it is empty; raises Invalid "title.too_long"."""
    plain = " ".join(text.split())
    if len(plain) > LONGEST_TEXT:
        raise Invalid("title.too_long", length=len(plain), most=LONGEST_TEXT)
    return plain or None


def aliases(text: str) -> str:
    """Other names as they are stored, one a line, from commas or lines.

    Raises Invalid "alias.too_long", "alias.too_many".
    """
    found = list(dict.fromkeys(" ".join(one.split()) for one in re.split(r"[,;\n]", text)))
    found = [one for one in found if one]
    if any(len(one) > LONGEST_ALIAS for one in found):
        raise Invalid("alias.too_long", most=LONGEST_ALIAS)
    if len(found) > MOST_ALIASES:
        raise Invalid("alias.too_many", most=MOST_ALIASES)
    return "\n".join(found)


def slug(text: str, *, otherwise: str) -> str:
    """What the key of a title begins with: "tong-traffic"."""
    return _SEPARATOR.sub("-", fold(text)).strip("-")[:LONGEST_KEY].strip("-") or otherwise


def key(slug: str, taken: Set[str]) -> str:
    """A key that nobody has yet: "tong-traffic", "tong-traffic-2"."""
    found, n = slug, 1
    while found in taken:
        n += 1
        found = f"{slug}-{n}"
    return found


def alike(one: str, other: str) -> bool:
    """Whether two titles are the same to who reads them."""
    return fold(one) == fold(other)
