"""A manager hears, in their own language, who has not answered."""

from datetime import datetime, timedelta

import pytest
from company import AN, BINH, CHI, DAN, EMMA, HANOI, LONDON, WORKSPACE
from house import House

from bot.services import people, sending

WEDNESDAY = datetime(2026, 11, 18, 10, 0, tzinfo=HANOI)


@pytest.fixture
def unanswered(house: House) -> House:
    """An reports to Bình, Emma to Dan."""
    house.company.escalation = {"after": 2}
    house.company.people[1]["manager"] = "dan"
    house.given_key_result("an", "Doanh số")
    house.given_key_result("emma", "Renewals")
    house.move_to(WEDNESDAY - timedelta(minutes=1))
    return house


def test_each_manager_is_told_in_their_language_and_nobody_else(unanswered: House) -> None:
    unanswered.move_to(WEDNESDAY.replace(tzinfo=LONDON))
    assert unanswered.dm_texts(BINH) == [
        "👋 Tuần 47: còn 1 người bạn quản lý chưa trả lời check-in\n• An\n"
        "Có thể họ đang bận hoặc cần hỗ trợ. Chỉ mình bạn nhận tin này."
    ]
    assert unanswered.dm_texts(DAN) == [
        "👋 Week 47: 1 person who reports to you has not answered the check-in yet\n• Emma\n"
        "They may be short of time or need a hand. Only you get this message."
    ]
    theirs = "\n".join(text for who in (AN, EMMA) for text in unanswered.dm_texts(who))
    assert "reports to you" not in theirs
    assert "bạn quản lý" not in theirs


def test_an_answer_that_comes_before_it_is_sent_is_in_time(unanswered: House) -> None:
    rt = unanswered.bot.runtime
    chi = people.actor(rt, WORKSPACE, CHI)
    sending.switch(rt, stopped=True, by=chi)
    unanswered.move_to(WEDNESDAY.replace(tzinfo=LONDON))
    unanswered.dm(AN, "45")
    sending.switch(rt, stopped=False, by=chi)
    unanswered.settle()
    assert unanswered.dm_texts(BINH) == []
    assert len(unanswered.dm_texts(DAN)) == 1
