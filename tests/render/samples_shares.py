"""Samples of key results that are split to people, and of the way from a KPI to an objective."""

from typing import Any

from samples_writing import FINDINGS, OBJECTIVE_FORM, SMART, row

Params = dict[str, Any]

TRAFFIC = row(
    1, "Tổng traffic đạt 308.000", unit="lượt", start="0", target="308000", value="120000"
)
SUM: Params = {
    "amounts": ["123200", "150000"],
    "whole": "308000",
    "given": "273200",
    "left": "34800",
    "over": False,
    "unit": "lượt",
}
PAGE: Params = {
    "page": 1,
    "held": {"people:all": ["U0MAI", "U0AN"], "what:U0MAI": "Traffic tự nhiên"},
    "confirmed": None,
    "key_result_id": 21,
    "row": TRAFFIC,
    "way": "parts",
    "whole": "308000",
    "left": "34800",
    "period": None,
    "standing": [
        {"name": "Bình", "share": "123200", "state": "draft"},
        {"name": "Chi", "share": None, "state": "active"},
    ],
    "ways": ["parts", "same"],
    "people": ["U0MAI", "U0AN"],
}
PERSON: Params = {
    "tag": "U0MAI",
    "name": "Nguyễn Thị Mai",
    "what": "Traffic tự nhiên",
    "share": "40%",
    "equal": "17400",
    "kpis": [{"id": "3", "title": "Bài đăng"}],
    "chosen": ["3"],
    "new": ["videos"],
}
SHARES_PAGE: Params = PAGE | {
    "page": 2,
    "rows": [PERSON, PERSON | {"tag": "U0AN", "share": None, "kpis": [], "new": []}],
    "library": [{"key": "posts", "name": "Số bài đăng"}, {"key": "videos", "name": "Số video"}],
    "finding": SUM,
}
KPI_PAGE: Params = PAGE | {
    "page": 3,
    "kpis": [
        {
            "tag": f"U0MAI_{key}",
            "person": "Nguyễn Thị Mai",
            "name": name,
            "unit": "video",
            "side": side,
            "frequency": "month",
        }
        for key, name, side in (
            ("videos", "Số video", "floor"),
            ("cpa", "CPA", "ceiling"),
            ("budget", "Mức dùng ngân sách", "range"),
        )
    ],
}
SHARE_PROPOSED: Params = {
    "by": "Bình",
    "own": False,
    "whole": {"title": "Tổng traffic đạt 308.000", "amount": "308000", "unit": "lượt"},
    "way": "parts",
    "share": "123200",
    "objective_id": 5,
    "title": "Tăng trưởng bền vững · Traffic tự nhiên",
    "key_result_id": 22,
    "row": row(2, "Traffic tự nhiên", unit="lượt", start="0", target="123200"),
    "kpis": ["Bài đăng", "Số video"],
}
SPLIT_DONE: Params = {
    "title": "Tổng traffic đạt 308.000",
    "reference": "kr:21",
    "unit": "lượt",
    "people": [
        {
            "name": "Nguyễn Thị Mai",
            "share": "123200",
            "what": "Traffic tự nhiên",
            "kpis": ["Bài đăng"],
        },
        {"name": "An", "share": "150000", "what": "Tổng traffic đạt 308.000", "kpis": []},
    ],
    "sum": SUM,
}
STANDING: Params = {
    "rows": [
        {
            "row": row(
                2, "Traffic tự nhiên", unit="lượt", owner="Nguyễn Thị Mai", status="on_track"
            ),
            "share": "123200",
            "state": "active",
            "kpis": ["Bài đăng"],
        },
        {
            "row": row(3, "CPA", unit="₫", owner="An", shape="keep", ceiling="120000"),
            "share": None,
            "state": "draft",
            "kpis": [],
        },
    ],
    "sum": {
        "unit": "lượt",
        "whole": "308000",
        "given": "273200",
        "left": "34800",
        "over": False,
        "come": "100000",
        "whole_moved": "120000",
        "apart": "20000",
        "more": False,
    },
}
CONVERT: Params = OBJECTIVE_FORM | {
    "page": 1,
    "held": {},
    "kpi_id": 7,
    "kpi": {"id": 7, "title": "Tỷ lệ rời bỏ", "value": "7", "unit": "%", "related": []},
    "dimension": "quality",
}
KPI_STANDING: Params = {
    "title": "Tỷ lệ rời bỏ",
    "unit": "%",
    "value": "7",
    "mean": "6.5",
    "count": 4,
    "frequency": "month",
    "side": "ceiling",
    "target": "3",
}
FIGURES: Params = {
    "page": 2,
    "held": {"title:new": "Khách hàng muốn ở lại"},
    "kpi_id": 7,
    "objective": "Khách hàng muốn ở lại",
    "findings": FINDINGS[:1],
    "kpi": {"id": "7", "title": "Tỷ lệ rời bỏ"},
    "near": [
        {"id": str(10 + n), "title": f"Chỉ số {n}", "reason": reason}
        for n, reason in enumerate(("goal", "family", "team", "dimension"))
    ],
    "begin": "now",
    "averages": [4, 8, 12],
    "rows": [
        {
            "id": "7",
            "field": "start:7_now",
            "kpi": KPI_STANDING,
            "start": None,
            "begins": "7",
            "target": "3",
            "limit": None,
        },
        {
            "id": "8",
            "field": "start:8_now",
            "kpi": KPI_STANDING | {"value": None, "mean": None, "side": "range", "target": None},
            "start": "1",
            "begins": None,
            "target": None,
            "limit": "3.125",
        },
    ],
}
STEP: Params = {
    "id": "7",
    "title": "Tỷ lệ rời bỏ",
    "row": row(1, "Tỷ lệ rời bỏ", start="7", target="3", direction="down"),
    "smart": SMART,
}
CHECKS: Params = {
    "page": 3,
    "held": {},
    "kpi_id": 7,
    "rows": [STEP | {"measured_by": "CRM", "in_reach": "yes"}],
    "few": True,
}
TRACKING: Params = {
    "page": 4,
    "held": {},
    "kpi_id": 7,
    "rows": [STEP | {"owner": "U0MAI", "frequency": "month"}],
    "cadence": "team",
}
MESSAGES: dict[str, Params] = {"share_proposed": SHARE_PROPOSED, "split_done": SPLIT_DONE}
VARIANTS: list[tuple[str, Params]] = [
    ("share_proposed", SHARE_PROPOSED | {"own": True}),
    ("share_proposed", SHARE_PROPOSED | {"way": "same", "share": None, "kpis": []}),
    ("split_done", SPLIT_DONE | {"sum": None}),
    ("split_done", SPLIT_DONE | {"sum": SUM | {"over": True}}),
]
VIEWS: dict[str, Params] = {"split_form": PAGE, "kpi_convert": CONVERT}
VIEW_VARIANTS: list[tuple[str, Params]] = [
    ("split_form", SHARES_PAGE),
    ("split_form", SHARES_PAGE | {"way": "same", "finding": None, "period": "month"}),
    ("split_form", SHARES_PAGE | {"row": TRAFFIC | {"direction": "down"}, "standing": []}),
    ("split_form", KPI_PAGE),
    *(("kpi_convert", CONVERT | {"dimension": one}) for one in ("quantity", "time", "cost", None)),
    ("kpi_convert", FIGURES),
    ("kpi_convert", CHECKS),
    ("kpi_convert", TRACKING),
]
