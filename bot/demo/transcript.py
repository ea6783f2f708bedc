"""What happens on the stage as plain text: the same two plays print the same."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.render.plain import Json, Plain

SHOWN = ("chat.postMessage", "chat.update", "views.open", "views.update", "response_url")
EDITS = ("chat.update", "views.update")
INDENT = "      "
MANY = 10
#: What was found in a goal is shown each time.
MARKS = ("🎯", "⚠️", "⛔", "❓", "💡", "SMART")


@dataclass(slots=True)
class Transcript:
    """Prints scenes, what people do, and what the bot shows them. `names` are by Slack id."""

    tell: Callable[[str], None]
    names: Mapping[str, str]
    zone: ZoneInfo
    _messages: dict[tuple[Any, ...], Sequence[str]] = field(default_factory=dict)
    _forms: dict[str, set[str]] = field(default_factory=dict)
    _places: dict[str, str] = field(default_factory=dict)
    _muted: bool = False
    _unseen: int = 0

    @contextmanager
    def muted(self) -> Iterator[None]:
        """Print nothing in the block, then how many new messages were sent in it, if many."""
        self._muted, self._unseen = True, 0
        try:
            yield
        finally:
            self._muted = False
        if self._unseen >= MANY:
            self.note(f"messages that went out meanwhile: {self._unseen}")

    def scene(self, title: str, at: datetime) -> None:
        self._line("")
        self._line(f"── {at.astimezone(self.zone):%a %d %b %Y %H:%M} · {title}")

    def act(self, who: str, what: str) -> None:
        self._line("")
        lines = what.splitlines()
        self._line(f"  {self.names.get(who, who)} ▸ {self._plain.text(lines[0])}")
        for line in lines[1:]:
            self._line(f"  {INDENT}{self._plain.text(line)}")

    def filled(self, who: str, said: Sequence[str], button: str) -> None:
        """Somebody filled fields of a form, each on a line of its own, and pressed a button."""
        self.act(who, "\n".join([*(self._named(line) for line in said), f"[{button}]"]))

    def form(self, view: Json) -> None:
        """A form that took the place of the one that was submitted."""
        title = view["title"]["text"]
        self._line(f"    okrbot shows “{title}”")
        for line in self._fresh(title, list(self._plain.blocks(view["blocks"]))):
            self._line(f"{INDENT}{line}".rstrip())

    def _fresh(self, title: str, lines: Sequence[str]) -> Sequence[str]:
        """What a form of this title did not say before: the rest is known to the reader."""
        before = self._forms.setdefault(title, set())
        found = [line for line in lines if line not in before or line.startswith(MARKS)]
        if not self._muted:
            before.update(lines)
        return found if len(found) == len(lines) else [*found, "…"]

    def shown(self, call: Json) -> None:
        """Print one finished Web API call if it shows somebody something."""
        if not call["ok"]:
            self.tell(f"    ! {call['method']}: {call['error']}")
        elif call["method"] in SHOWN:
            self._unseen += call["method"] == "chat.postMessage"
            where, news = self._where(call), self._news(call)
            if not news:
                return
            self._line(f"    {where}")
            for line in news:
                self._line(f"{INDENT}{line}".rstrip())

    def note(self, text: str) -> None:
        self._line(f"    ({text})")

    def _line(self, line: str) -> None:
        if not self._muted:
            self.tell(line)

    def _named(self, line: str) -> str:
        """People that were chosen in a field, by their names."""
        for slack_id, name in self.names.items():
            line = line.replace(slack_id, name)
        return line

    def _news(self, call: Json) -> Sequence[str]:
        """What the message says; of an edited one, the lines that it did not have before."""
        lines = list(self._content(call["args"]))
        answer = call["response"]
        if call["method"] == "views.open":
            return self._fresh(call["args"]["view"]["title"]["text"], lines)
        place = (answer.get("view", {}).get("id"), answer.get("channel"), answer.get("ts"))
        before = self._messages.get(place, ()) if call["method"] in EDITS else ()
        self._messages[place] = lines
        return [line for line in lines if line not in before]

    def _where(self, call: Json) -> str:
        args = call["args"]
        if call["method"] == "views.open":
            return f"okrbot opens “{args['view']['title']['text']}”"
        if call["method"] == "views.update":
            return f"okrbot changes “{args['view']['title']['text']}”"
        if call["method"] == "response_url":
            return "okrbot, only for you:"
        channel, place = args.get("channel", ""), call["response"].get("channel", "")
        target = self.names.get(channel) or self._places.get(place, "the conversation")
        self._places[place] = target
        if call["method"] == "chat.update":
            return f"okrbot edits its message to {target}, which now says:"
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
