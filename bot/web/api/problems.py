"""Answers to requests that were not carried out, as application/problem+json (RFC 9457)."""

import math
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse

from bot.domain.errors import DomainError
from bot.render import Renderer
from bot.services.given_readings import RowProblem

MEDIA_TYPE = "application/problem+json"
MOST_ERRORS = 100


class Refused(Exception):
    """A request that is answered with a problem."""

    def __init__(
        self,
        status: int,
        code: str,
        detail: str,
        *,
        errors: Sequence[Mapping[str, Any]] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(code)
        self.status, self.code, self.detail = status, code, detail
        self.errors, self.headers = list(errors), dict(headers or {})

    def response(self) -> JSONResponse:
        """The answer itself."""
        body = {
            "type": "about:blank",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "code": self.code,
            "detail": self.detail,
            "errors": self.errors[:MOST_ERRORS],
        }
        return JSONResponse(
            body, status_code=self.status, headers=self.headers, media_type=MEDIA_TYPE
        )


def row(index: int | None, field: str | None, code: str, detail: str) -> dict[str, Any]:
    """One entry of `errors`."""
    return {"index": index, "field": field or None, "code": code, "detail": detail}


def refused_rows(
    render: Renderer, problems: Sequence[RowProblem], *, locale: str, batch: bool
) -> Refused:
    """A batch of which nothing was written, with what is wrong with each reading."""
    errors = [
        row(
            problem.index if batch else None,
            problem.field,
            problem.error.key,
            said(render, problem.error, locale=locale),
        )
        for problem in problems
    ]
    first = errors[0]
    detail = f"Nothing was written. {first['detail']}"
    return Refused(422, str(first["code"]), detail, errors=errors)


def said(render: Renderer, error: DomainError, *, locale: str) -> str:
    """An error in plain text."""
    return render.field_error(error, locale=locale)


def locale_of(request: Request) -> str:
    """The language that is asked for; English where that is none of ours."""
    wanted = request.headers.get("accept-language", "").strip().lower()
    return "vi" if wanted.startswith("vi") else "en"


def seconds(wait: float) -> Mapping[str, str]:
    """The header that says when to come again."""
    return {"Retry-After": str(max(1, math.ceil(wait)))}
