"""What is counted by periods changes with the calendar, without anybody saying a word."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from company import EMMA, HANOI, rows
from desk import Desk

from bot.services import answering
from bot.services.saving import Came
from storage.tables import Cycle, Schedule

OCTOBER = datetime(2026, 10, 1, 12, 0, tzinfo=HANOI)
NOVEMBER = datetime(2026, 11, 1, 0, 5, tzinfo=HANOI)
DECEMBER = datetime(2026, 12, 1, 0, 5, tzinfo=HANOI)
FORMS = {
    "PERIODIC": ({"unit": "posts", "every": "month", "to": 50}, "52"),
    "KEEP": ({"keep": {"at_least": 95}, "unit": "%"}, "96%"),
}


def share(millionths: int | None) -> Decimal | None:
    return None if millionths is None else Decimal(millionths) / 1_000_000


@pytest.mark.parametrize("form", FORMS)
def test_a_period_that_ended_without_a_figure_lowers_the_progress(desk: Desk, form: str) -> None:
    measure, figure = FORMS[form]
    desk.now = OCTOBER
    company = desk.company()
    company.given_key_result("emma", "Blog posts", **measure)
    company.write()
    desk.now = OCTOBER + timedelta(days=1)
    answering.reply(desk.rt, Came(desk.key(), f"1: {figure}", "reply"), by=desk.by(EMMA))
    assert share(company.key_result("kr1").progress) == 1
    desk.tick(DECEMBER - timedelta(minutes=6))
    before = share(company.key_result("kr1").progress)
    desk.tick(DECEMBER)
    after = share(company.key_result("kr1").progress)
    assert before is not None
    assert after is not None
    assert after < before
    if form == "PERIODIC":
        assert (before, after) == (1, Decimal("0.5"))


def test_it_is_counted_every_day_at_five_past_midnight(desk: Desk) -> None:
    desk.now = OCTOBER
    company = desk.company()
    company.given_key_result("emma", "Blog posts", unit="posts", every="month", to=50)
    company.write()
    for _ in range(3):
        [row] = [row for row in rows(desk.database, Schedule) if row.kind == "recount"]
        assert row.next_at.astimezone(HANOI).strftime("%H:%M") == "00:05"
        desk.tick(row.next_at)
    assert row.next_at.date() == (OCTOBER + timedelta(days=2)).date()
    assert row.skipped_why is None


def test_what_is_not_counted_by_periods_is_left_alone(desk: Desk) -> None:
    company = desk.company()
    company.given_key_result("emma", "Renewals", value=40)
    before = company.key_result("kr1").progress
    desk.tick(DECEMBER)
    assert company.key_result("kr1").progress == before
    [row] = [row for row in rows(desk.database, Schedule) if row.kind == "recount"]
    assert row.skipped_why in ("nothing_counted", "too_late")


def test_a_closed_cycle_is_counted_no_more(desk: Desk) -> None:
    desk.now = OCTOBER
    company = desk.company()
    company.given_key_result("emma", "Blog posts", unit="posts", every="month", to=50)
    company.write()
    answering.reply(desk.rt, Came(desk.key(), "1: 52", "reply"), by=desk.by(EMMA))
    [cycle] = rows(desk.database, Cycle)
    company.change(cycle, state="closed")
    desk.tick(NOVEMBER)
    desk.tick(DECEMBER)
    assert share(company.key_result("kr1").progress) == 1
