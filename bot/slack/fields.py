"""What the fields of a submitted form say, by the ids of their blocks."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.domain.errors import NotFound
from bot.domain.people import Actor
from bot.runtime import Runtime
from bot.slack.answers import Answer
from bot.slack.payload import Incoming, words

#: Where an element that holds one thing keeps it.
ONE_OF = ("selected_date", "selected_user", "selected_conversation", "value")
SEVERAL_OF = ("selected_users",)


@dataclass(frozen=True, slots=True)
class Form:
    """The state of each block that has one; a field that was not there is an empty one."""

    states: Mapping[str, Mapping[str, Any]]
    metadata: str

    @classmethod
    def of(cls, incoming: Incoming) -> "Form":
        view = incoming.payload["view"]
        values = view["state"]["values"]
        states = {block: next(iter(state.values())) for block, state in values.items() if state}
        return cls(states, str(view["private_metadata"]))

    def kept(self) -> dict[str, Any]:
        """The object that the form carries; raises NotFound "button.broken" for anything else."""
        try:
            found = json.loads(self.metadata)
        except ValueError:
            raise NotFound("button.broken") from None
        if not isinstance(found, dict):
            raise NotFound("button.broken")
        return found

    def chosen(self, block: str) -> str | None:
        """The chosen option, day, person or channel; None for none."""
        state = self.states.get(block, {})
        chosen = state.get("selected_option")
        if chosen is not None:
            return str(chosen["value"])
        return next((str(state[name]) for name in ONE_OF if state.get(name)), None)

    def ticked(self, block: str) -> Sequence[str]:
        """The values of all chosen options, or the ids of all chosen people."""
        state = self.states.get(block, {})
        people = [one for name in SEVERAL_OF for one in state.get(name) or ()]
        return [str(one["value"]) for one in state.get("selected_options") or ()] + people

    def has(self, block: str) -> bool:
        """Whether the form had this field."""
        return block in self.states

    def typed(self, block: str) -> str:
        """What was typed, without what no database can store."""
        return words(self.states.get(block, {}).get("value"))


def open_form(
    rt: Runtime, incoming: Incoming, by: Actor, view: str, params: Mapping[str, Any]
) -> Answer | None:
    """Open a form; pressed within another one, it is put on top of that."""
    shown = rt.render.view(view, params, locale=by.locale)
    within = (incoming.payload.get("view") or {}).get("type") == "modal"
    put = rt.gateway.push_view if within else rt.gateway.open_view
    put(trigger_id=incoming.trigger_id, view=shown)
    return None


def whole(text: str | None) -> int | None:
    """A whole number that an option carries; None for anything else."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 19 else None
