"""Pictures for the documentation, taken of the sandbox's page: `python -m tests.screenshots`."""

import sys
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

from playwright.sync_api import Browser

from bot.demo import story
from bot.demo.actors import Cast
from bot.demo.stage import stage
from bot.demo.transcript import Transcript
from bot.render.ids import Action
from bot.services.importing import load
from tests.browser import chromium

FOLDER = Path("docs/images")
COMPANY = Path("examples/marketing-team.yaml")
VIEW = {"width": 520, "height": 1600}
MARGIN, SCALE = 12, 0.85
MOST_BYTES = 60_000
Scene = Callable[[Cast], tuple[str, str]]
"""Plays until there is something to see; whose conversation, and which."""


def check_in(cast: Cast) -> tuple[str, str]:
    """Lan answers the weekly message in her own words."""
    cast.at(story.day(11, 16, 9, 5), "the check-in, in Vietnamese")
    cast.say(story.LAN, "1: 35,4%, nội dung thêm 9, CTA 85%, kẹt API đối tác")
    return story.LAN, "bot"


def digest(cast: Cast) -> tuple[str, str]:
    """The digest of the team, with an answer of its week."""
    cast.at(story.day(11, 16, 11), "an answer in English")
    cast.say(story.MEI, "CPA 146k, online conversion stays, stuck on the partner API")
    cast.at(story.day(11, 17, 10, 5), "the digest in the channel")
    return story.MEI, story.CHANNEL


def chart(cast: Cast) -> tuple[str, str]:
    """Dũng looks at how a key result goes."""
    cast.at(story.day(11, 18, 14), "a goal with its chart")
    cast.command(story.DUNG, "/okr xem aov")
    return story.DUNG, "bot"


def bars(cast: Cast) -> tuple[str, str]:
    """The objectives of a team as bars."""
    cast.at(story.day(11, 24, 10, 5), "a team")
    cast.command(story.MEI, "/okr team marketing")
    cast.press(story.MEI, Action.CHART)
    return story.MEI, "bot"


#: What is shown, and how many of the last messages.
SCENES: Mapping[str, tuple[Scene, int]] = {
    "check-in-vi": (check_in, 2),
    "digest-vi": (digest, 1),
    "goal-chart-vi": (chart, 1),
    "team-chart": (bars, 1),
}


def main() -> int:
    """Write every picture; 1 when one of them is too large for a page that is read on a phone."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    too_large = False
    with (
        chromium() as browser,
        stage(load(COMPANY), start=story.START, running=False) as scene,
    ):
        cast = Cast(scene, Transcript(lambda _: None, {}, story.HANOI))
        scene.bot.connect()
        scene.settle()
        for name, (play, count) in SCENES.items():
            user, channel = play(cast)
            address = f"{scene.server.page_url}#as={user}&channel={channel}"
            place = FOLDER / f"{name}.png"
            _take(browser, address, count, place)
            size = place.stat().st_size
            too_large |= size > MOST_BYTES
            sys.stdout.write(f"{place}: {size:,} bytes\n")
    return int(too_large)


def _take(browser: Browser, address: str, count: int, place: Path) -> None:
    """The last `count` messages of a conversation, with the pictures in them."""
    page = browser.new_page(viewport=VIEW, device_scale_factor=SCALE)  # type: ignore[arg-type]
    page.goto(address)
    messages = page.get_by_role("main").get_by_role("article")
    messages.last.wait_for()
    page.wait_for_function("[...document.images].every((one) => one.complete)")
    first, last = messages.nth(messages.count() - count), messages.last
    last.scroll_into_view_if_needed()
    top, bottom = first.bounding_box(), last.bounding_box()
    assert top is not None
    assert bottom is not None
    height = bottom["y"] + bottom["height"] - top["y"]
    clip = {"x": 0, "y": top["y"] - MARGIN, "width": VIEW["width"], "height": height + 2 * MARGIN}
    place.write_bytes(_smaller(page.screenshot(clip=clip)))  # type: ignore[arg-type]
    page.close()


def _smaller(png: bytes) -> bytes:
    """The same PNG, compressed as well as it can be: the browser is in a hurry."""
    head, chunks, at = png[:8], [], 8
    pixels = b""
    while at < len(png):
        length = int.from_bytes(png[at : at + 4], "big")
        kind, body = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        if kind == b"IDAT":
            pixels += body
        else:
            chunks.append((kind, body))
        at += 12 + length
    chunks.insert(-1, (b"IDAT", zlib.compress(zlib.decompress(pixels), 9)))
    return head + b"".join(_chunk(kind, body) for kind, body in chunks)


def _chunk(kind: bytes, body: bytes) -> bytes:
    check = zlib.crc32(kind + body).to_bytes(4, "big")
    return len(body).to_bytes(4, "big") + kind + body + check


if __name__ == "__main__":
    sys.exit(main())
