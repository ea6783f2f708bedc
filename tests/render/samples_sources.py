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
ROW: Params = {
    "title": "CPA",
    "unit": "₫",
    "on": "2026-11-13",
    "value": "118000",
    "before": None,
    "effect": "new",
}
FILE: Params = {
    "name": "số liệu tuần 47.xlsx",
    "state": "offer",
    "value": "F0FILE:" + "0" * 64 + ":key",
    "problems": [],
    "rows": [ROW, ROW | {"before": "120000", "effect": "corrected"}],
    "counts": {"new": 1, "corrected": 1, "unchanged": 3},
    "ignored": ["Ghi chú riêng"],
    "more": 0,
}
CELL: Params = {"sheet": "", "row": 3, "column": 2, "heading": "Giá trị"}
PROBLEM: Params = {"place": CELL, "field": "", "key": "readings.jump", "params": JUMP}
PROBLEMS: list[Params] = [
    PROBLEM,
    PROBLEM | {"key": "sheet.formula", "params": {}},
    PROBLEM
    | {
        "key": "readings.twice",
        "params": {"title": "CPA", "day": "2026-11-13", "first": CELL | {"row": 2}},
    },
    PROBLEM
    | {"place": {"line": 0}, "key": "readings.too_many", "params": {"count": 2000, "most": 1000}},
]
WRONG: Params = FILE | {
    "state": "problems",
    "value": None,
    "problems": PROBLEMS,
    "rows": [],
    "counts": None,
}
KEY: Params = {
    "id": "0f3a5c7e9b1d",
    "name": "Kho dữ liệu <a>",
    "reads": True,
    "writes": True,
    "kpis": [],
    "all": True,
    "used_at": "2026-11-13T23:00:00+00:00",
    "expires_at": None,
    "state": "open",
}
CONNECTOR: Params = {
    "id": 3,
    "kpi_id": 7,
    "kpi": "cpa",
    "title": "CPA <a>",
    "kind": "sql",
    "rule": {"at": "06:30"},
    "next_at": "2026-11-14T23:30:00+00:00",
    "fetched_at": "2026-11-13T23:30:00+00:00",
    "failures": 0,
    "failed_because": None,
    "failed_params": {},
    "paused": False,
    "asked": False,
}
BROKEN = CONNECTOR | {
    "failures": 3,
    "failed_because": "connector.timeout",
    "failed_params": {"host": "bi.minhlong.example", "seconds": "10"},
    "rule": {"weekday": 0, "at": "06:30"},
    "kind": "http",
}
TRIED: Params = {
    "key": "cpa",
    "title": "CPA <a>",
    "unit": "₫",
    "because": None,
    "because_params": {},
    "figures": [
        {"on": "2026-11-13", "value": "118000", "before": None, "effect": "new"},
        {"on": "2026-11-12", "value": "117000", "before": "116000", "effect": "corrected"},
        {"on": "2026-11-11", "value": "117000", "before": "117000", "effect": "unchanged"},
    ],
    "more": 4,
}
MESSAGES: dict[str, Params] = {
    "connectors_listed": {
        "connectors": [
            CONNECTOR,
            BROKEN,
            CONNECTOR | {"rule": {"minute": 5}, "fetched_at": None},
            CONNECTOR | {"paused": True, "rule": None},
            CONNECTOR | {"asked": True},
        ]
    },
    "connector_tried": TRIED,
    "connector_failed": FAILED,
    "readings_shown": FILE,
    "readings_how": {},
    "keys_listed": {"keys": [KEY, KEY | {"state": "revoked", "used_at": None}]},
    "key_made": {"name": "Kho dữ liệu", "id": KEY["id"], "key": f"okr_{KEY['id']}_{'x' * 43}"},
    "key_revoked": {"name": "Kho dữ liệu"},
}
VARIANTS: list[tuple[str, Params]] = [
    ("connectors_listed", {"connectors": []}),
    ("connectors_listed", {"connectors": [BROKEN | {"paused": True}] * 45}),
    (
        "connector_tried",
        TRIED | {"because": "readings.jump", "because_params": JUMP, "figures": [], "more": 0},
    ),
    ("connector_failed", FAILED | {"is_admin": False}),
    ("connector_failed", FAILED | {"value": None, "fetched_at": None}),
    ("connector_failed", FAILED | {"because": "readings.jump", "because_params": JUMP}),
    ("keys_listed", {"keys": []}),
    ("keys_listed", {"keys": [KEY | {"all": False, "kpis": ["cpa", "churn"]}] * 90}),
    ("readings_shown", WRONG),
    ("readings_shown", FILE | {"state": "done", "value": None, "rows": [ROW] * 25, "more": 7}),
    ("readings_shown", FILE | {"state": "nothing", "value": None, "rows": [], "ignored": []}),
]
