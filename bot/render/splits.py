"""A key result that is split to people: the pages of its form, and what is told of it."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from bot.render import form_inputs, goal_figures, limits, rows
from bot.render.blocks import (
    Block,
    Rendered,
    actions,
    button,
    context,
    divider,
    message,
    modal,
    option,
    section,
)
from bot.render.doors import door
from bot.render.environment import Words
from bot.render.escaping import ELLIPSIS, Mrkdwn, clean
from bot.render.ids import Action, View
from bot.render.ids import Block as BlockId
from bot.render.rows import Params

_TITLE = 150
_LONGEST_WHAT = 80
_LONGEST_FIGURE = 30
_MOST_KPIS = 5
_MOST_NEW = 3
_SHOWN = 12
_FREQUENCIES = ("day", "week", "month", "quarter")
_WAYS = ("parts", "same")
PEOPLE, SHARES, KPIS = 1, 2, 3


def split_form(words: Words, params: Params) -> dict[str, Any]:
    """One of the pages: who takes part, their shares, their new KPIs."""
    page = params["page"]
    body = [_head(words, params)]
    body += {PEOPLE: _people, SHARES: _shares, KPIS: _kpis}[page](words, params)
    if page != PEOPLE:
        back = button(words.plain("buttons.back"), action_id=Action.SPLIT_BACK)
        body.append(actions(None, back))
    return modal(
        body,
        callback_id=View.SPLIT,
        private_metadata=metadata(params, params["key_result_id"], body),
        title=words.plain("views.split_form_title"),
        submit=words.plain("buttons.next" if page == PEOPLE else "buttons.propose"),
        close=words.plain("buttons.cancel"),
    )


def metadata(params: Params, row_id: object, body: Sequence[Block]) -> str:
    """What a form of several pages carries: the page, and the fields that it does not show."""
    shown = {block.get("block_id") for block in body}
    held = {
        name: value
        for name, value in params["held"].items()
        if value and f"field:{name}" not in shown
    }
    kept = {"p": params["page"], "k": row_id, "c": params.get("confirmed"), "t": held}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def share_proposed(words: Words, params: Params) -> Rendered:
    """Told to a person: what they would answer for, and the ways to look at it and change it."""
    row = rows.known(params["row"])
    known = {name: params[name] for name in ("by", "own", "whole", "way", "share", "title", "kpis")}
    text = words.mrkdwn("split/proposed", limit=_TITLE, row=row, **known)
    look = button(
        words.plain("buttons.look"),
        action_id=Action.REVIEW_GOAL,
        value=str(params["objective_id"]),
        primary=True,
    )
    edit = button(
        words.plain("buttons.edit"),
        action_id=Action.EDIT_KEY_RESULT,
        value=str(params["key_result_id"]),
    )
    return message(text, [section(text), actions(None, look, edit)])


def split_done(words: Words, params: Params) -> Rendered:
    """Told to who split it."""
    known = {name: params[name] for name in ("title", "unit", "people", "sum")}
    text = words.mrkdwn("split/done", limit=_TITLE, **known)
    way = door(words.plain("look.goal"), f"/okr show {params['reference']}", 0)
    return message(words.line("fallback.split", title=params["title"]), [section(text), _row(way)])


def shown(words: Words, shares: Params | None) -> list[Block]:
    """The shares of a key result below it, and what they come to."""
    if not shares:
        return []
    listed = [
        words.mrkdwn(
            "split/share",
            row=rows.known(one["row"], expected=True) | {"n": None},
            share=one["share"],
            state=one["state"],
            kpis=one["kpis"],
            limit=_LONGEST_WHAT,
        )
        for one in shares["rows"][:_SHOWN]
    ]
    more = len(shares["rows"]) - _SHOWN
    if more > 0:
        listed.append(words.line("lists.more", count=more))
    text = Mrkdwn("\n".join([words.line("split.shares"), *listed]))
    found = [section(text)]
    if shares["sum"]:
        found.append(context(words.mrkdwn("split/come_to", sum=shares["sum"])))
    return found


def split_button(words: Words, key_result_id: object) -> dict[str, Any]:
    """Opens the form in which a key result is split."""
    return button(words.plain("buttons.split"), action_id=Action.SPLIT, value=str(key_result_id))


def _row(element: Mapping[str, Any]) -> Block:
    return actions(None, element)


def _head(words: Words, params: Params) -> Block:
    row = rows.known(params["row"]) | {"n": None}
    line = words.mrkdwn("writing/kr_line", row=row, limit=_TITLE)
    known = {name: params[name] for name in ("way", "whole", "left", "period", "standing")}
    about = words.mrkdwn("split/about", row=row, first=params["page"] == PEOPLE, **known)
    return section(Mrkdwn(f"{line}\n{about}"))


def _people(words: Words, params: Params) -> list[Block]:
    chosen = form_inputs.people(params["people"])
    found = [_field(words, "people", "all", chosen, hint=words.plain("split.people_hint"))]
    ways = [(one, words.plain(f"split.way_{one}")) for one in _WAYS if one in params["ways"]]
    if len(ways) > 1:
        menu = form_inputs.choice(form_inputs.options_of(ways), params["way"], radio=True)
        found.append(_field(words, "way", "all", menu))
    return found


def _shares(words: Words, params: Params) -> list[Block]:
    library = form_inputs.options_of([(one["key"], one["name"]) for one in params["library"]])
    found: list[Block] = []
    if params["finding"]:  # first of all, or a phone would not show it
        found.append(section(words.mrkdwn("split/finding", sum=params["finding"], last=True)))
    for one in params["rows"]:
        found += [divider(), section(words.mrkdwn("split/person", name=one["name"]))]
        found += _person(words, params, one, library)
    return found


def _person(
    words: Words, params: Params, one: Params, library: Sequence[Mapping[str, Any]]
) -> list[Block]:
    tag = one["tag"]
    what = form_inputs.line(one["what"], longest=_LONGEST_WHAT)
    found = [_field(words, "what", tag, what)]
    if params["way"] == "parts":
        typed = one["share"] or goal_figures.figure(words, one["equal"])
        share = form_inputs.line(typed, longest=_LONGEST_FIGURE)
        found.append(
            _field(words, "share", tag, share, unit=clean(params["row"]["unit"]) or ELLIPSIS)
        )
    if one["kpis"]:
        options = [option(kpi["title"], kpi["id"]) for kpi in one["kpis"]]
        found.append(
            _field(words, "kpis", tag, _several(options, one["chosen"], _MOST_KPIS), optional=True)
        )
    new = _several(library, one["new"], _MOST_NEW)
    hint = words.plain("split.new_hint")
    found.append(_field(words, "new", tag, new, hint=hint, optional=True))
    return found


def _kpis(words: Words, params: Params) -> list[Block]:
    held = params["held"]
    found: list[Block] = []
    for one in params["kpis"]:
        tag = one["tag"]
        unit = form_inputs.line(held.get(f"unit:{tag}") or one["unit"], longest=20)
        often = [(each, words.plain(f"kpi_words.frequency.{each}")) for each in _FREQUENCIES]
        chosen = str(held.get(f"frequency:{tag}") or one["frequency"])
        menu = form_inputs.choice(form_inputs.options_of(often), chosen)
        head = words.mrkdwn("split/kpi", person=one["person"], name=one["name"])
        found += [divider(), section(head), _field(words, "unit", tag, unit)]
        for name in _limits(one["side"]):
            line = form_inputs.line(held.get(f"{name}:{tag}"), longest=_LONGEST_FIGURE)
            found.append(_field(words, name, tag, line, optional=True))
        found.append(_field(words, "frequency", tag, menu))
    return found


def _limits(side: str) -> Sequence[str]:
    return {"floor": ("at_least",), "ceiling": ("at_most",)}.get(side, ("at_least", "at_most"))


def _several(
    options: Sequence[Mapping[str, Any]], chosen: Sequence[str], most: int
) -> dict[str, Any]:
    found = form_inputs.several(options[: limits.SELECT_OPTIONS], chosen)
    return found | {"max_selected_items": most}


def _field(
    words: Words,
    name: str,
    tag: object,
    element: Mapping[str, Any],
    *,
    hint: str = "",
    optional: bool = False,
    unit: str = "",
) -> Block:
    label = words.plain(f"split.{name}", **({"unit": unit} if unit else {}))
    return form_inputs.field(
        BlockId.field(name, tag), label, dict(element), hint=hint, optional=optional
    )
