"""One realistic set of facts for every message and modal: the week of a marketing team.

`MESSAGES` and `VIEWS` name the main sample of each kind; `VARIANTS` adds the other states.
"""

from collections.abc import Mapping
from typing import Any

import alert_samples
import cycle_samples
import digest_samples
import home_samples
import look_samples
import samples_kpis
import samples_privacy
import samples_shares
import samples_sources
import samples_writing
import scorecard_samples

from bot.domain.commands.topics import TOPICS

Params = dict[str, Any]

TZ = "Asia/Ho_Chi_Minh"


def row(n: int | None, title: str, **facts: Any) -> Params:
    """A row of a list of goals; what is not given is null."""
    empty = dict.fromkeys(
        (
            "unit", "start", "target", "floor", "ceiling", "value", "progress", "status",
            "expected", "owner", "stale_days",
        )
    )  # fmt: skip
    known = {"n": n, "kind": "kr", "id": 10 + (n or 0), "title": title, "shape": "reach"}
    return known | empty | {"unit": "", "direction": "up"} | facts


def numbered(rows: list[Params]) -> list[Params]:
    """The same rows as one list: numbered from 1."""
    return [each | {"n": n} for n, each in enumerate(rows, start=1)]


TRAFFIC = row(
    1,
    "Tổng traffic 308.000",
    unit="lượt",
    start="220400",
    target="308000",
    value="256400",
    progress="0.41",
    status="at_risk",
    expected="0.58",
    owner="Nguyễn Thị Mai",
)
ORGANIC = row(
    2,
    "Tỷ lệ organic",
    unit="%",
    start="31",
    target="40",
    value="36.5",
    progress="0.61",
    status="on_track",
    expected="0.58",
    owner="Nguyễn Thị Mai",
)
CPA = row(
    3,
    "CPA ≤ 120.000 ₫",
    unit="VND",
    direction="down",
    start="165000",
    target="120000",
    value="138000",
    progress="0.6",
    status="on_track",
    expected="0.58",
    owner="Nguyễn Thị Mai",
)
AOV = row(
    4,
    "AOV",
    unit="VND",
    start="1200000",
    target="1330000",
    value="1250000",
    progress="0.384615",
    status="off_track",
    expected="0.58",
    owner="Lê Văn An",
    stale_days=16,
)
REPORT = row(
    5,
    "Báo cáo quý đầy đủ, đúng hạn",
    shape="yes_no",
    start="0",
    target="1",
    value="0",
    progress="0",
    status="too_early",
    expected="0.05",
    owner="Lê Văn An",
)
NPS = row(6, "NPS", unit="điểm", start="62", target="70", status="no_data", owner="Lê Văn An")
CHURN = row(
    7,
    "Tỷ lệ rời bỏ tháng",
    kind="kpi",
    shape="keep",
    unit="%",
    direction="down",
    ceiling="3",
    value="7",
    status="outside",
    owner="Trần Quốc Bảo",
)
BUDGET = row(
    8,
    "Chi phí nhân sự so với ngân sách",
    kind="kpi",
    shape="keep",
    unit="%",
    floor="90",
    ceiling="110",
    value="98.4",
    status="inside",
    owner="Trần Quốc Bảo",
)
ROWS = [TRAFFIC, ORGANIC, CPA, AOV, REPORT, NPS, CHURN]

ROLL_UP = {
    "progress": "0.52",
    "expected": "0.58",
    "status": "off_track",
    "counts": {"on_track": 4, "at_risk": 2, "off_track": 1, "no_data": 1},
    "stale": 1,
    "total": 8,
    "confidence": "6.4",
    "confident": 5,
    "trend": "0.04",
    "ahead": "-0.06",
}

HELP = {"command": "/okr", "topic": None, "manages": True, "is_admin": True}

SETUP_GUIDE = {
    "state": "open",
    "steps": [
        {"key": "language", "done": True},
        {"key": "working_days", "done": True},
        {"key": "teams", "done": False},
        {"key": "pilot", "done": False},
        {"key": "cycle", "done": False},
        {"key": "goals", "done": False},
    ],
}

