"""A message as plain text, for a terminal."""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Json = Mapping[str, Any]

LINK = re.compile(r"<([^>|]+)\|([^>]*)>")
MENTION = re.compile(r"<[@#]([A-Z0-9]+)>")
STYLE = re.compile(r"(?<!\w)[*_](?=\S)(.+?)(?<=\S)[*_](?!\w)")


@dataclass(frozen=True, slots=True)
class Plain:
    """Blocks without their formatting; `names` are those of people and channels by Slack id."""

    names: Mapping[str, str]

    def blocks(self, blocks: Sequence[Json]) -> Iterator[str]:
        """Every line that people read, buttons as [what they say]."""
        for block in blocks:
            yield from self._block(block)

    def text(self, text: str) -> str:
        """One mrkdwn text."""
        text = MENTION.sub(self._mentioned, text)
        text = LINK.sub(r"\2", text)
        return html.unescape(STYLE.sub(r"\1", text))

    def _mentioned(self, found: re.Match[str]) -> str:
        name = self.names.get(found[1], found[1])
        return name if name.startswith("#") else f"@{name}"

    def _block(self, block: Json) -> Iterator[str]:
        match block["type"]:
            case "divider":
                yield "────"
            case "image":
                yield f"🖼 {block['alt_text']}"
            case "actions":
                yield " ".join(self._pressable(element) for element in block["elements"])
            case "context":
                texts = (element.get("text", "") for element in block["elements"])
                yield from self.text(" ".join(texts)).splitlines()
            case "input":
                label = block["label"]["text"]
                colon = "" if label.endswith("?") else ":"
                yield f"{label}{colon} [{self._hint(block['element'])}]"
                if "hint" in block:
                    yield f"  {block['hint']['text']}"
            case _:
                yield from self._section(block)

    def _section(self, block: Json) -> Iterator[str]:
        parts = [block["text"]] if "text" in block else []
        for part in [*parts, *block.get("fields", [])]:
            yield from self.text(part["text"]).splitlines()
        if "accessory" in block:
            yield self._pressable(block["accessory"])

    def _pressable(self, element: Json) -> str:
        if element["type"] == "checkboxes":
            return " ".join(f"☐ {one['text']['text']}" for one in element["options"])
        label = element.get("text") or element.get("placeholder") or {"text": element["type"]}
        arrow = " ▾" if "options" in element else ""
        return f"[{label['text']}{arrow}]"

    def _hint(self, element: Json) -> str:
        """What a field is filled with, else what it says while it is empty."""
        chosen = [element.get("initial_option"), *element.get("initial_options", ())]
        person = element.get("initial_user")
        people = [person] if person else element.get("initial_users", ())
        filled = [
            *(one["text"]["text"] for one in chosen if one),
            *(self.names.get(one, one) for one in people),
            *(str(element[name]) for name in ("initial_value", "initial_date") if name in element),
        ]
        if not filled and element["type"] in ("checkboxes", "radio_buttons"):
            return " / ".join(one["text"]["text"] for one in element["options"])
        empty: str = element.get("placeholder", {}).get("text", "")
        return ", ".join(filled) or empty
