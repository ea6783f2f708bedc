"""Facts for the home tab and for the forms of settings and teams."""

from collections.abc import Mapping
from typing import Any

import alert_samples

Params = dict[str, Any]

OWN_SETTINGS = {
    "locale": "vi",
    "tz": "Asia/Ho_Chi_Minh",
    "cadence": "weekly",
    "has_goals": True,
    "away_from": "2026-11-28",
    "away_until": "2026-12-02",
    "is_admin": True,
}
HOUSE_SETTINGS = {
    "locale": "vi",
    "tz": "Asia/Ho_Chi_Minh",
    "country": None,
    "saturdays": True,
    "strict": False,
    "scorecards": True,
    "year_starts": 4,
    "escalate_after": 2,
    "alert_clock": "wall",
    "company_channel_id": None,
    "company_digest": "both",
    "pilot": True,
    "countries": ["VN", "SG", "GB"],
}
TEAMS = {
    "teams": [
        {
            "id": 3,
            "name": "Marketing",
            "depth": 0,
            "lead": "Nguyễn Thị Mai",
            "members": 12,
            "channel": "C0MARKET001",
            "in_pilot": True,
        },
        {
            "id": 4,
            "name": "Nội dung",
            "depth": 1,
            "lead": None,
            "members": 1,
            "channel": None,
            "in_pilot": False,
        },
    ],
    "more": 2,
    "is_admin": True,
}
TEAM_FORM = {
    "id": 4,
    "name": "Nội dung",
    "parent_id": 3,
    "parents": [{"id": 3, "name": "Marketing"}, {"id": 5, "name": "Kinh doanh"}],
    "lead": "U0MAI",
    "channel": "C0MARKET001",
    "members": ["U0MAI", "U0AN"],
    "count": 2,
    "groups": [{"id": "S0CONTENT", "name": "Nội dung"}],
    "in_pilot": False,
    "previews": False,
}
NEW_TEAM = {
    **{"id": None, "name": "", "parent_id": None, "parents": [], "lead": None, "channel": None},
    **{"members": None, "count": 240, "groups": [], "in_pilot": True, "previews": True},
}
LINK = "https://minh-long.slack.com/archives/C0MARKET001/p1763350000000100?thread_ts=1.2&cid=C0MARKET001"
EVIDENCE = {"title": "Tỷ lệ organic", "link": LINK, "author": "U0MAI", "new": True}
ABOUT = {
    "key_results": [{"id": 12, "title": "Tỷ lệ organic"}],
    "source": "{}",
    "text": "kẹt API\nđối tác",
}
ADMINS = {
    "admins": [
        {"id": 3, "name": "Nguyễn Thị Mai", "since": "2026-11-16T02:00:00+00:00"}
        | {"named": False, "slack": True, "own": True},
        {"id": 5, "name": "Lê Văn An", "since": None}
        | {"named": True, "slack": False, "own": False},
    ],
    "more": 2,
    "may": True,
    "done": {"name": "Lê Văn An", "is_admin": True, "changed": True},
}
ROLE = {
    **{"role": "admin", "person_id": 5, "person": "Lê Văn An", "given": True, "of": None},
    **{"by": "Nguyễn Thị Mai", "slack_id": "U0MAI"},
    **{"own": False, "resigned": False, "about_reader": True},
}
MESSAGES: Mapping[str, Params] = {
    "admins_listed": ADMINS,
    "role_changed": ROLE,
    "spoken": {"locale": "vi"},
    "teams_listed": TEAMS,
    "evidence_attached": EVIDENCE,
    "manager_set": {"person": "Lê Văn An", "manager": "Nguyễn Thị Mai"},
}
MESSAGE_VARIANTS: list[tuple[str, Params]] = [
    ("spoken", {"locale": "en"}),
    ("evidence_attached", EVIDENCE | {"author": None, "new": False, "link": "nowhere"}),
    ("teams_listed", {"teams": [], "more": 0, "is_admin": False}),
    ("manager_set", {"person": "Lê Văn An", "manager": None}),
    (
        "manager_set",
        {"person": "An", "person_id": 5, "manager": "Lê Văn An", "was_id": 3, "changed": True},
    ),
    ("manager_set", {"person": "An", "person_id": 5, "manager": None, "changed": False}),
    *(
        ("admins_listed", ADMINS | {"done": {"name": "An", "is_admin": yes, "changed": changed}})
        for yes, changed in ((True, False), (False, True), (False, False))
    ),
    ("admins_listed", ADMINS | {"done": None, "may": False, "more": 0}),
    *(
        ("role_changed", ROLE | {"given": given, "own": own, "about_reader": about})
        for given in (True, False)
        for own in (True, False)
        for about in (True, False)
    ),
    ("role_changed", ROLE | {"given": False, "about_reader": False, "resigned": True}),
    ("role_changed", ROLE | {"given": False, "slack_id": None}),
    *(
        ("role_changed", ROLE | {"role": role, "given": given, "of": of})
        for role, given, of in (
            ("manager", True, "Nguyễn Thị Mai"),
            ("manager", False, None),
            ("report", True, None),
            ("report", False, None),
            ("lead", True, "Marketing"),
            ("lead", False, "Marketing"),
        )
    ),
]
VIEWS: Mapping[str, Params] = {
    "own_settings": OWN_SETTINGS,
    "house_settings": HOUSE_SETTINGS,
    "teams": TEAMS,
    "team_form": TEAM_FORM,
    "admin_form": {},
    "attach_evidence": ABOUT,
    "make_blocker": ABOUT,
}
VIEW_VARIANTS: list[tuple[str, Params]] = [
    (
        "own_settings",
        OWN_SETTINGS
        | {"has_goals": False, "away_from": None, "away_until": None, "is_admin": False},
    ),
    ("own_settings", OWN_SETTINGS | {"cadence": None}),
    ("house_settings", HOUSE_SETTINGS | {"country": "VN", "escalate_after": None}),
    (
        "house_settings",
        HOUSE_SETTINGS | {"alert_clock": "working", "company_channel_id": "C0COMPANY01"},
    ),
    ("teams", TEAMS | {"teams": [], "more": 0}),
    ("team_form", NEW_TEAM),
    ("make_blocker", ABOUT | {"key_results": ABOUT["key_results"] * 3, "text": ""}),
]
STEPS = [
    {"key": "language", "done": True},
    {"key": "working_days", "done": True},
    {"key": "teams", "done": False},
    {"key": "pilot", "done": False},
    {"key": "cycle", "done": False},
    {"key": "goals", "done": False},
]


