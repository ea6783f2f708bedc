"""Samples of the forms in which goals are written, and of what people are told of it."""

from collections.abc import Mapping
from typing import Any

Params = dict[str, Any]


def row(n: int, title: str, **facts: Any) -> Params:
    empty = dict.fromkeys(
        ("start", "target", "floor", "ceiling", "value", "progress", "status", "expected", "owner")
    )
    known = {"n": n, "kind": "kr", "id": 20 + n, "title": title, "shape": "reach", "unit": "%"}
    return known | empty | {"direction": "up", "stale_days": None} | facts


PARENTS = [
    {
        "title": "Công ty thiết kế phần mềm hàng đầu",
        "options": [
            {"value": "o:1", "title": "Công ty thiết kế phần mềm hàng đầu"},
            {"value": "kr:4", "title": "Doanh thu +30 %", "below": True},
        ],
    }
]
OBJECTIVE_FORM: Params = {
    "objective_id": None,
    "version": None,
    "opened_at": "2026-11-16T02:00:00+00:00",
    "title": "Khách hàng muốn quay lại",
    "level": "team:3",
    "owner": "U0MAI",
    "cycle": 1,
    "cycles": [{"id": 1, "title": "Quý 4", "state": "active"}, {"id": 2, "title": "Quý 1"}],
    "teams": [{"id": 3, "name": "Marketing"}, {"id": 4, "name": "Chăm sóc khách hàng"}],
    "parents": PARENTS,
    "more_parents": True,
    "parent": "kr:4",
    "because": "",
    "ambition": "aspirational",
    "visibility": "public",
    "start": "2026-10-01",
    "due": "2026-12-31",
    "links": ["o:1"],
    "notice": None,
    "more": False,
}
FINDINGS = [
    {"rule": "no_unit", "severity": "refused", "params": {}},
    {"rule": "task", "severity": "warning", "params": {"word": "triển khai"}},
    {"rule": "in_reach", "severity": "ask", "params": {}},
    {
        "rule": "vague_title",
        "severity": "hint",
        "params": {"word": "nâng cao", "start": "7.5", "goal": "9", "unit": "/10"},
    },
    {
        "rule": "vague_title",
        "severity": "hint",
        "params": {"word": "tốt hơn", "start": None, "goal": "95", "unit": "%"},
    },
]
KEY_RESULT_FORM: Params = {
    "objective_id": 5,
    "key_result_id": None,
    "objective": "Khách hàng muốn quay lại",
    "count": 1,
    "version": None,
    "opened_at": "2026-11-16T02:00:00+00:00",
    "form": "from_to",
    "values": {
        "owner": "U0MAI",
        "weight": "1",
        "begin": "2026-10-01",
        "due": "2026-12-31",
    },
    "keep_asked": False,
    "notice": None,
    "more": False,
    "saved": {"title": "Nâng cao dịch vụ", "findings": FINDINGS},
    "kpis": [{"id": "3", "title": "Tỷ lệ rời bỏ"}],
    "kpi": None,
}
CHURN = {"id": 3, "title": "Tỷ lệ rời bỏ", "unit": "%", "value": "7"}
STANDING = {"title": "Tỷ lệ rời bỏ", "unit": "%", "value": "7", "mean": "6.25", "count": 4}
NOTICE = {
    "names": ["Trần Quốc Bảo"],
    "changes": [
        {"field": "target", "before": "40", "after": "45"},
        {"field": "measured_by", "before": None, "after": "CRM"},
        {"field": "no_such_field", "before": None, "after": "CRM"},
    ],
}
WRITTEN_VALUES = {
    "title": "Tổng traffic",
    "unit": "lượt",
    "start": "220400",
    "target": "308000",
    "floor": "3.125",
    "period": "month",
    "sample": "100",
    "helpers": ["U0BAO", "U0AN"],
    "measured_by": "Google Analytics",
    "aliases": "traffic, lượt truy cập",
    "weight": "1.5",
    "owner": "U0MAI",
    "begin": "2026-10-01",
    "due": "2026-12-31",
    "in_reach": "yes",
    "milestones": [{"title": "Bản beta", "weight": "2"}, {"title": "Ra mắt", "weight": "1"}],
    "phases": [{"on": "2026-10-31", "value": "245000"}],
}
EDIT_KEY_RESULT = KEY_RESULT_FORM | {
    "key_result_id": 21,
    "version": 3,
    "values": WRITTEN_VALUES,
    "more": True,
    "saved": None,
}
SMART = [
    {"letter": "specific", "met": False, "why": "task", "due": "2026-12-31", "word": "triển khai"},
    {"letter": "measurable", "met": True, "why": "measured", "due": "2026-12-31", "word": None},
    {"letter": "achievable", "met": None, "why": "reach_unknown", "due": "2026-12-31"},
    {"letter": "relevant", "met": False, "why": "not_aligned", "due": "2026-12-31"},
    {"letter": "time_bound", "met": True, "why": "due", "due": "2026-12-31"},
]
ROWS = [
    row(1, "Nâng cao dịch vụ", unit="/10", start="7.5", target="9"),
    row(2, "Đúng deadline", shape="keep", floor="95"),
    row(3, "Báo cáo quý", shape="yes_no", unit="", start="0", target="1"),
    row(4, "Bản beta", shape="milestones", unit="", start="0", target="3"),
    row(5, "Bài viết", shape="periodic", unit="bài", start="0", target="30"),
]
GOAL: Params = {
    "objective_id": 5,
    "title": "Khách hàng muốn quay lại",
    "state": "draft",
    "owner": "Nguyễn Thị Mai",
    "parent": "Doanh thu +30 %",
    "rows": ROWS,
}
REVIEW: Params = {
    **GOAL,
    "findings": [
        {"rule": "too_many_objectives", "severity": "warning", "params": {"count": 4, "most": 3}}
    ],
    "by_key_result": [{"id": one["id"], "findings": FINDINGS, "smart": SMART} for one in ROWS],
    "becomes": "active",
    "who": ["Trần Quốc Bảo"],
    "cycle": "Quý 4",
    "may_delete": True,
}
WRITTEN: Params = {
    **GOAL,
    "becomes": "active",
    "findings": 3,
    "refused": [],
    "who": ["Trần Quốc Bảo"],
    "by": "Lê Văn An",
    "role": "writer",
}
HANDOVER: Params = {
    "giver_id": 3,
    "taker_id": 4,
    "giver": "Nguyễn Thị Mai",
    "taker": "Lê Văn An",
    "objectives": 1,
    "key_results": 3,
    "kpis": 2,
    "initiatives": 4,
    "titles": ["Tổng traffic", "AOV"],
    "more": 4,
}
INITIATIVES: Params = {
    "key_result_id": 21,
    "title": "Tổng traffic",
    "items": [
        {"id": 1, "title": "Chương trình thân thiết", "state": "open", "due": "2026-12-01"},
        {"id": 2, "title": "Gửi email", "state": "done", "due": None},
    ],
}

