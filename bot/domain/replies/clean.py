"""Slack message text to plain text."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

LIMIT = 4_000
"""Characters of a reply that are read at most; everything after them is cut."""

_SPACES = dict.fromkeys((*b"\x0b\x0c", 0xA0, 0x1680, 0x202F, 0x205F, 0x3000), " ") | dict.fromkeys(
    range(0x2000, 0x200B), " "
)
#: Control characters, half surrogate pairs, soft hyphens, joiners, variation selectors, and all
#: marks that change the writing direction.
_INVISIBLE = dict.fromkeys(
    (
        *(0x0D, 0xAD, 0x061C, 0x180E, 0xFEFF, 0xFE0E, 0xFE0F),
        *(*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)),
        *(*range(0x00, 0x09), *range(0x0E, 0x20), 0x7F, *range(0xD800, 0xE000)),
    ),
    "",
)
_FULL_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_LOOKALIKES = {
    ord("\t"): "|",  # cells of a table, as they are pasted from a sheet
    ord("−"): "-",
    ord("‐"): "-",
    ord("‑"): "-",
    ord("—"): "–",
    ord("―"): "–",
    ord("’"): "'",
    ord("‘"): "'",
    ord("ʼ"): "'",
    ord("➡"): "→",
    ord("⇒"): "→",
    ord("➔"): "→",
    ord("⟶"): "→",
    ord("➜"): "→",
    ord("≈"): "~",
    ord("…"): ".",
    ord("％"): "%",
}
_CHARACTERS: dict[int, str] = {**_SPACES, **_INVISIBLE, **_FULL_WIDTH, **_LOOKALIKES}

_STATUS_EMOJI = {
    "🟢": ("large_green_circle", "green_circle", "green_heart", "white_check_mark"),
    "🟡": ("large_yellow_circle", "yellow_circle", "large_orange_circle", "warning"),
    "🔴": ("red_circle", "large_red_circle", "rotating_light"),
}
_ARROWS = {"⬆": ("arrow_up", "small_red_triangle"), "⬇": ("arrow_down", "small_red_triangle_down")}
_EMOJI_CODES = {code: emoji for emoji, codes in (_STATUS_EMOJI | _ARROWS).items() for code in codes}
_KEYCAPS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")

_FENCE = re.compile(r"```")
_ANGLE = re.compile(r"<([^<>\n]{0,600})>")
_ENTITY = re.compile(r"&(?:gt|lt|amp|nbsp);")
_STRIKE = re.compile(r"(?<![\w~])~(?=[^\s~])([^~\n]*[^\s~])~(?![\w~])")
_EMOJI = re.compile(r":(?:[a-z][a-z0-9_+-]{0,39}|\+1|-1|100):", re.IGNORECASE)
_KEYCAP = re.compile(r"([0-9])\u20e3")
_ADDRESS = re.compile(r"(?<!\S)(?:https?://|www\.)\S+|(?<!\S)[\w.+-]{1,64}@[\w-]{1,64}\.\S{2,64}")
_MARKS = re.compile(r"[*`]|(?<!\w)_(?=\S)|(?<=\S)_(?!\w)")
_FORWARDED = re.compile(
    r"^[ \t]*(?:-{2,}[ \t]*(?:forwarded|original|tin nhắn|thư)|begin forwarded|fwd?:|fw:"
    r"|on [^\n]{1,80} wrote:|(?:forwarded|chuyển tiếp)(?: từ| from|:))",
    re.IGNORECASE | re.MULTILINE,
)
_ENTITIES = {"&gt;": ">", "&lt;": "<", "&amp;": "&", "&nbsp;": " "}


Change = str | Callable[[re.Match[str]], str]


@dataclass(frozen=True, slots=True)
class Plain:
    """`text` is NFC without markup.

    `quoted` holds the spans of quoted lines: they may name a subject but never state a value.
    """

    text: str
    quoted: tuple[tuple[int, int], ...]
    cut: bool


def clean(message: str) -> Plain:
    """Remove markup and what the person did not say; reads at most LIMIT characters."""
    text = _canonical(message[:LIMIT])
    for sign, pattern, change in _STEPS:
        if sign in text:
            text = pattern.sub(change, text)
    forwarded = _FORWARDED.search(text)
    if forwarded:
        text = text[: forwarded.start()]
    return Plain(text, _quoted_lines(text), len(message) > LIMIT)


def _canonical(text: str) -> str:
    """NFC with plain spaces and digits; invisible and direction characters are gone."""
    if not unicodedata.is_normalized("NFC", text):
        text = "".join(_composed(text))
    return text.translate(_CHARACTERS)


def _composed(text: str) -> Iterator[str]:
    """Characters, each with the marks behind it; one without marks stays what it is."""
    at = 0
    while at < len(text):
        end = at + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        piece = text[at:end]
        yield unicodedata.normalize("NFC", piece) if end - at > 1 else piece
        at = end


def _angle(match: re.Match[str]) -> str:
    """Mentions and bare links vanish; a link keeps its label unless that is an address itself."""
    inside = match[1]
    if inside[:1] in ("@", "!", "#"):
        return " "
    target, bar, label = inside.partition("|")
    if not bar or ":" not in target or target.startswith(("tel:", "mailto:")):
        return " " if ":" in target or bar else match[0]
    bare = target.partition("//")[2] or target
    return " " if label in target or bare.startswith(label) else f" {label} "


def _emoji(match: re.Match[str]) -> str:
    name = match[0][1:-1].lower()
    if name in _KEYCAPS:
        return f"\n#{_KEYCAPS.index(name)} "
    return f" {_EMOJI_CODES.get(name, '')} "


#: What is replaced in order; a step without its sign in the text is left out.
_STEPS: tuple[tuple[str, re.Pattern[str], Change], ...] = (
    ("```", _FENCE, "\n"),
    ("<", _ANGLE, _angle),
    ("&", _ENTITY, lambda match: _ENTITIES[match[0]]),
    ("", _ADDRESS, " "),
    ("\u20e3", _KEYCAP, r"\n#\1 "),
    (":", _EMOJI, _emoji),
    ("~", _STRIKE, " "),
    ("", _MARKS, ""),
)


def _quoted_lines(text: str) -> tuple[tuple[int, int], ...]:
    if ">" not in text:
        return ()
    spans = []
    start = 0
    for line in text.split("\n"):
        if line.lstrip().startswith(">"):
            spans.append((start, start + len(line)))
        start += len(line) + 1
    return tuple(spans)
