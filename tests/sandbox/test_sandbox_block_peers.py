"""The sandbox's block rules held against libraries not written here.

Their limits are found by building ever larger things with them. Where they differ, the difference
is listed with its reason; one that is not listed fails, and so does one that is no longer there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import block_samples as sample
import pytest
from block_differences import DIFFERENCES, INHERITED, SURFACES
from block_limits import BLOCKS as LIMITED_BLOCKS
from block_limits import LIMITS, Limit
from block_peers import Accepts, slack_sdk_accepts, slackblocks_accepts
from block_samples import Json, grown
from slack_sdk.models.blocks import Block, BlockElement
from slackblocks.blocks import BlockType
from slackblocks.elements import ElementType

from bot.sandbox.block_kit.blocks import BLOCKS, UNSUPPORTED
from bot.sandbox.block_kit.check import INNER
from bot.sandbox.block_kit.surfaces import check_message_blocks, check_view_body
from bot.sandbox.errors import ApiError

LIBRARIES = {"slack_sdk": slack_sdk_accepts, "slackblocks": slackblocks_accepts}


def bound(accepts: Accepts, limit: Limit, side: str) -> int | None:
    """The least or the most size that passes, None if there is no bound near.

    Above it is looked for up to four times ours.
    """

    def fits(size: int) -> bool:
        return accepts(grown(limit.content, limit.place, size))

    ours = limit.least if side == "least" else limit.most
    assert ours is not None
    assert fits(ours), limit.ident
    fitting, far = ours, -1 if side == "least" and limit.is_number else 0
    if side == "most":
        far = 4 * ours + 4
    if far != ours and fits(far):
        return None
    while abs(far - fitting) > 1:
        middle = (far + fitting) // 2
        fitting, far = (middle, far) if fits(middle) else (fitting, middle)
    return fitting


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize("side", ["least", "most"])
def test_limits_differ_from_other_libraries_where_it_is_listed(library: str, side: str) -> None:
    found = {}
    for limit in LIMITS:
        ours = limit.least if side == "least" else limit.most
        theirs = None if ours is None else bound(LIBRARIES[library], limit, side)
        if theirs != ours:
            found[limit.name] = theirs
    listed = {
        name: difference.theirs
        for difference in DIFFERENCES
        if (difference.library, difference.side) == (library, side)
        for name in difference.limits.split()
    }
    assert found == listed


def sandbox_accepts(content: Json) -> bool:
    try:
        if "view" in content:
            check_view_body(content["view"])
        else:
            check_message_blocks(content["blocks"])
    except ApiError:
        return False
    return True


def test_blocks_stand_on_the_same_surfaces_as_in_slackblocks() -> None:
    blocks = (
        *(block for _, block, *_ in LIMITED_BLOCKS),
        sample.actions(sample.BUTTON),
        {"type": "divider"},
    )
    found = {}
    for surface, build in sample.SURFACES.items():
        for block in blocks:
            theirs, ours = slackblocks_accepts(build(block)), sandbox_accepts(build(block))
            if theirs != ours:
                found[block["type"], surface] = "slackblocks" if theirs else "sandbox"
    assert found == SURFACES
    assert {block["type"] for block in blocks} == set(BLOCKS)


def subclasses(kind: type[Any]) -> Iterator[type[Any]]:
    for one in kind.__subclasses__():
        yield one
        yield from subclasses(one)


def models() -> Iterator[tuple[str, type[Any]]]:
    """Type and model of each block and element in slack_sdk."""
    for base in (Block, BlockElement):
        for model in subclasses(base):
            if isinstance(getattr(model, "type", None), str):
                yield model.type, model


def test_every_type_that_other_libraries_know_is_checked_or_refused_as_unsupported() -> None:
    theirs = {kind for kind, _ in models()}
    theirs |= {one.value for one in BlockType} | {one.value for one in ElementType}
    known = set(BLOCKS) | set(INNER) | UNSUPPORTED
    assert theirs - known == set()
    assert len(theirs) > 50


def test_every_property_in_slack_sdk_is_known() -> None:
    unknown: dict[str, set[str]] = {}
    for kind, model in models():
        spec = BLOCKS.get(kind) if issubclass(model, Block) else INNER.get(kind)
        if spec is not None:
            names = set(object.__new__(model).attributes) - {"type"} - set(spec.properties)
            if names:
                unknown[kind] = names
    assert unknown == INHERITED