BESIDE: Params = {
    "drafts": [{"id": 5, "title": "Khách hàng muốn quay lại", "key_results": 1}],
    "helping": [ROWS[0] | {"n": None, "owner": "Lê Văn An", "status": "no_data"}],
}

MESSAGES: Mapping[str, Params] = {
    "goal_written": WRITTEN,
    "delete_draft": {"title": "Bản nháp cũ", "reference": "o:5", "key_results": 2},
    "draft_deleted": {"title": "Bản nháp cũ"},
    "goal_named": {"title": "Tỷ lệ rời bỏ", "aliases": ["churn", "khách rời bỏ"]},
    "handover_preview": HANDOVER,
    "handed_over": HANDOVER | {"by": "Trần Quốc Bảo"},
}
VARIANTS: list[tuple[str, Params]] = [
    *(
        ("goal_written", WRITTEN | {"role": role, "becomes": becomes})
        for role in ("writer", "owner", "decider")
        for becomes in ("active", "unchanged", "incomplete", "cycle", "right")
    ),
    ("goal_written", WRITTEN | {"becomes": "incomplete", "refused": FINDINGS[:1], "rows": []}),
    ("delete_draft", {"title": "Bản nháp cũ", "reference": "kr:5", "key_results": 0}),
    ("handed_over", HANDOVER | {"by": "Trần Quốc Bảo", "more": 0, "titles": []}),
    ("handover_preview", HANDOVER | {"more": 0, "private": 3}),
]
VIEWS: Mapping[str, Params] = {
    "objective_form": OBJECTIVE_FORM,
    "key_result_form": KEY_RESULT_FORM,
    "goal_review": REVIEW,
    "initiatives": INITIATIVES,
    "form_refused": {"text": "Mục tiêu này vừa bị xóa."},
}
FORMS = ("at_least", "at_most", "within", "every", "every_most", "yes_no", "milestones")
VIEW_VARIANTS: list[tuple[str, Params]] = [
    ("objective_form", OBJECTIVE_FORM | {"more": True, "objective_id": 5, "notice": NOTICE}),
    ("objective_form", OBJECTIVE_FORM | {"title": "", "kpi": CHURN | {"related": [CHURN]}}),
    ("objective_form", OBJECTIVE_FORM | {"kpi": CHURN | {"value": None, "related": []}}),
    ("objective_form", OBJECTIVE_FORM | {"parents": [], "more": True, "title": ""}),
    ("key_result_form", EDIT_KEY_RESULT | {"notice": NOTICE}),
    ("key_result_form", KEY_RESULT_FORM | {"kpis": []}),
    *(
        (
            "key_result_form",
            KEY_RESULT_FORM
            | {"values": KEY_RESULT_FORM["values"] | {"kpi": "3"}, "renewed": True}
            | {"kpi": STANDING | gone},
        )
        for gone in ({}, {"mean": None}, {"value": None, "mean": None})
    ),
    *(("key_result_form", EDIT_KEY_RESULT | {"form": form}) for form in FORMS),
    ("key_result_form", KEY_RESULT_FORM | {"form": "at_least", "keep_asked": True, "count": 0}),
    *(
        ("goal_review", REVIEW | {"becomes": becomes, "findings": []})
        for becomes in ("unchanged", "incomplete", "cycle", "right")
    ),
    ("initiatives", INITIATIVES | {"items": []}),
]
