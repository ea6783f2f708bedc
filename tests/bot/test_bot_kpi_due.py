"""The figure of a KPI that is missing on the last working day of its period."""

from datetime import datetime, timedelta

import pytest
from company import AN, EMMA, HANOI, LONDON
from house import House

FRIDAY = datetime(2026, 11, 20, 16, 0, tzinfo=LONDON)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def measured(house: House) -> House:
    cpa = {"unit": "VND", "at_most": 120000, "aliases": ["CPA"]}
    reading = [{"on": "2026-11-13", "value": 118000}]
    house.given_kpi("emma", "Cost per order ≤ 120,000", readings=reading, **cpa)
    house.given_kpi("emma", "Response time")
    house.given_kpi("emma", "Churn", frequency="month")
    house.given_kpi("an", "Chi phí mỗi đơn ≤ 120.000 ₫", readings=reading, **cpa)
    return house


def test_the_owner_is_asked_once_for_all_by_name_and_the_example_is_understood(
    measured: House,
) -> None:
    measured.move_to(FRIDAY - MINUTE)
    before = len(measured.dm_texts(EMMA))
    measured.move_to(FRIDAY)
    [told] = measured.dm_texts(EMMA)[before:]
    assert told.splitlines() == [
        "📊 These figures are due today:",
        "• Cost per order ≤ 120,000: last 118,000 ₫ (9 Nov)",
        "• Response time: none yet",
        "One line is enough, for example “CPA 118,000”.",
    ]
    measured.dm(EMMA, "CPA 118,000")
    assert [row.period.day for row in measured.company.readings("kpi1")] == [16]


def test_in_vietnamese(measured: House) -> None:
    measured.move_to(FRIDAY.replace(tzinfo=HANOI))
    assert measured.last(AN).splitlines() == [
        "📊 Hôm nay là hạn cập nhật số liệu:",
        "• Chi phí mỗi đơn ≤ 120.000 ₫: gần nhất 118.000 ₫ (9/11)",
        "Một dòng là đủ, ví dụ “CPA 118.000”.",
    ]
    measured.dm(AN, "CPA 118.000")
    assert [row.value for row in measured.company.readings("kpi4")] == [118000]


def test_what_was_told_to_the_question_of_monday_is_not_asked_again(house: House) -> None:
    house.given_kpi("emma", "Response time", frequency="day")
    house.given_kpi("emma", "Calls lost", frequency="day")
    house.move_to(datetime(2026, 11, 16, 9, 30, tzinfo=LONDON))
    house.dm(EMMA, "1: 28")
    house.move_to(datetime(2026, 11, 16, 16, 0, tzinfo=LONDON))
    assert "figure is due today" in house.last(EMMA)
    assert "Calls lost" in house.last(EMMA)
    assert "Response time" not in house.last(EMMA)
    house.dm(EMMA, "calls lost 3")
    before = len(house.dm_texts(EMMA))
    house.move_to(datetime(2026, 11, 17, 15, 59, tzinfo=LONDON))
    assert len(house.dm_texts(EMMA)) == before
