"""Scorecards of a marketing team: with and without a total, before and after a review."""

from collections.abc import Mapping
from typing import Any

Params = dict[str, Any]

TRAFFIC: Params = {
    "ref": "kr:12",
    "title": "Tổng traffic website",
    "weight": "1",
    "attainment": "0.41",
    "share": "20",
    "scored": False,
}
CONVERSION = TRAFFIC | {
    "ref": "kr:13",
    "title": "Tỷ lệ chuyển đổi",
    "attainment": "0.7",
    "scored": True,
}
BUDGET: Params = {
    "ref": "kpi:3",
    "title": "Ngân sách giải ngân",
    "weight": "1",
    "attainment": "1",
    "share": "20",
    "watched": False,
    "figures": 1,
    "frequency": "month",
    "unit": "%",
    "low": "90",
    "high": "110",
}
KPIS: list[Params] = [
    BUDGET,
    BUDGET
    | {
        "ref": "kpi:4",
        "title": "Đầu việc xong đúng hẹn",
        "attainment": "1.0333333333333333333333333333",
        "figures": 5,
        "frequency": "week",
        "high": None,
    },
    BUDGET
    | {
        "ref": "kpi:5",
        "title": "Chi phí trên doanh thu",
        "figures": 62,
        "frequency": "day",
        "low": None,
        "high": "10",
    },
    BUDGET | {"ref": "kpi:6", "title": "Báo cáo quý", "attainment": None, "figures": 0},
    BUDGET
    | {
        "ref": "kpi:7",
        "title": "Tỷ lệ mở email",
        "attainment": None,
        "watched": True,
        "low": None,
        "high": None,
    },
    BUDGET | {"ref": "kpi:8", "title": "Số mẫu thử", "weight": "0", "share": "0"},
]
PARTS: list[Params] = [
    {
        "part": "key_results",
        "share": 40,
        "attainment": "0.555",
        "points": "22.2",
        "items": [TRAFFIC, CONVERSION],
    },
    {
        "part": "kpis",
        "share": 60,
        "attainment": "1.0111111111111111111111111111",
        "points": "60.666666666666666666666666667",
        "items": KPIS,
    },
]
CARD: Params = {
    "template": "Marketing Lead",
    "cap": "1.2",
    "parts": PARTS,
    "total": "82.866666666666666666666666667",
}
SHOWN: Params = {
    "person_id": 4,
    "person": "Phạm Quốc Hùng",
    "cycle": {"id": 3, "key": "2026-Q4", "name": "Quý 4/2026", "state": "active"},
    "card": CARD,
    "review": None,
    "own": True,
    "reviews": False,
    "others": [],
}
REVIEW: Params = {
    "by": "Nguyễn Thị Mai",
    "at": "2027-01-08T03:00:00+00:00",
    "note": "Quý tốt. Tập trung vào traffic.",
    "total": "80.25",
    "was": {"kr:12": "0.4", "kpi:3": None},
    "new": ["kpi:3"],
    "gone": ["Số video mỗi tháng"],
    "changed": True,
}
REVIEWED = SHOWN | {
    "cycle": SHOWN["cycle"] | {"state": "closed"},
    "review": REVIEW,
    "own": False,
    "reviews": True,
    "others": [{"key": "2026-Q3", "name": "Quý 3/2026"}],
}
UNKNOWN = SHOWN | {
    "card": CARD
    | {
        "total": None,
        "parts": [
            PARTS[0] | {"attainment": None, "points": None, "items": []},
            PARTS[1] | {"attainment": None, "points": None, "items": [KPIS[3]]},
        ],
    }
}
KPIS_ALONE = SHOWN | {
    "card": CARD
    | {
        "total": "100",
        "parts": [PARTS[0] | {"share": 0, "points": "0"}, PARTS[1] | {"share": 100}],
    }
}
TOLD: Params = {
    "by": "Nguyễn Thị Mai",
    "person": "Phạm Quốc Hùng",
    "person_id": 4,
    "cycle": "Quý 4/2026",
    "cycle_key": "2026-Q4",
    "total": "82.866666666666666666666666667",
    "note": "Quý tốt. Tập trung vào traffic.",
    "own": True,
}
TEMPLATES = [
    {"key": "lead", "name": "Marketing Lead", "key_results": 40, "kpis": 60, "people": ["Hùng"]},
    {"key": "60-40", "name": "60/40", "key_results": 40, "kpis": 60, "people": []},
]
ROLE: Params = {
    "person_id": 4,
    "person": "Phạm Quốc Hùng",
    "template": "Marketing Lead",
    "key_results": 40,
    "kpis": 60,
}
SENT: Params = {"name": "scorecards-2026-Q4.xlsx", "count": 4, "okr": True}
REPORT: Params = {
    "name": "okr-report-2026-Q4.xlsx",
    "cycle": "Quý 4/2026",
    "team": "Marketing",
    "people": 1240,
}
MESSAGES: Mapping[str, Params] = {
    "report_sent": REPORT,
    "scorecard": SHOWN,
    "scorecard_reviewed": TOLD,
    "scorecard_roles": {"templates": TEMPLATES},
    "scorecard_role_set": ROLE,
    "scorecards_sent": SENT,
}
VARIANTS: list[tuple[str, Params]] = [
    ("report_sent", REPORT | {"team": None, "people": 1}),
    ("scorecard", REVIEWED),
    ("scorecard", UNKNOWN),
    ("scorecard", KPIS_ALONE),
    ("scorecard", REVIEWED | {"review": REVIEW | {"changed": False, "note": None, "was": {}}}),
    ("scorecard_reviewed", TOLD | {"own": False, "note": None, "total": None}),
    ("scorecard_roles", {"templates": []}),
    ("scorecard_role_set", ROLE | {"template": None, "key_results": None, "kpis": None}),
    ("scorecards_sent", SENT | {"okr": False}),
]
FORM = SHOWN | {"mark": "0123456789abcdef"}
WEIGHTS: Params = {
    "person_id": 4,
    "person": "Trần Ngọc <Lan>",
    "template": "Content",
    "kpis": 60,
    "parts": [
        {
            "part": "kpis",
            "share": 60,
            "sum": "2.5",
            "items": [
                {"field": "kpi_1", "title": "CPA <a>", "weight": "1.5", "points": "36"},
                {"field": "kpi_2", "title": "Churn", "weight": "1", "points": "24"},
                {"field": "kpi_3", "title": "Mood", "weight": "0", "points": "0"},
            ],
        },
        {"part": "key_results", "share": 40, "sum": "0", "items": []},
    ],
    "saved": False,
}
MANY = [{"field": f"kpi_{n}", "title": "CPA", "weight": "1", "points": None} for n in range(80)]
NEW: Params = WEIGHTS | {
    "template": None,
    "kpis": None,
    "parts": [{"part": "kpis", "share": None, "sum": "80", "items": MANY}],
}
VIEWS: Mapping[str, Params] = {"scorecard_review": FORM, "scorecard_weights": WEIGHTS}
VIEW_VARIANTS: list[tuple[str, Params]] = [
    ("scorecard_weights", WEIGHTS | {"saved": True}),
    ("scorecard_weights", NEW),
    ("scorecard_review", REVIEWED | {"mark": FORM["mark"]}),
    ("scorecard_review", UNKNOWN | {"mark": FORM["mark"]}),
]
