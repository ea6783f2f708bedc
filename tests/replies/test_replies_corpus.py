"""How well labelled replies are read; no figure may ever be wrong."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.domain.replies import referee
from bot.domain.replies.corpus import predict

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Result:
    """A file's score and what it must reach: shares of the figures, and of the notes."""

    score: dict[str, float]
    recall: float
    over_ask: float
    notes: float


CASES = {"dev.jsonl": (0.99, 0.0, 1.0), "cases_open.jsonl": (0.98, 0.012, 0.95)}


@pytest.fixture(scope="module", params=CASES, ids=lambda name: name.removesuffix(".jsonl"))
def result(request: pytest.FixtureRequest) -> Result:
    return Result(referee.score(predict, HERE / request.param), *CASES[request.param])


def test_no_value_is_ever_wrong(result: Result) -> None:
    assert result.score["wrong_writes"] == 0
    assert result.score["write_precision"] == 1


def test_nearly_every_value_is_understood(result: Result) -> None:
    score = result.score
    assert score["recall"] >= result.recall
    assert score["missed"] <= 0.01 * score["expected_writes"]


def test_doubts_are_asked_and_hardly_anything_else(result: Result) -> None:
    score = result.score
    assert score["ask_recall"] >= 0.97
    assert score["over_ask"] <= result.over_ask * score["expected_writes"]


def test_confidence_and_status_are_never_wrong_and_notes_are_kept(result: Result) -> None:
    score = result.score
    assert (score["conf_wrong"], score["stat_wrong"]) == (0, 0)
    assert score["note_right"] >= result.notes * score["note_exp"]
    assert score["skip_right"] == score["skip_exp"]
