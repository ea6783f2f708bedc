"""Samples of KPIs: lists, one alone, its form, its history."""

from collections.abc import Mapping
from typing import Any

Params = dict[str, Any]


def row(n: int, title: str, **facts: Any) -> Params:
    empty = dict.fromkeys(("n", "start", "target", "floor", "ceiling", "progress", "expected"))
    known = {"kind": "kpi", "id": 70 + n, "title": title, "shape": "keep", "unit": "%"}
    more = {"direction": "up", "status": "inside", "owner": "Trần Quốc Bảo", "stale_days": None}
    return known | empty | more | {"alert": None, "value_on": "2026-11-01"} | facts


CHURN = row(
    1,
    "Tỷ lệ rời bỏ tháng",
    direction="down",
    ceiling="3",
    value="7",
    status="outside",
    alert="firing",
)
COURSE = {
    "title": CHURN["title"],
    "unit": "%",
    "share": False,
    "first": "2026-08-01",
    "last": "2026-11-16",
    "points": [
        {"on": "2026-08-01", "value": "2.1"},
        {"on": "2026-09-01", "value": "2"},
        {"on": "2026-10-01", "value": "2.4"},
        {"on": "2026-11-01", "value": "7"},
    ],
    "alerts": [{"first": "2026-11-02", "last": "2026-11-16"}],
    "low": None,
    "high": "3",
    "critical_low": None,
    "critical_high": "5",
    "row": CHURN,
}
BARS = [
    {"title": f"Mục tiêu {n}", "progress": share, "expected": expected, "status": status}
    for n, (share, expected, status) in enumerate(
        [("0.41", "0.58", "at_risk"), (None, None, None), ("1.2", "0.58", "done")] * 5
    )
]
BUDGET = row(2, "Chi phí nhân sự so với ngân sách", floor="90", ceiling="110", value="98.4")
GROWTH = row(
    3,
    "Doanh thu tháng",
    unit="₫",
    floor="30",
    value="12500000000",
    judged_as="change",
    judged="25",
    limit_unit="% so với cùng kỳ",
    status="outside",
)
DROP = row(
    4,
    "Lượt truy cập",
    unit="lượt",
    floor="-5",
    value="1250",
    judged_as="change",
    judged="-2.5",
    limit_unit="% so với kỳ trước",
)
POSTS = row(
    5, "Bài đăng", unit="bài", floor="10", value="13", judged_as="month", judged="9.5", private=True
)
ORDERS = row(6, "Đơn hàng", unit="đơn", floor="10", value="4", judged="12", judged_as="period")
LIST: Params = {
    "groups": [
        {"mine": True, "team": None, "kpis": [CHURN, BUDGET]},
        {"mine": False, "team": "Marketing", "kpis": [GROWTH, DROP, POSTS, ORDERS]},
    ],
    "count": 6,
    "scope": "near",
    "trait": None,
    "team": None,
}
FINDINGS = [
    {"rule": rule, "severity": "warning", "params": {}}
    for rule in ("kpi_no_target", "kpi_no_owner", "kpi_no_source", "kpi_no_goal")
]
RECENT = [
    {"on": "2026-08-01", "value": "2.1"},
    {"on": "2026-09-01", "value": "2.0"},
    {"on": "2026-10-01", "value": "2.4"},
    {"on": "2026-11-01", "value": "7.0"},
]
SHOWN: Params = CHURN | {
    "alert": "acknowledged",
    "recent": RECENT,
    "frequency": "month",
    "critical": "5",
    "timing": "lag",
    "dimension": "quality",
    "level": "strategic",
    "measured_by": "Báo cáo tháng từ CRM",
    "team": "Chăm sóc khách hàng",
    "protects": "Khách hàng muốn quay lại",
    "parent": "Tỷ lệ rời bỏ toàn công ty",
    "due_day": 3,
    "aggregation": "last",
    "findings": FINDINGS,
    "may_edit": True,
}
COMPUTED = GROWTH | {
    "recent": RECENT[:1],
    "frequency": "week",
    "combines": "ratio",
    "aggregation": "sum",
    "make_up": True,
    "critical": "80",
    "critical_high": "120",
    "parts": ["Miền Bắc", "Miền Nam"],
    "level": "core",
}
FORM: Params = {
    "kpi_id": None,
    "version": None,
    "opened_at": "2026-11-16T02:00:00+00:00",
    "known": "churn",
    "library": [{"id": "churn", "title": "Tỷ lệ rời bỏ"}, {"id": "nps", "title": "NPS"}],
    "teams": [{"id": 3, "title": "Marketing"}, {"id": 4, "title": "Chăm sóc khách hàng"}],
    "objectives": [{"id": "o:5", "title": "Khách hàng muốn quay lại"}],
    "parents": [{"id": 7, "title": "Tỷ lệ rời bỏ toàn công ty"}],
    "values": {
        "title": "Tỷ lệ rời bỏ",
        "unit": "%",
        "at_most": "3.125",
        "frequency": "month",
        "owner": "U0MAI",
        "team": 3,
        "basis": "value",
        "aggregation": "last",
        "visibility": "public",
        "grace_days": 2,
        "weight": "1",
        "timing": "lag",
        "aliases": "churn, khách rời bỏ",
    },
    "notice": None,
    "more": False,
}
NOTICE = {
    "names": ["Trần Quốc Bảo"],
    "changes": [
        {"field": "target", "before": "3", "after": "2.5"},
        {"field": "measured_by", "before": None, "after": "CRM"},
        {"field": "frequency", "before": "week", "after": "month"},
    ],
}
EDIT = FORM | {
    "kpi_id": 7,
    "version": 3,
    "known": None,
    "library": [],
    "more": True,
    "notice": NOTICE,
    "values": FORM["values"]
    | {
        "watch_only": True,
        "make_up": True,
        "combines": "sum",
        "parent": 7,
        "protects": "o:5",
        "due_day": 3,
        "level": "core",
        "dimension": "cost",
    },
}
HISTORY: Params = {
    "title": "Tỷ lệ rời bỏ tháng",
    "unit": "%",
    "events": [
        {
            "kind": "reading",
            "at": "2026-11-16T02:00:00+00:00",
            "by": "Lê Văn An",
            "value": "7",
            "on": "2026-10-31",
            "note": "sau khi đổi giá",
            "withdrawn": False,
            "source": "command",
        },
        {
            "kind": "change",
            "at": "2026-11-15T02:00:00+00:00",
            "by": "Trần Quốc Bảo",
            "field": "target",
            "before": None,
            "after": "3",
        },
        {
            "kind": "reading",
            "at": "2026-11-14T02:00:00+00:00",
            "by": None,
            "value": "6.5",
            "on": "2026-10-31",
            "note": None,
            "withdrawn": True,
            "source": "computed",
        },
    ],
}
DELETE: Params = {"kpi_id": 7, "title": "Tỷ lệ rời bỏ tháng", "was_read": True, "parts": 2}
GONE: Params = {"kpi_id": 7, "title": "Tỷ lệ rời bỏ tháng", "closed": True}

