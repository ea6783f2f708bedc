"""The home tab: inside Slack's limits whatever is on it, and in the reader's language."""

import json
from typing import Any

import pytest
import samples
from home_samples import home
from shown import buttons, texts, whole
from test_render_prompts import ENGLISH

from bot.render import Renderer
from bot.sandbox.block_kit.surfaces import check_view_body

HOME = home(samples.ROWS[:5], [samples.CHURN], samples.ROLL_UP)
PLAIN = {**HOME, "team": None, "company": {"objectives": [], "more": 0}}
PLAIN |= {"setup": None, "is_admin": False}
EMPTY = {"objectives": [], "kpis": [], "first": 1, "last": 0, "total": 0, "page": 0, "pages": 1}
AWAY = {"away_from": "2026-11-28", "away_until": "2026-12-02"}
LOCALES = ["en", "vi"]


def shown(renderer: Renderer, params: dict[str, Any], locale: str) -> list[dict[str, Any]]:
    view = renderer.home("home", params, locale=locale, tz=samples.TZ)
    check_view_body(view)
    blocks: list[dict[str, Any]] = view["blocks"]
    return blocks


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    "params",
    [
        HOME,
        PLAIN,
        HOME | AWAY,
        HOME | {"away_until": "2026-11-28"},
        HOME | {"mine": EMPTY, "due": HOME["due"] | {"request_id": None, "any": False}},
        HOME | {"due": HOME["due"] | {"request_id": None}},
    ],
)
def test_every_state_is_accepted_and_in_one_language(
    renderer: Renderer, params: dict[str, Any], locale: str
) -> None:
    blocks = shown(renderer, params, locale)
    if locale == "vi":
        leaks = [found[0] for text in texts(blocks) for found in ENGLISH.finditer(text)]
        assert leaks == []


@pytest.mark.parametrize("locale", LOCALES)
def test_a_full_tab_stays_within_the_limits(renderer: Renderer, locale: str) -> None:
    rows = [samples.AOV | {"n": n, "title": "Tăng trưởng bền vững " * 7} for n in range(1, 21)]
    full = HOME | {
        "mine": HOME["mine"]
        | {
            "objectives": [
                {"title": f"O{n}", "private": True, "rows": [row]} for n, row in enumerate(rows)
            ]
        }
        | {"kpis": [], "first": 181, "last": 200, "total": 200, "page": 9, "pages": 10},
        "team": HOME["team"] | {"teams": HOME["team"]["teams"] * 10, "attention": rows[:8]},
        "company": {"objectives": HOME["company"]["objectives"] * 8, "more": 4},
    }
    blocks = shown(renderer, full, locale)
    assert len(blocks) < 100
    assert len(json.dumps(blocks)) < 250_000
    text = whole(blocks)
    assert all(f"*{n}  Tăng trưởng" in text for n in range(1, 21))
    assert ("Goals 181–200 of 200" if locale == "en" else "Mục tiêu 181–200 trên 200") in text


def test_only_admins_see_what_is_left_to_set_up_until_it_is_done(renderer: Renderer) -> None:
    assert "2 of 6 steps" in whole(shown(renderer, HOME, "en"))
    assert "Workspace settings…" in buttons(shown(renderer, HOME, "en"))
    done = HOME | {"setup": [step | {"done": True} for step in HOME["setup"]]}
    for params in (PLAIN, done):
        assert "steps are done" not in whole(shown(renderer, params, "en"))
    assert buttons(shown(renderer, PLAIN, "en"))[-1] == "My settings…"


def test_what_is_refused_is_said_on_the_tab(renderer: Renderer) -> None:
    view = renderer.home("home_refused", {"text": "Sorry."}, locale="en", tz="UTC")
    check_view_body(view)
    assert whole(view) == "Sorry."
