"""When something is due on a person's own clock."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.cadence import (
    WeeklyRule,
    catch_up,
    iso_week,
    local_time_on,
    next_occurrence,
    occurrence_key,
)
from bot.domain.errors import Invalid

#: Half-hour and midnight changes, changes of sides of the date line, odd offsets, none at all.
ODD_ZONES = [
    "Africa/Cairo",
    "Africa/Casablanca",
    "America/Asuncion",
    "America/Godthab",
    "America/Havana",
    "America/New_York",
    "America/Santiago",
    "America/St_Johns",
    "Antarctica/Troll",
    "Asia/Beirut",
    "Asia/Gaza",
    "Asia/Ho_Chi_Minh",
    "Asia/Kathmandu",
    "Asia/Tehran",
    "Atlantic/Azores",
    "Australia/Lord_Howe",
    "Europe/Berlin",
    "Europe/Dublin",
    "Pacific/Apia",
    "Pacific/Chatham",
    "Pacific/Kiritimati",
    "UTC",
]
#: All zones take minutes; every 30th one, and the odd ones, find the same mistakes.
ZONES = sorted({*ODD_ZONES, *sorted(available_timezones() - {"localtime"})[::30]})
WALL_TIMES = [time(0, 0), time(0, 7), time(0, 30), time(2, 30), time(2, 41), time(9, 0)]
MONDAY_NINE = WeeklyRule(0, time(9))


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc, arg-type]


def changes_of_clock(zone: ZoneInfo, first: date, last: date) -> list[date]:
    """The local dates around which the zone's offset changes."""
    noon = datetime(first.year, first.month, first.day, 12, tzinfo=UTC)
    found = []
    while noon.date() <= last:
        if (
            noon.astimezone(zone).utcoffset()
            != (noon + timedelta(days=1)).astimezone(zone).utcoffset()
        ):
            found += [noon.astimezone(zone).date() + timedelta(days=d) for d in (-1, 0, 1, 2)]
        noon += timedelta(days=1)
    return sorted(set(found))


@pytest.mark.parametrize("tz", ZONES)
def test_every_local_date_around_a_change_has_exactly_one_occurrence(tz: str) -> None:
    zone = ZoneInfo(tz)
    days = changes_of_clock(zone, date(2020, 1, 1), date(2035, 12, 31)) or [date(2026, 11, 16)]
    for at in WALL_TIMES:
        instants = [local_time_on(day, at, tz) for day in days]
        assert [occurrence_key(instant, tz) for instant in instants] == [
            day.isoformat() for day in days
        ]
        assert all(earlier < later for earlier, later in pairwise(instants))


@pytest.mark.parametrize("tz", ZONES)
def test_an_occurrence_shows_its_wall_time_or_is_the_first_moment_after_a_gap(tz: str) -> None:
    zone = ZoneInfo(tz)
    for day in changes_of_clock(zone, date(2024, 1, 1), date(2030, 12, 31)):
        for at in WALL_TIMES:
            instant = local_time_on(day, at, tz)
            shown = instant.astimezone(zone)
            if shown.time() == at:
                assert shown.fold == 0
            else:
                just_before = (instant - timedelta(seconds=1)).astimezone(zone)
                assert just_before.time() < at < shown.time() or just_before.date() < day
                assert (shown.second, shown.microsecond) == (0, 0)


@pytest.mark.parametrize("tz", ODD_ZONES)
@pytest.mark.parametrize("at", [time(0, 30), time(2, 30)])
def test_a_weekly_rule_comes_once_each_week(tz: str, at: time) -> None:
    # Sunday: the day on which most clocks change.
    rule = WeeklyRule(6, at)
    due = utc(2025, 12, 31)
    sundays = []
    for _ in range(52):
        due = next_occurrence(rule, tz, due)
        sundays.append(date.fromisoformat(occurrence_key(due, tz)))
    assert {day.weekday() for day in sundays} == {6}
    assert {later - earlier for earlier, later in pairwise(sundays)} == {timedelta(days=7)}


def test_all_zones_are_sampled_widely() -> None:
    assert len(ZONES) >= 40