CHECK_IN = {
    "request_id": 31,
    "name": "Nguyễn Thị Mai",
    "week": "2026-W47",
    "cycle_name": "Q4 2026",
    "elapsed": "0.58",
    "items": ROWS,
    "state": "open",
    "snoozed_until": None,
    "welcome": False,
    "plans": [
        {"id": 7, "text": "gọi 20 đối tác", "title": "Tổng traffic 308.000", "state": "open"},
        {"id": 8, "text": "viết lại trang chủ", "title": None, "state": "open"},
    ],
}
SETTLED_PLANS = [
    plan | {"state": state}
    for plan, state in zip(CHECK_IN["plans"] * 2, ("done", "kept", "dropped"), strict=False)
]


def answer(base: Params, change: str = "value", **facts: Any) -> Params:
    """A row of an answer card, as `base` stands after the reply."""
    empty = dict.fromkeys(
        (
            "before_value", "before_progress", "before_status", "confidence", "said", "read_as",
            "note", "blocker", "promised_on",
        )
    )  # fmt: skip
    unmarked = {"likely": False, "undone": False, "kept_newer": False, "written": True}
    return base | empty | unmarked | {"change": change} | facts


TRAFFIC_ANSWER = answer(
    TRAFFIC,
    value="271500",
    progress="0.583333",
    status="on_track",
    before_value="256400",
    before_progress="0.41",
    before_status="at_risk",
    confidence=8,
    read_as="271.500",
    blocker="kẹt API đối tác",
    promised_on="2026-11-28",
)
CPA_ANSWER = answer(
    CPA,
    "no_change",
    before_value="138000",
    before_progress="0.6",
    before_status="on_track",
    read_as="CPA không đổi",
)
AOV_ANSWER = answer(
    AOV,
    value="1290000",
    progress="0.692308",
    status="on_track",
    stale_days=None,
    before_value="1250000",
    before_progress="0.384615",
    before_status="off_track",
    said="at_risk",
    likely=True,
    read_as="AOV tầm 1tr29",
    note="chạy combo mới từ thứ Tư",
)
ORGANIC_QUESTION = {
    "id": 71,
    "reason": "percent_or_points",
    "said": "organic tăng 2%",
    "state": "open",
    "subjects": [{"n": 2, "title": "Tỷ lệ organic", "unit": "%"}],
    "candidates": [
        {"index": 0, "n": 2, "title": "Tỷ lệ organic", "unit": "%", "value": "38.5"},
        {"index": 1, "n": 2, "title": "Tỷ lệ organic", "unit": "%", "value": "37.23"},
    ],
}
WHICH_QUESTION = {
    "id": 72,
    "reason": "which_subject",
    "said": "40",
    "state": "open",
    "subjects": [
        {"n": 2, "title": "Tỷ lệ organic", "unit": "%"},
        {"n": 6, "title": "NPS", "unit": "điểm"},
    ],
    "candidates": [
        {"index": 0, "n": 2, "title": "Tỷ lệ organic", "unit": "%", "value": "40"},
        {"index": 1, "n": 6, "title": "NPS", "unit": "điểm", "value": "40"},
    ],
}
ANSWER_CARD = {
    "reply_id": 55,
    "state": "saved",
    "rows": [TRAFFIC_ANSWER, CPA_ANSWER, AOV_ANSWER],
    "questions": [ORGANIC_QUESTION],
    "silent": [{"n": 5, "title": REPORT["title"]}, {"n": 6, "title": "NPS"}],
    "undo_until": "2026-11-17T02:12:00+00:00",
    "on_behalf_of": None,
    "plans": [{"n": 1, "text": "gọi 20 đối tác"}, {"n": None, "text": "họp với đại lý"}],
    "hints": [{"kind": "no_initiative", "kr": 11, "n": 1, "title": "Tổng traffic 308.000"}],
    "cut": False,
}
UNDONE_ROWS = [
    TRAFFIC_ANSWER | {"undone": True, "blocker": None},
    CPA_ANSWER | {"kept_newer": True},
]

DIGEST_DETAILS: Params = {
    "team": "Marketing",
    "kind": "team",
    "period": "2026-W47",
    "objectives": [
        {
            "title": "Tăng trưởng traffic bền vững",
            "owner": None,
            "progress": "0.52",
            "expected": "0.58",
            "status": "at_risk",
            "rows": [TRAFFIC, ORGANIC, CPA],
        }
    ],
    "more": 0,
}
TEAM_DIGEST = digest_samples.TEAM_DIGEST
QUIET_DIGEST = digest_samples.QUIET_DIGEST