def home(goals: list[Params], kpis: list[Params], roll_up: Params) -> Params:
    """A home tab of somebody who leads and administers, with these goals of their own."""
    total = len(goals) + len(kpis)
    return {
        "workspace": "Minh Long",
        "cycle_name": "Q4/2026",
        "elapsed": "0.58",
        "due": {"request_id": 31, "count": 3, "any": True, "next_ask": "2026-11-23T02:00:00+00:00"},
        "away_from": None,
        "away_until": None,
        "alerts": alert_samples.HOME,
        "mine": {
            "objectives": [{"title": "Tăng traffic bền vững", "private": True, "rows": goals}],
            "kpis": kpis,
            **{"first": 1, "last": total, "total": total, "page": 0, "pages": 1},
        },
        "computed": {"rows": [one | {"n": None} for one in kpis], "more": 3},
        "team": {
            "teams": [{"name": "Marketing", "total": 8, "progress": "0.52"}],
            "more_teams": 1,
            "attention": goals[:2],
            "more_attention": 3,
            "silent": ["Lê Văn An", "Emma"],
            "more_silent": 4,
            "people": 12,
        },
        "company": {
            "objectives": [
                {
                    "title": "Dẫn đầu thị trường gốm sứ",
                    "roll_up": roll_up,
                    "progress": "0.46",
                    "status": "at_risk",
                }
            ],
            "more": 2,
        },
        "settings": {
            **{"locale": "vi", "tz": "Asia/Ho_Chi_Minh", "cadence": "weekly"},
            **{"away_from": None, "away_until": None, "has_goals": True},
        },
        "setup": STEPS,
        "is_admin": True,
    }
