"""Samples of what people look up."""

from typing import Any

from samples_shares import STANDING

Params = dict[str, Any]
Samples = tuple[Params, list[tuple[str, Params]]]

EVIDENCE = {
    "link": "https://minh-long.slack.com/archives/C0MARKET001/p1763350000000100",
    "author": "U0MAI",
    "at": "2026-11-16T08:00:00+00:00",
    "note": "hợp đồng",
}


def known(traffic: Params, roll_up: Params, team: Params) -> Samples:
    """A sample of every kind, and variants of some."""
    goal = {
        "title": "Tăng trưởng traffic bền vững",
        "reference": "o:3",
        "progress": "0.54",
        "status": "at_risk",
        "total": 3,
        "state": "active",
        "private": False,
    }
    row = traffic | {"n": None, "owner": "Nguyễn Thị Mai"}
    key_result = {
        "kind": "kr",
        "reference": "kr:17",
        "row": row,
        "objective": {"title": goal["title"], "reference": "o:3"},
        "said": "on_track",
        "confidence": 8,
        "checked_in_on": "2026-11-16",
        "note": "ký hợp đồng ngày 28",
        "blocker": "kẹt API đối tác",
        "measured_by": "Google Analytics, lượt truy cập thật",
        "start_on": "2026-10-01",
        "due_on": "2026-12-31",
        "weight": "2",
        "ambition": "aspirational",
        "private": False,
        "state": "active",
        "helpers": ["Lê Văn An", "Phạm Thu Hà"],
        "initiatives": [
            {"title": "Viết lại trang chủ", "state": "done"},
            {"title": "Đăng 20 bài SEO", "state": "open"},
        ],
        "aliases": ["traffic"],
        "editable": True,
    }
    course = {
        "title": row["title"],
        "unit": row["unit"],
        "share": False,
        "first": "2026-10-01",
        "last": "2026-12-31",
        "points": [
            {"on": "2026-10-05", "value": "220400"},
            {"on": "2026-10-19", "value": "231000"},
            {"on": "2026-11-16", "value": "256400"},
        ],
        "expected": [
            {"on": "2026-10-01", "value": "220400"},
            {"on": "2026-10-31", "value": "240000"},
            {"on": "2026-12-31", "value": "308000"},
        ],
        "low": None,
        "high": None,
        "confidence": [{"on": "2026-10-05", "value": "7"}, {"on": "2026-11-16", "value": "8"}],
        "row": row,
    }
    key_result["course"] = course
    objective = {
        "kind": "o",
        **goal,
        "owner": "Nguyễn Thị Mai",
        "team": "Marketing",
        "ambition": "committed",
        "rows": [row],
        "children": [goal | {"title": "Nội dung đều mỗi tuần", "reference": "o:4"}],
        "more": 2,
        "parent": {"title": "Dẫn đầu thị trường phía Nam", "reference": "o:1"},
        "no_parent_because": None,
        "editable": False,
    }
    why = {
        "kind": "kr",
        "reference": "kr:17",
        "row": row | {"progress": "0.46", "value": "260480", "start": "220000"},
        "objective": {"title": goal["title"], "reference": "o:3"},
        "status": "at_risk",
        "reason": "pace",
        "elapsed": "0.58",
        "pace": "0.79",
        "expected": "0.58",
        "success": "1",
        "on_track": "0.9",
        "at_risk": "0.7",
        "minimum_sample": None,
        "ambition": "committed",
        "days_passed": 53,
        "days": 92,
        "due_on": "2026-12-31",
        "said": "on_track",
        "said_by": "Nguyễn Thị Mai",
        "said_by_reader": True,
        "said_on": "2026-11-17",
        "said_note": "ký hợp đồng ngày 28",
        "levels": 1,
    }
    phase = {"number": 2, "count": 3, "due_on": "2026-11-30", "value": "280000", "way": "0.6"}
    phased = row | {"progress": "0.46", "stage": phase}
    steps = {"done": 2, "count": 5, "next": "Ký hợp đồng"}
    why_objective = {
        "kind": "o",
        **goal,
        "source": "both",
        "parts": [
            {"title": "Tổng traffic", "reference": "kr:17", "progress": "0.59"}
            | {"status": "on_track", "weight": "2"},
            {"title": "Tỷ lệ organic", "reference": "kr:18", "progress": "0.44"}
            | {"status": "at_risk", "weight": "1"},
            {"title": "NPS", "reference": "kr:19", "progress": None}
            | {"status": "no_data", "weight": None},
        ],
        "children": [],
    }
    both = ("own", "company")
    part = {"progress": "0.54", "status": "at_risk", "weight": "3.5", "count": 3, "sets": False}
    team_why = {
        "team": "Marketing",
        "team_id": 4,
        "large": False,
        "roll_up": roll_up,
        "parts": [
            part | {"kind": "objective", "title": goal["title"], "id": 3},
            part | {"kind": "team", "title": "Content", "id": 9, "sets": True},
        ],
        "more": 2,
        "setting": [{"id": 17, "title": "Tổng traffic", "status": "off_track", "said": None}],
        "setting_count": 2,
        "differing": [
            {"id": 17, "title": "Tổng traffic", "status": "off_track", "said": "on_track"}
            | {"levels": 2}
        ],
        "differing_count": 1,
        "flagged": 1,
    }
    said = {
        "kind": "check_in",
        "at": "2026-11-16T03:40:00+00:00",
        "who": "Nguyễn Thị Mai",
        "title": "Tổng traffic",
        "shape": "reach",
        "unit": "lượt",
        "value": "271500",
        "before_value": "256400",
        "progress": "0.59",
        "before_progress": "0.41",
        "said": "at_risk",
        "confidence": 6,
        "note": "đợt quảng cáo tháng 11",
        "blocker": "kẹt API đối tác",
        "on_behalf": True,
        "source": "reply",
        "undone_at": "2026-11-16T04:10:00+00:00",
        "undone_by": "Lê Văn An",
    }
    edit = {
        "kind": "change",
        "at": "2026-11-10T03:40:00+00:00",
        "who": "Lê Văn An",
        "title": "Tổng traffic",
        "unit": "lượt",
        "field": "target",
        "is_figure": True,
        "before": "300000",
        "after": "308000",
        "because": "thêm kênh mới",
    }
    plain = said | {"on_behalf": False, "undone_at": None, "undone_by": None, "blocker": None}
    history = {
        "title": goal["title"],
        "reference": "o:3",
        "whole": True,
        "page": 1,
        "more": True,
        "events": [
            said,
            edit,
            plain | {"value": None, "source": "import", "who": None},
            plain | {"before_value": None, "note": None},
            plain | {"value": "256400"},
            edit | {"field": "state", "is_figure": False, "before": "draft", "after": "active"},
            edit | {"field": "due_on", "is_figure": False, "before": None, "after": "2026-12-20"},
            edit | {"field": "owner_id", "is_figure": False, "before": "Bảo", "after": None},
            edit | {"field": "weight", "is_figure": False, "before": "1000", "after": "2500"},
            edit | {"field": "colour", "is_figure": False, "before": "đỏ", "after": "xanh"},
        ],
    }
    branch = goal | {"kind": "o", "depth": 0, "below": 0}
    lines = [
        branch | {"kind": "kr", "title": "Tổng traffic", "reference": "kr:17"},
        branch | {"depth": 1, "below": 12, "reference": "o:5"},
        branch | {"depth": 2, "state": "draft", "private": True, "status": None, "progress": None},
    ]
    above = [{"title": "Dẫn đầu thị trường", "reference": "o:1"}]
    tree = {
        "top": branch,
        "lines": lines,
        "page": 2,
        "more": True,
        "above": above,
        "total": 40,
    }
    nothing = {"progress": None, "expected": None, "status": None, "counts": {}, "stale": 0}
    department = {"id": 4, "name": "Marketing", "roll_up": roll_up | {"total": 120}}
    company = {
        "cycle": "Quý 4/2026",
        "elapsed": "0.58",
        "whole": roll_up | {"total": 1234, "trend": "-0.11", "ahead": "0.05"},
        "unaligned": 3,
        "idle": 40,
        "objectives": [goal | {"below": 4}],
        "objectives_more": 2,
        "departments": [
            department | {"teams": 4},
            department | {"id": 5, "name": "Kho", "teams": 0, "roll_up": nothing | {"total": 0}},
        ],
        "page": 1,
        "more": True,
    }
    need = row | {"reasons": ["off_track", "differs"], "said": "on_track", "owner_id": 7}
    risk = {
        "team": "Marketing",
        "team_id": 4,
        "rows": [need | {"status": "off_track"}, need | {"said": None, "stale_days": 16}],
        "counts": {"off_track": 1, "at_risk": 2, "stale": 1, "differs": 1},
        "total": 42,
        "needing": 4,
        "page": 1,
        "more": 2,
    }
    undone = {
        "at": "2026-11-16T03:40:00+00:00",
        "rows": [
            row | {"value": "271500", "before_value": "256400", "change": "value"},
            row | {"before_value": None, "change": "value"},
            row | {"before_value": row["value"], "change": "no_change"},
            row | {"change": "words"},
            row | {"kept_newer": True, "change": "value"},
        ],
    }
    team_shared = {"what": "team", "team": team}
    goal_shared = {"what": "goal", "goal": key_result}
    by = {"shared_by": "U0MAI", "shared_by_name": "Nguyễn Thị Mai"}
    preview = {"channel": "C0SALES0001", "reference": "kr:17"}
    shares = course | {
        "share": True,
        "points": [{"on": "2026-11-16", "value": "0.5"}],
        "expected": [],
        "confidence": [],
        "low": "0.2",
        "high": "0.9",
    }
    messages = {
        "goal_shown": key_result,
        "goal_why": why,
        "team_why": team_why,
        "goal_history": history,
        "undone": undone,
        "goal_tree": tree,
        "company": company,
        "team_risk": risk,
        "share_preview": preview | goal_shared,
        "goal_shared": goal_shared | by,
        "shared": {"channel": "C0SALES0001"},
    }
    reasons = ["done", "yes_no_open", "too_early", "no_data", "keep_inside", "keep_near"]
    reasons += ["keep_outside", "achieved", "missed", "missed_no_data", "small_sample", "periods"]
    bare = key_result | {"said": None, "confidence": None, "checked_in_on": None, "note": None}
    bare |= {"blocker": None, "measured_by": None, "helpers": [], "initiatives": []}
    bare |= {"state": "draft", "private": True, "ambition": "committed", "weight": "1"}
    as_admin = {"for_reason": "An nghỉ việc, kiểm tra trước khi bàn giao"}
    variants: list[tuple[str, Params]] = [
        ("goal_shown", key_result | as_admin),
        ("goal_why", why | as_admin),
        ("goal_why", why_objective | as_admin),
        ("goal_history", history | as_admin),
        ("goal_tree", tree | as_admin),
        *(("goal_why", why | {"reason": reason, "minimum_sample": 100}) for reason in reasons),
        ("team_why", team_why | {"parts": [], "roll_up": nothing | {"total": 0}, "setting": []}),
        (
            "team_why",
            team_why
            | {"team": None, "team_id": None, "large": True, "differing": [], "setting": []}
            | {"parts": [part | {"kind": kind, "title": "", "id": None} for kind in both]},
        ),
        ("goal_why", why | {"ambition": "aspirational", "success": "0.7", "expected": "0.406"}),
        ("goal_why", why | {"said": None, "said_by": None, "said_on": None, "said_note": None}),
        ("goal_why", why | {"levels": 2, "said_by_reader": False, "said_note": None}),
        ("goal_why", why | {"pace": None, "status": "off_track", "expected": "0"}),
        ("goal_why", why | {"row": phased}),
        ("goal_why", why | {"row": phased, "reason": "phase_ahead", "pace": None}),
        ("goal_why", why | {"row": row | {"shape": "milestones", "steps": steps}}),
        ("goal_why", why_objective),
        ("goal_why", why_objective | {"progress": None, "status": None, "parts": []}),
        ("goal_shown", objective),
        ("goal_shown", objective | {"parent": None, "no_parent_because": "việc nội bộ"}),
        ("goal_shown", bare),
        ("goal_shown", key_result | {"evidence": [EVIDENCE, EVIDENCE | {"author": None}]}),
        ("goal_shown", bare | {"wants_initiative": True}),
        ("goal_shown", key_result | {"shares": STANDING, "may_split": True}),
        ("goal_shown", key_result | {"shares": STANDING | {"sum": None}}),
        ("goal_why", why | {"attached": {"count": 3, "newest": EVIDENCE}}),
        ("goal_history", history | {"attached": {"count": 1, "newest": EVIDENCE}}),
        ("goal_history", history | {"events": [], "page": 3, "more": False}),
        ("goal_history", history | {"events": [], "whole": False}),
        ("goal_history", history | {"whole": False, "course": course}),
        ("goal_shown", key_result | {"course": shares}),
        ("goal_tree", tree | {"top": None, "above": [], "cycle": "Quý 4/2026", "page": 1}),
        ("goal_tree", tree | {"lines": [], "page": 1, "more": False}),
        ("goal_tree", tree | {"top": None, "lines": [], "cycle": None, "page": 1, "more": False}),
        ("company", company | {"objectives": [], "departments": [], "elapsed": None, "page": 2}),
        ("team_risk", risk | {"rows": [], "counts": {}, "needing": 0, "more": 0}),
        ("team_risk", risk | {"rows": [], "counts": {}, "needing": 0, "total": 0, "page": 2}),
        ("team_risk", risk | {"looked_at": 1000, "total": 21_000}),
        ("share_preview", preview | team_shared),
        ("goal_shared", team_shared | by),
        ("shared", {"channel": None}),
        ("help", {"command": "/okr", "topic": "look", "manages": False, "is_admin": False}),
        ("team_overview", team | {"page": 2, "roll_up": roll_up, "large": True, "idle": 1}),
        ("team_overview", team | {"as_of": "2026-10-15", "kpis": []}),
        ("company", company | {"as_of": "2026-10-15"}),
        ("team_overview", team | {"roll_up": nothing | {"total": 1}, "asked": 0}),
        ("error", {"text": "x", "doors": [{"label": "update_all", "line": "/okr checkin"}]}),
    ]
    return messages, variants
