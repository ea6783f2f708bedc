"""The API as an app of its own, mounted under PREFIX."""

from collections.abc import Callable
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response

from bot.logs import logger
from bot.runtime import Runtime
from bot.services.given_readings import MOST_AT_ONCE
from bot.web.api import description, models, page, routes
from bot.web.api.problems import Refused, row, seconds

log = logger(__name__)
PREFIX = "/api/v1"
BUSY_SECONDS = 5

assert models.MOST_READINGS == MOST_AT_ONCE


def build(rt: Runtime) -> FastAPI:
    """The API of one process; what it does for whom, the keys in the database say."""
    app = FastAPI(
        title="okrbot",
        version="1",
        description=description.ABOUT,
        docs_url=None,
        redoc_url=None,
        servers=[{"url": PREFIX}],
        root_path_in_servers=False,
        redirect_slashes=False,
    )
    app.include_router(routes.router(rt))
    app.openapi = description.of(app)  # type: ignore[method-assign]
    _tell_problems(app)

    @app.get("/", include_in_schema=False)
    def shown(request: Request) -> Response:
        host = f"{request.url.scheme}://{request.url.netloc}"
        return HTMLResponse(page.html(app.openapi(), host, PREFIX), headers=page.HEADERS)

    return app


def _tell_problems(app: FastAPI) -> None:
    answers: dict[type[Exception], Callable[[Any], Refused]] = {
        Refused: lambda error: error,
        RequestValidationError: _invalid,
        HTTPException: _http,
        OperationalError: _busy,
        NoConnection: _busy,
        Exception: _broken,
    }
    for kind, answer in answers.items():
        app.add_exception_handler(kind, _handler(answer))


def _handler(answer: Callable[[Any], Refused]) -> Callable[[Request, Exception], Response]:
    def handle(_: Request, error: Exception) -> Response:
        return answer(error).response()

    return handle


def _invalid(error: RequestValidationError) -> Refused:
    """A part of the address or a header; the body is read by the route."""
    errors = [
        row(None, str(one["loc"][-1]), "request.invalid", str(one["msg"])) for one in error.errors()
    ]
    return Refused(400, "request.invalid", "A part of the request is not valid.", errors=errors)


def _http(error: HTTPException) -> Refused:
    code = {404: "request.no_such_address", 405: "request.no_such_method"}
    return Refused(
        error.status_code,
        code.get(error.status_code, "request.refused"),
        str(error.detail),
        headers=error.headers,
    )


def _busy(error: Exception) -> Refused:
    log.warning("api.database", error=type(error).__name__)
    told = "The database does not answer. Nothing was written; please try again."
    return Refused(503, "server.busy", told, headers=seconds(BUSY_SECONDS))


def _broken(error: Exception) -> Refused:
    log.error("api.failed", error=type(error).__name__)
    return Refused(500, "server.failed", "Something broke here, and nothing was written.")
