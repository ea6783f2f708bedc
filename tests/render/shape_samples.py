"""Goals in steps, with phases, with samples and of growth, as people see them."""

from typing import Any

from samples import ANSWER_CARD, CHECK_IN, LOOKED_UP, MY_GOALS, answer, row

Params = dict[str, Any]

LAUNCH = row(
    *(1, "Ra mắt app"),
    **{"shape": "milestones", "start": "0", "target": "4", "value": "2", "progress": "0.5"},
    **{"status": "at_risk", "expected": "0.58"},
    **{"steps": {"done": 1, "count": 3, "next": "Khảo sát <khách> & đối tác"}},
    **{"stage": {"number": 1, "count": 2, "due_on": "2026-11-30", "value": "3", "way": "0.75"}},
)
CONTRACTS = row(
    *(2, "Hợp đồng ký mới"),
    **{"unit": "hợp đồng", "start": "0", "target": "100", "value": "16", "progress": "0.16"},
    **{"status": "at_risk", "expected": "0.18"},
    **{"stage": {"number": 2, "count": 3, "due_on": "2026-11-19", "value": "40", "way": "0.4"}},
)
SURVEY = row(
    *(3, "Điểm khảo sát"),
    **{"unit": "/10", "start": "6", "target": "8", "value": "8.2", "progress": "1.1"},
    **{"status": "on_track", "expected": "0.58", "sample": 85, "minimum_sample": 100},
)
GROWTH = row(
    *(4, "Tăng trưởng doanh thu"),
    **{"unit": "% so với cùng kỳ", "start": "0", "target": "30", "value": "12"},
    **{"progress": "0.4", "status": "at_risk", "expected": "0.58"},
)
CREATIVES = row(
    *(5, "Mẫu quảng cáo thử mỗi tháng"),
    **{"shape": "periodic", "unit": "mẫu", "start": "0", "target": "5", "floor": "3"},
    **{"value": "4", "progress": "0.5", "status": "at_risk", "expected": "1"},
)
UNTOLD = SURVEY | {"n": 6, "sample": None}
ENOUGH = SURVEY | {"n": 7, "sample": 1200, "status": "done"}
SHAPES = [LAUNCH, CONTRACTS, SURVEY, GROWTH, CREATIVES, UNTOLD, ENOUGH]
WHICH_STEPS = {
    "id": 73,
    "reason": "which_steps",
    "said": "2",
    "state": "open",
    "subjects": [{"n": 1, "title": "Ra mắt app", "unit": "", "shape": "milestones"}],
    "candidates": [
        {"index": index, "n": 1, "title": "Ra mắt app", "unit": "", "shape": "milestones"}
        | {"value": value, "marks": marks}
        for index, (value, marks) in enumerate(
            [("3", ["Khảo sát"]), ("3", ["Ra mắt"]), ("4", ["Khảo sát", "Ra mắt"])]
        )
    ],
}
ANSWERS = [
    answer(
        LAUNCH,
        *("value",),
        marked=[{"title": "Bản beta", "done": True}, {"title": "Khảo sát", "done": False}],
        **{"before_value": "1", "before_progress": "0.25", "before_status": "off_track"},
    ),
    answer(
        SURVEY,
        *("value",),
        **{"before_value": "7.8", "before_progress": "0.9", "before_status": "on_track"},
    ),
    answer(
        GROWTH,
        *("value",),
        **{"before_value": "8", "before_progress": "0.27", "before_status": "off_track"},
    ),
]
WHY = LOOKED_UP["goal_why"] | {"expected": "0.18", "pace": "0.88", "reason": "pace"}
HISTORY = LOOKED_UP["goal_history"]
CHECKED_IN = next(one for one in HISTORY["events"] if one["kind"] == "check_in")
MARKED = CHECKED_IN | {
    **{"title": "Ra mắt app", "shape": "milestones", "unit": ""},
    **{"value": "2", "before_value": "0", "progress": "0.5", "before_progress": "0"},
    "marked": [{"title": "Bản beta", "done": True}],
}
SAME = MARKED | {"marked": [], "before_value": "2", "before_progress": "0.5"}
UNDONE = LOOKED_UP["undone"]
MORE: list[tuple[str, Params]] = [
    ("my_goals", MY_GOALS | {"objectives": [{"title": "Tăng trưởng", "rows": SHAPES}]}),
    ("answer_card", ANSWER_CARD | {"rows": ANSWERS, "questions": [WHICH_STEPS]}),
    (
        "answer_card",
        ANSWER_CARD
        | {"rows": [], "state": "asking", "undo_until": None}
        | {"questions": [WHICH_STEPS | {"candidates": WHICH_STEPS["candidates"][:1]}]},
    ),
    ("check_in", CHECK_IN | {"items": [LAUNCH, CONTRACTS | {"value": None}]}),
    ("goal_why", WHY | {"row": CONTRACTS}),
    ("goal_why", WHY | {"row": LAUNCH, "ambition": "aspirational", "success": "0.7"}),
    ("goal_why", WHY | {"row": CONTRACTS, "reason": "phase_ahead", "pace": None}),
    ("goal_history", HISTORY | {"events": [MARKED, SAME]}),
    ("undone", UNDONE | {"rows": ANSWERS[:1]}),
]
