"""The form in which administrators weigh what stands on a scorecard."""

from typing import Any

from bot.render import form_inputs
from bot.render.blocks import Block, context, modal, section
from bot.render.cycle_words import title
from bot.render.environment import Words
from bot.render.escaping import clean, clip
from bot.render.ids import Block as BlockId
from bot.render.ids import View
from bot.render.rows import Params
from bot.render.scorecard_words import points, split

_LABEL = 150


def scorecard_weights(words: Words, params: Params) -> dict[str, Any]:
    """The split, then each KPI and key result with its weight, and what that comes to."""
    found: list[Block] = [section(_head(words, params))]
    if params["saved"]:
        found.append(context(words.line("scorecard.weights_saved")))
    kpis = params["kpis"]
    found.append(
        form_inputs.field(
            BlockId.field("kpis", params["person_id"]),
            words.plain("scorecard.weights_split"),
            form_inputs.line(None if kpis is None else str(kpis), longest=5),
            hint=words.plain("scorecard.weights_split_hint"),
        )
    )
    if any(part["items"] for part in params["parts"]):
        found.append(context(words.line("scorecard.weights_how")))
    for part in params["parts"]:
        found += _part(words, part, params["person_id"])
    return modal(
        found,
        callback_id=View.SCORECARD_WEIGHTS,
        private_metadata=str(params["person_id"]),
        title=words.plain("scorecard.weights_title"),
        submit=words.plain("buttons.save"),
        close=words.plain("buttons.close" if params["saved"] else "buttons.cancel"),
    )


def _head(words: Words, params: Params) -> Any:
    person = title(params["person"], 80)
    if params["template"] is None:
        return words.line("scorecard.weights_new", person=person)
    shares = {part["part"]: part["share"] for part in params["parts"]}
    return words.line(
        "scorecard.weights_of",
        person=person,
        name=title(params["template"], 80),
        split=split(words, shares["key_results"], shares["kpis"]),
    )


def _part(words: Words, part: Params, tag: object) -> list[Block]:
    if not part["items"]:
        return []
    total = words.numbers.number(part["sum"])
    share = "" if part["share"] is None else str(part["share"])
    key = "scorecard.weights_sum" if share else "scorecard.weights_sum_alone"
    name = words.line(f"scorecard.{part['part']}")
    found = [section(words.line(key, name=name, sum=total, share=share))]
    for item in part["items"]:
        hint = ""
        if item["points"] is not None:
            hint = words.plain("scorecard.weights_points", points=points(words, item["points"]))
        element = form_inputs.line(str(words.numbers.number(item["weight"])), longest=8)
        label = clip(clean(item["title"]), _LABEL)
        block = BlockId.field(item["field"], tag)
        found.append(form_inputs.field(block, label, element, hint=hint, optional=True))
    return found
