"""The messages and modals around a cycle: the end of a marketing team's quarter."""

from collections.abc import Mapping
from typing import Any

Params = dict[str, Any]

CYCLE: Params = {
    "id": 3,
    "name": "Q4/2026",
    "state": "active",
    "starts": "2026-10-01",
    "ends": "2026-12-31",
}
NEXT: Params = CYCLE | {
    "id": 4,
    "name": "Q1/2027",
    "state": "draft",
    "starts": "2027-01-01",
    "ends": "2027-03-31",
}
SHOWN: Params = CYCLE | {
    "elapsed": "0.58",
    "drafts": 1,
    "running": 3,
    "published": True,
    "unanswered": 1,
    "overdue": [
        {"team": "IT", "what": "kết nối đơn hàng", "due": "2026-11-10", "lead": "U0DAN00001"}
    ],
    "ends_soon": False,
    "over": False,
    "next": "Q1/2027",
    "next_made": False,
    "scores": None,
    "steps": ["activate", "begin_closing"],
    "teams": [],
    "scores_mine": False,
}
DRAFTED: Params = (
    SHOWN
    | NEXT
    | {
        "drafts": 4,
        "running": 0,
        "published": False,
        "overdue": [],
        "next": "Q2/2027",
        "steps": ["publish", "activate"],
        "teams": [{"id": 5, "name": "Marketing"}],
    }
)
CLOSING: Params = SHOWN | {
    "state": "closing",
    "overdue": [],
    "over": True,
    "scores": {"total": 9, "unscored": 4, "unconfirmed": 2},
    "steps": ["close"],
    "scores_mine": True,
}
OVERVIEW: Params = {"cycles": [SHOWN, DRAFTED], "runs": True, "who": ["U0MAI"], "last": None}


def key_result(**facts: Any) -> Params:
    """A key result of a draft; what is not given is that of total traffic."""
    traffic = {
        "id": 11,
        "title": "Tổng traffic",
        "shape": "reach",
        "unit": "lượt",
        "direction": "up",
        "period": None,
        "start": "220400",
        "target": "308000",
        "floor": None,
        "ceiling": None,
        "value": "256400",
        "progress": "0.41",
        "owner": "Lê Văn An",
    }
    return traffic | facts


