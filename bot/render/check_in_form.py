"""The form of a check-in: the figures of all goals on one page, or one goal at a time."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.render import limits, rows
from bot.render.blocks import (
    Block,
    actions,
    button,
    context,
    input_block,
    menu,
    modal,
    option,
    section,
    text_input,
)
from bot.render.environment import Words
from bot.render.escaping import clean, clip, without_entities
from bot.render.ids import CONFIDENCES, PLAN_OUTCOMES, SAID, Action, View
from bot.render.ids import Block as BlockId
from bot.render.rows import Facts, Params

MOST_GOALS = 60
"""As many as a form can carry along what it knows of each."""
MOST_ROWS = 40
"""Goals on one page; more of them are shown one at a time."""
MOST_PLANS = 5
LONGEST_WORDS = 500
"""Characters of a note, blocker or plan."""
_LABEL_LENGTH = 150
_PLAN_LENGTH = 120
_MOST_INITIATIVES = 99
_DETAILS = 6
"""Blocks that all fields of a goal take."""
_WORTH_STEPS = 3
"""With fewer goals there is nothing to walk through."""
_AROUND = 12
"""Blocks around the goals, and of some goals that somebody else changed."""


def update_all(words: Words, params: Params) -> dict[str, Any]:
    """The page of all goals, or with `step` that of one; what is left empty changes nothing.

    `entries` holds what was filled in so far by "kr:12", `open` the goals that show every field,
    `changed` what somebody else wrote meanwhile. `metadata` is kept with the form.
    """
    step = params.get("step")
    body = _step(words, params) if step else _overview(words, params)
    last = step is None or step["index"] + 1 == step["count"]
    return modal(
        body,
        callback_id=View.UPDATE_ALL,
        private_metadata=params.get("metadata") or "",
        title=words.plain("views.update_all_title"),
        submit=words.plain("buttons.save" if last else "form.next"),
        close=words.plain("buttons.cancel"),
    )


def shown(items: Sequence[Params]) -> list[Facts]:
    """The goals of the form, each once: Slack refuses two fields of one name."""
    known = [rows.known(item) for item in items]
    return list({(row["kind"], row["id"]): row for row in known}.values())[:MOST_GOALS]


def room(count: int, opened: int, plans: int) -> bool:
    """Whether a page of `count` goals may show every field of `opened` of them."""
    return _AROUND + 2 * min(count, MOST_ROWS) + _DETAILS * opened + plans <= limits.VIEW_BLOCKS


def _overview(words: Words, params: Params) -> list[Block]:
    found = shown(params["items"])
    hint = "form.hint_one" if len(found) == 1 else "form.hint"
    body: list[Block] = [*_whose(words, params), context(words.line(hint))]
    if len(found) >= _WORTH_STEPS:
        step = button(words.plain("form.step"), action_id=Action.FORM_STEP)
        body.append(actions("form", step))
    for row in found[:MOST_ROWS]:
        opened = len(found) == 1 or _key(row) in (params.get("open") or ())
        body += _goal(words, params, row, opened=opened, more=not opened)
    if len(found) > MOST_ROWS:
        body.append(context(words.line("lists.more", count=len(found) - MOST_ROWS)))
    body += _plans(words, params)
    if len(found) > 1:
        tick = _ticks(words.plain("form.rest"), Action.VALUE, chosen=bool(params.get("rest")))
        label = words.plain("form.rest_label")
        body.append(input_block(label, tick, block_id=BlockId.REST, optional=True))
    return body


def _step(words: Words, params: Params) -> list[Block]:
    found, step = shown(params["items"]), params["step"]
    row = found[step["index"]]
    body: list[Block] = [*_whose(words, params)]
    at = words.line("form.place", number=step["index"] + 1, count=step["count"])
    body.append(context(at))
    body += _goal(words, params, row, opened=True, more=False)
    if step["index"] + 1 == step["count"]:
        body += _plans(words, params)
    everything = button(words.plain("form.all"), action_id=Action.FORM_ALL)
    back = button(words.plain("form.back"), action_id=Action.FORM_BACK)
    body.append(actions("form", *([back] if step["index"] else []), everything))
    return body


def _whose(words: Words, params: Params) -> list[Block]:
    whose = params.get("whose")
    return [context(words.line("form.whose", name=whose))] if whose else []


def _goal(words: Words, params: Params, row: Facts, *, opened: bool, more: bool) -> list[Block]:
    """The figure of one goal, and on demand everything else that can be said of it."""
    key = _key(row)
    entry: Params = (params.get("entries") or {}).get(key) or {}
    changed = (params.get("changed") or {}).get(key)
    body: list[Block] = []
    if changed:
        body.append(section(words.mrkdwn("form_changed", row=row, **changed)))
    label = without_entities(words.mrkdwn("view_label", row=row, limit=_LABEL_LENGTH))
    value = _typed(Action.VALUE, _now(words, row), entry.get("value"))
    block_id = BlockId.goal(str(row["kind"]), row["id"])
    body.append(input_block(label, value, block_id=block_id, optional=True))
    tick = _ticks(
        words.plain("form.unchanged"), Action.FORM_UNCHANGED, chosen=bool(entry.get("unchanged"))
    )
    further = [button(words.plain("form.more"), action_id=Action.FORM_MORE, value=key)]
    body.append(actions(BlockId.of("row", key), tick, *(further if more else [])))
    return body + (_details(words, row, key, entry) if opened else [])


def _details(words: Words, row: Facts, key: str, entry: Params) -> list[Block]:
    """Confidence and status of a key result, note and blocker, the plan for the coming week."""
    found: list[Block] = []
    n = row["n"]
    if row["kind"] == "kr":
        levels = [option(words.plain(f"confidence.c{level}"), str(level)) for level in CONFIDENCES]
        confidence = row.get("confidence")
        before = words.plain("form.confidence_before", confidence=confidence or 0)
        found.append(
            _choice(words, "confidence", key, n, levels, entry, before if confidence else None)
        )
        states = [option(words.plain(f"statuses.{state}"), state) for state in SAID]
        said = row.get("said")
        before = words.plain("form.status_before", status=words.line(f"statuses.{said or 'done'}"))
        found.append(_choice(words, "status", key, n, states, entry, before if said else None))
    for name in ("note", "blocker"):
        found.append(_words(words, name, key, n, entry))
    if row["kind"] == "kr":
        found.append(_words(words, "plan", key, n, entry))
        initiatives = (row.get("initiatives") or ())[:_MOST_INITIATIVES]
        if initiatives:
            titles = [option(clean(one["title"]) or "–", str(one["id"])) for one in initiatives]
            found.append(_choice(words, "initiative", key, n, titles, entry, None))
    return found


def _choice(
    words: Words,
    name: str,
    key: str,
    n: int | None,
    options: Sequence[Mapping[str, Any]],
    entry: Params,
    before: str | None,
) -> Block:
    """A menu in which nothing is chosen until the person chooses."""
    element = menu(before or words.plain(f"form.{name}_empty"), options, action_id=Action.VALUE)
    chosen = next((one for one in options if one["value"] == str(entry.get(name))), None)
    if chosen:
        element["initial_option"] = dict(chosen)
    label = words.plain(f"form.{name}", n=n or 0)
    return input_block(label, element, block_id=BlockId.of(name, key), optional=True)


def _words(words: Words, name: str, key: str, n: int | None, entry: Params) -> Block:
    element = _typed(Action.VALUE, words.plain(f"form.{name}_empty"), entry.get(name))
    element |= {"max_length": LONGEST_WORDS, "multiline": name == "plan"}
    label = words.plain(f"form.{name}", n=n or 0)
    return input_block(label, element, block_id=BlockId.of(name, key), optional=True)


def _plans(words: Words, params: Params) -> list[Block]:
    """What was planned before: an input for each, left empty it stays."""
    planned = list({plan["id"]: plan for plan in params.get("plans") or ()}.values())
    if not planned:
        return []
    chosen: Mapping[str, str] = params.get("plans_chosen") or {}
    found: list[Block] = [section(words.line("form.planned"))]
    for plan in planned[:MOST_PLANS]:
        options = [option(words.plain(f"form.plan_{one}"), one) for one in PLAN_OUTCOMES]
        element = menu(words.plain("form.plan_open"), options, action_id=Action.VALUE)
        picked = next((o for o in options if o["value"] == chosen.get(str(plan["id"]))), None)
        if picked:
            element["initial_option"] = picked
        label = clip(clean(plan["text"]), _PLAN_LENGTH) or "–"
        if plan.get("title"):
            label += f" – {clip(clean(plan['title']), _PLAN_LENGTH)}"
        block_id = BlockId.week_plan(plan["id"])
        found.append(input_block(label, element, block_id=block_id, optional=True))
    return found


def _typed(action_id: str, placeholder: str, typed: str | None) -> dict[str, Any]:
    element = text_input(action_id=action_id, placeholder=placeholder)
    return element | ({"initial_value": typed} if typed else {})


def _now(words: Words, row: Facts) -> str:
    if row["value"] is None:
        return words.plain("views.value_placeholder")
    return without_entities(words.mrkdwn("view_value", row=row))


def _ticks(text: str, action_id: str, *, chosen: bool) -> dict[str, Any]:
    only = option(text, "yes")
    element: dict[str, Any] = {"type": "checkboxes", "action_id": action_id, "options": [only]}
    return element | ({"initial_options": [only]} if chosen else {})


def _key(row: Facts) -> str:
    return f"{row['kind']}:{row['id']}"
