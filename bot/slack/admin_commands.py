"""Who administers okrbot: commands, the button and its form."""

from collections.abc import Mapping
from typing import Any, Final

from bot.domain.commands.admins import Admins, MakeAdmin, RemoveAdmin
from bot.domain.people import Actor
from bot.render import ids
from bot.render.field_ids import AdminField
from bot.runtime import Runtime
from bot.services import admins
from bot.services.choices import SeveralFit
from bot.slack import fields
from bot.slack.answers import Answer, told, which
from bot.slack.payload import Incoming


def _list(rt: Runtime, _: Incoming, by: Actor, __: Admins) -> Answer:
    return Answer("admins_listed", admins.listed(rt, by=by))


def _make(rt: Runtime, incoming: Incoming, by: Actor, asked: MakeAdmin) -> Answer | None:
    return _change(rt, incoming, by, asked.name, is_admin=True)


def _remove(rt: Runtime, incoming: Incoming, by: Actor, asked: RemoveAdmin) -> Answer | None:
    return _change(rt, incoming, by, asked.name, is_admin=False)


def _change(
    rt: Runtime, incoming: Incoming, by: Actor, name: str, *, is_admin: bool
) -> Answer | None:
    try:
        done = admins.change(rt, name, is_admin=is_admin, by=by, key=incoming.key)
    except SeveralFit as fit:
        is_vi = by.locale.startswith("vi")
        command = "/okr quản trị viên" if is_vi else "/okr admin"
        if not is_admin:
            command += " bỏ" if is_vi else " remove"
        return which(command, fit)
    return told("admins_listed", done)


def open_form(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    admins.may_change(by)
    return fields.open_form(rt, incoming, by, ids.View.ADMIN, {})


def check(rt: Runtime, incoming: Incoming, by: Actor) -> Mapping[str, str]:
    admins.may_change(by)
    wrong = admins.check(rt, _chosen(incoming), by=by)
    if wrong is None:
        return {}
    return {AdminField.WHO: rt.render.field_error(wrong, locale=by.locale)}


def save(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    """What became of it is told by direct message."""
    admins.change(rt, _chosen(incoming), is_admin=True, by=by, key=incoming.key)
    return None


def _chosen(incoming: Incoming) -> str:
    return fields.Form.of(incoming).chosen(AdminField.WHO) or ""


HANDLERS: Final[Mapping[type, Any]] = {Admins: _list, MakeAdmin: _make, RemoveAdmin: _remove}
