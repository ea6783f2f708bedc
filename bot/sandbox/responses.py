"""What an app sends back outside the Web API: acknowledgement payloads and response_url posts."""

from __future__ import annotations

import json
from contextlib import suppress

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.sandbox.errors import ApiError
from bot.sandbox.faults import Faults
from bot.sandbox.model import Json, ResponseUrl
from bot.sandbox.site import Site
from bot.sandbox.webapi.chat import bot_message
from bot.sandbox.webapi.content import check_content
from bot.sandbox.workspace import Workspace

#: What the log and the faults call a use of a response_url.
METHOD = "response_url"
PROPERTIES = frozenset(
    {
        "attachments",
        "blocks",
        "delete_original",
        "link_names",
        "metadata",
        "mrkdwn",
        "parse",
        "replace_original",
        "response_type",
        "text",
        "thread_ts",
        "unfurl_links",
        "unfurl_media",
    }
)


def respond(ws: Workspace, grant: ResponseUrl, payload: Json) -> None:
    """Post, replace or delete by the rules of response_url. Raises ApiError."""
    unknown = sorted(set(payload) - PROPERTIES)
    if unknown:
        # Slack itself is laxer and ignores what it does not know.
        detail = f"no property {', '.join(unknown)}"
        raise ApiError("sandbox_unknown_argument", status=400, detail=detail)
    original = ws.messages.get(grant.channel, grant.original_ts or "")
    if payload.get("delete_original"):
        if original is None:
            raise ApiError("message_not_found", status=404)  # guess: code and status
        ws.delete(original)
        return
    content = check_content(ws, payload)
    if payload.get("replace_original") and original is not None:
        ws.edit(original, text=content.text, blocks=content.blocks, attachments=content.attachments)
        return
    message = bot_message(ws, grant.channel, content, thread_ts=payload.get("thread_ts"))
    if payload.get("response_type", "ephemeral") != "in_channel":
        message.ephemeral_to = grant.user
    message.metadata = payload.get("metadata") if message.ephemeral_to is None else None
    ws.post(message)
    if grant.original_ts is None:
        # guess: a command's address replaces and deletes what was first posted with it
        grant.original_ts = message.ts


class ResponseUrls:
    """Answers `POST /response/<id>`."""

    def __init__(self, site: Site, faults: Faults) -> None:
        self._site = site
        self._faults = faults

    async def endpoint(self, request: Request) -> Response:
        """Serve one use of a response_url, with the fault that is scripted for it."""
        rule = self._faults.strike(METHOD)
        if rule is None or rule.applied:
            answer = await self._serve(request, fault=rule.fault if rule else None)
            return await self._faults.spoil(rule, request, answer)
        payload: Json = {}
        with suppress(ApiError):
            payload = await _payload(request)
        workspace = self._site.of_url(request.path_params["ident"])
        self._record(workspace, payload, {"ok": False, "error": rule.error}, fault=rule.fault)
        return await self._faults.refuse(rule, request)

    async def _serve(self, request: Request, *, fault: str | None) -> Response:
        """Use a response_url and record it like a call."""
        payload: Json = {}
        ident = request.path_params["ident"]
        workspace = self._site.of_url(ident)
        try:
            payload = await _payload(request)
            grant = workspace.grants.find_url(ident)
            grant.uses += 1
            respond(workspace, grant, payload)
        except ApiError as refusal:
            # guess: errors of the content come with HTTP 400
            status = 400 if refusal.status == 200 else refusal.status
            answer: Json = {"ok": False, "error": refusal.code, **refusal.extra}
            self._record(workspace, payload, answer, fault=fault)
            return JSONResponse(answer, status)
        self._record(workspace, payload, {"ok": True}, fault=fault)
        return PlainTextResponse("ok")

    def _record(
        self, workspace: Workspace, payload: Json, answer: Json, *, fault: str | None
    ) -> None:
        workspace.log.calls.append(
            {
                "at": workspace.clock.now().isoformat(),
                "method": METHOD,
                "args": payload,
                "ok": answer["ok"],
                "error": answer.get("error"),
                "response": answer,
                "fault": fault,
            }
        )
        workspace.notify({"type": "log"})


async def _payload(request: Request) -> Json:
    try:
        payload = json.loads(await request.body())
    except ValueError as broken:
        raise ApiError("invalid_payload", status=400) from broken
    if not isinstance(payload, dict):
        raise ApiError("invalid_payload", status=400)
    return {name: value for name, value in payload.items() if value is not None}