NO_AIM = {"start": None, "target": None}
DRAFT: Params = {
    "id": 7,
    "title": "Tăng trưởng bền vững",
    "owner": "Nguyễn Thị Mai",
    "ambition": "aspirational",
    "rows": [
        key_result(),
        key_result(title="CPA", shape="keep", unit="VND", ceiling="120000", **NO_AIM),
        key_result(title="Video", shape="periodic", unit="video", period="month", target="20"),
        key_result(title="Báo cáo quý", shape="yes_no", unit="", **NO_AIM),
        key_result(title="Tỷ lệ combo", unit="%", **NO_AIM),
    ],
}
COMPANY_GOALS: Params = {
    "cycle": NEXT,
    "objectives": [DRAFT],
    "preview": False,
    "channels": 4,
}
TEAM_DRAFTS: Params = {
    "cycle": NEXT,
    "team": "Marketing",
    "team_id": 5,
    "objectives": [DRAFT, DRAFT | {"title": "Chuẩn hóa nội dung", "ambition": "committed"}],
    "preview": False,
}
CHECK: Params = {
    "cycle": NEXT,
    "ready": 7,
    "objectives": 3,
    "refused": [
        {
            "title": "Tỷ lệ combo",
            "objective": "Tăng trưởng bền vững",
            "owner": "Lê Văn An",
            "error": "key_result.no_start_or_target",
            "params": {"start": None, "target": None},
        },
        {
            "title": None,
            "objective": None,
            "owner": "Emma",
            "error": "key_result.no_unit",
            "params": {},
        },
    ],
    "more": 2,
    "bare": ["AOV", "Tỷ lệ organic"],
    "bare_more": 1,
    "empty": ["Mở kênh mới"],
    "unanswered": [
        {"team": "IT", "what": "kết nối đơn hàng", "due": "2026-12-10", "overdue": True},
        {"team": "Kho", "what": "đếm lại hàng", "due": "2027-01-15", "overdue": False},
    ],
}
MISSING: Params = {
    "cycle": {"id": 3, "name": "Q4/2026", "ends": "2026-12-31"},
    "step": "close",
    "over": True,
    "total": 9,
    "unscored": 4,
    "owners": ["Lê Văn An", "Emma"],
    "unconfirmed": 2,
    "managers": ["Nguyễn Thị Mai"],
    "undecided": 1,
    "drafts": 1,
}
TO_SCORE: Params = {
    "id": 11,
    "title": "Tổng traffic",
    "shape": "reach",
    "unit": "lượt",
    "value": "256400",
    "start": "220400",
    "target": "308000",
    "proposed": "0.41",
    "locked": None,
    "self_score": None,
    "score": None,
    "standing": None,
    "colour": None,
    "outcome": None,
    "because": None,
    "owner": None,
}
SCORED: Params = TO_SCORE | {
    "id": 12,
    "title": "Tỷ lệ organic",
    "unit": "%",
    "value": "36.5",
    "start": "31",
    "target": "38",
    "proposed": "0.78",
    "locked": "0.61",
    "self_score": "0.7",
    "standing": "0.7",
    "colour": "green",
    "owner": "Lê Văn An",
}
CONFIRMED: Params = SCORED | {
    "score": "0.65",
    "standing": "0.65",
    "colour": "yellow",
    "outcome": "carried_over",
    "because": "hợp đồng ký tháng 1",
}
GROUP: Params = {
    "id": 7,
    "title": "Tăng trưởng bền vững",
    "owner": None,
    "rows": [TO_SCORE, SCORED | {"owner": None}],
    "done": False,
}
SCORE_CARD: Params = {"cycle": CYCLE, "mine": [GROUP], "theirs": [], "more": 0}
THEIR_CARD: Params = SCORE_CARD | {
    "mine": [],
    "theirs": [GROUP | {"owner": "Lê Văn An", "rows": [SCORED, CONFIRMED]}],
    "more": 3,
}
RETRO: Params = {
    "cycle": CYCLE,
    "team": "Marketing",
    "score": "0.625",
    "objectives": [
        {
            "title": "Tăng trưởng bền vững",
            "score": "0.625",
            "colour": "yellow",
            "rows": [
                {"title": "Traffic", "score": "0.6", "colour": "yellow", "outcome": "postponed"},
                {"title": "Organic", "score": "0.75", "colour": "green", "outcome": "finished"},
            ],
            "worked": "Viết theo chủ đề khách hỏi",
            "did_not_work": "Chờ API quá lâu",
            "next_time": "Hẹn ngày với IT từ tuần 1",
        },
        {
            "title": "Chuẩn hóa nội dung",
            "score": None,
            "colour": None,
            "rows": [],
            "worked": None,
            "did_not_work": None,
            "next_time": None,
        },
    ],
    "more": 1,
}
STEP: Params = {
    "cycle": CYCLE,
    "step": "draft_next",
    "count": 4,
    "next": "Q1/2027",
    "next_made": False,
}
REQUEST: Params = {
    "id": 9,
    "title": "Tăng trưởng bền vững",
    "team": "IT",
    "asker": "U0MAI",
    "asker_name": "Nguyễn Thị Mai",
    "asked": "U0DAN00001",
    "asked_name": "Dan",
    "what": "Kết nối với dữ liệu đơn hàng",
    "effort": "5 ngày của một lập trình viên",
    "due": "2026-12-10",
    "state": "open",
    "because": None,
    "can_answer": True,
    "role": "asked",
}
DECLINED: Params = REQUEST | {
    "id": 10,
    "state": "declined",
    "because": "đến tháng 1 mới có người",
    "can_answer": False,
    "role": "asker",
}
DONE: Params = {"done": "activate", "name": "Q1/2027", "count": 7, "left": 2}
FORM: Params = {
    "objective_id": 7,
    "title": "Tăng trưởng bền vững",
    "ambition": "aspirational",
    "rows": [
        TO_SCORE | {"own": True},
        SCORED | {"own": False, "outcome": "finished"},
        TO_SCORE | {"id": 13, "shape": "yes_no", "unit": "", "value": "1", "own": True, **NO_AIM},
    ],
    "retro": True,
    "worked": "Viết theo chủ đề khách hỏi",
    "did_not_work": None,
    "next_time": None,
}

