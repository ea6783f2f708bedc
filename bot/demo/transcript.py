"""What happens on the stage as plain text: the same two plays print the same."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.render.plain import Json, Plain

SHOWN = ("chat.postMessage", "chat.update", "views.open", "response_url")
INDENT = "      "


@dataclass(slots=True)
class Transcript:
    """Prints scenes, what people do, and what the bot shows them. `names` are by Slack id."""

    tell: Callable[[str], None]
    names: Mapping[str, str]
    zone: ZoneInfo
    _messages: dict[tuple[Any, Any], Sequence[str]] = field(default_factory=dict)

    def scene(self, title: str, at: datetime) -> None:
        self.tell("")
        self.tell(f"── {at.astimezone(self.zone):%a %d %b %Y %H:%M} · {title}")

    def act(self, who: str, what: str) -> None:
        self.tell("")
        lines = what.splitlines()
        self.tell(f"  {self.names.get(who, who)} ▸ {lines[0]}")
        for line in lines[1:]:
            self.tell(f"  {INDENT}{line}")

    def shown(self, call: Json) -> None:
        """Print one finished Web API call if it shows somebody something."""
        if not call["ok"]:
            self.tell(f"    ! {call['method']}: {call['error']}")
        elif call["method"] in SHOWN:
            self.tell(f"    {self._where(call)}")
            for line in self._news(call):
                self.tell(f"{INDENT}{line}".rstrip())

    def note(self, text: str) -> None:
        self.tell(f"    ({text})")

    def _news(self, call: Json) -> Sequence[str]:
        """What the message says; of an edited one, the lines that it did not have before."""
        lines = list(self._content(call["args"]))
        answer = call["response"]
        place = (answer.get("channel"), answer.get("ts"))
        before = self._messages.get(place, ()) if call["method"] == "chat.update" else ()
        self._messages[place] = lines
        return [line for line in lines if line not in before] or lines[:1]

    def _where(self, call: Json) -> str:
        args = call["args"]
        if call["method"] == "views.open":
            return f"okrbot opens “{args['view']['title']['text']}”"
        if call["method"] == "response_url":
            return "okrbot, only for you:"
        target = self.names.get(args.get("channel", ""), "the conversation")
        if call["method"] == "chat.update":
            return "okrbot edits its message, which now says:"
        thread = " (in the thread)" if args.get("thread_ts") else ""
        return f"okrbot → {target}{thread}:"

    def _content(self, args: Json) -> Iterator[str]:
        view = args.get("view")
        blocks = view["blocks"] if view else args.get("blocks")
        if not blocks:
            yield from self._plain.text(args.get("text", "")).splitlines()
            return
        yield from self._plain.blocks(blocks)

    @property
    def _plain(self) -> Plain:
        return Plain(self.names)


def buttons(message: Json) -> Sequence[dict[str, Any]]:
    """Everything in a message that can be pressed or chosen, with its block id."""
    found = []
    for block in message.get("blocks") or []:
        elements = [*block.get("elements", []), block.get("accessory")]
        found += [
            {**element, "block_id": block["block_id"]}
            for element in elements
            if element and "action_id" in element
        ]
    return found
