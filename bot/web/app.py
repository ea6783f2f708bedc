"""The pages: /healthz, /readyz and /metrics, and the API where there is one."""

from prometheus_client import CONTENT_TYPE_LATEST
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from bot.runtime import Runtime
from bot.web.api import app as api
from bot.web.health import OK, Health
from bot.web.metrics import Metrics


def with_api(rt: Runtime) -> Mount:
    """The API, to be built with the pages."""
    return Mount(api.PREFIX, api.build(rt))


def build(health: Health, metrics: Metrics, *more: BaseRoute) -> Starlette:
    """An app that tells of one process, in no more detail than somebody without rights may know."""

    # Not async: each runs in a thread of its own, as it asks the database.
    def healthz(_: Request) -> Response:
        return _answer(dict(health.checks()))

    def readyz(_: Request) -> Response:
        ready = OK if health.ready else "starting or ending"
        return _answer({"bot": ready, **(health.checks() if health.ready else {})})

    def shown(_: Request) -> Response:
        return Response(metrics.shown(), media_type=CONTENT_TYPE_LATEST)

    return Starlette(
        routes=[
            Route("/healthz", healthz),
            Route("/readyz", readyz),
            Route("/metrics", shown),
            *more,
        ]
    )


def _answer(checks: dict[str, str]) -> JSONResponse:
    fine = all(found == OK for found in checks.values())
    body = {"ok": fine, "checks": checks}
    return JSONResponse(body, status_code=200 if fine else 503)