ALERT = alert_samples.ALERT

MY_GOALS = {
    "name": "Nguyễn Thị Mai",
    "cycle_name": "Q4 2026",
    "elapsed": "0.58",
    "objectives": [
        {"title": "Tăng trưởng traffic bền vững", "rows": [TRAFFIC, ORGANIC, CPA]},
        {"title": "Cải thiện chuyển đổi và AOV", "rows": [AOV, NPS]},
    ],
    "kpis": [CHURN],
    "computed": {"rows": [BUDGET | {"n": None}], "more": 0},
    "open_request": True,
    "next_ask": None,
}
TEAM_OVERVIEW = {
    "team": "Marketing",
    "week": "2026-W47",
    "roll_up": ROLL_UP,
    "asked": 2,
    "asks": 1,
    "objectives": [
        {
            "title": "Tăng trưởng traffic bền vững",
            "owner": "Nguyễn Thị Mai",
            "progress": "0.54",
            "status": "at_risk",
            "rows": [TRAFFIC | {"n": None}, ORGANIC | {"n": None}, CPA | {"n": None}],
        },
        {
            "title": "Cải thiện chuyển đổi và AOV",
            "owner": "Lê Văn An",
            "progress": "0.38",
            "status": "off_track",
            "rows": [AOV | {"n": None}],
        },
    ],
    "kpis": [CHURN | {"n": None}, BUDGET | {"n": None}],
    "team_id": 4,
    "page": 1,
    "large": False,
    "unaligned": 1,
    "idle": 3,
    "children": [
        {"id": 9, "name": "Content", "roll_up": ROLL_UP | {"total": 3, "counts": {"on_track": 3}}}
    ],
    "more": 4,
}
KPI_LIST = {
    "kpis": [
        CHURN | {"n": None, "alert": "firing", "late": True, "pending": True},
        BUDGET | {"n": None, "alert": None, "value_on": "2026-11-01"},
    ],
    "team": "Marketing",
}
KPI_SHOWN = CHURN | {
    "n": None,
    "alert": "acknowledged",
    "value_on": "2026-11-01",
    "recent": [
        {"on": "2026-08-01", "value": "2.1"},
        {"on": "2026-09-01", "value": "2.0"},
        {"on": "2026-10-01", "value": "2.4"},
        {"on": "2026-11-01", "value": "7.0"},
    ],
    "frequency": "month",
}

FIRST_GOAL = {name: TRAFFIC[name] for name in ("n", "title", "unit", "value")}

LETTER = {
    "id": 12,
    "kind": "check_in",
    "target": "U0MAI",
    "in_doubt": False,
    "error": "user_disabled",
    "at": "2026-11-16T02:00:00+00:00",
    "state": "open",
}
DIGEST_LETTER = LETTER | {
    "id": 13,
    "kind": "team_digest",
    "target": "C0MARKETING",
    "in_doubt": True,
    "error": "in doubt: missing_scope",
}
DUE = {
    "title": "Chi phí mỗi đơn ≤ 120.000 ₫",
    "called": "CPA",
    "unit": "VND",
    "value": "118000",
    "value_on": "2026-11-17",
}
PROMISED = {"title": "Tỷ lệ combo", "note": "chờ API của đối tác, xong thứ Sáu"}
DEAD_LETTERS = {"letters": [LETTER, DIGEST_LETTER], "waiting": 5, "more": 3}

SHADOW_SUMMARY = {
    "on": "2026-11-16",
    "counts": [{"kind": "check_in", "count": 12}, {"kind": "team_digest", "count": 1}],
    "lines": [
        {"kind": "check_in", "target": "U0MAI", "at": "2026-11-16T02:00:00+00:00"},
        {"kind": "team_digest", "target": "C0MARKETING", "at": "2026-11-16T03:00:00+00:00"},
    ],
    "more": 11,
}

