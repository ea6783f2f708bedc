"""Which direct messages may be a command, and that answers never are."""

import json
from pathlib import Path

import pytest

from bot.domain.commands.bare import ALONE, WITH_GOAL, WITH_TEAM, bare
from bot.domain.commands.daily import MyGoals, TeamOverview
from bot.domain.commands.looking import Company, History, Risk, Show, Tree, Why
from bot.domain.commands.model import Command, Help
from bot.domain.folding import fold

REPLIES = Path(__file__).resolve().parent.parent / "replies"


@pytest.mark.parametrize(
    ("text", "command", "name"),
    [
        ("của tôi", MyGoals(), None),
        ("cua toi", MyGoals(), None),
        ("rủi ro", Risk(None), None),
        ("Risk?", Risk(None), None),
        ("tree", Tree(None), None),
        ("CÂY", Tree(None), None),
        ("help", Help(None), None),
        ("trợ giúp!", Help(None), None),
        ("công ty", Company(), None),
        ("team", TeamOverview(None), None),
        ("check in", MyGoals(), None),
        ("why churn", Why("churn"), "churn"),
        ("why churn?", Why("churn"), "churn"),
        ("vì sao tỷ lệ rời bỏ", Why("tỷ lệ rời bỏ"), "tỷ lệ rời bỏ"),
        ("why kr:12", Why("kr:12"), "kr:12"),
        ("xem #12", Show("#12"), "#12"),
        ("tree Grow traffic", Tree("Grow traffic"), "Grow traffic"),
        ("lịch sử AOV", History("AOV"), "AOV"),
        ("team Marketing", TeamOverview("Marketing"), "Marketing"),
        ("rủi ro Marketing", Risk("Marketing"), "Marketing"),
        # The name has to be one: "team ok" asks whether there is a team of that name.
        ("team ok", TeamOverview("ok"), "ok"),
        ("why not", Why("not"), "not"),
    ],
)
def test_words_that_may_be_a_command(text: str, command: Command, name: str | None) -> None:
    assert bare(text) == (command, name)


@pytest.mark.parametrize(
    "text",
    [
        *("", "   ", "👍", "xong", "xong rồi", "done", "không đổi", "no change", "ok", "như cũ"),
        *("undo", "hoàn tác", "hoàn tác giúp", "tiếp tục", "resume", "tạm dừng", "nhắc", "remind"),
        *("why", "vì sao", "vì sao?", "xem", "show", "history", "lịch sử"),
        *("công ty vẫn ổn", "company is fine", "cả công ty đang chờ API", "cập nhật sau"),
        *("check in sau nhé", "checkin 42", "cập nhật 1: 42", "of my goals only one moved"),
        *("tree 42", "why churn 7%", "vì sao churn lên 7 %", "team 5/8", "xem lại 3 KR"),
        *("rủi ro 2/10", "risk is 3", "rủi ro: kẹt API 2 ngày", "team đạt 80%"),
        *("help desk 42 tickets", "help 3", "trợ giúp 5 khách", "1: 42", "42", "traffic 271.500"),
        "why churn\nand the rest",
        "why did the churn go up although we called everybody twice and sent them all a letter",
        "công ty\nrủi ro",
        "show me the money",
    ],
)
def test_words_that_are_none(text: str) -> None:
    found = bare(text)
    # Whatever follows "show" has to be the name of a goal; without a name there is no command.
    assert found is None or found[1] is not None


def test_no_reply_of_the_corpora_is_a_command() -> None:
    count = 0
    for path in sorted(REPLIES.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            count += 1
            assert bare(json.loads(line)["reply"]) is None, line
    assert count > 1000


def test_every_word_stands_in_the_table_of_commands() -> None:
    for phrase in ALONE | WITH_TEAM:
        assert bare(phrase) is not None, phrase
    for phrase in WITH_GOAL | WITH_TEAM:
        assert bare(f"{fold(phrase)} churn") is not None, phrase
