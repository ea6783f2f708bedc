"""Open forms as a person reads them: fields by their labels, options by their words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.render.plain import Json

Answers = Mapping[str, Any]
Values = dict[str, dict[str, Any]]


class NoSuchField(Exception):
    """The story fills in a field or takes an option that the form does not have."""


@dataclass(frozen=True, slots=True)
class Field:
    """One input of a form."""

    label: str
    block_id: str
    element: Json


def fields(view: Json) -> list[Field]:
    """Every input, in the order of the page."""
    return [
        Field(block["label"]["text"], block["block_id"], block["element"])
        for block in view["blocks"]
        if block["type"] == "input"
    ]


def typed(view: Json, answers: Answers) -> tuple[Values, Sequence[str]]:
    """What to submit for answers by labels, and "label: answer" of each for the transcript.

    A label or an option may be shortened to any part of it. Raises NoSuchField.
    """
    known = fields(view)
    values: Values = {}
    said = []
    for label, answer in answers.items():
        field = _named(known, label)
        value, words = _answered(field.element, answer)
        values.setdefault(field.block_id, {})[field.element["action_id"]] = value
        said.append(f"{field.label}{'' if field.label.endswith('?') else ':'} {words}")
    return values, said


def pressable(view: Json) -> Iterator[tuple[Json, Json]]:
    """Every button and tick outside the inputs, with its block."""
    for block in view["blocks"]:
        if block["type"] == "actions":
            for element in block["elements"]:
                yield block, element


def options(element: Json) -> Sequence[Json]:
    """All options of a menu, with or without headings."""
    groups = element.get("option_groups", ())
    return [*element.get("options", ()), *(one for group in groups for one in group["options"])]


def _named(known: Sequence[Field], label: str) -> Field:
    exact = [field for field in known if field.label == label]
    found = exact or [field for field in known if label in field.label]
    if not found:
        raise NoSuchField(f"{label!r} is none of {[field.label for field in known]}")
    return found[0]


def _answered(element: Json, answer: Any) -> tuple[Any, str]:
    offered = options(element)
    if not offered:
        return answer, answer if isinstance(answer, str) else ", ".join(answer)
    for option in offered:
        text = option["text"]["text"]
        if answer in text:
            several = element["type"] == "checkboxes" or element["type"].startswith("multi")
            return [option["value"]] if several else option["value"], text
    raise NoSuchField(f"{answer!r} is none of {[one['text']['text'] for one in offered]}")
