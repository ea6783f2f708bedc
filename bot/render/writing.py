"""Initiatives, drafts that go, other names, and goals that change hands."""

import json
from typing import Any

from bot.render import form_inputs
from bot.render.blocks import Block, Rendered, actions, button, context, message, modal, section
from bot.render.environment import Words
from bot.render.escaping import clean, clip
from bot.render.ids import Action, View
from bot.render.ids import Block as BlockId
from bot.render.rows import Params

_STATES = ("open", "done", "dropped")
_MOST = 30
_LABEL = 150


def initiatives(words: Words, params: Params) -> dict[str, Any]:
    """What is done for a key result: each open, done or dropped, and room for one more."""
    body: list[Block] = [context(words.mrkdwn("writing/initiatives_head", title=params["title"]))]
    states = [(one, words.plain(f"initiative_states.{one}")) for one in _STATES]
    items = {one["id"]: one for one in params["items"]}
    for item in list(items.values())[:_MOST]:
        menu = form_inputs.choice(form_inputs.options_of(states), item["state"])
        label = clip(clean(item["title"]), _LABEL) or "…"
        body.append(form_inputs.field(BlockId.field(f"initiative_{item['id']}", "i"), label, menu))
    new = form_inputs.line(None, placeholder=words.plain("writing.initiative_example"))
    for name, element in (("new_initiative", new), ("new_due", form_inputs.day(None))):
        label = words.plain(f"writing.{name}")
        tag = f"after{len(params['items'])}"
        body.append(form_inputs.field(BlockId.field(name, tag), label, element, optional=True))
    return modal(
        body,
        callback_id=View.INITIATIVES,
        private_metadata=json.dumps({"k": params["key_result_id"]}),
        title=words.plain("views.initiatives_title"),
        submit=words.plain("buttons.save"),
        close=words.plain("buttons.cancel"),
    )


def delete_draft(words: Words, params: Params) -> Rendered:
    """Asks whether a draft shall go."""
    facts = {"title": params["title"], "key_results": params["key_results"]}
    text = words.mrkdwn("writing/delete_draft", **facts)
    delete = button(
        words.plain("buttons.delete"), action_id=Action.DELETE_DRAFT, value=params["reference"]
    )
    return message(text, [section(text), actions(None, delete)])


def draft_deleted(words: Words, params: Params) -> Rendered:
    """A draft is gone."""
    return _said(words, "writing/draft_deleted", title=params["title"])


def goal_named(words: Words, params: Params) -> Rendered:
    """What else a key result is called from now on."""
    facts = {"title": params["title"], "aliases": ", ".join(params["aliases"])}
    return _said(words, "writing/goal_named", **facts)


def handover_preview(words: Words, params: Params) -> Rendered:
    """What would change hands, to be confirmed."""
    text = words.mrkdwn("writing/handover", done=False, by=None, **_hands(params))
    confirm = button(
        words.plain("buttons.hand_over"),
        action_id=Action.HAND_OVER,
        value=f"{params['giver_id']}:{params['taker_id']}",
        primary=True,
    )
    return message(text, [section(text), actions(None, confirm)])


def handed_over(words: Words, params: Params) -> Rendered:
    """What changed hands."""
    return _said(words, "writing/handover", done=True, by=params["by"], **_hands(params))


def _hands(params: Params) -> dict[str, Any]:
    counted = ("objectives", "key_results", "kpis", "initiatives", "more")
    facts = {name: int(params[name]) for name in counted}
    # Messages that were prepared before this was counted are still to be sent.
    facts["private"] = int(params.get("private", 0))
    return facts | {name: params[name] for name in ("giver", "taker", "titles")}


def _said(words: Words, template: str, **facts: Any) -> Rendered:
    text = words.mrkdwn(template, **facts)
    return message(text, [section(text)])
