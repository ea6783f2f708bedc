"""In which weeks a goal is asked about."""

from datetime import date, timedelta

import pytest

from bot.domain.rhythm import CADENCE_DAYS, Cadence, is_asked

MONDAY = date(2026, 1, 5)
FAR = date(2030, 12, 31)


def asked_on(cadence: Cadence, weeks: int, off: tuple[int, ...] = ()) -> list[date]:
    """The Mondays on which it is asked about; there is no question in the weeks `off`."""
    last, found = None, []
    for week in range(weeks):
        on = MONDAY + timedelta(weeks=week)
        if week not in off and is_asked(CADENCE_DAYS[cadence], on=on, last=last, due=FAR):
            found.append(on)
            last = on
    return found


def test_weekly_is_every_week_and_never_is_never() -> None:
    assert len(asked_on(Cadence.WEEKLY, 10)) == 10
    assert asked_on(Cadence.NEVER, 10) == []


def test_biweekly_is_every_other_week() -> None:
    assert [(day - MONDAY).days // 7 for day in asked_on(Cadence.BIWEEKLY, 8)] == [0, 2, 4, 6]


def test_a_week_without_a_question_makes_biweekly_a_week_late_not_two() -> None:
    found = asked_on(Cadence.BIWEEKLY, 8, off=(2,))
    assert [(day - MONDAY).days // 7 for day in found] == [0, 3, 5, 7]


def test_monthly_is_once_in_every_month() -> None:
    found = asked_on(Cadence.MONTHLY, 52)
    assert [day.month for day in found] == list(range(1, 13))
    assert all(day.day <= 7 for day in found)


def test_what_was_told_on_the_last_day_of_a_month_is_not_asked_the_next_week() -> None:
    told = date(2026, 1, 31)
    asked = [
        week
        for week in (date(2026, 2, 2), date(2026, 2, 9))
        if is_asked(30, on=week, last=told, due=FAR)
    ]
    assert asked == [date(2026, 2, 9)]


@pytest.mark.parametrize("moved", range(5))
def test_a_question_that_moved_within_its_week_counts_for_the_week(moved: int) -> None:
    last = MONDAY + timedelta(days=moved)
    assert not is_asked(14, on=MONDAY + timedelta(weeks=1), last=last, due=FAR)
    assert is_asked(14, on=MONDAY + timedelta(weeks=2), last=last, due=FAR)


@pytest.mark.parametrize("cadence", [Cadence.WEEKLY, Cadence.BIWEEKLY, Cadence.MONTHLY])
@pytest.mark.parametrize("due", [MONDAY, MONDAY + timedelta(days=3), MONDAY + timedelta(days=6)])
def test_the_last_question_comes_in_the_week_of_the_due_date(cadence: Cadence, due: date) -> None:
    """Also where it would not be its turn, and when days off have moved the question."""
    days, last = CADENCE_DAYS[cadence], MONDAY - timedelta(days=7)
    for on in (MONDAY, MONDAY + timedelta(days=4)):
        assert is_asked(days, on=on, last=last, due=due)
    for week in (1, 2, 5, 9):
        assert not is_asked(days, on=MONDAY + timedelta(weeks=week), last=last, due=due)


def test_what_is_never_asked_about_is_not_when_it_is_due() -> None:
    assert not is_asked(CADENCE_DAYS[Cadence.NEVER], on=MONDAY, last=None, due=MONDAY)
