"""The KPI that a goal is written for, in the forms of objectives and key results."""

from typing import Any

from bot.render import form_inputs
from bot.render.blocks import Block, context
from bot.render.environment import Words
from bot.render.ids import Action
from bot.render.ids import Block as BlockId
from bot.render.rows import Params


def blocks(words: Words, tag: str, params: Params) -> list[Block]:
    """The KPI whose readings are its figures; where it stands tells what to start from."""
    if not params["kpis"]:
        return []
    none = ("none", words.plain("writing.kpi_none"))
    known = [(one["id"], f"📈 {one['title']}") for one in params["kpis"]]
    options = form_inputs.options_of([none, *known])
    chosen = params["values"].get("kpi") or "none"
    menu = form_inputs.choice(options, chosen, action_id=Action.FOLLOW_KPI)
    name = BlockId.field("kpi", tag)
    label = words.plain("writing.kpi")
    found = [form_inputs.field(name, label, menu, tells=True, optional=True)]
    if params["kpi"]:
        found.append(context(words.mrkdwn("writing/kpi_standing", kpi=params["kpi"])))
    return found


def begun(words: Words, params: Params) -> list[Block]:
    """What an objective is written for: the KPI as it stands, and those that belong with it."""
    kpi = params.get("kpi")
    return [context(words.mrkdwn("writing/kpi_draft", kpi=kpi))] if kpi else []


def kept(params: Params) -> dict[str, Any]:
    """What the form of the objective carries for that of its first key result."""
    kpi = params.get("kpi")
    return {"p": kpi["id"]} if kpi else {}


def title(words: Words, params: Params) -> str:
    """What an objective for a KPI is called, until its writer knows better."""
    kpi = params.get("kpi")
    if kpi and not params["title"]:
        return words.plain("writing.kpi_objective", title=kpi["title"])
    return str(params["title"])
