"""P11: reading a check-in reply."""

import json
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.domain.replies import Reading, Subject, read_reply
from bot.domain.replies.corpus import subjects_from_row
from tests.bench import peers
from tests.bench.baselines.five_milliseconds import budget
from tests.bench.baselines.half_as_long import read_half
from tests.bench.frame import Goal, Row, Unavailable, timed
from tests.bench.peers import Peer
from tests.bench.stores import Stores

CORPUS = Path("tests/replies/cases_open.jsonl")
HALF = "tests/bench/baselines/half_as_long.py"
BUDGET = "tests/bench/baselines/five_milliseconds.py"
TODAY = date(2026, 1, 5)
DOUBLINGS = (1_250, 2_500, 5_000, 10_000, 20_000, 40_000)
SHORT = 500
#: Reads enough replies in a round to outlast the clock's ticks.
REPEAT = 5


@dataclass(frozen=True, slots=True)
class Reply:
    """A message with what it answers; `updates` is how many goals get a figure from it."""

    text: str
    subjects: tuple[Subject, ...]
    locale: str
    updates: int

    def read(self) -> Reading:
        return read_reply(self.text, self.subjects, locale=self.locale, today=TODAY)


@contextmanager
def rows(_stores: Stores) -> Iterator[Sequence[Row]]:
    """Every row of P11. Texts come from the open corpus."""
    corpus = [_reply(line) for line in CORPUS.read_text("utf-8").splitlines()]
    quantulum, recognizers = Peer("quantulum3"), Peer("recognizers-text-suite")
    with ExitStack() as stack:
        for peer in (quantulum, recognizers):
            stack.callback(peer.close)
        yield [
            _against(quantulum, "P11-quantulum3", _of_three(corpus, "en"), Goal(">=", 10)),
            _against(recognizers, "P11-recognizers", _of_three(corpus, "en"), Goal(">=", 1)),
            # quantulum3 takes the comma of "43,5" for the end of a number: English alone.
            _against(recognizers, "P11-recognizers", _of_three(corpus, "vi"), Goal(">=", 1)),
            *(_doubling(corpus, characters) for characters in DOUBLINGS),
            _slowest(corpus),
        ]


def _reply(line: str) -> Reply:
    row = json.loads(line)
    written = [u for u in row["expect"]["updates"] if "value" in u or "delta" in u]
    return Reply(row["reply"], subjects_from_row(row), row["locale"], len(written))


def _of_three(corpus: Sequence[Reply], locale: str) -> list[Reply]:
    """Replies that give each of three key results its figure."""
    return [
        reply
        for reply in corpus
        if reply.locale == locale and len(reply.subjects) == reply.updates == 3
    ]


def _against(peer: Peer, id: str, replies: Sequence[Reply], gate: Goal) -> Row:
    texts = [reply.text for reply in replies]

    def run_peer() -> float:
        if peer.found(texts) < 2 * len(texts):
            raise Unavailable("it finds less than two of the three numbers")
        return peer.seconds(texts, repeat=REPEAT) / len(texts)

    def run_ours() -> float:
        return timed(lambda: [reply.read() for reply in replies], repeat=REPEAT)() / len(replies)

    language = "English" if replies[0].locale == "en" else "Vietnamese"
    what = f"a reply of 3 key results understood, {language}; the peer finds numbers"
    return Row(id, what, "python", 3, gate, peers.FINDERS, run_ours, run_peer)


def _doubling(corpus: Sequence[Reply], characters: int) -> Row:
    three = _of_three(corpus, "en")
    asked, text = three[0], _grown(three, 0, characters)
    return Row(
        "P11-linear",
        "a reply of that many characters; the baseline reads half of it",
        "python",
        characters,
        Goal("<=", 2.5),
        HALF,
        timed(lambda: read_reply(text, asked.subjects, locale="en", today=TODAY)),
        timed(lambda: read_half(text, asked.subjects, locale="en", today=TODAY)),
    )


def _slowest(corpus: Sequence[Reply]) -> Row:
    """All lengths up to SHORT are equally frequent, far more long ones than people write."""
    replies = [
        Reply(_grown(corpus, at, 1 + at * SHORT // len(corpus)), reply.subjects, reply.locale, 0)
        for at, reply in enumerate(corpus)
    ]

    def run_ours() -> float:
        seconds = sorted(_seconds(reply) for reply in replies)
        return seconds[len(seconds) * 99 // 100]

    return Row(
        "P11-p99",
        "the slowest 1 % of replies up to that many characters; the budget is 5 ms",
        "python",
        SHORT,
        Goal("<=", 1),
        BUDGET,
        run_ours,
        budget,
    )


def _seconds(reply: Reply) -> float:
    start = time.perf_counter()
    reply.read()
    return time.perf_counter() - start


def _grown(replies: Sequence[Reply], first: int, characters: int) -> str:
    """Replies one after the other, beginning with `first`, cut at `characters`."""
    text = replies[first].text
    at = first
    while len(text) < characters:
        at = (at + 1) % len(replies)
        text = f"{text}\n{replies[at].text}"
    return text[:characters]
