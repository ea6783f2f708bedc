"""Many people are asked one after the other, each at a moment of their own."""

from collections import Counter
from datetime import time

import pytest

from bot.domain.windows import AT_ONCE, Window, window_for


def test_up_to_two_thousand_people_are_asked_at_once() -> None:
    assert window_for(AT_ONCE) is None
    assert window_for(AT_ONCE + 1) is not None


@pytest.mark.parametrize(
    ("people", "closes"),
    [
        (2_001, time(10)),
        (36_000, time(10)),
        (50_000, time(10, 58, 20)),
        (100_000, time(14, 26, 40)),
        (144_000, time(17, 30)),
        (1_000_000, time(17, 30)),
    ],
)
def test_the_window_is_as_long_as_the_people_need(people: int, closes: time) -> None:
    window = window_for(people)
    assert window is not None
    moments = [window.time_of("T1", person) for person in range(3_000)]
    assert time(7, 30) <= min(moments) < time(7, 32, 30) or people > 50_000
    assert max(moments) < closes
    seconds = (closes.hour * 60 + closes.minute) * 60 + closes.second - 27_000
    assert window.seconds == seconds


def test_a_person_has_the_same_moment_every_week() -> None:
    window = Window(9_000)
    assert window.time_of("T1", 7) == window.time_of("T1", 7) == time(9, 11, 49)
    assert window.time_of("T1", 7) != window.time_of("T2", 7)


def test_no_minute_is_crowded() -> None:
    """At four a second a minute takes 240 messages; 10,000 people leave 67 to each on average."""
    window = window_for(10_000)
    assert window is not None
    minutes = Counter(window.time_of("T1", n).replace(second=0) for n in range(10_000))
    assert len(minutes) == 150
    assert max(minutes.values()) < 120
