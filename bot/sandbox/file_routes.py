"""Bytes over HTTP: the second step of an upload, private addresses, and the page's own copy."""

from __future__ import annotations

import re

from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from bot.sandbox.files import IMAGES, MOST_BYTES
from bot.sandbox.model import File
from bot.sandbox.sharing import visible_to_bot
from bot.sandbox.site import Site

BOUNDARY = re.compile(r'boundary="?([^";]+)"?', re.IGNORECASE)
# A form around the file costs a little more than the file.
FORM_BYTES = 10_000


class FileRoutes:
    """Endpoints for the bytes of files of all workspaces."""

    def __init__(self, site: Site) -> None:
        self._site = site

    async def upload(self, request: Request) -> Response:
        """Take the bytes, as the body itself or as a multipart form with one file."""
        file = self._announced(request.path_params["ticket"])
        if file is None:
            return PlainTextResponse("There is no such upload.", 404)  # guess: the status
        try:
            raw = await _read(request, MOST_BYTES + FORM_BYTES)
        except ClientDisconnect:
            return PlainTextResponse("", 400)
        content_type = request.headers.get("content-type", "")
        is_form = content_type.casefold().startswith("multipart/form-data")
        content = _file_in_form(content_type, raw) if is_form and raw is not None else raw
        if raw is None or (content is not None and len(content) > MOST_BYTES):
            return PlainTextResponse(f"A file may have {MOST_BYTES} bytes here.", 413)
        if content is None:
            return PlainTextResponse("The form has no file.", 400)
        if len(content) != file.length:
            # guess: Slack may only notice in the third step
            said = f"{file.length} bytes were announced, {len(content)} came."
            return PlainTextResponse(said, 400)
        file.content = content
        return PlainTextResponse(f"OK - {len(content)}")

    def _announced(self, ticket: str) -> File | None:
        found = (workspace.files.by_ticket(ticket) for workspace in self._site.workspaces)
        return next((file for file in found if file is not None), None)

    async def private(self, request: Request) -> Response:
        """The bytes for an app with a token; whoever has none is sent to a page, as on Slack."""
        scheme, _, secret = request.headers.get("authorization", "").partition(" ")
        found = self._site.find_token(secret.strip()) if scheme.casefold() == "bearer" else None
        if found is not None:
            workspace, token = found
            alive = not (token.revoked or token.inactive) and "files:read" in token.scopes
            if alive and request.path_params["team"] == workspace.team.id:
                file = visible_to_bot(workspace, request.path_params["ident"])
                if file is not None:
                    return _bytes(file)
        # guess: the same for a file that is not there
        return RedirectResponse(f"/?redir={request.url.path}", 302)

    async def shown(self, request: Request) -> Response:
        """The bytes for the page, without a token."""
        ident = request.path_params["ident"]
        found = (workspace.files.get(ident) for workspace in self._site.workspaces)
        file = next((one for one in found if one is not None), None)
        return PlainTextResponse("There is no such file.", 404) if file is None else _bytes(file)


def _bytes(file: File) -> Response:
    # What an app uploads is shown from this very address: it must not be able to run here.
    place = "inline" if file.mimetype in IMAGES else "attachment"
    headers = {
        "content-disposition": place,
        "content-security-policy": "default-src 'none'; sandbox",
        "x-content-type-options": "nosniff",
    }
    return Response(file.content, media_type=file.mimetype, headers=headers)


async def _read(request: Request, most: int) -> bytes | None:
    """The body, or None if it is longer than `most`."""
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        # The rest is read and dropped: a client that is still sending would not see the answer.
        if size <= most:
            parts.append(part)
    return b"".join(parts) if size <= most else None


def _file_in_form(content_type: str, raw: bytes) -> bytes | None:
    """The content of the first part with a file name."""
    boundary = BOUNDARY.search(content_type)
    if boundary is None:
        return None
    for part in (b"\r\n" + raw).split(b"\r\n--" + boundary.group(1).encode())[1:]:
        head, found, content = part.partition(b"\r\n\r\n")
        if found and b"filename" in head.lower():
            return content
    return None
