"""Scopes: what a token may do."""

from __future__ import annotations

from bot.sandbox.errors import ApiError
from bot.sandbox.webapi.call import Call


def require_scope(call: Call, *scopes: str) -> None:
    """Raises ApiError missing_scope unless the token has one of `scopes` (none: no need)."""
    provided = call.token.scopes if call.token is not None else ()
    if scopes and not set(scopes) & set(provided):
        raise ApiError("missing_scope", needed=",".join(scopes), provided=",".join(provided))