OUTAGE = {
    "since": "2026-11-15T11:20:00+00:00",
    "until": "2026-11-16T04:00:00+00:00",
    "groups": [
        {
            "kind": "check_in",
            "outcome": "sent",
            "count": 5,
            "names": ["Nguyễn Thị Mai", "An", "Bảo"],
        }
        | {"more": 2},
        {"kind": "check_in", "outcome": "away", "count": 1, "names": ["Hà"], "more": 0},
        {"kind": "team_digest", "outcome": "too_late", "count": 1, "names": ["Marketing"]}
        | {"more": 0},
    ],
    "waiting": 2,
    "stopped": False,
    "shadow": False,
}

WHY_SILENT = {
    "name": "Nguyễn Thị Mai",
    "tz": "Asia/Ho_Chi_Minh",
    "causes": ["sending_stopped", "not_in_pilot", "away"],
    "blocked": True,
    "ticked_at": "2026-11-16T02:00:00+00:00",
    "ended_at": None,
    "refused": None,
    "teams": ["Content", "Growth"],
    "until": "2026-11-28",
    "today": "2026-11-16",
    "next_at": "2026-11-30T02:00:00+00:00",
    "owns": 4,
    "due": 1,
    "left_out": [
        {"title": "Tỷ lệ organic", "rhythm": "monthly"},
        {"title": None, "rhythm": "never"},
        {"title": "Tỷ lệ rời bỏ tháng", "rhythm": "kpi"},
    ],
    "last": {
        "state": "dead",
        "at": "2026-11-09T02:00:00+00:00",
        "answered_at": None,
        "error": "user_disabled",
        "id": 12,
    },
    "skipped": {
        "why": "away",
        "at": "2026-11-16T02:00:00+00:00",
        "params": {"until": "2026-11-28"},
    },
}
TEAM_CADENCE = {"team": "Marketing", "cadence": "biweekly", "own": True, "count": 12, "others": 3}

IMPORT = {
    "name": "mục tiêu quý 4.xlsx",
    "state": "offer",
    "value": f"F0FILE00001:{'0' * 64}:Ev0EVENT0001",
    "problems": [],
    "lines": [
        {"kind": "objective", "key": "tang-truong", "title": "Tăng trưởng bền vững", "details": []},
        {
            "kind": "key_result",
            "key": "traffic",
            "title": "Tổng traffic",
            "details": [{"field": "target", "before": "308000", "after": "320000"}],
        },
    ],
    "counts": [{"kind": "key_result", "created": 0, "changed": 1, "unchanged": 8}],
    "ignored": ["Ghi chú", "Sheet3"],
    "more": 0,
}
WRONG = [
    {
        "place": {"sheet": "Mục tiêu", "row": 4, "column": 3, "heading": "Từ"},
        "field": "objectives.o1.key_results.traffic.from",
        "key": "sheet.unclear_number",
        "params": {"said": "1.234"},
    },
    {
        "place": {"line": 12},
        "field": "",
        "key": "unknown.person",
        "params": {"said": "lam", "near": "lan"},
    },
    {"place": {"line": 0}, "field": "", "key": "sheet.not_xlsx", "params": {}},
]
SILENT = {
    "week": "2026-W47",
    "silent": [
        {"request_id": 31, "name": "Lê Văn An", "since": "2026-11-16T02:00:00+00:00"}
        | {"snoozed": None, "nudged": False},
        {"request_id": 32, "name": "Emma", "since": "2026-11-16T09:00:00+00:00"}
        | {"snoozed": "2026-11-16T08:00:00+00:00", "nudged": True},
    ],
    "away": [{"name": "Phạm Thu Hà", "until": "2026-11-28"}],
    "answered": 4,
    "not_asked": 1,
}
REVIEWED = [
    TRAFFIC_ANSWER | {"check_in_id": 41},
    CPA_ANSWER | {"check_in_id": 42},
    AOV_ANSWER | {"check_in_id": 43},
]
BARE = {"kind": "no_initiative", "kr": 11, "n": 1, "title": "Tổng traffic 308.000"}
STILL_RIGHT = {"kind": "still_right", "kr": 13, "n": 3, "title": "CPA", "answer": None}
LOOKED_UP, LOOKED_UP_VARIANTS = look_samples.known(TRAFFIC, ROLL_UP, TEAM_OVERVIEW)

