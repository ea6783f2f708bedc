"""The API as it describes itself: /openapi.json, and the page that is made of it."""

from collections.abc import Callable, Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from bot.web.api import models
from bot.web.api.body import MOST_BYTES
from bot.web.api.problems import MEDIA_TYPE

ABOUT = (
    "Readings of KPIs from scripts and other systems. A reading that comes in here counts as one "
    "that a person says: it moves the alert of its KPI at once. Ask an administrator for a key "
    "(`okrbot keys add`), and send it as `Authorization: Bearer okr_…`. Figures come back as "
    "texts, so that no digit gets lost."
)
PROBLEMS: Mapping[int, str] = {
    400: "The request is not what is described here.",
    401: "There is no key, or it is made up, revoked or expired.",
    403: "The key may not do this.",
    404: "There is no such KPI for this key.",
    409: "The Idempotency-Key was used with another body.",
    413: f"The body has more than {MOST_BYTES} bytes.",
    415: "The body is not said to be application/json.",
    422: "One or more readings cannot be taken, and none was: `errors` says which and why. The "
    "code `readings.jump` means: 1,000 times the last value; send `confirm: true` if it is meant.",
    429: "Too many requests with this key, or too many without a good one from this address.",
    503: "The database does not answer.",
}
WAITS = {
    "Retry-After": {
        "description": "Seconds until the next request.",
        "schema": {"type": "integer", "minimum": 1},
    }
}


def _problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {
        status: {
            "description": PROBLEMS[status],
            "content": {MEDIA_TYPE: {"schema": schema}},
            **({"headers": WAITS} if status in (429, 503) else {}),
        }
        for status in statuses
    }


ONE = {"kpi": "cpa", "value": 118000, "date": "2026-11-16", "note": "After the new campaign"}
BATCH = [{"kpi": "cpa", "value": 118000}, {"kpi": "conversion", "value": "7.2", "unit": "%"}]
_READINGS = {
    "anyOf": [
        {"$ref": "#/components/schemas/ReadingIn"},
        {
            "type": "array",
            "items": {"$ref": "#/components/schemas/ReadingIn"},
            "minItems": 1,
            "maxItems": models.MOST_READINGS,
        },
    ]
}
ADD_READINGS: Mapping[str, Any] = {
    "summary": "Add one reading, or up to 1,000",
    "description": "All are written or none. A second reading of the same day corrects the first "
    "one, whose history stays.",
    "response_model": models.Written,
    "responses": {
        201: {"description": "They are written; what was so already is `unchanged`."},
        **_problems(400, 401, 403, 409, 413, 415, 422, 429, 503),
    },
    "openapi_extra": {
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {
                    "schema": _READINGS,
                    "examples": {
                        "one": {"summary": "One reading", "value": ONE},
                        "batch": {"summary": "Several", "value": BATCH},
                    },
                }
            },
        }
    },
}
LIST_KPIS: Mapping[str, Any] = {
    "summary": "The KPIs that the key opens",
    "response_model": models.Kpis,
    "responses": _problems(401, 403, 429, 503),
}
LIST_READINGS: Mapping[str, Any] = {
    "summary": "The readings of one KPI",
    "response_model": models.Readings,
    "responses": _problems(400, 401, 403, 404, 429, 503),
}


def of(app: FastAPI) -> Callable[[], dict[str, Any]]:
    """Makes the description once."""
    made: dict[str, Any] = {}

    def openapi() -> dict[str, Any]:
        if not made:
            made.update(_made(app))
        return made

    return openapi


def _made(app: FastAPI) -> dict[str, Any]:
    found = get_openapi(
        title=app.title,
        version=app.version,
        description=app.description,
        routes=app.routes,
        servers=app.servers,
    )
    schemas = found["components"]["schemas"]
    for model in (models.ReadingIn, models.Problem):
        described = model.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas.update(described.pop("$defs", {}))
        schemas[model.__name__] = described
    for name in ("HTTPValidationError", "ValidationError"):  # those are told as problems
        schemas.pop(name, None)
    for path in found["paths"].values():
        for operation in path.values():
            refused = operation["responses"].get("422", {})
            if MEDIA_TYPE not in refused.get("content", {}):
                operation["responses"].pop("422", None)
    return found
