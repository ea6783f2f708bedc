"""The form of a check-in stays within Slack's limits, and carries what its page does not show."""

from collections.abc import Mapping
from typing import Any

import pytest
import samples

from bot.render import Renderer, limits
from bot.sandbox.block_kit.surfaces import check_view_body
from bot.slack.form_state import FormState, read, stored

MANY = [samples.ORGANIC | {"id": n, "n": n} for n in range(1, 81)]


def submitted(view: Mapping[str, Any], typed: Mapping[str, str]) -> Mapping[str, Any]:
    """The view as Slack hands it back, with texts by block id."""
    values = {
        block["block_id"]: {
            "value": {"type": "plain_text_input", "value": typed[block["block_id"]]}
        }
        for block in view["blocks"]
        if block.get("block_id") in typed
    }
    return {**view, "state": {"values": values}}


@pytest.mark.parametrize("step", [None, {"index": 50, "count": 60}])
@pytest.mark.parametrize("locale", ["en", "vi"])
def test_eighty_goals_make_a_form_that_slack_accepts(
    renderer: Renderer, locale: str, step: dict[str, int] | None
) -> None:
    changed = {f"kr:{n}": {"who": "An", "value": "1", "at": None} for n in range(1, 9)}
    params = {"items": MANY, "plans": samples.CHECK_IN["plans"], "changed": changed, "step": step}
    view = renderer.view("update_all", params, locale=locale)
    check_view_body(view)
    assert len(view["blocks"]) <= limits.VIEW_BLOCKS
    on_page = [b["block_id"] for b in view["blocks"] if b.get("block_id", "").startswith("goal:")]
    assert len(on_page) == (1 if step else 40)


def test_nothing_is_chosen_before_the_person_chooses(renderer: Renderer) -> None:
    view = renderer.view("update_all", {"items": samples.FORM_ROWS[:1]}, locale="vi")
    elements = [block["element"] for block in view["blocks"] if block["type"] == "input"]
    assert [name for one in elements for name in one if name.startswith("initial_")] == []
    placeholders = [one["placeholder"]["text"] for one in elements]
    assert placeholders[:3] == ["256.400 lượt", "Như trước: 8/10", "Như trước: 🟡 có rủi ro"]


def test_what_a_page_does_not_show_travels_with_it(renderer: Renderer) -> None:
    state = FormState(
        request_id=31,
        seen={f"kr:{n}": 1_000_000 + n for n in range(1, 61)},
        step=0,
        entries={
            "kr:1": {"value": "45", "note": "seen"},
            "kr:2": {"value": "5 more", "unchanged": "yes", "plan": "gọi\nhọp"},
        },
        plans={"7": "done"},
        rest_unchanged=True,
    )
    view = renderer.view(
        "update_all",
        {"items": MANY, "entries": state.entries, "step": {"index": 0, "count": 60}},
        locale="vi",
    )
    view["private_metadata"] = stored(state, view)
    assert len(view["private_metadata"]) <= limits.VIEW_METADATA
    assert "seen" not in view["private_metadata"]
    back = read(submitted(view, {"goal:kr:1": "46", "note:kr:1": ""}))
    assert back == FormState(
        request_id=31,
        seen=state.seen,
        step=0,
        entries={"kr:1": {"value": "46"}, "kr:2": state.entries["kr:2"]},
        plans={"7": "done"},
        rest_unchanged=True,
    )


def test_a_form_of_an_older_version_still_knows_its_question() -> None:
    view = {"private_metadata": "31", "state": {"values": {"goal:kr:1": {"value": {"value": "4"}}}}}
    assert read(view) == FormState(request_id=31, entries={"kr:1": {"value": "4"}})