MESSAGES: Mapping[str, Params] = {
    "check_in": CHECK_IN,
    "reminder": {"request_id": 31, "name": "Nguyễn Thị Mai", "count": 3, "snoozed": False},
    "promise": {"on": "2026-11-28", "items": [PROMISED, PROMISED | {"note": None}]},
    "kpi_due": {"items": [DUE, DUE | {"title": "Ngân sách", "value": None, "value_on": None}]},
    "escalation": {"week": "2026-W47", "names": ["Lê Văn An", "Emma"], "request_ids": [31, 32]},
    "answer_card": ANSWER_CARD,
    "answered_for_you": {
        "by": "Trần Quốc Bảo",
        "rows": [TRAFFIC_ANSWER, CPA_ANSWER],
        "plans": [{"n": 1, "text": "gọi 20 đối tác"}],
    },
    "nudge": {"by": "Trần Quốc Bảo", "count": 3},
    "review_question": {
        "by": "Trần Quốc Bảo",
        "slack_id": "U0BAO",
        "question": "Vì sao traffic chững lại?",
        "row": TRAFFIC,
    },
    "audit_log": {
        "person": "Nguyễn Thị Mai",
        "person_id": 3,
        "page": 2,
        "more": True,
        "lines": [
            {
                "at": "2026-11-16T09:00:00+00:00",
                "by": "Trần Quốc Bảo",
                "action": "refused",
                "subject": "policy.change_target",
                "subject_id": 12,
                "about": "key_result",
                "whose": None,
            },
            {
                "at": "2026-11-16T08:00:00+00:00",
                "by": None,
                "action": "view_scorecard",
                "subject": "person",
                "subject_id": 3,
                "about": None,
                "whose": "Nguyễn Thị Mai",
            },
        ],
    },
    "audit_sent": {"name": "okrbot-audit-2026-11-16.csv", "count": 1204, "person": None},
    "looked_at": {
        "by": "Trần Quốc Bảo",
        "slack_id": "U0BAO",
        "kind": "goal",
        "on": None,
        "whose": "Nguyễn Thị Mai",
        "title": "Traffic tự nhiên",
        "why": "kiểm tra trước khi bàn giao",
    },
    "still_right": {"by": "Nguyễn Thị Mai", "slack_id": "U0MAI", "row": CPA},
    "silent": SILENT,
    "review": {"items": REVIEWED, "more": True},
    "note": {"key": "empty", "name": "Nguyễn Thị Mai", **FIRST_GOAL},
    "digest_details": DIGEST_DETAILS,
    **digest_samples.MESSAGES,
    "dead_letters": DEAD_LETTERS,
    "outage": OUTAGE,
    "token_ends": {"at": "2026-11-16T04:00:00+00:00"}
    | {"address": "https://okr.example/slack/install"},
    "shadow_summary": SHADOW_SUMMARY,
    "setup_guide": SETUP_GUIDE,
    "setup_sent": {"done": 2, "total": 6},
    "my_goals": MY_GOALS,
    "team_overview": TEAM_OVERVIEW,
    "person_overview": {"person": "Nguyễn Thị Mai", "slack_user_id": "U0MAI", "roll_up": ROLL_UP}
    | {"objectives": TEAM_OVERVIEW["objectives"], "kpis": [CHURN], "page": 1, "more": 2}
    | {"unaligned": 1, "idle": 2},
    "help": HELP,
    "unknown_command": {"command": "/okr", "word": "taem", "nearest": "team"},
    "which_one": {
        "query": "tỷ lệ",
        "choices": [{"id": "#17", "title": "Tỷ lệ rời bỏ"}, {"id": "#18", "title": "Tỷ lệ combo"}],
        "command": "/kpi",
    },
    "error": {"text": "Không thấy “trafic web”. Gõ `/okr` để xem danh sách."},
    "why_silent": WHY_SILENT,
    "cadence_set": {"title": "Tỷ lệ organic", "count": 1, "cadence": "monthly", "own": True},
    "team_cadence_set": TEAM_CADENCE,
    "paused": {"until": "2026-11-28", "next_ask": "2026-11-30"},
    "resumed": {"next_ask": "2026-11-30"},
    "saved_in_dm": {"rows": 2, "questions": 1},
    "import_shown": IMPORT,
    "import_how": {},
    "export_sent": {"name": "okr-2026-Q4.xlsx", "private": False},
    **home_samples.MESSAGES,
    **alert_samples.MESSAGES,
    **cycle_samples.MESSAGES,
    **scorecard_samples.MESSAGES,
    **LOOKED_UP,
}

