"""Text that no spreadsheet takes for a formula."""

import unicodedata
from typing import Final

#: What Excel, LibreOffice or Google Sheets may begin a formula with, and white space before it.
_BEGINNINGS: Final = ("=", "+", "-", "@", "\t", "\r")
_QUOTE: Final = "'"


def _is_dangerous(text: str) -> bool:
    """Full-width signs count: they are folded to plain ones when a file is opened."""
    first = unicodedata.normalize("NFKC", text[:1])[:1]
    return first in _BEGINNINGS or text[:1] == "\n"


def quoted(text: str) -> str:
    """The text with a quote in front where it could begin a formula, quotes before that or not."""
    return _QUOTE + text if _is_dangerous(text.lstrip(_QUOTE)) else text


def unquoted(text: str) -> str:
    """What `quoted` was given."""
    is_quoted = text[:1] == _QUOTE and _is_dangerous(text.lstrip(_QUOTE))
    return text[1:] if is_quoted else text


def is_formula(text: str) -> bool:
    """Whether a text cell of a CSV file would be worked out by Excel: it begins with a "="."""
    return unicodedata.normalize("NFKC", text.lstrip()[:1]) == "="
