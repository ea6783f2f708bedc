"""Messages about readings that come in by themselves or in files."""

from typing import Any

Params = dict[str, Any]

FAILED: Params = {
    "kpi_id": 7,
    "key": "cpa",
    "title": "CPA",
    "unit": "₫",
    "value": "118000",
    "fetched_at": "2026-11-13T23:00:00+00:00",
    "failures": 3,
    "because": "connector.timeout",
    "because_params": {"host": "bi.minhlong.example", "seconds": "10"},
    "is_admin": True,
}
JUMP = {"title": "CPA", "before": "118000", "value": "118"}
MESSAGES: dict[str, Params] = {"connector_failed": FAILED}
VARIANTS: list[tuple[str, Params]] = [
    ("connector_failed", FAILED | {"is_admin": False}),
    ("connector_failed", FAILED | {"value": None, "fetched_at": None}),
    ("connector_failed", FAILED | {"because": "readings.jump", "because_params": JUMP}),
]
