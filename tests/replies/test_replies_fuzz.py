"""A short form of `make soak`: hostile replies, and figures as the bot writes them."""

import json
import random
import statistics
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from babel import Locale
from reply_mutations import endless, mutated
from reply_round_trips import round_trip
from reply_validity import contradictions, problems, unstorable

from bot.domain.replies import Reading, Subject, read_reply
from bot.domain.replies.corpus import subjects_from_row
from bot.render.environment import LOCALES
from bot.render.numbers import Numbers
from bot.render.renderer import PROMPTS
from bot.render.strings import Strings

CORPUS = Path(__file__).with_name("cases_open.jsonl")
ROWS = [json.loads(line) for line in CORPUS.read_text("utf-8").splitlines()]
REPLIES = [row["reply"] for row in ROWS]
BATCHES = range(8)
#: Many times what reading the longest message takes: this finds what grows, not what is busy.
SECONDS = 0.3


def _read(chance: random.Random, text: str) -> tuple[Reading, tuple[Subject, ...]]:
    row = chance.choice(ROWS)
    subjects = subjects_from_row(row)
    reading = read_reply(text, subjects, locale=row["locale"], today=date(2026, 1, 5))
    return reading, subjects


def _mutated(batch: object) -> Iterator[tuple[str, Reading, tuple[Subject, ...]]]:
    chance = random.Random(f"mutated {batch}")
    for _ in range(150):
        text = mutated(chance, REPLIES)
        yield text, *_read(chance, text)


@pytest.mark.parametrize("batch", BATCHES)
def test_any_text_gives_a_reading_that_can_be_acted_on(batch: int) -> None:
    for text, reading, subjects in _mutated(batch):
        assert problems(reading, subjects) == [], text


def test_nothing_is_written_while_it_is_asked() -> None:
    for text, reading, _ in _mutated("asked"):
        assert contradictions(reading) == [], text


@pytest.mark.parametrize("char", ["\x00", "\ud800"], ids=["NUL", "half a surrogate pair"])
def test_every_word_of_a_reading_can_be_stored(char: str) -> None:
    chance = random.Random("stored")
    for reply in REPLIES:
        at = chance.randint(0, len(reply))
        text = reply[:at] + char + reply[at:]
        reading, _ = _read(chance, text)
        assert unstorable(reading) == [], text


@pytest.mark.parametrize("batch", BATCHES)
def test_an_endless_message_is_read_at_once(batch: int) -> None:
    chance = random.Random(f"endless {batch}")
    text = endless(chance, REPLIES)
    seconds = []
    for _ in range(3):
        start = time.thread_time()
        _read(chance, text)
        seconds.append(time.thread_time() - start)
    assert statistics.median(seconds) < SECONDS, text[:200]


@pytest.mark.parametrize("batch", BATCHES)
def test_what_the_bot_writes_it_also_reads(batch: int) -> None:
    numbers = {name: Numbers(Locale.parse(name), Strings.load(PROMPTS / name)) for name in LOCALES}
    chance = random.Random(f"round trip {batch}")
    for _ in range(100):
        trip = round_trip(chance, numbers)
        assert trip.problem() == "", trip
