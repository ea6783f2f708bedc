"""Looking things up in Slack: from one answer to the next by its buttons, in both languages."""

from datetime import datetime

import pytest
from company import AN, CHI, DAN, EMMA, HANOI
from house import STRANGER, House


@pytest.fixture
def company(house: House) -> House:
    house.given_key_result("emma", "Renewals", value=40)
    house.given_key_result("an", "Tỷ lệ combo", value=20)
    house.move_to(datetime(2026, 11, 16, 8, 0, tzinfo=HANOI))
    return house


def test_one_answer_leads_to_the_next(company: House) -> None:
    shown = company.command(EMMA, "/okr company")
    assert shown.startswith("Company · Q4/2026")
    assert "[Tree] [Why?] [Open a team…]" in shown
    assert company.press(EMMA, "Why?").startswith(
        "Why 🔴 off track? · Company\n🧮 30 %: the mean of 2 KRs"
    )
    shown = company.command(EMMA, "/okr company")
    assert company.press(EMMA, "Sales").startswith("Sales · week 47")
    tree = company.command(EMMA, "/okr tree")
    assert "🎯 Grow · 30 %" in tree
    assert company.command(EMMA, "/okr show renewals").startswith("Renewals · target 100 %")
    why = company.press(EMMA, "Why?")
    assert why.startswith("Why 🟢 on track? · Renewals")
    assert company.press(EMMA, "History").startswith("History · Renewals")
    below = company.command(AN, "/okr cây grow")
    assert "• Tỷ lệ combo · 20 % · 🔴 chậm tiến độ" in below
    before = len(company.only_for(AN))
    company.press(AN, "⬆ Lên trên")
    assert len(company.only_for(AN)) == before, "the tree moves in place"
    assert company.only_for(AN)[-1].startswith("Cây mục tiêu · Q4/2026")
    assert "1 trên 2 KR · 🔴 chậm tiến độ 1" in company.command(AN, "/okr rui ro sales")
    assert company.channel_texts() == []


def test_undo_by_command_names_what_it_took_back(company: House) -> None:
    company.dm(EMMA, "renewals 45%")
    assert "Renewals · 45 % → 40 %" in company.command(EMMA, "/okr undo")
    assert company.value("kr1") == 40
    assert "back to 40 %" in company.last(EMMA)
    assert company.command(EMMA, "/okr undo").startswith("There is nothing to undo.")


def test_a_goal_is_posted_after_its_preview(company: House) -> None:
    preview = company.command(EMMA, "/okr share #sales renewals")
    assert "Only you see this." in preview
    assert "Renewals · target 100 %" in preview
    assert "[Post] [Cancel]" in preview
    assert company.channel_texts() == []
    company.press(EMMA, "Cancel")
    assert company.only_for(EMMA)[-1] == "Nothing was posted."
    company.command(AN, "/okr chia sẻ #sales")
    company.press(AN, "Đăng")
    assert company.only_for(AN)[-1].startswith("Đã đăng vào")
    [posted] = company.channel_texts()
    assert "Sales · tuần 47" in posted
    assert f"<@{AN}> chia sẻ" in posted


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("/okr share renewals", "Which channel? Type # and choose it"),
        ("/okr share #quiet renewals", "I am not in that channel"),
        ("/okr share #abroad renewals", "shared with another company"),
    ],
)
def test_what_cannot_be_posted_says_the_way_out(company: House, line: str, words: str) -> None:
    server = company.stage.server
    server.workspace.add_channel("quiet", id="C0QUIET0001", members=[EMMA], bot_member=False)
    server.workspace.add_channel("abroad", id="C0ABROAD001", members=[EMMA, STRANGER])
    assert words in company.command(EMMA, line)
    assert company.channel_texts() == []


def test_private_goals_are_not_posted(company: House) -> None:
    company.company.private, company.company.written = True, False
    told = company.command(EMMA, "/okr share #sales renewals")
    assert "Renewals is private, so it cannot be posted." in told
    assert "I don't know a goal “renewals”" in company.command(DAN, "/okr why renewals")


def test_in_the_direct_messages_a_word_is_enough(company: House) -> None:
    company.dm(EMMA, "why renewals?")
    assert company.last(EMMA).startswith("Why 🟢 on track? · Renewals")
    company.dm(AN, "rủi ro")
    assert company.last(AN).startswith("Sales · cần xử lý")
    company.dm(AN, "của tôi")
    assert company.last(AN).startswith("Mục tiêu của tôi")
    company.dm(CHI, "tree")
    assert company.last(CHI).startswith("Cây mục tiêu")
    for words in ("help", "team sales ổn rồi", "why renewals so slow"):
        company.dm(EMMA, words)
        assert not company.last(EMMA).startswith(("Sales · week", "Why 🟢"))
    # Not the name of anything: it is an answer, and is read as one.
    company.dm(EMMA, "team ok")
    assert "I found no figure in that" in company.last(EMMA)
    company.dm(EMMA, "renewals 46%, team ok")
    assert company.value("kr1") == 46
    # While a check-in waits, what says how it is going is an answer.
    company.move_to(datetime(2026, 11, 16, 9, 0, tzinfo=HANOI))
    company.dm(AN, "rủi ro")
    assert company.last(AN).startswith("Đã ghi ✓")
