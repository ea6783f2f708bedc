"""Whatever people call their goals, a message is one that Slack accepts."""

import random
import re
from collections.abc import Iterator, Mapping
from typing import Any

import digest_samples
import hostile
import hostile_samples
import pytest
import samples
from samples import EVERY_MESSAGE, EVERY_VIEW, TZ
from shown import texts

from bot.render import Renderer
from bot.render.blocks import text_length
from bot.sandbox.block_kit.surfaces import check_message_blocks

RENDERER = Renderer()
LONGEST = hostile.LONGEST
#: Seeds of this many inputs for each sample; `make soak` goes through many more.
SEEDS = range(4)
KINDS = {"message": EVERY_MESSAGE, "view": EVERY_VIEW, "home": hostile_samples.HOMES}


@pytest.mark.parametrize(
    ("surface", "kind"),
    [(surface, kind) for surface, all_of in KINDS.items() for kind in {kind for kind, _ in all_of}],
)
def test_whatever_people_write_is_accepted_and_safe(surface: str, kind: str) -> None:
    for at, (name, params) in enumerate(KINDS[surface]):
        for seed in SEEDS if name == kind else ():
            chance = random.Random(f"{surface} {at} {seed}")
            given = hostile.changed(params, chance)
            problem = hostile_samples.problem(surface, kind, given, chance.choice(("en", "vi")))
            assert problem == "", (at, seed)


@pytest.mark.parametrize("surface", sorted(KINDS))
def test_no_slot_that_people_fill_is_spared(surface: str) -> None:
    """Of a sample in which every string that is changed becomes this one, none is left."""
    for kind, params in KINDS[surface]:
        left = [
            text
            for text in _strings(hostile.changed(params, _Always()))
            if text not in ("mark", "xmark") and not hostile.MACHINE.fullmatch(text)
        ]
        assert left == [], kind


class _Always(random.Random):
    """Chance that fills every slot with the same word, and leaves lists as they are."""

    def random(self) -> float:
        return 0

    def choice(self, options: Any) -> Any:
        return options[0] if options[0] == 1 else "mark"


def _strings(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, Mapping):
        for value in part.values():
            yield from _strings(value)
    elif isinstance(part, list | tuple):
        for value in part:
            yield from _strings(value)


def _rows(count: int, title: str) -> list[dict[str, Any]]:
    return [samples.AOV | {"n": n, "title": title} for n in range(1, count + 1)]


def _answers(count: int, title: str) -> list[dict[str, Any]]:
    note = {"note": title * 20, "blocker": title * 20}
    return [samples.AOV_ANSWER | note | {"n": n, "title": title} for n in range(1, count + 1)]


LONG, ESCAPED = "Tăng trưởng bền vững " * 7, "&<>" * 50
LISTS = {
    "check_in": lambda rows: samples.CHECK_IN | {"items": rows},
    "my_goals": lambda rows: samples.MY_GOALS | {"objectives": [{"title": "O", "rows": rows}]},
    "team_overview": lambda rows: (
        samples.TEAM_OVERVIEW | {"objectives": [{"title": "O", "rows": rows}]}
    ),
    "kpi_list": lambda rows: {
        "groups": [{"mine": True, "team": None, "kpis": rows}],
        "count": len(rows),
    },
}


@pytest.mark.parametrize("kind", sorted(LISTS))
@pytest.mark.parametrize("locale", ["en", "vi"])
def test_forty_goals_with_long_titles_are_all_in_one_message(kind: str, locale: str) -> None:
    message = RENDERER.message(kind, LISTS[kind](_rows(40, LONG)), locale=locale, tz=TZ)
    check_message_blocks(message.blocks)
    shown = "\n".join(texts(message.blocks))
    assert len(shown) <= LONGEST
    assert all(f"*{n}  Tăng trưởng" in shown for n in range(1, 41))


@pytest.mark.parametrize("kind", sorted(LISTS))
@pytest.mark.parametrize("count", [41, 120, 500])
def test_what_does_not_fit_is_counted(kind: str, count: int) -> None:
    message = RENDERER.message(kind, LISTS[kind](_rows(count, ESCAPED)), locale="en", tz=TZ)
    check_message_blocks(message.blocks)
    shown = "\n".join(texts(message.blocks))
    assert len(shown) <= LONGEST
    listed = sum(f"*{n}  " in shown for n in range(1, count + 1))
    left_out = [int(found) for found in re.findall(r"^\+ (\d+) more", shown, re.MULTILINE)]
    others = {"team_overview": 4, "my_goals": 0}  # the sample says "4 more" itself
    assert count <= listed + sum(left_out) - others.get(kind, 0) <= count + 6


def test_an_answer_card_stays_short_whatever_was_written() -> None:
    question = samples.WHICH_QUESTION | {"said": ESCAPED}
    params = samples.ANSWER_CARD | {
        "rows": _answers(45, ESCAPED),
        "questions": [question | {"id": n} for n in range(30)],
        "silent": [{"n": n, "title": LONG} for n in range(45)],
        "cut": True,
    }
    message = RENDERER.message("answer_card", params, locale="vi", tz=TZ)
    check_message_blocks(message.blocks)
    assert text_length(message.blocks) <= LONGEST
    assert message.blocks[-2]["elements"][0]["action_id"] == "undo"


def test_a_digest_stays_on_one_screen() -> None:
    digest = samples.TEAM_DIGEST | {"teams": [digest_samples.CONTENT]}
    lists = ("changed", "teams", "crossed", "apart", "blocked", "decisions", "wins")
    params = digest | {name: digest[name] * 60 for name in lists}
    message = RENDERER.message("team_digest", params, locale="en", tz=TZ)
    lines = [line for text in texts(message.blocks) for line in text.split("\n")]
    assert "" not in lines
    assert len(message.blocks) <= 12
    assert len(lines) <= 42
    assert "+ 117 more" in lines  # of 120 changes and one that was cut before, four are shown
