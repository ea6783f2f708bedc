"""The front door of the Web API: general checks, the method itself, the log."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.errors import ApiError, invalid_arguments
from bot.sandbox.faults import Faults
from bot.sandbox.limits import Limits
from bot.sandbox.model import Json, Token
from bot.sandbox.site import Site
from bot.sandbox.webapi import chat, conversations, files, modals, people, reactions, usergroups
from bot.sandbox.webapi.body import charset_warnings, read_call
from bot.sandbox.webapi.call import Call
from bot.sandbox.webapi.methods import Method, load_methods, load_names
from bot.sandbox.webapi.scopes import require_scope
from bot.sandbox.workspace import Workspace

Handler = Callable[[Workspace, Call], Json]

HANDLERS: dict[str, Handler] = {
    "api.test": people.api_test,
    "auth.test": people.auth_test,
    "chat.delete": chat.delete,
    "chat.getPermalink": chat.get_permalink,
    "chat.postEphemeral": chat.post_ephemeral,
    "chat.postMessage": chat.post_message,
    "chat.update": chat.update,
    "conversations.history": conversations.conversations_history,
    "conversations.info": conversations.conversations_info,
    "conversations.list": conversations.conversations_list,
    "conversations.members": conversations.conversations_members,
    "conversations.open": conversations.conversations_open,
    "conversations.replies": conversations.conversations_replies,
    "files.completeUploadExternal": files.complete_upload,
    "files.getUploadURLExternal": files.get_upload_url,
    "files.info": files.info,
    "reactions.add": reactions.add,
    "reactions.get": reactions.get,
    "reactions.list": reactions.list_by_user,
    "reactions.remove": reactions.remove,
    "team.info": people.team_info,
    "usergroups.list": usergroups.groups,
    "usergroups.users.list": usergroups.users,
    "users.info": people.users_info,
    "users.list": people.users_list,
    "users.lookupByEmail": people.users_lookup_by_email,
    "views.open": modals.open_view,
    "views.publish": modals.publish_view,
    "views.push": modals.push_view,
    "views.update": modals.update_view,
}

# Slack's own libraries send this with every call of an app that is installed for an organisation.
GENERAL = frozenset({"team_id"})
# What an unsupported argument may say, because it asks for nothing.
NO_EFFECT: tuple[Any, ...] = ("", False, "false", "0", "none", [])
STRUCTURED = ("attachments", "blocks", "files", "metadata", "view")


class WebApi:
    """Answers `POST /api/<method>`. `handlers` adds methods that need more than the workspace."""

    def __init__(
        self, site: Site, handlers: dict[str, Handler], limits: Limits, faults: Faults
    ) -> None:
        self._site = site
        self._limits = limits
        self._faults = faults
        self._handlers = HANDLERS | handlers
        self._methods = load_methods()
        self._names = load_names()

    async def endpoint(self, request: Request) -> Response:
        """Serve one call, with the fault that is scripted for it."""
        name = request.path_params["method"]
        rule = self._faults.strike(name)
        if rule is None or rule.applied:
            answer = await self._serve(request, name, fault=rule.fault if rule else None)
            return await self._faults.spoil(rule, request, answer)
        args: Json = {}
        with suppress(ApiError):
            args, _ = await read_call(request)
        refusal = {"ok": False, "error": rule.error}
        self._record(self._site.first, name, args, refusal, fault=rule.fault)
        return await self._faults.refuse(rule, request)

    async def _serve(self, request: Request, name: str, *, fault: str | None) -> Response:
        """Carry a call out and record it."""
        args: Json = {}
        token: Token | None = None
        # Calls that belong to no workspace are told of in the first one's log.
        workspace = self._site.first
        warnings = charset_warnings(request)
        status, more = 200, {}
        try:
            args, secret = await read_call(request)
            method = self._method(name)
            workspace, token = self._token(method, secret)
            self._limits.take(workspace, method, args)
            call = Call(method, args, token, warnings)
            self._check(call)
            answer: Json = {"ok": True, **self._handlers[name](workspace, call)}
        except ApiError as refusal:
            answer = {"ok": False, "error": refusal.code, **refusal.extra}
            status, more = refusal.status, refusal.headers
        answer = _warned(answer, warnings)
        self._record(workspace, name, args, answer, fault=fault)
        headers = {"x-slack-req-id": workspace.new_id("R"), **self._headers(name, token)}
        return JSONResponse(answer, status, headers | more)

    def _method(self, name: str) -> Method:
        method = self._methods.get(name)
        if (method is None or name not in self._handlers) and name in self._names:
            raise ApiError("sandbox_not_implemented", status=501, detail=name)
        if method is None or name not in self._handlers:
            raise ApiError("unknown_method", req_method=name)
        return method

    def _token(self, method: Method, secret: str | None) -> tuple[Workspace, Token | None]:
        if method.token is None:
            return self._site.first, None
        if not secret:
            raise ApiError("not_authed")
        found = self._site.find_token(secret)
        if found is None:
            raise ApiError("invalid_auth")
        workspace, token = found
        if token.inactive:
            raise ApiError("account_inactive")
        if token.revoked:
            raise ApiError("token_revoked")
        if token.expires_at is not None and token.expires_at <= workspace.clock.now():
            raise ApiError("token_expired")
        if token.kind != method.token and method.name != "auth.test":
            raise ApiError("not_allowed_token_type")
        return workspace, token

    def _check(self, call: Call) -> None:
        require_scope(call, *call.method.scopes)
        allowed = call.method.args
        unknown = sorted(set(call.args) - allowed - GENERAL) if allowed is not None else []
        if unknown:
            # Slack itself is laxer and ignores what it does not know; a misspelt argument should
            # not pass here.
            raise ApiError(
                "sandbox_unknown_argument",
                detail=f"{call.method.name} has no argument {', '.join(unknown)}",
            )
        for name in sorted(call.method.unsupported & set(call.args)):
            if call.args[name] not in NO_EFFECT:
                raise ApiError("sandbox_not_implemented", status=501, detail=name)
        # guess: the code; several methods have one of their own for this
        missing = [name for name in call.method.required if call.args.get(name) in (None, "")]
        if missing:
            raise invalid_arguments(*(f"missing required field: {name}" for name in missing))

    def _headers(self, name: str, token: Token | None) -> dict[str, str]:
        headers: dict[str, str] = {}
        method = self._methods.get(name)
        if token is not None and method is not None:
            headers["x-oauth-scopes"] = ",".join(token.scopes)
            headers["x-accepted-oauth-scopes"] = ",".join(method.scopes)
        return headers

    def _record(
        self, workspace: Workspace, name: str, args: Json, answer: Json, *, fault: str | None
    ) -> None:
        entry = {
            "at": workspace.clock.now().isoformat(),
            "method": name,
            "args": {key: _parsed(key, value) for key, value in args.items()},
            "ok": answer["ok"],
            "error": answer.get("error"),
            "response": answer,
            "fault": fault,
        }
        workspace.log.calls.append(entry)
        workspace.notify({"type": "log"})


def _warned(answer: Json, warnings: list[str]) -> Json:
    if not warnings:
        return answer
    more = {**answer.get("response_metadata", {}), "warnings": warnings}
    return answer | {"warning": ",".join(warnings), "response_metadata": more}


def _parsed(name: str, value: Any) -> Any:
    if name == "client_secret":
        return "(not shown)"
    if name not in STRUCTURED or not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value  # logged as the app sent it
