"""The referee agrees with the one it was taken from, wherever that is at hand."""

import importlib.util
from pathlib import Path
from typing import Any

import pytest

from bot.domain.replies import referee
from bot.domain.replies.corpus import predict

HERE = Path(__file__).parent
ORIGINAL = HERE.parents[2] / "shared" / "replies" / "score.py"
TIMES = ("us_median", "us_p99")


def broken(row: dict[str, Any]) -> dict[str, Any]:
    """A reader that doubles values, forgets a third of the questions and invents a status."""
    said = predict(row)
    for update in said["updates"]:
        if "value" in update and int(row["id"][1:]) % 2:
            update["value"] *= 2
        update.setdefault("status", "on_track")
    said["ask"] = said["ask"][::3]
    return said


@pytest.mark.skipif(not ORIGINAL.exists(), reason="the original referee is not at hand")
@pytest.mark.parametrize("reader", [predict, broken])
def test_both_referees_give_the_same_figures(reader: referee.Parse) -> None:
    spec = importlib.util.spec_from_file_location("original_referee", ORIGINAL)
    assert spec is not None
    assert spec.loader is not None
    original = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(original)
    ours = referee.score(reader, HERE / "dev.jsonl")
    theirs = original.score(reader, HERE / "dev.jsonl")
    assert {k: v for k, v in ours.items() if k not in TIMES} == {
        k: v for k, v in theirs.items() if k not in TIMES
    }


ROW: dict[str, Any] = {
    "id": "t1",
    "locale": "en",
    "krs": [{"n": 1, "start": 0, "current": 38, "target": 60, "direction": "up"}],
    "reply": "",
    "expect": {"updates": [{"kr": 1, "value": 44}], "ask": []},
}


@pytest.mark.parametrize(
    ("update", "fault"),
    [
        ({"kr": 1, "value": 44}, []),
        ({"kr": 1, "delta": 6}, []),
        ({"kr": 1, "value": 45}, ["WRONG kr1: wrote {'value': 45}, expected {'value': 44}"]),
        ({"kr": 1}, ["missed kr1: {'value': 44}"]),
    ],
)
def test_equal_effects_are_equal_and_other_values_are_faults(
    update: dict[str, Any], fault: list[str]
) -> None:
    tally: referee.Tally = referee.Counter()
    assert referee.judge_row(ROW, {"updates": [update], "ask": []}, tally) == fault
