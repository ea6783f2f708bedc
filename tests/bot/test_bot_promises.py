"""A day that somebody named: that afternoon the bot asks, unless it has heard since."""

from datetime import datetime, timedelta

import pytest
from company import AN, EMMA, HANOI, LONDON
from house import House

FRIDAY = datetime(2026, 11, 20, 15, 0, tzinfo=LONDON)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def asked(house: House) -> House:
    house.given_key_result("emma", "Renewals", value=40)
    house.given_key_result("emma", "Launch", value=10)
    house.given_key_result("an", "Tỷ lệ combo", value=23.4)
    house.move_to(datetime(2026, 11, 16, 9, 0, tzinfo=LONDON))
    return house


def test_on_the_day_the_bot_asks_once_for_all_that_was_named(asked: House) -> None:
    asked.dm(EMMA, "renewals 41%, waiting for legal, done by Friday. launch 12%, done by Friday")
    asked.move_to(FRIDAY - MINUTE)
    before = len(asked.dm_texts(EMMA))
    asked.move_to(FRIDAY + MINUTE)
    told = asked.dm_texts(EMMA)[before:]
    assert len(told) == 1
    assert "You expected this by 20 Nov" in told[0]
    assert "Renewals" in told[0]
    assert "Launch" in told[0]
    asked.dm(EMMA, "renewals 44%")
    assert asked.value("kr1") == 44


def test_in_vietnamese(asked: House) -> None:
    asked.dm(AN, "combo 24%, kẹt API đối tác, hẹn xong trước thứ sáu")
    asked.move_to(datetime(2026, 11, 20, 15, 1, tzinfo=HANOI))
    assert "Đã hẹn xong trước" in asked.last(AN)
    assert "Tỷ lệ combo" in asked.last(AN)
    assert "kẹt API đối tác" in asked.last(AN)


def test_what_was_said_since_is_the_answer(asked: House) -> None:
    asked.dm(EMMA, "renewals 41%, done by Friday")
    asked.dm(EMMA, "renewals 45%")
    asked.move_to(FRIDAY + MINUTE)
    assert "expected this by" not in asked.last(EMMA)


def test_an_undone_promise_is_none(asked: House) -> None:
    asked.dm(EMMA, "renewals 41%, done by Friday")
    asked.press(EMMA, "Undo")
    asked.move_to(FRIDAY + MINUTE)
    assert not any("expected this by" in text for text in asked.dm_texts(EMMA))


def test_a_day_off_moves_it_to_the_next_working_day(asked: House) -> None:
    asked.dm(EMMA, "renewals 41%, done by Nov 21")
    asked.move_to(datetime(2026, 11, 22, 20, 0, tzinfo=LONDON))
    assert not any("expected this by" in text for text in asked.dm_texts(EMMA))
    asked.move_to(datetime(2026, 11, 23, 15, 1, tzinfo=LONDON))
    assert any("You expected this by 21 Nov" in text for text in asked.dm_texts(EMMA))


def test_who_is_away_is_left_alone(asked: House) -> None:
    asked.dm(EMMA, "renewals 41%, done by Friday")
    asked.command(EMMA, "/okr pause until Nov 22")
    asked.move_to(FRIDAY + MINUTE)
    assert not any("expected this by" in text for text in asked.dm_texts(EMMA))