@pytest.mark.parametrize(
    ("tz", "day", "at", "shown"),
    [
        ("Asia/Ho_Chi_Minh", date(2026, 11, 16), time(9), "2026-11-16 09:00+07:00"),
        ("Europe/Berlin", date(2026, 3, 29), time(2, 30), "2026-03-29 03:00+02:00"),
        ("Europe/Berlin", date(2026, 10, 25), time(2, 30), "2026-10-25 02:30+02:00"),
        ("Australia/Lord_Howe", date(2026, 10, 4), time(2, 15), "2026-10-04 02:30+11:00"),
        ("Africa/Cairo", date(2026, 4, 24), time(0, 30), "2026-04-24 01:00+03:00"),
        ("America/Santiago", date(2026, 9, 6), time(0), "2026-09-06 01:00-03:00"),
        ("Pacific/Apia", date(2011, 12, 30), time(9), "2011-12-31 00:00+14:00"),
    ],
)
def test_gaps_and_folds(tz: str, day: date, at: time, shown: str) -> None:
    local = local_time_on(day, at, tz).astimezone(ZoneInfo(tz))
    assert local.isoformat(sep=" ", timespec="minutes") == shown


def test_the_next_occurrence_is_strictly_later() -> None:
    nine = utc(2026, 11, 16, 2)
    assert next_occurrence(MONDAY_NINE, "Asia/Ho_Chi_Minh", nine - timedelta(seconds=1)) == nine
    assert next_occurrence(MONDAY_NINE, "Asia/Ho_Chi_Minh", nine) == nine + timedelta(days=7)


def test_the_weekday_is_the_one_of_the_zone_not_of_utc() -> None:
    # Monday 09:00 on Kiritimati is still Sunday in UTC.
    due = next_occurrence(MONDAY_NINE, "Pacific/Kiritimati", utc(2026, 11, 11))
    assert due == utc(2026, 11, 15, 19)


def test_nine_stays_nine_when_the_clocks_change() -> None:
    before = next_occurrence(MONDAY_NINE, "Europe/Berlin", utc(2026, 10, 18))
    after = next_occurrence(MONDAY_NINE, "Europe/Berlin", before)
    assert after - before == timedelta(days=7, hours=1)


@settings(max_examples=100)
@given(
    weekday=st.integers(0, 6),
    at=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    tz=st.sampled_from(ZONES),
    after=st.datetimes(datetime(2020, 1, 1), datetime(2035, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001
)
def test_no_occurrence_is_skipped(weekday: int, at: time, tz: str, after: datetime) -> None:
    due = next_occurrence(WeeklyRule(weekday, at), tz, after)
    assert due > after
    earlier = date.fromisoformat(occurrence_key(due, tz)) - timedelta(days=7)
    assert local_time_on(earlier, at, tz) <= after


@pytest.mark.parametrize("tz", ["", "America", "Mars/Olympus", "../etc/passwd", "x" * 5000, "a\0"])
def test_an_unknown_zone_is_named(tz: str) -> None:
    with pytest.raises(Invalid) as refusal:
        local_time_on(date(2026, 11, 16), time(9), tz)
    assert refusal.value.key == "time.unknown_zone"
    assert refusal.value.params == {"zone": tz}


def test_a_naive_time_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="naive"):
        next_occurrence(MONDAY_NINE, "UTC", datetime(2026, 11, 16))  # noqa: DTZ001


@pytest.mark.parametrize("weekday", [-1, 7])
def test_a_week_has_seven_days(weekday: int) -> None:
    with pytest.raises(Invalid):
        WeeklyRule(weekday, time(9))


@pytest.mark.parametrize(
    ("at", "tz", "week"),
    [
        (utc(2026, 11, 18), "UTC", "2026-W47"),
        (utc(2026, 11, 15, 18), "UTC", "2026-W46"),
        (utc(2026, 11, 15, 18), "Asia/Ho_Chi_Minh", "2026-W47"),
        (utc(2027, 1, 1), "UTC", "2026-W53"),
    ],
)
def test_the_week_is_the_one_of_the_local_calendar(at: datetime, tz: str, week: str) -> None:
    assert iso_week(at, tz) == week


def test_catching_up_is_of_use_on_the_same_local_date_only() -> None:
    due = utc(2026, 11, 16, 2)
    assert catch_up(due, utc(2026, 11, 16, 16, 59), "Asia/Ho_Chi_Minh")
    assert not catch_up(due, utc(2026, 11, 16, 17), "Asia/Ho_Chi_Minh")
    assert catch_up(due, utc(2026, 11, 16, 17), "UTC")
