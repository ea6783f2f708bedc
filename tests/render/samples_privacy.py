"""Messages and forms about people's data."""

from typing import Any

Params = dict[str, Any]

DAYS: Params = {"inbox": 30, "replies": 400, "messages": 400, "audit": 730}
PREVIEW: Params = {
    "person_id": 12,
    "name": "Trần Ngọc <Lan>",
    "rows": {
        "reply": 34,
        "check_in": 52,
        "reading": 1,
        "week_plan": 9,
        "evidence": 2,
        "scorecard_review": 1,
    },
    "goals": 0,
    "kpis": 0,
    "initiatives": 0,
    "reports": 2,
    "ready": True,
}
NOTHING: Params = dict.fromkeys(PREVIEW["rows"], 0)
MESSAGES: dict[str, Params] = {
    "privacy": {"days": DAYS, "is_admin": True, "name": "Minh Long"},
    "replies_shown": {
        "person": "Trần Ngọc <Lan>",
        "own": False,
        "on": "2026-11-16",
        "replies": [
            {"at": "2026-11-16T02:03:00+00:00", "text": "1: 271,500\nkẹt API *đối tác*"},
            {"at": "2026-11-16T05:00:00+00:00", "text": "churn 3 %"},
        ],
        "for_reason": "có khiếu nại",
    },
    "person_exported": {"own": True, "name": "Lan", "file": "okrbot-12.zip"},
    "erasure_offered": {"admins": 2},
    "erasure_sent": {"admins": 2},
    "erasure_asked": {"person_id": 12, "name": "Trần Ngọc <Lan>", "slack_user_id": "U1"},
    "erasure_preview": PREVIEW,
    "person_erased": {"person_id": 12, "texts": 41, "clean": True},
}
VARIANTS: list[tuple[str, Params]] = [
    ("privacy", MESSAGES["privacy"] | {"is_admin": False}),
    ("person_exported", MESSAGES["person_exported"] | {"own": False}),
    (
        "replies_shown",
        {"person": "Lan", "own": True, "on": "2026-11-16", "for_reason": None}
        | {"replies": [{"at": "2026-11-16T02:03:00+00:00", "text": "churn " * 7_000}] * 10},
    ),
    ("erasure_sent", {"admins": 0}),
    ("erasure_preview", PREVIEW | {"ready": False, "goals": 3, "kpis": 1, "initiatives": 2}),
    ("erasure_preview", PREVIEW | {"rows": NOTHING, "reports": 1, "name": "Lan"}),
    ("person_erased", {"person_id": 12, "texts": 0, "clean": False}),
]
VIEWS: dict[str, Params] = {
    "erase_person_form": PREVIEW,
    "retention_form": {
        "days": DAYS,
        "offered": {
            "inbox": [7, 30, 90],
            "replies": [90, 400],
            "messages": [90, 400],
            "audit": [180, 730, 3650],
        },
    },
}