MESSAGES: Mapping[str, Params] = {
    "cycle_overview": OVERVIEW,
    "activation_check": CHECK,
    "closing_check": MISSING,
    "cycle_done": DONE,
    "cycle_step": STEP,
    "goal_carried": {"title": "Tổng traffic", "name": "Q1/2027", "count": 1},
    "company_goals": COMPANY_GOALS,
    "team_drafts": TEAM_DRAFTS,
    "drafts_thread": {"team": "Marketing", "by": "U0MAI"},
    "cycle_retro": RETRO,
    "score_card": SCORE_CARD,
    "score_list": {"cards": [SCORE_CARD | {"theirs": THEIR_CARD["theirs"]}]},
    "dependency": REQUEST,
    "dependency_answer": DECLINED,
    "dependency_list": {"of_us": [REQUEST], "by_us": [DECLINED], "more": 2},
}
VIEWS: Mapping[str, Params] = {
    "new_cycle": {
        "terms": [
            {
                "key": "2027-Q1",
                "name": "Q1/2027",
                "starts": "2027-01-01",
                "ends": "2027-03-31",
            }
        ]
    },
    "score_goal": FORM,
    "depend": {
        "objectives": [{"id": 7, "title": "Tăng trưởng bền vững"}],
        "teams": [{"id": 5, "name": "IT"}, {"id": 6, "name": "Kho"}],
        "chosen": 5,
    },
    "decline": REQUEST,
}
STEPS = ("activate", "begin_closing", "score", "confirm", "close")
DONE_KEYS = ("created", "publish", "present", "begin_closing", "close", "scored")
VARIANTS: list[tuple[str, Params]] = [
    ("cycle_overview", OVERVIEW | {"cycles": [CLOSING], "runs": False}),
    ("cycle_overview", OVERVIEW | {"cycles": [DRAFTED | {"published": True, "steps": []}]}),
    ("cycle_overview", OVERVIEW | {"cycles": [SHOWN | {"steps": [], "over": True}]}),
    ("cycle_overview", OVERVIEW | {"cycles": [SHOWN | {"ends_soon": True}]}),
    ("cycle_overview", OVERVIEW | {"cycles": [SHOWN | {"ends_soon": True, "next_made": True}]}),
    ("cycle_overview", OVERVIEW | {"cycles": [], "last": CYCLE | {"state": "closed"}}),
    ("activation_check", CHECK | {"ready": 0, "bare": [], "empty": [], "unanswered": []}),
    ("activation_check", CHECK | {"refused": [], "more": 0}),
    ("closing_check", MISSING | {"step": "begin_closing", "drafts": 0, "over": False}),
    ("closing_check", MISSING | {"unscored": 0, "unconfirmed": 0, "undecided": 0}),
    ("company_goals", COMPANY_GOALS | {"preview": True}),
    ("team_drafts", TEAM_DRAFTS | {"preview": True}),
    ("score_card", THEIR_CARD),
    ("score_card", SCORE_CARD | {"mine": [GROUP | {"done": True}]}),
    ("score_list", {"cards": []}),
    ("dependency", DECLINED),
    ("dependency", REQUEST | {"state": "accepted", "can_answer": False}),
    ("dependency_answer", REQUEST | {"state": "accepted"}),
    ("dependency_list", {"of_us": [], "by_us": [], "more": 0}),
    ("cycle_step", STEP | {"next_made": True}),
    *(("cycle_step", STEP | {"step": step}) for step in STEPS),
    *(("cycle_done", DONE | {"done": key, "left": 0}) for key in DONE_KEYS),
    ("cycle_done", DONE | {"done": "close", "left": 0, "carried": 2, "to": "Q1/2027"}),
]
VIEW_VARIANTS: list[tuple[str, Params]] = [
    ("new_cycle", {"terms": []}),
    ("score_goal", FORM | {"retro": False, "rows": [CONFIRMED | {"own": False}]}),
    ("depend", VIEWS["depend"] | {"chosen": None}),
]
