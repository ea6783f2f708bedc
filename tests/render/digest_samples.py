"""Facts of digests and of what comes with them."""

from typing import Any

import alert_samples

Params = dict[str, Any]

ROLL_UP = {
    "progress": "0.52",
    "expected": "0.58",
    "status": "off_track",
    "counts": {"on_track": 5, "at_risk": 2, "off_track": 1},
    "stale": 2,
    "total": 8,
}
TRAFFIC = {
    "key_result_id": 1,
    "title": "Tổng traffic 308.000",
    "progress": "0.583333",
    "before_progress": "0.41",
    "status": "on_track",
    "before_status": "at_risk",
    "value": None,
    "unit": "lượt",
}
AOV = {
    "key_result_id": 2,
    "title": "AOV",
    "progress": "0.55",
    "before_progress": "0.61",
    "status": "at_risk",
    "before_status": "on_track",
    "value": None,
    "unit": "VND",
}
CONTENT = {
    "title": "Content",
    "progress": "0.58",
    "before_progress": "0.41",
    "status": "at_risk",
    "before_status": "off_track",
    "worse": 2,
    "recovered": 1,
}
REQUEST = {
    "what": "request",
    "title": "Tăng trưởng traffic bền vững",
    "text": "API giá cho trang đối tác",
    "team": "IT",
    "asking": "Marketing",
    "days": 5,
}
TEAM_DIGEST: Params = {
    "digest_id": 7,
    "kind": "team",
    "period": "2026-W47",
    "team": "Marketing",
    "team_id": 3,
    "roll_up": ROLL_UP,
    "trend": "0.03",
    "changed": [TRAFFIC, AOV],
    "changed_more": 1,
    "teams": [],
    "teams_more": 0,
    "crossed": [
        {
            "key_result_id": 3,
            "title": "Tỷ lệ chuyển đổi ≥ 8,5 %",
            "status": "at_risk",
            "before_status": "on_track",
        }
    ],
    "crossed_more": 0,
    "apart": [
        {
            "key_result_id": 4,
            "title": "Tỷ lệ combo ≥ 30 %",
            "status": "off_track",
            "before_status": "off_track",
            "said": "on_track",
        }
    ],
    "apart_more": 0,
    "blocked": [
        {
            "key_result_id": 1,
            "title": "Tổng traffic 308.000",
            "text": "kẹt API đối tác, chờ IT",
            "days": 6,
            "unblockers": ["IT"],
        }
    ],
    "blocked_more": 0,
    "decisions": [
        {**alert_samples.LINES[0], "what": "alert"},
        REQUEST,
        {"what": "drafts", "count": 3, "title": None},
    ],
    "decisions_more": 0,
    "stale_count": 2,
    "wins": [{"title": "80 % nội dung có CTA", "owner": "Phạm Thu Hà"}],
    "wins_more": 0,
    "missing_count": 3,
    "quiet": False,
    "note": None,
    "note_by": None,
}
LISTS = ("changed", "teams", "crossed", "apart", "blocked", "decisions", "wins")
NOTHING: Params = {name: [] for name in LISTS}
QUIET_DIGEST: Params = TEAM_DIGEST | NOTHING | {"changed_more": 0, "trend": "0", "quiet": True}
DEPARTMENT: Params = TEAM_DIGEST | {
    "changed": [],
    "changed_more": 0,
    "teams": [CONTENT, CONTENT | {"title": "SEO", "worse": 0, "recovered": 0, "progress": "0.3"}],
    "teams_more": 2,
    "note": "Tuần này họp lúc 14:00, mang theo số của đối tác.",
    "note_by": "Bình",
    "updated_at": "2026-11-17T07:32:00+00:00",
}
COMPANY: Params = DEPARTMENT | {"kind": "company", "team": "Minh Long", "team_id": None}
GAPS: Params = {
    "week": "2026-W47",
    "stale": [{"title": "Tỷ lệ combo ≥ 30 %", "days": 16}],
    "stale_more": 0,
    "idle": [{"id": 4, "title": "Tỷ lệ combo ≥ 30 %"}, {"id": 5, "title": "AOV"}],
    "idle_more": 1,
    "request_id": 12,
}
DECIDED = {
    "key_result_id": 4,
    "title": "Tỷ lệ combo ≥ 30 %",
    "what": "help",
    "team": "IT",
    "note": "xong trước thứ Sáu",
    "done": False,
}
OUTCOMES = ("help", "blocked", "initiative", "owner", "later")
CLOSING: Params = {
    "decided": [*(DECIDED | {"what": what, "team": None} for what in OUTCOMES), DECIDED],
    "kept": 2,
    "plans": [{"title": "Tổng traffic 308.000", "text": "đăng 4 bài trụ cột"}],
    "plans_more": 1,
}
MEETING: Params = {
    "digest_id": 7,
    "team": "Marketing",
    "kind": "team",
    "period": "2026-W47",
    "step": 1,
    "steps": 4,
    "key_result_id": 4,
    "page": "goal",
    "title": "Tỷ lệ combo ≥ 30 %",
    "status": "off_track",
    "before_status": "at_risk",
    "progress": "0.31",
    "before_progress": "0.4",
    "expected": "0.58",
    "said": "on_track",
    "stale_days": 16,
    "blocker": "kẹt API đối tác, chờ IT",
    "days": 6,
    "unblockers": ["IT"],
    "initiatives": ["Gói combo mùa lễ"],
    "teams": [{"id": 5, "name": "IT"}, {"id": 6, "name": "Sales"}],
    "decided": None,
}
PAGES: list[tuple[str, Params]] = [
    ("meeting", MEETING | {"decided": DECIDED}),
    (
        "meeting",
        MEETING
        | {"blocker": None, "stale_days": None, "said": None, "initiatives": [], "teams": []}
        | {"unblockers": [], "before_progress": None},
    ),
    ("meeting", MEETING | {"page": "changed", "digest": TEAM_DIGEST, "key_result_id": 0}),
    ("meeting", MEETING | {"page": "changed", "digest": QUIET_DIGEST, "key_result_id": 0}),
    ("meeting", MEETING | {"page": "plan", "key_result_id": 0, **CLOSING}),
]
GROUP = {
    "kind": "team",
    "title": "Marketing",
    "reference": "team:3",
    "lines": [TRAFFIC, AOV],
    "lines_more": 2,
}
FOLLOWED = [
    {"kind": "team", "title": "Marketing", "reference": "team:3"},
    {"kind": "person", "title": "Nguyễn Thị Mai", "reference": "person:4"},
    {"kind": "key_result", "title": "Tổng traffic 308.000", "reference": "kr:1"},
]
FIGURES: Params = {
    "asked": 24,
    "rate": "0.75",
    "on_time": "0.5",
    "trend": ["0.5", None, "0.6", "0.7", "0.8", "0.75", "0.8", "1"],
    "goals": 8,
    "stale": 2,
    "idle": 3,
    "objectives": 4,
    "unaligned": 1,
}
HEALTH: Params = {
    **FIGURES,
    "name": "Minh Long",
    "weeks": ["2026-W47"],
    "departments": [
        {**FIGURES, "name": "Marketing"},
        {**FIGURES, "name": "IT", "asked": 0, "rate": None, "on_time": None},
    ],
    "more": 1,
}
MESSAGES: dict[str, Params] = {
    "programme_health": HEALTH,
    "meeting_decided": {
        "team": "Marketing",
        "kind": "team",
        "period": "2026-W47",
        "note": "Thứ Năm duyệt ngân sách quảng cáo",
        **CLOSING,
    },
    "meeting_left": {"team": "Marketing", "items": [*CLOSING["decided"][:4], DECIDED]},
    "digest_preview": {
        "digest": TEAM_DIGEST,
        "state": "planned",
        "channel": "C0MARKETING",
        "on": "2026-11-17",
    },
    "following": {"groups": [GROUP, GROUP | {"kind": "objective"}], "more": 1},
    "following_listed": {"items": FOLLOWED},
    "follow_changed": {"title": "Marketing", "reference": "team:3", "follows": True},
    "team_digest": TEAM_DIGEST,
    "company_digest": COMPANY,
    "own_gaps": GAPS,
}
VARIANTS: list[tuple[str, Params]] = [
    (
        "meeting_decided",
        {"team": "Marketing", "kind": "team", "period": "2026-W47", "note": None}
        | {"decided": [], "kept": 0, "plans": [], "plans_more": 0},
    ),
    (
        "digest_preview",
        {"digest": QUIET_DIGEST, "state": "skipped", "channel": "C0MARKETING", "on": "2026-11-17"},
    ),
    ("following_listed", {"items": []}),
    ("follow_changed", {"title": "Marketing", "reference": "", "follows": False}),
    ("follow_changed", {"title": None, "reference": "", "follows": False}),
    ("team_digest", QUIET_DIGEST),
    ("team_digest", DEPARTMENT),
    ("company_digest", COMPANY | {"kind": "month", "period": "2026-12"}),
    ("own_gaps", GAPS | {"idle": GAPS["idle"][:1], "stale": [], "request_id": None}),
]
