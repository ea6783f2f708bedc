"""Forms of several pages: what was typed on any of them is kept until the last one is sent."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.domain.errors import DomainError, Invalid
from bot.domain.people import Actor
from bot.render import ids
from bot.runtime import Runtime
from bot.services.writing.model import FieldErrors
from bot.slack import goal_forms
from bot.slack.payload import Incoming, words
from bot.slack.route import FieldsRefused

#: What Slack keeps with a form.
LONGEST: Final = 3_000
View = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Pages:
    """A form as it came back: the page that it shows, and the fields of all pages by "name:tag".

    `row_id` is what it is about; `confirmed` what was shown as a doubt and sent again.
    """

    page: int
    row_id: int
    held: Mapping[str, Any]
    confirmed: str | None


def read(incoming: Incoming) -> Pages:
    """What a form holds; a field that is on its page counts as it is there, also when empty."""
    view = incoming.payload["view"]
    kept = goal_forms.carried(incoming)
    held = dict(kept["t"])
    for block, state in view["state"]["values"].items():
        found = ids.FIELD_PATTERN.match(block)
        if found is None:
            continue
        name, value = f"{found[1]}:{found[2]}", _value(next(iter(state.values())))
        held.pop(name, None)
        if value:
            held[name] = value
    return Pages(int(kept["p"]), int(kept["k"]), held, kept.get("c"))


def opened(view: View) -> View:
    """A page that Slack takes; raises FieldErrors where more was typed than it keeps."""
    if len(view["private_metadata"]) > LONGEST:
        raise FieldErrors({"": Invalid("form.too_long")})
    return view


def turn(rt: Runtime, incoming: Incoming, page: Callable[[], View]) -> None:
    """Show another page after something was pressed; what keeps it from being shown is said."""
    try:
        view = page()
    except FieldErrors as errors:
        raise next(iter(errors.by_field.values())) from None
    goal_forms.show(rt, incoming, view)


def refused(
    rt: Runtime, incoming: Incoming, by: Actor, errors: Mapping[str, DomainError]
) -> FieldsRefused:
    """The errors by "name:tag" on their fields; what the page does not show, on its first one."""
    shown = [
        block["block_id"]
        for block in incoming.payload["view"]["blocks"]
        if block["type"] == "input"
    ]
    told: dict[str, str] = {}
    for name, error in errors.items():
        block = f"field:{name}"
        place = block if block in shown else shown[0]
        told.setdefault(place, rt.render.field_error(error, locale=by.locale))
    return FieldsRefused(told, errors.values())


def _value(state: Mapping[str, Any]) -> Any:
    for name in ("selected_users", "selected_options"):
        if name in state:
            return [one if isinstance(one, str) else one["value"] for one in state[name] or ()]
    if "selected_option" in state:
        return (state["selected_option"] or {}).get("value")
    if "selected_user" in state:
        return state["selected_user"]
    return words(state.get("value")).strip()