FORM_ROWS = [
    TRAFFIC
    | {"confidence": 8, "said": "at_risk"}
    | {"initiatives": [{"id": 3, "title": "Chiến dịch SEO quý 4"}]},
    *ROWS[1:],
]
MANY_ROWS = [each | {"id": each["n"]} for each in numbered(ROWS * 9)]
FILLED_FORM = {
    "items": FORM_ROWS,
    "plans": [plan | {"id": n} for n, plan in enumerate(CHECK_IN["plans"])],
    "plans_chosen": {"0": "done"},
    "whose": "Lê Văn An",
    "open": ["kr:11"],
    "rest": True,
    "changed": {
        "kr:11": {"who": "Trần Quốc Bảo", "value": "260000", "at": "2026-11-16T02:00:00+00:00"},
        "kr:12": {"who": "Trần Quốc Bảo", "value": None, "at": "2026-11-16T02:00:00+00:00"},
    },
    "entries": {
        "kr:11": {"value": "271.500", "unchanged": "yes", "confidence": "9", "status": "at_risk"}
        | {"note": "chạy combo", "blocker": "kẹt API", "plan": "gọi đối tác", "initiative": "3"},
    },
}

VIEWS: Mapping[str, Params] = {
    "other_value": {
        "question_id": 71,
        "reason": "percent_or_points",
        "subjects": [{"n": 2, "title": "Tỷ lệ organic", "unit": "%", "value": "36.5"}],
    },
    **home_samples.VIEWS,
    **alert_samples.VIEWS,
    "update_all": {"metadata": "31", "items": FORM_ROWS, "plans": CHECK_IN["plans"]},
    "review_correct": REVIEWED[0] | {"far": "999"},
    "review_ask": REVIEWED[1],
    **cycle_samples.VIEWS,
    **scorecard_samples.VIEWS,
}

NOTES: Mapping[str, Params] = {
    "greeting": FIRST_GOAL,
    "thanks": {},
    "one_moment": {},
    "help": FIRST_GOAL,
    "empty": FIRST_GOAL,
    "leave": {"leave_until": "2026-11-28"},
    "leave_later": {"leave_from": "2026-11-28", "leave_until": "2026-12-02"},
    "leave_open": {},
    "nothing_due": {},
    "not_text": FIRST_GOAL,
    "deleted_message": {},
}

