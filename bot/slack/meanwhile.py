"""What takes long is not left without a word: people press again what seems not to have worked."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from bot.domain.people import Actor
from bot.runtime import Runtime
from bot.slack import answers
from bot.slack.answers import Answer
from bot.slack.payload import Incoming


@contextmanager
def told(rt: Runtime, incoming: Incoming, by: Actor) -> Iterator[None]:
    """Ask for a moment when the block takes longer than people wait without wondering."""
    after = rt.settings.one_moment_after_seconds
    if incoming.response_url is None or not after:
        yield
        return
    moment = Answer("note", {"key": "one_moment"})
    timer = threading.Timer(
        after, answers.give, (rt, incoming, moment), {"locale": by.locale, "tz": by.tz}
    )
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()  # or it could come after the answer
