"""views.*"""

from __future__ import annotations

from bot.sandbox import objects
from bot.sandbox.block_kit.complete import completed_view
from bot.sandbox.block_kit.surfaces import check_view_body
from bot.sandbox.errors import ApiError, invalid_arguments
from bot.sandbox.model import Json, Trigger, View
from bot.sandbox.webapi.call import Call
from bot.sandbox.webapi.slack_files import check_slack_files
from bot.sandbox.workspace import Workspace


def _raw_view(call: Call) -> Json:
    """The `view` argument before it is checked."""
    broken = invalid_arguments("must provide an object [json-pointer:/view]")
    value = call.structure("view", broken)
    if not isinstance(value, dict):
        raise broken
    return value


def check_view(ws: Workspace, view: Json, *, replaces: View | None = None) -> Json:
    """A view as Slack keeps it. Raises ApiError invalid_arguments, view_too_large …"""
    check_view_body(view)
    check_slack_files(ws, view["blocks"], "invalid_arguments", "/view/blocks")
    external_id = view.get("external_id")
    if external_id:
        other = ws.views.by_external_id(external_id)
        if other is not None and other is not replaces:
            raise ApiError("duplicate_external_id")
    return completed_view(view, ws.new_block_id)


def _answer(ws: Workspace, view: View) -> Json:
    notice = {"type": "views" if view.is_modal else "home", "user": view.user}
    ws.notify(notice)
    return {"view": objects.view(view, app=ws.app, team=ws.team)}


def _trigger(ws: Workspace, call: Call) -> Trigger:
    if "trigger_id" not in call.args:
        raise invalid_arguments("missing required field: trigger_id")
    return ws.grants.check_trigger(call.text("trigger_id"))


def _modal_argument(ws: Workspace, call: Call) -> Json:
    body = check_view(ws, _raw_view(call))
    if body["type"] != "modal":
        raise invalid_arguments("must be a modal [json-pointer:/view/type]")
    return body


def open_view(ws: Workspace, call: Call) -> Json:
    """Open a modal for the person who caused the trigger."""
    trigger = _trigger(ws, call)
    body = _modal_argument(ws, call)
    trigger.used = True
    return _answer(ws, ws.views.open(trigger.user, body))


def push_view(ws: Workspace, call: Call) -> Json:
    """Put a modal on top of the one in which the trigger was caused."""
    trigger = _trigger(ws, call)
    body = _modal_argument(ws, call)
    if trigger.view_id is None or not ws.views.stack(trigger.user):
        raise ApiError("not_found")  # guess: which error a push without an open modal gives
    view = ws.views.push(trigger.user, body)
    trigger.used = True
    return _answer(ws, view)


def update_view(ws: Workspace, call: Call) -> Json:
    """Replace an open modal, guarded by its hash if one is given."""
    if call.text("view_id"):
        view = ws.views.get(call.text("view_id"))
    elif call.text("external_id"):
        view = ws.views.by_external_id(call.text("external_id"))
    else:
        raise invalid_arguments("missing required field: view_id or external_id")
    if view is None:
        raise ApiError("not_found")
    _check_hash(view, call)
    body = check_view(ws, _raw_view(call), replaces=view)
    if body["type"] != view.body["type"]:
        raise invalid_arguments("must match the `type` of the view [json-pointer:/view/type]")
    ws.views.replace(view, body)
    return _answer(ws, view)


def publish_view(ws: Workspace, call: Call) -> Json:
    """Set a person's home tab."""
    if not ws.app.home_tab:
        raise ApiError("not_enabled")
    user = call.text("user_id")
    if user not in ws.people:
        raise ApiError("user_not_found")  # guess: the code for an unknown user
    home = ws.views.home(user)
    if home is not None:
        _check_hash(home, call)
    body = check_view(ws, _raw_view(call), replaces=home)
    if body["type"] != "home":
        raise invalid_arguments("must be a home view [json-pointer:/view/type]")
    return _answer(ws, ws.views.publish(user, body))


def _check_hash(view: View, call: Call) -> None:
    if call.text("hash") and call.text("hash") != view.hash:
        raise ApiError("hash_conflict")