VARIANTS: list[tuple[str, Params]] = [
    ("check_in", CHECK_IN | {"welcome": True}),
    ("check_in", CHECK_IN | {"state": "answered"}),
    ("check_in", CHECK_IN | {"items": numbered(ROWS * 9), "plans": CHECK_IN["plans"] * 15}),
    ("check_in", CHECK_IN | {"state": "snoozed", "snoozed_until": "2026-11-16T08:00:00+00:00"}),
    ("check_in", CHECK_IN | {"state": "expired", "items": [ORGANIC]}),
    ("check_in", CHECK_IN | {"items": [ORGANIC], "plans": []}),
    ("check_in", CHECK_IN | {"plans": SETTLED_PLANS}),
    ("answer_card", ANSWER_CARD | {"hints": [STILL_RIGHT]}),
    ("answer_card", ANSWER_CARD | {"hints": [BARE, BARE | {"kr": 12, "n": 2}]}),
    ("answer_card", ANSWER_CARD | {"hints": [STILL_RIGHT | {"answer": "kept"}]}),
    ("answer_card", ANSWER_CARD | {"hints": [STILL_RIGHT | {"answer": "asked"}]}),
    ("nudge", {"by": "Trần Quốc Bảo", "count": 1}),
    ("still_right", {"by": "Nguyễn Thị Mai", "slack_id": None, "row": NPS}),
    ("silent", SILENT | {"silent": [], "away": [], "answered": 0}),
    ("silent", SILENT | {"silent": SILENT["silent"] * 12, "away": SILENT["away"] * 22}),
    ("review", {"items": [], "more": False}),
    ("review", {"items": REVIEWED[:1], "more": False}),
    (
        "answered_for_you",
        {"by": "Trần Quốc Bảo", "corrected": True, "rows": [AOV_ANSWER], "plans": []},
    ),
    ("check_in", CHECK_IN | {"items": numbered(ROWS * 6)}),
    ("reminder", {"request_id": 31, "name": "Lê Văn An", "count": 1, "snoozed": True}),
    ("promise", {"on": "2026-11-28", "items": [PROMISED] * 13}),
    ("kpi_due", {"items": [DUE] * 17}),
    ("kpi_due", {"items": [DUE | {"value": None, "value_on": None}]}),
    ("escalation", {"week": "2026-W47", "names": ["Lê Văn An"] * 22, "request_ids": [31]}),
    ("answer_card", ANSWER_CARD | {"state": "asking", "rows": [], "undo_until": None}),
    (
        "answer_card",
        ANSWER_CARD
        | {"questions": [ORGANIC_QUESTION, WHICH_QUESTION], "on_behalf_of": "Lê Văn An"},
    ),
    ("answer_card", ANSWER_CARD | {"state": "nothing", "rows": [], "questions": []}),
    (
        "answer_card",
        ANSWER_CARD | {"state": "undone", "rows": UNDONE_ROWS, "questions": [], "silent": []},
    ),
    ("answer_card", ANSWER_CARD | {"rows": [answer(NPS, "words", note="đang lấy phản hồi")]}),
    ("answer_card", ANSWER_CARD | {"rows": [answer(NPS, "skip")], "questions": [], "cut": True}),
    ("digest_details", DIGEST_DETAILS | {"more": 3}),
    *digest_samples.VARIANTS,
    ("team_digest", QUIET_DIGEST),
    ("setup_guide", SETUP_GUIDE | {"state": "dismissed"}),
    ("setup_guide", SETUP_GUIDE | {"state": "moved"}),
    ("setup_guide", SETUP_GUIDE | {"state": "done"}),
    ("dead_letters", {"letters": [LETTER | {"kind": "postcard"}], "waiting": 1, "more": 0}),
    (
        "dead_letters",
        {
            "letters": [LETTER | {"state": "again"}, DIGEST_LETTER | {"state": "dropped"}],
            "waiting": 0,
            "more": 0,
        },
    ),
    ("my_goals", MY_GOALS | {"open_request": False, "next_ask": "2026-11-23T02:00:00+00:00"}),
    ("my_goals", MY_GOALS | {"objectives": [], "kpis": [], "open_request": False}),
    ("my_goals", MY_GOALS | {"away_until": "2026-11-28"}),
    ("my_goals", MY_GOALS | {"away_from": "2026-11-28", "away_until": "2026-12-02"}),
    ("paused", {"starts": "2026-11-28", "until": "2026-12-02", "next_ask": "2026-12-07"}),
    ("paused", {"until": "2026-11-28", "next_ask": None}),
    ("cadence_set", {"title": "Tăng trưởng bền vững", "count": 3, "cadence": "never", "own": True}),
    ("cadence_set", {"title": "Tỷ lệ organic", "count": 1, "cadence": "biweekly", "own": True}),
    ("cadence_set", {"title": "Tỷ lệ organic", "count": 1, "cadence": "weekly", "own": False}),
    ("team_cadence_set", TEAM_CADENCE | {"cadence": "never", "count": 1, "others": 1}),
    ("team_cadence_set", TEAM_CADENCE | {"cadence": "weekly", "own": False, "others": 0}),
    ("team_cadence_set", TEAM_CADENCE | {"cadence": "monthly"}),
    ("help", HELP | {"manages": False, "is_admin": False}),
    *(("help", HELP | {"topic": topic.english[0]}) for topic in TOPICS.values()),
    ("help", HELP | {"topic": "remnid"}),
    ("resumed", {"next_ask": None, "called_off": True}),
    ("import_shown", IMPORT | {"state": "problems", "problems": WRONG, "lines": [], "more": 7}),
    ("import_shown", IMPORT | {"state": "done"}),
    ("import_shown", IMPORT | {"state": "nothing", "lines": [], "counts": [], "ignored": []}),
    ("export_sent", {"name": "okr-2026-Q4.yaml", "private": True}),
    ("help", HELP | {"command": "/kpi"}),
    ("unknown_command", {"command": "/okr", "word": "xyz", "nearest": None}),
    ("which_one", {"query": "abc", "choices": [], "command": "/kpi"}),
    (
        "which_one",
        {
            "query": "trafic web",
            "choices": [{"id": "kr:1", "title": "Tổng traffic"}],
            "command": "/okr why",
            "guessed": True,
        },
    ),
    (
        "which_one",
        {
            "query": "báo cáo",
            "choices": [
                {
                    "id": f"kr:{at}",
                    "title": f"Báo cáo quý đầy đủ, đúng hạn, gửi ban giám đốc, {at}" * 2,
                }
                for at in (1, 2)
            ],
            "command": "/okr why",
        },
    ),
    ("saved_in_dm", {"rows": 0, "questions": 1}),
    ("saved_in_dm", {"rows": 0, "questions": 0}),
    *LOOKED_UP_VARIANTS,
    ("audit_sent", {"name": "okrbot-audit-2026-11-16.csv", "count": 1, "person": "Lê Văn An"}),
    *(
        ("looked_at", MESSAGES["looked_at"] | {"kind": kind, "on": on, "whose": whose})
        for kind, on in (("scorecard", None), ("replies", "2026-11-16"), ("copy", None))
        for whose in (None, "Lê Văn An")
    ),
    *(("note", {"key": key} | params) for key, params in NOTES.items()),
    *cycle_samples.VARIANTS,
    *scorecard_samples.VARIANTS,
]

