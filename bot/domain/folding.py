"""Text as people mean it: without case, accents and spacing."""

import unicodedata


def fold(text: str) -> str:
    """Lower case, no diacritics, đ as d, runs of white space as one blank, ends trimmed."""
    lowered = unicodedata.normalize("NFKD", text.casefold()).replace("đ", "d")
    letters = "".join(sign for sign in lowered if not unicodedata.combining(sign))
    return " ".join(letters.split())
