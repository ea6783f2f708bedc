"""What people do with blocks and modals: press, choose, submit, close."""

from __future__ import annotations

import json
from typing import Any

from bot.sandbox import objects, payloads
from bot.sandbox.delivery import Delivery
from bot.sandbox.elements import action, current_state, find_element, held
from bot.sandbox.errors import ApiError, ControlError
from bot.sandbox.gestures import acting, readable, require_app
from bot.sandbox.inputs import input_errors
from bot.sandbox.model import Json, Message, Person, View
from bot.sandbox.webapi.modals import check_view
from bot.sandbox.workspace import Workspace

TIMEOUT = {"ok": False, "acked": False, "error": "operation_timeout"}
KEPT = {"ok": True, "acked": False}


async def click_in_message(
    ws: Workspace,
    delivery: Delivery,
    user: str,
    *,
    channel: str,
    ts: str,
    action_id: str,
    block_id: str | None = None,
    chosen: Any = None,
    values: Json | None = None,
) -> Json:
    """Press or choose in a message. `values` is what is typed in its inputs."""
    person = acting(ws, user)
    require_app(ws)
    where = readable(ws, user, channel)
    message = seen_message(ws, user, where.id, ts)
    blocks = message.blocks or []
    block, element = find_element(blocks, action_id, block_id)
    if _stays_with_client(block):
        return KEPT
    entry, state = action(block, element, chosen, ts=ws.messages.next_ts())
    typed = _typed(blocks, values or {})
    if state is not None:
        typed.setdefault(block["block_id"], {})[element["action_id"]] = state
    path = ws.grants.response_url(person.id, where.id, original_ts=ts)
    payload = payloads.message_actions(
        entry,
        person=person,
        channel=where,
        message=ws.wire(message),
        ephemeral=message.ephemeral_to is not None,
        state=current_state(blocks, typed),
        app=ws.app,
        team=ws.team,
        trigger_id=ws.grants.trigger(person.id),
        response_url=f"{ws.base_url}/{path}",
    )
    ack = await delivery.request("interactive", payload)
    return TIMEOUT if ack is None else {"ok": True, "acked": True}


def seen_message(ws: Workspace, user: str, channel: str, ts: str) -> Message:
    """A message that the person sees. Raises ControlError message_not_found."""
    message = ws.messages.get(channel, ts)
    if message is None or message.ephemeral_to not in (None, user):
        raise ControlError("message_not_found", f"{user} sees no message {ts}.", status=404)
    return message


def _stays_with_client(block: Json) -> bool:
    """Whether what happens in a block is told only with a later submission or press."""
    return block["type"] == "input" and not block.get("dispatch_action")


async def click_in_view(
    ws: Workspace,
    delivery: Delivery,
    user: str,
    *,
    view_id: str,
    action_id: str,
    block_id: str | None = None,
    chosen: Any = None,
    values: Json | None = None,
) -> Json:
    """Press or choose in a modal or in the home tab. `values` is what is typed so far."""
    person = acting(ws, user)
    require_app(ws)
    view = _own_view(ws, user, view_id)
    block, element = find_element(view.body["blocks"], action_id, block_id)
    entry, state = action(block, element, chosen, ts=ws.messages.next_ts())
    _type(view, values or {})
    if state is not None:
        view.state.setdefault(block["block_id"], {})[element["action_id"]] = state
    payload = payloads.view_actions(
        entry,
        person=person,
        view=objects.view(view, app=ws.app, team=ws.team),
        app=ws.app,
        team=ws.team,
        trigger_id=ws.grants.trigger(person.id, view_id=view.id if view.is_modal else None),
    )
    if _stays_with_client(block):
        return KEPT
    ack = await delivery.request("interactive", payload)
    return TIMEOUT if ack is None else {"ok": True, "acked": True}


async def submit(
    ws: Workspace, delivery: Delivery, user: str, *, view_id: str, values: Json
) -> Json:
    """Submit a modal; applies the app's response_action.

    The answer is `{ok, response_action?, errors?}`. Errors that Slack's own client shows before
    it sends anything come with `client_side: true`.
    """
    person = acting(ws, user)
    require_app(ws)
    view = _own_view(ws, user, view_id)
    if not view.is_modal:
        raise ControlError("not_a_modal", "The home tab cannot be submitted.")
    _type(view, values)
    blocks = view.body["blocks"]
    view.errors = input_errors(blocks, current_state(blocks, view.state))
    if view.errors:
        _notify(ws, view)
        return _errors(view) | {"client_side": True}
    payload = payloads.view_submission(
        objects.view(view, app=ws.app, team=ws.team),
        person=person,
        app=ws.app,
        team=ws.team,
        trigger_id=ws.grants.trigger(person.id, view_id=view.id),
    )
    ack = await delivery.request("interactive", payload)
    if ack is None:
        return TIMEOUT
    try:
        return _respond(ws, view, ack.get("payload") or {})
    except ApiError as refusal:
        # Slack's client only says that it had trouble; the reason helps whoever writes the app.
        detail = json.dumps(refusal.extra, ensure_ascii=False)
        return {"ok": False, "acked": True, "error": refusal.code, "detail": detail}


