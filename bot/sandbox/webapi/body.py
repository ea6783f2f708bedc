"""Reads the arguments and the token of a call from query, form, JSON or multipart."""

from __future__ import annotations

import json
import re
from base64 import b64decode
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request

from bot.sandbox.errors import ApiError
from bot.sandbox.model import Json

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
CHARSET = re.compile(r'charset="?([^";\s]+)', re.IGNORECASE)
CHARSETS = ("utf-8", "iso-8859-1")


async def read_call(request: Request) -> tuple[Json, str | None]:
    """The arguments without the token, and the token.

    Raises ApiError: invalid_json, json_not_object, invalid_form_data, invalid_post_type,
    missing_post_type, invalid_charset.
    """
    args: Json = dict(request.query_params)
    is_json = False
    raw = await request.body()
    if raw:
        content_type = request.headers.get("content-type", "")
        is_json = content_type.startswith("application/json")
        args |= _parse(content_type, raw)
    token = args.pop("token", None)
    if is_json:
        token = None  # with a JSON body Slack reads the token from the header alone
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    if scheme.casefold() == "bearer" and secret:
        token = secret.strip()
    if scheme.casefold() == "basic":
        args = _client(secret) | args
    return args, token if isinstance(token, str) else None


def _client(credentials: str) -> Json:
    """The app's id and secret, which OAuth methods take as HTTP Basic authentication."""
    try:
        name, _, password = b64decode(credentials, validate=True).decode("utf-8").partition(":")
    except ValueError:
        return {}
    return {"client_id": name, "client_secret": password}


def charset_warnings(request: Request) -> list[str]:
    """What Slack says about the charset of a body: forms have none, everything else names it."""
    kind, _, parameters = request.headers.get("content-type", "").casefold().partition(";")
    named = "charset=" in parameters
    if kind.strip() in FORMS:
        return ["superfluous_charset"] if named else []
    return ["missing_charset"] if kind.strip() and not named else []


def _parse(content_type: str, raw: bytes) -> dict[str, Any]:
    kind, _, parameters = content_type.partition(";")
    kind = kind.strip().casefold()
    if not kind:
        raise ApiError("missing_post_type")
    charset = CHARSET.search(parameters)
    if charset is not None and charset.group(1).casefold() not in CHARSETS:
        raise ApiError("invalid_charset")
    if kind == "application/json":
        return _parse_json(raw)
    try:
        if kind == "application/x-www-form-urlencoded":
            return dict(parse_qsl(raw.decode("utf-8"), keep_blank_values=True, strict_parsing=True))
        if kind == "multipart/form-data":
            return _parse_multipart(content_type, raw)
    except ValueError as broken:
        raise ApiError("invalid_form_data") from broken
    raise ApiError("invalid_post_type")


def _parse_json(raw: bytes) -> dict[str, Any]:
    try:
        body = json.loads(raw)
    except ValueError as broken:
        raise ApiError("invalid_json") from broken
    if not isinstance(body, dict):
        raise ApiError("json_not_object")
    return {name: value for name, value in body.items() if value is not None}


def _parse_multipart(content_type: str, raw: bytes) -> dict[str, Any]:
    header = f"Content-Type: {content_type}\r\n\r\n".encode()
    message = BytesParser(policy=HTTP).parsebytes(header + raw)
    if not message.is_multipart():
        raise ValueError("not multipart")
    fields: dict[str, Any] = {}
    for part in message.iter_parts():
        name = part.get_param("name", header="content-disposition")
        if not isinstance(name, str):
            raise ValueError("part without a name")
        content = part.get_payload(decode=True)
        if not isinstance(content, bytes):
            raise ValueError("nested multipart")
        fields[name] = content.decode("utf-8")
    return fields
