"""People on the stage: they write, press and fill in, and wait until the bot has answered."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.demo import forms
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

    @contextmanager
    def unseen(self) -> Iterator[None]:
        """What happens in the block is not printed, only how many messages it came to."""
        with self.transcript.muted():
            yield

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

    def push(self, who: str, label: str, *, channel: str = "bot", nth: int = 1) -> None:
        """Press the newest button, or take the newest option, whose words begin like this.

        `nth` is which one of them in that message.
        """
        message, element, option = self._worded(who, label, channel, nth)
        more = {"selected_option": option} if option else {}
        self.transcript.act(who, f"[{(option or element)['text']['text']}]")
        action, block = element["action_id"], element["block_id"]
        self.stage.client.click(who, channel, message["ts"], action, block_id=block, **more)
        self.stage.settle()

    def enter(self, who: str, answers: forms.Answers) -> None:
        """Fill the open form by the labels of its fields, and submit it."""
        view = self._form(who)
        values, said = forms.typed(view, answers)
        self.transcript.filled(who, said, view["submit"]["text"])
        answer = self.stage.client.submit(who, view["id"], values)
        for error in (answer.get("errors") or {}).values():
            self.transcript.note(f"the form says: {' '.join(error.split())}")
        self.stage.settle()
        left = self.stage.client.views(who)
        if left and not answer.get("errors"):
            self.transcript.form(left[-1])

    def push_in_form(self, who: str, label: str, answers: forms.Answers | None = None) -> None:
        """Press something in the open form after some fields were filled in."""
        view = self._form(who)
        values, said = forms.typed(view, answers or {})
        for block, element in forms.pressable(view):
            if element.get("text", {}).get("text") == label:
                self.transcript.filled(who, said, label)
                self.stage.client.click_view(
                    who,
                    view["id"],
                    element["action_id"],
                    block_id=block["block_id"],
                    values=values,
                )
                self.stage.settle()
                return
        raise NothingToPress(f"{who} sees no {label} in the form")

    def choose_in_form(self, who: str, label: str, answer: str) -> None:
        """Take an option of a menu that changes the rest of the open form at once."""
        view = self._form(who)
        values, said = forms.typed(view, {label: answer})
        [(block_id, chosen)] = values.items()
        [(action_id, value)] = chosen.items()
        self.transcript.act(who, said[0])
        self.stage.client.click_view(
            who, view["id"], action_id, block_id=block_id, selected_option=value
        )
        self.stage.settle()

    def inputs(self, who: str) -> list[str]:
        """Block ids of the open form's fields."""
        view = self.stage.client.views(who)[-1]
        return [block["block_id"] for block in view["blocks"] if block["type"] == "input"]

    def _form(self, who: str) -> Any:
        views = self.stage.client.views(who)
        if not views:
            raise NothingToPress(f"{who} has no form open")
        return views[-1]

    def _worded(self, who: str, label: str, channel: str, nth: int) -> tuple[Any, Any, Any]:
        for message in reversed(self.stage.client.messages(channel, who)):
            found = []
            for element in buttons(message):
                for option in (None, *forms.options(element)):
                    text = (option or element).get("text", {}).get("text", "")
                    found += [(message, element, option)] if text.startswith(label) else []
            if len(found) >= nth:
                return found[nth - 1]
        raise NothingToPress(f"{who} sees no {label}")

    def _newest(self, who: str, action: str, *, channel: str | None = None) -> Any:
        for message in reversed(self.stage.client.messages(channel or "bot", who)):
            if any(element["action_id"] == action for element in buttons(message)):
                return message
        raise NothingToPress(f"{who} sees no {action}")
