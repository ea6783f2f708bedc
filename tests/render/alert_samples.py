"""Facts about alerts: their messages, their lines in lists, their forms."""

from collections.abc import Mapping
from typing import Any

Params = dict[str, Any]

ALERT: Params = {
    "alert_id": 9,
    "kpi_id": 3,
    "kind": "target",
    "title": "Tỷ lệ rời bỏ tháng",
    "unit": "%",
    "side": "ceiling",
    "target": "3",
    "low": None,
    "high": None,
    "value": "7",
    "severity": "critical",
    "state": "firing",
    "unstable": False,
    "recent": ["2.1", "2.0", "2.4", "7.0"],
    "owner": "U0BAO",
    "owner_name": "Trần Quốc Bảo",
    "team": "Chăm sóc khách hàng",
    "frequency": "month",
    "good_needed": 1,
    "clock": "wall",
    "handle_by": "2026-11-19T03:40:00+00:00",
    "acknowledged_by": None,
    "resolved_at": None,
}
PLAN: Params = {
    "state": "acknowledged",
    "acknowledged_by": "U0BAO",
    "handle_by": None,
    "plan": "gọi lại 40 khách đã rời bỏ",
    "planned_by": "U0LINH",
    "planned_by_name": "Linh",
    "plan_due_on": "2026-11-28",
}
MISSED = ALERT | PLAN | {"handle_by": "2026-12-02T03:40:00+00:00", "plan_missed": True}
LATE = ALERT | {
    "kind": "late",
    "severity": "warning",
    "period": "2026-10-01",
    "due_on": "2026-10-30",
}
LINE: Params = {
    "alert_id": 9,
    "kind": "target",
    "title": "Tỷ lệ rời bỏ tháng",
    "unit": "%",
    "value": "7",
    "frequency": "month",
    "period": None,
    "state": "firing",
    "severity": "critical",
    "owner": "Trần Quốc Bảo",
    "handle_by": "2026-11-19T03:40:00+00:00",
    "left_s": 64_800,
    "planned_by": None,
    "plan_due_on": None,
}
PLANNED_LINE = LINE | {
    **{"state": "acknowledged", "left_s": None, "planned_by": "Linh", "plan_due_on": "2026-11-28"}
}
LATE_LINE = LINE | {"kind": "late", "period": "2026-10-01", "left_s": -200_000}
LINES = [LINE, PLANNED_LINE, LATE_LINE]
HOME: Params = {
    "own": [
        LINE,
        PLANNED_LINE | {"alert_id": 10},
        LINE | {"alert_id": 11, "state": "recovering", "left_s": None},
        LATE_LINE | {"alert_id": 12},
    ],
    "more_own": 2,
    "team": [LINE | {"left_s": left} for left in (7200, 190_000, -7200)] + [LATE_LINE] * 3,
    "more_team": 1,
}
STEPS = (
    *("opened", "escalated", "acknowledged", "planned", "snoozed", "plan_missed", "overdue"),
    *("recovering", "reopened", "unstable", "taken_back", "closed"),
)
WHY = ALERT | {
    "grace_days": 2,
    "crossing": {
        **{"limit": "3", "critical": "3.3", "own": False, "above": True, "by": "4"},
        "level": "critical",
    },
    "readings": [
        {"on": "2026-11-01", "value": "7", "level": "critical"},
        {"on": "2026-10-01", "value": "3.1", "level": "warning"},
        {"on": "2026-09-01", "value": "2.1", "level": "ok"},
    ],
    "changes": [
        {"change": change, "on": "2026-11-16", "time": "10:40", "by": by}
        for change, by in zip(STEPS, ["Bảo", None] * 6, strict=True)
    ],
    "tz": "Asia/Ho_Chi_Minh",
}
INSIDE = {**{"limit": "3", "critical": "2", "own": True, "above": False, "by": "0", "level": "ok"}}
RANGE = {
    **{"side": "range", "target": None, "low": "90", "high": "110", "severity": "warning"},
    **{"title": "Chi phí nhân sự so với ngân sách", "value": "112.5", "unstable": True},
}
MESSAGES: Mapping[str, Params] = {
    "alert_card": ALERT,
    "alert_dm": ALERT,
    "alert_reminder": ALERT,
    "alert_escalation": ALERT | {"overdue": True},
    "alert_plan_missed": MISSED,
    "alert_planned": ALERT | PLAN | {"by": "U0MAI", "by_name": "Nguyễn Thị Mai"},
    "alert_acknowledged": {"title": ALERT["title"], "handle_by": ALERT["handle_by"]},
}
MESSAGE_VARIANTS: list[tuple[str, Params]] = [
    ("alert_card", ALERT | {"state": "acknowledged", "acknowledged_by": "U0MAI"}),
    ("alert_card", ALERT | PLAN),
    ("alert_card", MISSED),
    ("alert_card", ALERT | {"overdue": True, "clock": "working"}),
    (
        "alert_card",
        ALERT
        | {"snoozed_until": "2026-11-18T02:00:00+00:00", "snoozed_because": "chờ số liệu ngày"}
        | {"clock": "working"},
    ),
    ("alert_card", ALERT | {"state": "recovering", "value": "2.9", "severity": "warning"}),
    ("alert_card", ALERT | {"state": "recovering", "unstable": True, "handle_by": None}),
    (
        "alert_card",
        ALERT | {"state": "resolved", "value": "2.4", "resolved_at": "2026-11-18T03:40:00+00:00"},
    ),
    ("alert_card", ALERT | {"state": "closed", "unstable": True}),
    ("alert_card", ALERT | {"state": "closed", "closed_by": "U0BAO", "closed_because": "thử"}),
    ("alert_card", ALERT | RANGE),
    ("alert_card", ALERT | {"basis": "previous"}),
    ("alert_card", ALERT | {"basis": "last_year", "judged": "-25"}),
    ("alert_card", LATE),
    ("alert_card", LATE | {"state": "resolved"}),
    ("alert_card", LATE | {"state": "closed", "frequency": "quarter"}),
    ("alert_card", LATE | {"frequency": "week", "state": "acknowledged"}),
    ("alert_dm", LATE | {"frequency": "day", "due_on": None}),
    ("alert_escalation", ALERT | {"state": "resolved"}),
    ("alert_plan_missed", LATE | PLAN | {"plan_missed": True}),
    ("alert_acknowledged", {"title": ALERT["title"], "handle_by": None}),
    ("alert_reminder", ALERT | {"in_thread": True}),
]
PLAN_FORM = {"alert_id": 9, "title": ALERT["title"], "what": "", "due_on": None, "who": "U0BAO"}
SNOOZE_FORM = {
    "alert_id": 9,
    "title": ALERT["title"],
    "handle_by": ALERT["handle_by"],
    "tz": "Asia/Ho_Chi_Minh",
}
VIEWS: Mapping[str, Params] = {
    "alert_plan_form": PLAN_FORM,
    "alert_snooze_form": SNOOZE_FORM,
    "alert_close_form": {"alert_id": 9, "title": ALERT["title"]},
    "alert_why": WHY,
}
VIEW_VARIANTS: list[tuple[str, Params]] = [
    ("alert_plan_form", PLAN_FORM | {"what": "gọi lại", "due_on": "2026-11-28", "who": None}),
    ("alert_snooze_form", SNOOZE_FORM | {"handle_by": None}),
    ("alert_why", WHY | {"crossing": INSIDE, "good_needed": 2, "unstable": True}),
    ("alert_why", WHY | {"crossing": None, "readings": [], "changes": [], "value": None}),
    (
        "alert_why",
        WHY | {"basis": "previous", "readings": [WHY["readings"][0] | {"level": None}]},
    ),
    ("alert_why", WHY | LATE | {"grace_days": 1}),
]
