"""Trouble at any named place of a sender: the message arrives all the same, and once."""

import time
from dataclasses import dataclass, replace

import pytest
from post_office import NeverArrived, PostOffice
from trouble import MODES, Trouble

from bot.delivery import sender as sender_module
from bot.delivery.dispatcher import Bell, Dispatcher

LEASE = 60.0
#: An instant before it, the sender made sure that half of its lease is left. A freeze for longer
#: than that half is the window that docs/operations.md admits.
AFTER_THE_GUARD = "post.before"
POINTS = (
    *("claim.after", "look.after", AFTER_THE_GUARD),
    *("post.after", "record.before", "record.after"),
)


@dataclass(slots=True)
class Stopwatch:
    """The time module as a sender sees it; `frozen` seconds passed in no time."""

    frozen: float = 0.0

    def monotonic(self) -> float:
        return time.monotonic() + self.frozen


@pytest.fixture
def stopwatch(monkeypatch: pytest.MonkeyPatch) -> Stopwatch:
    found = Stopwatch()
    monkeypatch.setattr(sender_module, "time", found)
    return found


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("point", POINTS)
def test_trouble_anywhere_loses_nothing_and_posts_nothing_twice(
    office: PostOffice, stopwatch: Stopwatch, point: str, mode: str
) -> None:
    messages = [office.prepare("one"), office.prepare("two")]
    if point == "look.after":
        office.weather.fails("post", NeverArrived())
        office.sender().send_next()
        office.lease_ends()

    def freeze() -> None:
        stopwatch.frozen += LEASE / 2
        if point != AFTER_THE_GUARD:
            stopwatch.frozen += LEASE / 2
            office.lease_ends()
        Dispatcher(office.sender("two"), Bell()).drain()

    trouble = Trouble(point, mode, meanwhile=freeze)
    with trouble.happens():
        replace(office.sender("one", lease_seconds=LEASE), points=trouble).send_next()
    for _ in range(2):
        office.send()
        office.lease_ends()
    assert sorted(office.posts()) == ["one", "two"]
    assert [office.state(message) for message in messages] == ["sent", "sent"]
