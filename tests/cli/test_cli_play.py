"""`okrbot demo --play`: two weeks of the sample company, the same every time."""

import json
from pathlib import Path

from command_line import Okrbot

from bot.demo.recording import CALL, DELIVERY


def test_two_plays_print_the_same_and_record_what_was_sent(okrbot: Okrbot) -> None:
    first = okrbot("demo", "--play", "--record", "out")
    second = okrbot("demo", "--play")
    assert (first.code, second.code) == (0, 0)
    assert first.out == second.out
    assert "failed" not in first.out + first.err
    for words in (
        "Weekly check-in",
        "Check-in tuần 47",
        "Đã ghi ✓",
        "Saved ✓",
        "Đã hoàn tác",
        "❓",
    ):
        assert words in first.out
    assert "🖼 Biểu đồ: Giá trị đơn hàng" in first.out
    pictures = sorted(path.read_bytes()[:4] for path in Path("out").glob("*.png"))
    assert pictures == [b"\x89PNG"] * 5, "three that were asked for and those of two digests"
    calls = [json.loads(line) for line in Path("out/calls.jsonl").read_text("utf-8").splitlines()]
    sent = [
        json.loads(line) for line in Path("out/deliveries.jsonl").read_text("utf-8").splitlines()
    ]
    assert {tuple(call) for call in calls} == {CALL}
    assert {tuple(delivery) for delivery in sent} == {DELIVERY}
    assert all(call["ok"] for call in calls), [call for call in calls if not call["ok"]]
    assert all(delivery["acked"] for delivery in sent)
    assert {"chat.postMessage", "chat.update", "views.open"} <= {call["method"] for call in calls}