MESSAGES: Mapping[str, Params] = {
    "chart": {"kind": "kpi", "title": CHURN["title"], "course": COURSE},
    "kpi_list": LIST,
    "kpi_shown": SHOWN,
    "kpi_history": HISTORY,
    "delete_kpi": DELETE,
    "kpi_gone": GONE,
    "kpi_reopened": {"kpi_id": 7, "title": "Tỷ lệ rời bỏ tháng"},
}
VARIANTS: list[tuple[str, Params]] = [
    ("chart", {"kind": "kpi", "title": CHURN["title"], "course": None}),
    ("chart", {"kind": "team", "team": "Marketing", "week": "2026-W47", "objectives": BARS}),
    ("kpi_list", LIST | {"groups": [], "count": 0, "scope": "mine", "trait": "cost"}),
    ("kpi_list", LIST | {"scope": "all", "trait": "strategic"}),
    ("kpi_list", LIST | {"scope": "team", "team": "Marketing"}),
    ("kpi_shown", COMPUTED | {"list": "chi phí"}),
    ("kpi_shown", DROP | {"recent": RECENT, "watch_only": True, "critical_high": "9"}),
    ("kpi_shown", SHOWN | {"may_edit": False, "recent": list(reversed(RECENT))}),
    ("kpi_history", HISTORY | {"events": []}),
    ("delete_kpi", DELETE | {"was_read": False, "parts": 0}),
    ("kpi_gone", GONE | {"closed": False}),
]
VIEWS: Mapping[str, Params] = {
    "kpi_form": FORM,
    "kpi_review": {"kpi_id": 7, "row": CHURN, "frequency": "month", "findings": FINDINGS},
}
VIEW_VARIANTS: list[tuple[str, Params]] = [
    ("kpi_form", EDIT),
    ("kpi_form", FORM | {"known": None, "values": {}, "objectives": [], "parents": []}),
    ("kpi_review", {"kpi_id": 7, "row": GROWTH, "frequency": "week", "findings": []}),
]
