"""People on the stage: they write, press and fill in, and wait until the bot has answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.demo.stage import Stage
from bot.demo.transcript import Transcript, buttons
from bot.render import ids


class NothingToPress(Exception):
    """The story says that a button is there, and it is not."""


@dataclass(frozen=True, slots=True)
class Cast:
    """What people can do; each deed is printed, then everything that the bot shows for it."""

    stage: Stage
    transcript: Transcript

    def at(self, when: datetime, title: str) -> None:
        """Let time pass up to `when`; what falls due on the way is printed below the title."""
        self.transcript.scene(title, when)
        self.stage.advance(when)

    def say(self, who: str, text: str, *, in_thread: bool = False) -> None:
        """Write to the bot, at the top of the conversation or in its newest question's thread."""
        self.transcript.act(who, text)
        thread = self._newest(who, ids.Action.NO_CHANGE)["ts"] if in_thread else None
        self.stage.client.say(who, text, thread_ts=thread)
        self.stage.settle()

    def command(self, who: str, text: str) -> None:
        self.transcript.act(who, text)
        answer = self.stage.client.command(who, text)
        if not answer["ok"]:
            self.transcript.note(f"the command failed: {answer['error']}")
        self.stage.settle()

    def press(self, who: str, action: str, *, channel: str | None = None, **more: Any) -> None:
        """Press the newest button with this action id that the person sees."""
        message = self._newest(who, action, channel=channel)
        element = next(one for one in buttons(message) if one["action_id"] == action)
        label = element.get("text", element.get("placeholder", {}))["text"]
        chosen = more.pop("choose", None)
        if chosen is not None:
            options = {option["value"]: option for option in element["options"]}
            more["selected_option"] = options[chosen]
            label = options[chosen]["text"]["text"]
        self.transcript.act(who, f"[{label}]")
        self.stage.client.click(
            who, channel or "bot", message["ts"], action, block_id=element["block_id"], **more
        )
        self.stage.settle()

    def fill(self, who: str, values: Mapping[str, str]) -> None:
        """Fill the open form by block id, and submit it."""
        view = self.stage.client.views(who)[-1]
        self.transcript.act(who, f"fills in {', '.join(values.values())}")
        answer = self.stage.client.submit(
            who, view["id"], {block: {ids.Action.VALUE: text} for block, text in values.items()}
        )
        for error in (answer.get("errors") or {}).values():
            self.transcript.note(f"the form says: {error}")
        self.stage.settle()

    def inputs(self, who: str) -> list[str]:
        """Block ids of the open form's fields."""
        view = self.stage.client.views(who)[-1]
        return [block["block_id"] for block in view["blocks"] if block["type"] == "input"]

    def _newest(self, who: str, action: str, *, channel: str | None = None) -> Any:
        for message in reversed(self.stage.client.messages(channel or "bot", who)):
            if any(element["action_id"] == action for element in buttons(message)):
                return message
        raise NothingToPress(f"{who} sees no {action}")
