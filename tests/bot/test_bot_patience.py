"""What may hang is done by other threads, and waited for no longer than Slack waits."""

import threading

import pytest

from bot.slack.patience import Hands


def test_a_thread_is_used_again_and_one_that_hangs_is_left_behind() -> None:
    hands, ended = Hands(), threading.Event()

    def who(_: object) -> int:
        return threading.get_ident()

    first = hands.in_time(who)
    wanted: list[bool] = []

    def hang(still_wanted: object) -> None:
        ended.wait()
        assert callable(still_wanted)
        wanted.append(still_wanted())

    threads = threading.active_count()
    while hands.in_time(who) != first:  # it says that it is free a moment after it has answered
        pass
    assert threading.active_count() <= threads + 1
    with pytest.raises(TimeoutError):
        hands.in_time(hang, within_seconds=0.01)
    assert hands.in_time(who) != threading.get_ident(), "others go on meanwhile"
    ended.set()
    while not wanted:
        pass
    assert wanted == [False]


def test_what_goes_wrong_there_is_raised_here() -> None:
    def broken(_: object) -> None:
        raise ZeroDivisionError

    hands = Hands()
    with pytest.raises(ZeroDivisionError):
        hands.in_time(broken)
    assert hands.in_time(lambda _: 1) == 1