VIEW_VARIANTS: list[tuple[str, Params]] = [
    (
        "other_value",
        {"question_id": 72, "reason": "which_subject", "subjects": WHICH_QUESTION["subjects"]},
    ),
    ("update_all", {"metadata": "", "items": MANY_ROWS, "plans": CHECK_IN["plans"] * 3}),
    ("update_all", {"items": [ORGANIC], "whose": "Lê Văn An"}),
    ("update_all", FILLED_FORM),
    ("update_all", FILLED_FORM | {"step": {"index": 0, "count": 7}}),
    ("update_all", FILLED_FORM | {"step": {"index": 6, "count": 7}}),
    *cycle_samples.VIEW_VARIANTS,
    *scorecard_samples.VIEW_VARIANTS,
]

from shape_samples import MORE  # noqa: E402 - made of the samples above

MESSAGES = {**MESSAGES, **samples_writing.MESSAGES, **samples_kpis.MESSAGES}
VARIANTS += samples_writing.VARIANTS + samples_kpis.VARIANTS
MESSAGES = {**MESSAGES, **samples_writing.MESSAGES}
VARIANTS += samples_writing.VARIANTS
MESSAGES |= samples_sources.MESSAGES | samples_shares.MESSAGES
VARIANTS += samples_shares.VARIANTS
MESSAGES |= samples_privacy.MESSAGES
VARIANTS += samples_privacy.VARIANTS
VIEWS |= samples_privacy.VIEWS
VIEWS |= samples_shares.VIEWS
VIEW_VARIANTS += samples_shares.VIEW_VARIANTS
VARIANTS += samples_sources.VARIANTS
VARIANTS.append(("my_goals", MY_GOALS | samples_writing.BESIDE))
VIEWS = {**VIEWS, **samples_writing.VIEWS}
VIEW_VARIANTS += samples_writing.VIEW_VARIANTS
VARIANTS += home_samples.MESSAGE_VARIANTS + alert_samples.MESSAGE_VARIANTS
VIEW_VARIANTS += home_samples.VIEW_VARIANTS + alert_samples.VIEW_VARIANTS
VIEWS = {**VIEWS, **samples_writing.VIEWS, **samples_kpis.VIEWS}
VIEW_VARIANTS += samples_writing.VIEW_VARIANTS + samples_kpis.VIEW_VARIANTS
VIEWS = {
    **VIEWS,
    "meeting": digest_samples.MEETING,
    "digest_note_form": {"digest_id": 7, "note": ""},
}
VIEW_VARIANTS += digest_samples.PAGES
VARIANTS += home_samples.MESSAGE_VARIANTS
VIEW_VARIANTS += home_samples.VIEW_VARIANTS
EVERY_MESSAGE: list[tuple[str, Params]] = [*MESSAGES.items(), *VARIANTS, *MORE]
EVERY_VIEW: list[tuple[str, Params]] = [*VIEWS.items(), *VIEW_VARIANTS]
