"""P8: 50 key results as the blocks of a message, from templates, and from texts that are ready."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from bot.render import blocks, rows
from bot.render.environment import Language, Words
from bot.render.escaping import Mrkdwn
from bot.render.folder import PROMPTS
from tests.bench.baselines import plain_rows, slack_models
from tests.bench.frame import Goal, Row, timed
from tests.bench.stores import Stores

COUNT, LIMIT = 50, 100
STATUSES = ("on_track", "at_risk", "off_track")
BUTTONS = [(f"Xem {n}", f"+1 /okr show kr:{n}") for n in range(1, 6)]
REPEAT = 5


def key_results() -> list[dict[str, Any]]:
    """What the facts of a message say of each."""
    return [
        {
            "n": n,
            "kind": "kr",
            "id": n,
            "title": f"Khách hàng & đối tác mới, miền {n}",
            "unit": "%" if n % 3 else "leads",
            "shape": "reach",
            "direction": "up",
            "start": "0",
            "target": str(1_000 + n),
            "value": str(300 + n),
            "progress": f"{(300 + n) / (1_000 + n):.6f}",
            "status": STATUSES[n % 3],
            "expected": "0.5",
        }
        for n in range(1, COUNT + 1)
    ]


def templated(words: Words, given: Sequence[dict[str, Any]]) -> str:
    """As the bot makes them, one section each."""
    texts = rows.texts(words, "row", [rows.known(row, expected=True) for row in given], budget=9999)
    return json.dumps([blocks.section(text) for text in texts], ensure_ascii=False)


def plain(words: Words, given: Sequence[dict[str, Any]]) -> str:
    limit = rows.title_limit(len(given), budget=9999)
    return json.dumps(plain_rows.blocks(words.numbers, given, limit), ensure_ascii=False)


def built(texts: Sequence[Mrkdwn]) -> str:
    """Texts that are ready, as the bot's blocks."""
    buttons = [
        blocks.button(label, action_id=f"run:{n}", value=value)
        for n, (label, value) in enumerate(BUTTONS)
    ]
    found = [*map(blocks.section, texts), blocks.actions(None, *buttons)]
    return json.dumps(found, ensure_ascii=False)


def modelled(texts: Sequence[Mrkdwn]) -> str:
    return json.dumps(slack_models.blocks(texts, BUTTONS), ensure_ascii=False)


@contextmanager
def rows_of(_store: Stores | None) -> Iterator[Sequence[Row]]:
    words, given = Words(Language.load(PROMPTS, "vi"), "UTC"), key_results()
    ours = templated(words, given)
    assert ours == plain(words, given)
    texts = [Mrkdwn(one["text"]["text"]) for one in json.loads(ours)]
    assert as_shown(built(texts)) == as_shown(modelled(texts))
    yield (
        Row(
            "P8-templates",
            "so many key results as blocks and JSON, from templates in the reader's language",
            "–",
            COUNT,
            Goal("<=", 4),
            "tests/bench/baselines/plain_rows.py",
            timed(lambda: templated(words, given), repeat=REPEAT),
            timed(lambda: plain(words, given), repeat=REPEAT),
        ),
        Row(
            "P8-blocks",
            "texts that are ready as blocks and JSON; the baseline is slack_sdk.models",
            "–",
            COUNT,
            Goal(">=", 5),
            "tests/bench/baselines/slack_models.py",
            timed(lambda: built(texts), repeat=REPEAT * 20),
            timed(lambda: modelled(texts), repeat=REPEAT * 20),
        ),
    )


def as_shown(made: str) -> list[Any]:
    """Blocks without what says the same as its absence."""
    return [_shown(block) for block in json.loads(made)]


def _shown(part: Any) -> Any:
    if isinstance(part, list):
        return [_shown(one) for one in part]
    if isinstance(part, dict):
        return {key: _shown(one) for key, one in part.items() if key != "emoji"}
    return part
