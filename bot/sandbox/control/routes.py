"""Routes of the control API and the shape of its refusals."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.sandbox.control.gathering import Gathering
from bot.sandbox.control.installing import Installing
from bot.sandbox.control.reading import Reads
from bot.sandbox.control.sharing import Sharing
from bot.sandbox.control.site_calls import SiteCalls
from bot.sandbox.control.wire import Wire
from bot.sandbox.control.writing import Writes
from bot.sandbox.errors import ControlError
from bot.sandbox.file_routes import FileRoutes
from bot.sandbox.model import Json
from bot.sandbox.site import Site

Run = Callable[[Json], Awaitable[Json]]
Endpoint = Callable[[Request], Awaitable[Response]]


def control_routes(site: Site, wire: Wire) -> list[Route]:
    """All routes below /_sandbox. Each call takes a `team`, by default the first workspace."""
    reading, writing = _readings(site, wire, None), _writings(site, wire, None)
    return [
        *(Route(f"/{path}", _read(site, wire, path), methods=["GET"]) for path in reading),
        *(Route(f"/{path}", _write(site, wire, path), methods=["POST"]) for path in writing),
        Route("/stream", _follow(site), methods=["GET"]),
        Route("/files/{ident}", FileRoutes(site).shown, methods=["GET"]),
    ]


def _readings(site: Site, wire: Wire, team: object) -> dict[str, Run]:
    """What is read of one workspace, by path. Raises ControlError team_not_found."""
    office = site.office(team)
    reads = Reads(site, office.workspace, office.delivery)
    return {
        "state": reads.state,
        "messages": reads.messages,
        "views": reads.views,
        "home": reads.home,
        "log": reads.log,
        "deliveries": reads.deliveries,
        **wire.reading(),
        "openapi.json": reads.describe,
    }


def _writings(site: Site, wire: Wire, team: object) -> dict[str, Run]:
    """What is done in one workspace, by path. Raises ControlError team_not_found."""
    office = site.office(team)
    workspace = office.workspace
    writes = Writes(workspace, office.delivery)
    whole, installing = SiteCalls(site, team, wire.forget), Installing(workspace)
    sharing, gathering = Sharing(workspace), Gathering(workspace)
    return {
        "people": writes.people,
        "channels": writes.channels,
        "say": writes.say,
        "edit": writes.edit,
        "delete": writes.delete,
        "command": writes.command,
        "shortcut": writes.shortcut,
        "click": writes.click,
        "submit": writes.submit,
        "close": writes.close,
        "home": writes.open_home,
        "clock": writes.clock,
        **wire.writing(),
        "reset": whole.reset,
        "workspaces": whole.workspaces,
        "upload": sharing.upload,
        "react": sharing.react,
        "members": gathering.members,
        "usergroups": gathering.usergroups,
        "events": whole.events,
        "uninstall": installing.uninstall,
        "revoke": installing.revoke,
    }


def _read(site: Site, wire: Wire, path: str) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        query = dict(request.query_params)
        return await _answer(lambda team: _readings(site, wire, team)[path], query)

    return endpoint


def _write(site: Site, wire: Wire, path: str) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        # A page of another origin can send text without asking first, but never this type.
        if not request.headers.get("content-type", "").startswith("application/json"):
            return _refusal(ControlError("not_json", "Send application/json.", status=415))
        try:
            body = json.loads(await request.body() or b"{}")
        except ValueError:
            return _refusal(ControlError("not_json", "The body is not JSON."))
        if not isinstance(body, dict):
            return _refusal(ControlError("not_json", "The body must be a JSON object."))
        return await _answer(lambda team: _writings(site, wire, team)[path], body)

    return endpoint


def _follow(site: Site) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        query = request.query_params
        try:
            workspace = site.office(query.get("team")).workspace
        except ControlError as refusal:
            return _refusal(refusal)
        events = site.stream.read(query.get("user"), workspace.team.id)
        headers = {"cache-control": "no-store"}
        return StreamingResponse(events, media_type="text/event-stream", headers=headers)

    return endpoint


async def _answer(choose: Callable[[object], Run], arguments: Json) -> Response:
    try:
        run = choose(arguments.pop("team", None))
        return JSONResponse(await run(arguments))
    except ControlError as refusal:
        return _refusal(refusal)


def _refusal(refusal: ControlError) -> Response:
    body = {"ok": False, "error": refusal.code, "detail": refusal.detail}
    return JSONResponse(body, refusal.status)
