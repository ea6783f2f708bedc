"""What an admin sees of a message that was not delivered, and can press."""

from datetime import datetime, timedelta

import pytest
from company import AN, CHI, HANOI, SALES
from house import House
from sqlalchemy import update

from bot.services import dead_letters
from storage.tables import Message

TUESDAY = datetime(2026, 11, 17, 10, 0, tzinfo=HANOI)


@pytest.fixture
def doubtful(house: House) -> House:
    """The digest of Tuesday arrived, but Slack's answer was lost."""
    house.given_key_result("an", "Renewals", value=40)
    house.move_to(TUESDAY - timedelta(minutes=1))
    rule = {"method": "chat.postMessage", "fault": "drop_reply", "times": 1}
    house.stage.client.faults([rule])
    house.move_to(TUESDAY)
    lease_ends(house)
    dead_letters.report(house.bot.runtime)
    house.settle()
    return house


def lease_ends(house: House) -> None:
    with house.stage.database.unit_of_work() as session:
        session.execute(update(Message).values(lease_until=0))
    house.settle()


def test_the_admin_is_told_in_their_language_and_posts_again(doubtful: House) -> None:
    told = doubtful.last(CHI)
    assert "Một tin chưa gửi được" in told
    assert "Bản tổng hợp của nhóm" in told
    assert "có thể tin đã đến" in told
    assert len(doubtful.channel_texts(SALES)) == 1
    doubtful.press(CHI, "Đăng lại")
    assert len(doubtful.channel_texts(SALES)) == 2
    assert "Đã đăng lại" in doubtful.last(CHI)


def test_the_admin_drops_it(doubtful: House) -> None:
    doubtful.press(CHI, "Bỏ qua")
    assert len(doubtful.channel_texts(SALES)) == 1
    assert "đã xử lý hết" in doubtful.last(CHI)


def test_somebody_else_who_forges_the_button_is_refused(doubtful: House) -> None:
    told = doubtful.press_forged(AN, "post_again", "1")
    assert "Chỉ quản trị viên" in told
    assert len(doubtful.channel_texts(SALES)) == 1
