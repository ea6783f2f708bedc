"""The status of a key result and its receipt."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import permutations
from typing import Any

import pytest
from goal_examples import SPAN, day, dec, keep, key_result, periodic, reach, yes_no
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.goals.model import Ambition, KeyResultFacts, SaidStatus, Span, Status
from bot.domain.goals.status import (
    RANK,
    REASONS,
    Thresholds,
    Verdict,
    disagreement,
    judge,
    stale_days,
    worst,
)

STRETCH = Ambition.ASPIRATIONAL
AFTER = SPAN.due_on + timedelta(days=1)


def status(share: str | None, on: date, **more: object) -> Status:
    return judge(key_result(share, **more), on=on).status


def test_the_receipt_of_46_percent_done_at_58_percent_of_the_time() -> None:
    verdict = judge(key_result("0.46"), on=day(58))
    assert verdict == Verdict(
        Status.AT_RISK,
        progress=dec("0.46"),
        elapsed=dec("0.58"),
        expected=dec("0.58"),
        pace=dec("0.46") / dec("0.58"),
        reason="pace",
    )


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        ("0.41", Status.AT_RISK),
        ("0.61", Status.ON_TRACK),
        ("0.60", Status.ON_TRACK),
        ("0.522", Status.ON_TRACK),
        ("0.521", Status.AT_RISK),
        ("0.406", Status.AT_RISK),
        ("0.405", Status.OFF_TRACK),
        ("0", Status.OFF_TRACK),
        ("-0.25", Status.OFF_TRACK),
        ("0.999999", Status.ON_TRACK),
        ("1", Status.DONE),
        ("1.3", Status.DONE),
    ],
)
def test_pace_at_58_percent_of_the_time(share: str, expected: Status) -> None:
    assert status(share, day(58)) is expected


def test_seventy_percent_of_an_aspirational_goal_is_all_that_is_expected() -> None:
    verdict = judge(key_result("0.46", ambition=STRETCH), on=day(58))
    assert verdict.expected == dec("0.406")
    assert verdict.status is Status.ON_TRACK


def test_a_pace_that_misses_a_threshold_by_less_than_is_stored_has_met_it() -> None:
    # Two thirds of the time, nine tenths of that done: 0.6 / 0.666…67 is 0.8999….
    ninety_days = Span(date(2026, 1, 1), date(2026, 3, 31))
    facts = key_result("0.6", span=ninety_days)
    assert judge(facts, on=date(2026, 3, 1)).status is Status.ON_TRACK


@pytest.mark.parametrize(
    ("days", "last_too_early"),
    [(100, 9), (70, 6), (30, 6), (365, 36), (1000, 99)],
)
def test_too_early_lasts_10_percent_of_the_time_or_7_days(days: int, last_too_early: int) -> None:
    span = Span(date(2026, 1, 1), date(2026, 1, 1) + timedelta(days=days - 1))
    last = date(2026, 1, 1) + timedelta(days=last_too_early - 1)
    verdict = judge(key_result("0", span=span), on=last)
    assert (verdict.status, verdict.pace) == (Status.TOO_EARLY, None)
    assert judge(key_result("0", span=span), on=last + timedelta(days=1)).status is Status.OFF_TRACK


def test_before_the_start_it_is_too_early() -> None:
    assert status("0.2", date(2026, 8, 1)) is Status.TOO_EARLY


def test_what_is_done_in_the_first_week_is_done() -> None:
    assert status("1", day(2)) is Status.DONE


def test_without_a_figure_there_is_no_status() -> None:
    verdict = judge(key_result(None), on=day(58))
    assert (verdict.status, verdict.pace, verdict.reason) == (Status.NO_DATA, None, "no_data")


@pytest.mark.parametrize(
    ("share", "ambition", "expected"),
    [
        ("0.7", STRETCH, Status.ACHIEVED),
        ("0.699999", STRETCH, Status.MISSED),
        ("1.0", Ambition.COMMITTED, Status.ACHIEVED),
        ("0.999999", Ambition.COMMITTED, Status.MISSED),
        (None, Ambition.COMMITTED, Status.MISSED),
    ],
)
@pytest.mark.parametrize("measure", [reach(7, 3), keep(floor=95), periodic(30), yes_no()])
def test_at_the_end_it_is_achieved_or_missed(
    share: str | None, ambition: Ambition, expected: Status, measure: object
) -> None:
    assert status(share, AFTER, ambition=ambition, measure=measure) is expected


def test_the_due_date_itself_still_belongs_to_the_owner() -> None:
    assert status("0.95", SPAN.due_on) is Status.ON_TRACK
    assert status("0.95", AFTER) is Status.MISSED


def test_a_figure_from_too_few_answers_is_shown_but_reaches_nothing() -> None:
    survey = reach("7.5", 8, "/10", minimum_sample=100)
    few = key_result("1", measure=survey, value=dec(8), sample=99)
    assert judge(few, on=day(58)).reason == "small_sample"
    assert judge(few, on=day(58)).status is Status.ON_TRACK
    assert judge(few, on=day(58)).progress == 1
    assert judge(few, on=AFTER).status is Status.MISSED
    enough = key_result("1", measure=survey, value=dec(8), sample=100)
    assert judge(enough, on=day(58)).status is Status.DONE
    assert judge(enough, on=AFTER).status is Status.ACHIEVED


@pytest.mark.parametrize(
    ("value", "expected", "reason"),
    [
        ("8", Status.INSIDE, "keep_inside"),
        ("9.8", Status.NEAR, "keep_near"),
        ("12", Status.OUTSIDE, "keep_outside"),
        (None, Status.NO_DATA, "no_data"),
    ],
)
@pytest.mark.parametrize("on", [day(2), day(58), SPAN.due_on])
def test_a_keep_key_result_shows_where_it_is_and_never_a_pace(
    value: str | None, expected: Status, reason: str, on: date
) -> None:
    cost = key_result("0.1", measure=keep(ceiling=10), value=None if value is None else dec(value))
    verdict = judge(cost, on=on)
    assert (verdict.status, verdict.reason) == (expected, reason)
    assert (verdict.expected, verdict.pace) == (None, None)


def test_too_few_answers_cannot_show_that_a_limit_is_kept_only_that_it_is_broken() -> None:
    rating = keep(floor="4.5", minimum_sample=1000)
    good = key_result("1", measure=rating, value=dec("4.9"), sample=12)
    bad = key_result("1", measure=rating, value=dec("4.1"), sample=12)
    assert judge(good, on=day(58)).status is Status.NO_DATA
    assert judge(good, on=day(58)).reason == "small_sample"
    assert judge(bad, on=day(58)).status is Status.OUTSIDE


@pytest.mark.parametrize(
    ("share", "ambition", "expected"),
    [
        ("1", Ambition.COMMITTED, Status.ON_TRACK),
        ("0.75", Ambition.COMMITTED, Status.AT_RISK),
        ("0.5", Ambition.COMMITTED, Status.OFF_TRACK),
        ("0.666666", STRETCH, Status.ON_TRACK),
        ("0.5", STRETCH, Status.AT_RISK),
        (None, Ambition.COMMITTED, Status.NO_DATA),
    ],
)
def test_a_periodic_key_result_is_judged_by_its_periods_without_the_time(
    share: str | None, ambition: Ambition, expected: Status
) -> None:
    for number in (40, 90):
        assert status(share, day(number), ambition=ambition, measure=periodic(30)) is expected


def test_a_yes_no_key_result_waits_until_it_is_done_or_over() -> None:
    report = key_result("0", measure=yes_no())
    assert judge(report, on=day(99)).status is Status.TOO_EARLY
    assert judge(report, on=day(99)).reason == "yes_no_open"
    assert judge(report, on=AFTER).status is Status.MISSED
    assert status("1", day(99), measure=yes_no()) is Status.DONE


def test_a_workspace_may_set_its_own_thresholds() -> None:
    strict = Thresholds(on_track=dec("0.95"), at_risk=dec("0.9"), too_early_days=30)
    assert judge(key_result("0.54"), on=day(58), thresholds=strict).status is Status.AT_RISK
    assert judge(key_result("0.51"), on=day(58), thresholds=strict).status is Status.OFF_TRACK
    assert judge(key_result("0.1"), on=day(29), thresholds=strict).status is Status.TOO_EARLY
    half = Thresholds(aspirational_success=dec("0.5"))
    verdict = judge(key_result("0.5", ambition=STRETCH), on=AFTER, thresholds=half)
    assert verdict.status is Status.ACHIEVED


facts = st.builds(
    key_result,
    st.none() | st.decimals(-3, 3, places=6).map(str),
    ambition=st.sampled_from(Ambition),
    measure=st.sampled_from([reach(7, 3), keep(ceiling=10), periodic(30), yes_no()]),
    value=st.none() | st.decimals(0, 20, places=1),
)
days = st.integers(-5, 120).map(day)


@given(facts=facts, on=days)
def test_every_verdict_can_be_explained(facts: KeyResultFacts, on: date) -> None:
    verdict = judge(facts, on=on)
    assert verdict.reason in REASONS
    assert 0 <= verdict.elapsed <= 1
    assert verdict.progress == facts.progress
    if verdict.pace is not None:
        assert verdict.progress is not None
        assert verdict.expected is not None
        assert verdict.pace == verdict.progress / verdict.expected
    if verdict.reason in {"pace", "periods"}:
        assert verdict.pace is not None


@given(one=st.decimals(-2, 2, places=4), other=st.decimals(-2, 2, places=4), on=days)
def test_more_progress_never_makes_the_status_worse(one: Decimal, other: Decimal, on: date) -> None:
    less, more = sorted((one, other))
    statuses = [judge(key_result(str(share)), on=on).status for share in (less, more)]
    ranks = [RANK[found] for found in statuses if found in RANK]
    assert ranks == sorted(ranks, reverse=True)


@pytest.mark.parametrize(
    ("cadence", "silent", "stale"),
    [(7, 13, None), (7, 14, 14), (7, 16, 16), (14, 27, None), (14, 28, 28), (1, 14, 14)],
)
def test_stale_after_14_days_or_twice_the_cadence(
    cadence: int, silent: int, stale: int | None
) -> None:
    quiet = key_result("0.4", checked_in_on=day(10), cadence_days=cadence)
    assert stale_days(quiet, on=day(10 + silent)) == stale


def test_a_key_result_that_never_checked_in_is_stale_from_its_start() -> None:
    assert stale_days(key_result(checked_in_on=None), on=day(15)) == 14
    assert stale_days(key_result(checked_in_on=None), on=day(14)) is None


@pytest.mark.parametrize("settled", [{"cadence_days": 0}, {"postponed": True}])
def test_what_nobody_asks_about_is_never_stale(settled: dict[str, Any]) -> None:
    assert stale_days(key_result(**settled), on=day(90)) is None


def test_after_the_due_date_nothing_becomes_stale() -> None:
    assert stale_days(key_result(), on=SPAN.due_on) == 99
    assert stale_days(key_result(), on=AFTER) is None


@pytest.mark.parametrize(
    ("said", "computed", "levels"),
    [
        (SaidStatus.ON_TRACK, Status.ON_TRACK, 0),
        (SaidStatus.ON_TRACK, Status.AT_RISK, 1),
        (SaidStatus.ON_TRACK, Status.OFF_TRACK, 2),
        (SaidStatus.OFF_TRACK, Status.ON_TRACK, 2),
        (SaidStatus.AT_RISK, Status.OFF_TRACK, 1),
        (SaidStatus.DONE, Status.OFF_TRACK, 2),
        (SaidStatus.DONE, Status.ON_TRACK, 0),
        (SaidStatus.OFF_TRACK, Status.DONE, 2),
        (SaidStatus.ON_TRACK, Status.OUTSIDE, 2),
        (SaidStatus.ON_TRACK, Status.NEAR, 1),
        (SaidStatus.OFF_TRACK, Status.INSIDE, 2),
        (SaidStatus.OFF_TRACK, Status.TOO_EARLY, 0),
        (SaidStatus.ON_TRACK, Status.NO_DATA, 0),
        (SaidStatus.ON_TRACK, Status.MISSED, 0),
        (SaidStatus.OFF_TRACK, Status.ACHIEVED, 0),
        (None, Status.OFF_TRACK, 0),
    ],
)
def test_levels_between_what_was_said_and_what_was_computed(
    said: SaidStatus | None, computed: Status, levels: int
) -> None:
    assert disagreement(said, computed) == levels


def test_the_order_from_worst_to_best() -> None:
    order = [
        {Status.MISSED},
        {Status.OFF_TRACK, Status.OUTSIDE},
        {Status.AT_RISK, Status.NEAR},
        {Status.ON_TRACK, Status.INSIDE},
        {Status.DONE, Status.ACHIEVED},
    ]
    for place, worse in enumerate(order):
        assert len({RANK[found] for found in worse}) == 1
        for better in order[place + 1 :]:
            assert {worst(pair) for pair in [(b, w) for b in better for w in worse]} <= worse


def test_too_early_and_no_data_do_not_rank() -> None:
    assert worst([Status.TOO_EARLY, Status.DONE, Status.NO_DATA]) is Status.DONE
    assert worst([Status.TOO_EARLY, Status.NO_DATA]) is None
    assert worst([]) is None


def test_the_worst_of_equals_does_not_depend_on_the_order() -> None:
    for trio in permutations([Status.OUTSIDE, Status.OFF_TRACK, Status.DONE]):
        assert worst(trio) is Status.OFF_TRACK