def _respond(ws: Workspace, view: View, response: Json | str) -> Json:
    if not isinstance(response, dict):
        raise ApiError("invalid_response_action", response=response)
    if ws.views.get(view.id) is not view:
        # guess: an answer about a view that was closed meanwhile changes nothing
        return {"ok": True, "acked": True}
    chosen = response.get("response_action")
    if chosen == "errors":
        view.errors = _checked_errors(view, response.get("errors"))
    elif chosen == "update":
        ws.views.replace(view, _response_view(ws, response, replaces=view))
    elif chosen == "push":
        ws.views.push(view.user, _response_view(ws, response))
    elif chosen == "clear":
        ws.views.clear(view.user)
    elif chosen is None and not response:
        ws.views.close(view)
    else:
        raise ApiError("invalid_response_action", response=response)
    _notify(ws, view)
    if chosen == "errors":
        return _errors(view)
    return {"ok": True, "acked": True} | ({"response_action": chosen} if chosen else {})


def _checked_errors(view: View, errors: Any) -> dict[str, str]:
    """Raises ApiError unless the keys are block_ids of input blocks and the values are texts."""
    inputs = {block["block_id"] for block in view.body["blocks"] if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not set(errors) <= inputs:
        raise ApiError("invalid_response_errors", input_blocks=sorted(inputs), errors=errors)
    if not all(isinstance(text, str) and text for text in errors.values()):
        raise ApiError("invalid_response_errors", errors=errors)
    return dict(errors)


def _response_view(ws: Workspace, response: Json, *, replaces: View | None = None) -> Json:
    body = response.get("view")
    if not isinstance(body, dict):
        raise ApiError("invalid_response_view")
    return check_view(ws, body, replaces=replaces)


def _errors(view: View) -> Json:
    return {"ok": True, "response_action": "errors", "errors": view.errors}


async def close(
    ws: Workspace, delivery: Delivery, user: str, *, view_id: str, clear: bool = False
) -> Json:
    """Cancel a modal, or with `clear` all of the stack; view_closed where it was asked for."""
    person = acting(ws, user)
    require_app(ws)
    view = _own_view(ws, user, view_id)
    if not view.is_modal:
        raise ControlError("not_a_modal", "The home tab cannot be closed.")
    stack = ws.views.stack(user)
    clear = clear or bool(view.body.get("clear_on_close"))
    closed = stack if clear else [view]
    if clear:
        ws.views.clear(user)
    else:
        ws.views.close(view)
    _notify(ws, view)
    return await _view_closed(ws, delivery, person, closed, is_cleared=clear)


async def _view_closed(
    ws: Workspace, delivery: Delivery, person: Person, closed: list[View], *, is_cleared: bool
) -> Json:
    for view in closed:
        if view.body.get("notify_on_close"):
            payload = payloads.view_closed(
                objects.view(view, app=ws.app, team=ws.team),
                person=person,
                app=ws.app,
                team=ws.team,
                is_cleared=is_cleared,
            )
            await delivery.request("interactive", payload)
    return {"ok": True}


def _own_view(ws: Workspace, user: str, view_id: str) -> View:
    view = ws.views.get(view_id)
    if view is None or view.user != user:
        raise ControlError("view_not_found", f"{user} has no open view {view_id}.", status=404)
    return view


def _typed(blocks: list[Json], values: Json) -> dict[str, dict[str, Json]]:
    """Plain values by block_id and action_id as entries of state.values."""
    typed: dict[str, dict[str, Json]] = {}
    for block_id, by_action in values.items():
        for action_id, chosen in by_action.items():
            _, element = find_element(blocks, action_id, block_id)
            typed.setdefault(block_id, {})[action_id] = held(element, chosen)
    return typed


def _type(view: View, values: Json) -> None:
    for block_id, entries in _typed(view.body["blocks"], values).items():
        view.state.setdefault(block_id, {}).update(entries)


def _notify(ws: Workspace, view: View) -> None:
    ws.notify({"type": "views" if view.is_modal else "home", "user": view.user})
