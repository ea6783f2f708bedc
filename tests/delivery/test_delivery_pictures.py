"""Charts in messages: each picture is uploaded once, and no message waits for one in vain."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from post_office import WORKSPACE, LostAnswer, PostOffice

from bot.delivery.drawing import Drawer, NotDrawn
from bot.delivery.pictures import SlackPictures
from bot.protocols import SlackRefused
from bot.sandbox.client import SandboxClient
from storage import pictures

GOALS = [{"title": "Traffic", "progress": "0.41", "expected": "0.58", "status": "at_risk"}]
UPLOAD = "files.getUploadURLExternal"


@dataclass(slots=True)
class Draughtsman(Drawer):
    """Draws nothing, and counts how often; `tool` is broken while it is False."""

    drawn: list[Any] = field(default_factory=list)
    works: bool = True

    def draw(self, spec: Any) -> bytes:
        if not self.works:
            raise NotDrawn("broken")
        self.drawn.append(spec)
        return b"\x89PNG and so on"


@pytest.fixture
def drawer(office: PostOffice) -> Draughtsman:
    found = Draughtsman(longest_seconds=60)
    office.pictures = SlackPictures(
        office.database.unit_of_work,
        office.database.reading,
        lambda _: office.weather.inner,
        office.server.clock.now,
        found,
        wait_seconds=60,
    )
    return found


def digest(office: PostOffice, share: str = "0.41") -> int:
    goals = [GOALS[0] | {"progress": share}] * 2
    params = {"kind": "team", "team": "Sales", "week": "2026-W47", "objectives": goals}
    return office.prepare("", kind="chart", params=params)


def shown(office: PostOffice) -> list[str]:
    """Of each message the picture that it shows, or what it says in its place."""
    found = SandboxClient(office.server.base_url).messages("bot", "U0JAMES0001")
    blocks = [one["blocks"][0] for one in found if one.get("bot_id")]
    return [
        block["alt_text"] if block["type"] == "image" else block["text"]["text"] for block in blocks
    ]


def test_a_picture_is_drawn_once_and_told_in_words_too(
    office: PostOffice, drawer: Draughtsman
) -> None:
    digest(office)
    digest(office)
    office.send()
    one = "Traffic 41 %, expected 58 %, 🟡 at risk"
    alt = f"Chart of Sales · week 47: {one}; {one}."
    assert shown(office) == [alt, alt]
    assert len(drawer.drawn) == office.calls(UPLOAD) == 1
    digest(office, "0.42")
    office.send()
    assert len(drawer.drawn) == 2, "another figure is another picture"


def test_a_lost_answer_doubles_neither_message_nor_picture(
    office: PostOffice, drawer: Draughtsman
) -> None:
    message = digest(office)
    office.weather.fails("post", LostAnswer())
    office.send()
    assert office.state(message) == "sending"
    office.lease_ends()
    office.send()
    assert office.state(message) == "sent"
    assert len(shown(office)) == len(drawer.drawn) == 1


def test_without_a_picture_the_words_are_sent(office: PostOffice, drawer: Draughtsman) -> None:
    drawer.works = False
    digest(office)
    office.send()
    line = "▰▰▰▰▱▱▱▱▱▱ 41 % (expected 58 %) · 🟡 at risk · Traffic"
    assert shown(office) == [f"{line}\n{line}"]


@pytest.mark.usefixtures("drawer")
def test_what_slack_refuses_with_a_picture_is_sent_in_words(office: PostOffice) -> None:
    digest(office)
    office.weather.fails("post", SlackRefused("invalid_blocks"))
    office.send()
    digest(office)
    office.send()
    first, second = shown(office)
    assert first.startswith("▰▰▰▰")
    assert second.startswith("Chart of")
    assert office.calls(UPLOAD) == 2, "the file may be gone: it is uploaded anew"


@pytest.mark.usefixtures("drawer")
def test_no_file_is_sent_before_the_time_that_slack_says(office: PostOffice) -> None:
    limit = {"method": UPLOAD, "fault": "rate_limited", "seconds": 30, "times": 1}
    SandboxClient(office.server.base_url).faults([limit])
    digest(office)
    office.send()
    digest(office)
    office.send()
    assert office.calls(UPLOAD) == 1
    office.pass_time(seconds=31)
    digest(office)
    office.send()
    assert [one[:4] for one in shown(office)] == ["▰▰▰▰", "▰▰▰▰", "Char"]


@pytest.mark.usefixtures("drawer")
def test_what_nobody_looks_at_is_forgotten(office: PostOffice) -> None:
    digest(office)
    office.send()
    with office.database.unit_of_work() as session:
        assert pictures.forget_before(session, office.now) == 0
    office.pass_time(days=2)
    digest(office)
    office.send()
    with office.database.unit_of_work() as session:
        assert pictures.forget_before(session, office.now) == 0, "it was shown today"
    office.pass_time(days=1)
    with office.database.unit_of_work() as session:
        assert pictures.forget_before(session, office.now) == 1
        assert pictures.file_of(session, WORKSPACE, "x") is None
