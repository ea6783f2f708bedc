"""Who administers okrbot, and what somebody hears of roles that changed."""

from typing import Any, Final

from bot.render import fields
from bot.render.blocks import Block, Rendered, actions, button, context, message, modal, section
from bot.render.doors import door
from bot.render.environment import Words
from bot.render.field_ids import AdminField
from bot.render.ids import Action, View
from bot.render.rows import Params

_MAKE: Final = "/okr admin #{id}"
_REMOVE: Final = "/okr admin remove #{id}"


def admins_listed(words: Words, params: Params) -> Rendered:
    """Each with the way to take it back, and the one who was just made one, or one no more."""
    done = params["done"]
    title = words.line("admins.title")
    found: list[Block | None] = []
    if done:
        found.append(section(words.mrkdwn("roles/done", done=done)))
    found.append(section(title))
    for at, one in enumerate(params["admins"]):
        found.append(_line(words, one, at, may=params["may"] and len(params["admins"]) > 1))
    if params["more"]:
        found.append(context(words.line("lists.more", count=params["more"])))
    if params["may"]:
        label = words.plain("admins.make")
        found.append(actions(None, button(label, action_id=Action.MAKE_ADMIN, value="new")))
    found.append(context(words.line("admins.how" if params["may"] else "admins.what")))
    return message(title, found)


def _line(words: Words, one: Params, at: int, *, may: bool) -> Block:
    text = words.mrkdwn("roles/admin", one=one)
    if not may or one["named"]:
        return section(text)
    label = words.plain("admins.resign" if one["own"] else "admins.remove")
    return section(text, beside=door(label, _REMOVE.format(id=one["id"]), at, replaces=True))


def admin_form(words: Words, _: Params) -> dict[str, Any]:
    """Who shall be one."""
    who = fields.person(
        words.plain("admins.who"),
        block_id=AdminField.WHO,
        chosen=None,
        hint=words.plain("admins.who_hint"),
        optional=False,
    )
    return modal(
        [who],
        callback_id=View.ADMIN,
        private_metadata="",
        title=words.plain("views.admin_form_title"),
        submit=words.plain("admins.submit"),
        close=words.plain("buttons.cancel"),
    )


def role_changed(words: Words, params: Params) -> Rendered:
    """To whom it is about, and of administrators to all of them, with the way back."""
    text = words.mrkdwn("roles/changed", **params)
    if params["role"] != "admin" or params["about_reader"]:
        return message(text, [section(text)])
    line = (_REMOVE if params["given"] else _MAKE).format(id=params["person_id"])
    label = words.plain("admins.take_back" if params["given"] else "admins.again")
    return message(text, [section(text), actions(None, door(label, line, 0))])
