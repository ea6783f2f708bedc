"""What all charts have in common: sizes for a phone, colours that are never alone, fonts."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from bot.render.environment import Words
from bot.render.escaping import clean, clip

Spec = dict[str, Any]

SCHEMA: Final = "https://vega.github.io/schema/vega-lite/v5.json"
#: Pixels of the drawing; twice as many are painted, and a phone shows them on some 340 points.
WIDTH: Final = 400
PADDING: Final = 16
LONGEST_TITLE: Final = 150
#: The engine brings a font of its own for this name (Liberation Sans, with Vietnamese letters),
#: so that a picture is the same on every machine; a name alone that is missing would show no text.
FONT: Final = "sans-serif"

#: A card of its own, so that it reads the same on Slack's light and dark backgrounds.
PAPER, INK, SOFT, GRID, TRACK = "#FAFAF8", "#1D1C1D", "#5A5F66", "#E4E5E2", "#DEE0DD"
LINE, EXPECTED = "#2459A8", "#5A5F66"
GREEN, AMBER, RED, GREY = "#1F7A4D", "#B7791F", "#B3261E", "#777C82"

#: Shape and colour of each status, always with its word beside it.
MARKS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "on_track": ("circle", GREEN),
        "inside": ("circle", GREEN),
        "done": ("square", GREEN),
        "achieved": ("square", GREEN),
        "at_risk": ("triangle-up", AMBER),
        "near": ("triangle-up", AMBER),
        "off_track": ("diamond", RED),
        "outside": ("diamond", RED),
        "missed": ("cross", GREY),
        "too_early": ("stroke", GREY),
        "no_data": ("stroke", GREY),
        "no_target": ("stroke", GREY),
    }
)
UNKNOWN: Final = ("stroke", GREY)

CONFIG: Final[Mapping[str, Any]] = MappingProxyType(
    {
        "font": FONT,
        "view": {"stroke": None},
        "title": {
            "anchor": "start",
            "frame": "bounds",
            "fontSize": 16,
            "fontWeight": "bold",
            "color": INK,
            "subtitleFontSize": 13,
            "subtitleColor": SOFT,
            "subtitlePadding": 5,
            "offset": 12,
        },
        "axis": {
            "labelFontSize": 13,
            "labelColor": SOFT,
            "gridColor": GRID,
            "domainColor": TRACK,
            "tickColor": TRACK,
        },
        "legend": {"labelFontSize": 13, "labelColor": INK, "symbolSize": 260, "labelLimit": 300},
        "text": {"fontSize": 13, "color": INK},
    }
)


def framed(title: str, subtitle: str, body: Mapping[str, Any]) -> Spec:
    """A whole specification around `body`. The texts are shown as they are, cut where needed."""
    return {
        "$schema": SCHEMA,
        "background": PAPER,
        "padding": PADDING,
        "title": {
            "text": shown(title),
            **({"subtitle": shown(subtitle)} if subtitle else {}),
            "limit": WIDTH + 20,
        },
        "config": dict(CONFIG),
        **body,
    }


def shown(text: str) -> str:
    """A text as a picture shows it: one line, no entities, not longer than anybody reads."""
    plain = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return clip(clean(plain), LONGEST_TITLE) or " "


def status_word(words: Words, status: str | None) -> str:
    """The word of a status without its icon, which few fonts have: a shape stands for it."""
    return words.plain(f"statuses.{status or 'no_data'}").partition(" ")[2]
