"""Whatever an app sends as blocks or as a view: it passes whole, or is refused in Slack's way."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sandbox.block_kit.blocks import BLOCKS, RICH_TEXT, VIEWS
from bot.sandbox.block_kit.complete import completed, completed_view
from bot.sandbox.block_kit.elements import ELEMENTS
from bot.sandbox.block_kit.objects import OBJECTS, TEXTS
from bot.sandbox.block_kit.surfaces import check_message_blocks, check_view_body
from bot.sandbox.elements import current_state, elements
from bot.sandbox.errors import ApiError

Json = dict[str, Any]
TYPED = BLOCKS | ELEMENTS | RICH_TEXT | TEXTS | VIEWS
TYPES = sorted(TYPED)
NAMES = sorted({name for spec in (TYPED | OBJECTS).values() for name in spec.properties})

LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(-1, 3001), st.text(max_size=3), st.sampled_from(TYPES)
)


def branches(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    by_name = st.dictionaries(st.sampled_from(NAMES), inner, max_size=4)
    typed = st.builds(lambda body, kind: body | {"type": kind}, by_name, st.sampled_from(TYPES))
    return st.one_of(st.lists(inner, max_size=3), by_name, typed)


ANYTHING = st.recursive(LEAVES, branches, max_leaves=12)
BODIES = st.builds(
    lambda body, kind: body | {"type": kind},
    st.dictionaries(st.sampled_from(NAMES), ANYTHING, max_size=5),
    st.sampled_from([*TYPES, "nonsense"]),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(BODIES, max_size=4))
def test_any_blocks_are_refused_or_can_be_stored_and_used(blocks: list[Json]) -> None:
    with suppress(ApiError):
        check_message_blocks(blocks)
        stored = completed(blocks, lambda: "new")
        assert all(block["block_id"] for block in stored)
        assert all(element["action_id"] for _, element in elements(stored))
        current_state(stored, {})


@settings(max_examples=150, deadline=None)
@given(BODIES | st.builds(lambda b, k: {"type": k, "blocks": b}, ANYTHING, st.sampled_from(TYPES)))
def test_any_view_is_refused_or_can_be_stored(view: Json) -> None:
    with suppress(ApiError):
        check_view_body(view)
        current_state(completed_view(view, lambda: "new")["blocks"], {})
