"""The weekly question, and the reminder to answer it."""

from collections.abc import Sequence
from typing import Any

from bot.render import rows
from bot.render.blocks import (
    Block,
    Rendered,
    actions,
    button,
    context,
    menu,
    message,
    option,
    section,
    text_length,
)
from bot.render.environment import Words
from bot.render.escaping import Mrkdwn, clean
from bot.render.ids import PLAN_OUTCOMES, SNOOZE_OPTIONS, Action
from bot.render.ids import Block as BlockId
from bot.render.rows import Facts, Params

IN_WORDS = ("yes_no", "milestones")
_ROWS_BUDGET = 8_500
_ROWS_BLOCKS = 40
_PLAN_LENGTH = 120
#: The form offers the others too.
_MOST_PLANS = 8
_CAN_ANSWER = frozenset({"open", "snoozed"})


def check_in(words: Words, params: Params) -> Rendered:
    """One message with a section per goal; buttons only while it can be answered."""
    items = [rows.known(item) for item in params["items"]]
    head = words.mrkdwn(
        "check_in/head",
        week=params["week"],
        cycle=params.get("cycle_name") or "",
        elapsed=params.get("elapsed"),
        state=params["state"],
        until=params.get("snoozed_until"),
    )
    planned, request_id = list(params.get("plans") or ())[:_MOST_PLANS], str(params["request_id"])
    # The question of a newer week asks again what is still open.
    before = plans(words, planned, request_id, pressable=params["state"] != "expired")
    budget = _ROWS_BUDGET - text_length(before)
    listed = rows.texts(words, "row", items, budget=budget)
    found: list[Block | None] = [section(head)]
    if params["welcome"] and params["state"] in _CAN_ANSWER:
        found.append(section(words.line("check_in.welcome")))
    found += rows.sections(words, listed, most_blocks=_ROWS_BLOCKS, budget=budget)
    found += before
    if params["state"] in _CAN_ANSWER:
        found.append(section(words.mrkdwn("check_in/how", example=example(words, items))))
        found.append(_buttons(words, str(params["request_id"])))
    found.append(context(words.line("check_in.privacy")))
    fallback = words.mrkdwn("check_in/fallback", week=params["week"], count=len(items))
    return message(fallback, found)


def plans(
    words: Words, planned: Sequence[Params], request_id: str, *, pressable: bool
) -> list[Block]:
    """What was planned before, and a menu to say what became of what is still open."""
    if not planned:
        return []
    text = words.mrkdwn("check_in/plans", plans=planned, limit=_PLAN_LENGTH)
    options = [
        option(words.plain(f"plans.{outcome}", text=clean(plan["text"])), f"{outcome}:{plan['id']}")
        for plan in planned
        if plan["state"] == "open" and pressable
        for outcome in PLAN_OUTCOMES
    ]
    chooser = menu(words.plain("plans.choose"), options, action_id=Action.PLAN)
    found = [section(text)]
    return [*found, actions(BlockId.plans(request_id), chooser)] if options else found


def reminder(words: Words, params: Params) -> Rendered:
    """A short nudge in the thread of the week."""
    facts = {"count": params["count"], "snoozed": bool(params.get("snoozed"))}
    text = words.mrkdwn("check_in/reminder", **facts)
    return message(text, [section(text)])


def promise(words: Words, params: Params) -> Rendered:
    """What somebody expected by this day."""
    text = words.mrkdwn("check_in/promise", on=params["on"], items=params["items"])
    return message(text, [section(text)])


def escalation(words: Words, params: Params) -> Rendered:
    """For a manager: who has not answered."""
    text = words.mrkdwn("check_in/escalation", week=params["week"], names=params["names"])
    return message(text, [section(text)])


def example(words: Words, items: Sequence[Facts]) -> Mrkdwn:
    """How an answer may look, with the person's own goals: ``1: 256,400, 2 no change``."""
    given = [row for row in items if row["value"] is not None]
    with_figure = [row for row in given if row["shape"] not in IN_WORDS]
    in_steps = next((row for row in items if row["steps"] is not None), None)
    if not with_figure and in_steps is not None:
        return words.line("steps.example", n=str(in_steps["n"]))
    first = with_figure[0] if with_figure else None
    other = next((row for row in items if first is not None and row["n"] != first["n"]), None)
    facts: dict[str, Any] = {
        "n": first["n"] if first else None,
        "value": first["value"] if first else None,
        "unit": first["unit"] if first else "",
        "other": other["n"] if other else None,
    }
    return words.mrkdwn("example", **facts)


def _buttons(words: Words, request_id: str) -> Block:
    snooze = [option(words.plain(f"snooze.{_name(value)}"), value) for value in SNOOZE_OPTIONS]
    return actions(
        BlockId.check_in(request_id),
        button(
            words.plain("buttons.update_all"),
            action_id=Action.UPDATE_ALL,
            value=request_id,
            primary=True,
        ),
        button(words.plain("buttons.no_change"), action_id=Action.NO_CHANGE, value=request_id),
        menu(words.plain("buttons.snooze"), snooze, action_id=Action.SNOOZE),
    )


def _name(option_value: str) -> str:
    return {"2h": "two_hours", "15:00": "at_three", "tomorrow": "tomorrow"}[option_value]
