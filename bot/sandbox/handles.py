"""Names that machines can use, made of names that people gave."""

from __future__ import annotations

import unicodedata


def ascii_handle(name: str, space: str) -> str:
    """A name in plain lower-case letters, with `space` for its spaces."""
    plain = unicodedata.normalize("NFKD", name.casefold().replace("đ", "d"))
    return plain.encode("ascii", "ignore").decode().strip().replace(" ", space)
