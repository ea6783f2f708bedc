"""Fields of a form that are chosen rather than typed; what stands already is chosen at first."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from bot.render import limits
from bot.render.blocks import Block, input_block, option
from bot.render.ids import Action

MOST_CHECKS = 10


def choice(
    label: str,
    options: Sequence[tuple[str, str]],
    *,
    block_id: str,
    chosen: str | None,
    hint: str = "",
    optional: bool = False,
) -> Block:
    """One of `options`, (value, words); at most a hundred."""
    offered = [option(words, value) for value, words in options[: limits.SELECT_OPTIONS]]
    element = {"type": "static_select", "action_id": Action.VALUE, "options": offered}
    return _field(label, element, _only(offered, chosen), block_id, hint, optional)


def radio(
    label: str, options: Sequence[tuple[str, str]], *, block_id: str, chosen: str, hint: str = ""
) -> Block:
    """One of a few, all of them in sight."""
    offered = [option(words, value) for value, words in options]
    element = {"type": "radio_buttons", "action_id": Action.VALUE, "options": offered}
    return _field(label, element, _only(offered, chosen), block_id, hint, False)


def checks(
    label: str,
    options: Sequence[tuple[str, str]],
    *,
    block_id: str,
    chosen: Collection[str],
    hint: str = "",
) -> Block:
    """Any of a few."""
    offered = [option(words, value) for value, words in options[:MOST_CHECKS]]
    ticked = [one for one in offered if one["value"] in chosen]
    element = {"type": "checkboxes", "action_id": Action.VALUE, "options": offered}
    initial = {"initial_options": ticked} if ticked else {}
    return _field(label, element, initial, block_id, hint, True)


def day(label: str, *, block_id: str, chosen: str | None, hint: str = "") -> Block:
    """A day, 2026-11-28, or none."""
    element = {"type": "datepicker", "action_id": Action.VALUE}
    return _field(label, element, {"initial_date": chosen} if chosen else {}, block_id, hint, True)


def person(
    label: str, *, block_id: str, chosen: str | None, hint: str = "", optional: bool = True
) -> Block:
    """Somebody of the workspace by their Slack id, or where that is `optional` nobody."""
    element = {"type": "users_select", "action_id": Action.VALUE}
    initial = {"initial_user": chosen} if chosen else {}
    return _field(label, element, initial, block_id, hint, optional)


def people(label: str, *, block_id: str, chosen: Sequence[str] = (), hint: str = "") -> Block:
    """Any number of people by their Slack ids."""
    element = {"type": "multi_users_select", "action_id": Action.VALUE}
    initial = {"initial_users": list(chosen)} if chosen else {}
    return _field(label, element, initial, block_id, hint, True)


def channel(label: str, *, block_id: str, chosen: str | None, hint: str = "") -> Block:
    """A channel that people can read in, or none."""
    element = {
        "type": "conversations_select",
        "action_id": Action.VALUE,
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    initial = {"initial_conversation": chosen} if chosen else {}
    return _field(label, element, initial, block_id, hint, True)


def typed(label: str, *, block_id: str, value: str, longest: int, hint: str = "") -> Block:
    """A short text that must not be empty."""
    element = {"type": "plain_text_input", "action_id": Action.VALUE, "max_length": longest}
    return _field(label, element, {"initial_value": value} if value else {}, block_id, hint, False)


def long_text(
    label: str, *, block_id: str, value: str, longest: int, hint: str = "", optional: bool = False
) -> Block:
    """A text of several lines."""
    element = {
        "type": "plain_text_input",
        "action_id": Action.VALUE,
        "multiline": True,
        "max_length": longest,
    }
    initial = {"initial_value": value[:longest]} if value else {}
    return _field(label, element, initial, block_id, hint, optional)


def _only(offered: Sequence[Mapping[str, Any]], chosen: str | None) -> dict[str, Any]:
    found = [one for one in offered if one["value"] == chosen]
    return {"initial_option": found[0]} if found else {}


def _field(
    label: str,
    element: Mapping[str, Any],
    initial: Mapping[str, Any],
    block_id: str,
    hint: str,
    optional: bool,
) -> Block:
    whole = {**element, **initial}
    return input_block(label, whole, block_id=block_id, hint=hint, optional=optional)
