"""Reading replies: any text, endless texts, and figures as the bot writes them."""

import json
import random
import statistics
import traceback
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from babel import Locale

from bot.domain.replies import Reading, Subject, read_reply
from bot.domain.replies.corpus import subjects_from_row
from bot.render.environment import LOCALES
from bot.render.numbers import Numbers
from bot.render.renderer import PROMPTS
from bot.render.strings import Strings
from tests.replies.reply_mutations import endless, mutated
from tests.replies.reply_round_trips import round_trip
from tests.replies.reply_validity import contradictions, problems, unstorable
from tests.soak.frame import Job, Judged, timed

#: Only the open cases: the held-out ones are kept for judging the reader.
CORPUS = Path("tests/replies/cases_open.jsonl")
TODAY = date(2026, 1, 5)
SECONDS = 0.05
"""What reading the longest message may take: the median of REPEATS."""
NOISE = 2
"""How many times longer a busy machine may make it."""
REPEATS = 5


def jobs(count: int) -> tuple[Job, ...]:
    """`count` mutated replies; a tenth as many round trips, far fewer endless texts."""
    return (
        Job("mutated replies", count, judge_mutated),
        Job("endless replies", max(count // 2_000, 100), judge_endless, chunk=5),
        Job("figures written and read", max(count // 10, 100), judge_round_trip),
    )


def judge_mutated(chance: random.Random) -> Judged:
    text = mutated(chance, _replies())
    return Judged(text, _problem(text, *_asked(chance)))


def judge_endless(chance: random.Random) -> Judged:
    text = endless(chance, _replies())
    subjects, locale = _asked(chance)
    problem = _problem(text, subjects, locale)
    if not problem:
        times = [timed(lambda: _read(text, subjects, locale)) for _ in range(REPEATS)]
        median = statistics.median(times)
        if median > SECONDS * NOISE:
            problem = f"read in {median * 1e3:.0f} ms"
        return Judged(text, problem, median)
    return Judged(text, problem)


def judge_round_trip(chance: random.Random) -> Judged:
    trip = round_trip(chance, _numbers())
    return Judged(trip.text, trip.problem())


def _problem(text: str, subjects: tuple[Subject, ...], locale: str) -> str:
    """What is wrong with the reading of `text`, empty for nothing."""
    try:
        reading = _read(text, subjects, locale)
    except Exception:
        return traceback.format_exc()
    found = [*problems(reading, subjects), *contradictions(reading), *unstorable(reading)]
    return "; ".join(found)


def _read(text: str, subjects: tuple[Subject, ...], locale: str) -> Reading:
    return read_reply(text, subjects, locale=locale, today=TODAY)


def _asked(chance: random.Random) -> tuple[tuple[Subject, ...], str]:
    return chance.choice(_corpus())[1:]


def _replies() -> list[str]:
    return [reply for reply, _, _ in _corpus()]


@cache
def _corpus() -> tuple[tuple[str, tuple[Subject, ...], str], ...]:
    """Reply, what it answers, and its author's locale; read once in each worker."""
    rows = [json.loads(line) for line in CORPUS.read_text("utf-8").splitlines()]
    return tuple((row["reply"], subjects_from_row(row), row["locale"]) for row in rows)


@cache
def _numbers() -> Mapping[str, Numbers]:
    return {name: Numbers(Locale.parse(name), Strings.load(PROMPTS / name)) for name in LOCALES}
