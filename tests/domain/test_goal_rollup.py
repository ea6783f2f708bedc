"""One figure for many key results."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from goal_examples import day, dec, keep, key_result, reach
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.goals.model import KeyResultFacts, Span, Status
from bot.domain.goals.rollup import RollUp, combine, roll_up
from bot.domain.goals.status import RANK, judge

TODAY = day(58)
weights = st.decimals(0, 4, places=3)
key_results = st.lists(
    st.builds(
        key_result,
        st.none() | st.decimals(-2, 3, places=9).map(str),
        weight=weights,
        private=st.booleans(),
        postponed=st.booleans(),
        measure=st.sampled_from([reach(7, 3), keep(ceiling=10)]),
        value=st.none() | st.decimals(0, 20, places=1),
    ),
    max_size=8,
)


def of(*facts: KeyResultFacts, include_private: bool = False) -> RollUp:
    items = [(each, judge(each, on=TODAY)) for each in facts]
    return roll_up(items, on=TODAY, include_private=include_private)


def test_shares_count_within_0_and_1_by_their_weight() -> None:
    total = of(key_result("1.2"), key_result("-0.2"), key_result("0.5", weight=dec(2)))
    assert total.progress == dec("0.5")
    assert total.expected == dec("0.58")


MET, BEHIND = key_result("0.6"), key_result("0.2")
KEPT = key_result("1", measure=keep(ceiling=10), value=dec(3))
NEAR = key_result("1", measure=keep(ceiling=10), value=dec("9.8"))
OUTSIDE = key_result("0.5", measure=keep(ceiling=10), value=dec(11))
LATE = replace(MET, span=Span(day(1), day(50)))
NEW = replace(BEHIND, span=Span(day(55), day(99)))


@pytest.mark.parametrize(
    ("parts", "progress", "status", "unranked"),
    [
        ([MET, BEHIND], "0.4", Status.OFF_TRACK, 0),
        ([replace(MET, weight=dec(4)), BEHIND], "0.52", Status.OFF_TRACK, 0),
        ([MET, replace(BEHIND, weight=dec(0))], "0.6", Status.ON_TRACK, 0),
        ([MET, replace(BEHIND, postponed=True)], "0.6", Status.ON_TRACK, 0),
        ([MET, replace(BEHIND, private=True)], "0.6", Status.ON_TRACK, 0),
        ([replace(MET, weight=dec(0)), replace(BEHIND, weight=dec(0))], None, None, 0),
        ([replace(MET, private=True), replace(BEHIND, private=True)], None, None, 0),
        ([MET, key_result(None)], "0.3", Status.ON_TRACK, 1),
        ([MET, NEW], "0.4", Status.ON_TRACK, 1),
        ([key_result("1.2"), key_result("-3")], "0.5", Status.OFF_TRACK, 0),
        # Missed before off track and outside, at risk and near, on track and inside, and done.
        ([LATE, BEHIND], "0.4", Status.MISSED, 0),
        ([OUTSIDE, NEAR], "0.75", Status.OUTSIDE, 0),
        ([NEAR, KEPT, MET], None, Status.NEAR, 0),
        ([KEPT, key_result("1")], "1", Status.INSIDE, 0),
        ([key_result("1")], "1", Status.DONE, 0),
    ],
)
def test_the_rules_of_roll_ups(
    parts: list[KeyResultFacts], progress: str | None, status: Status | None, unranked: int
) -> None:
    total = of(*parts)
    if progress is not None or status is None:
        assert total.progress == (None if progress is None else dec(progress))
    assert total.status is status
    assert sum(n for one, n in total.counts.items() if one not in RANK) == unranked


def test_confidence_and_last_week_are_those_that_were_said() -> None:
    moved = replace(MET, last_week=dec("0.2"), confidence=9)
    silent = replace(BEHIND, last_week=None, weight=dec(3), confidence=4)
    total = of(moved, silent, replace(MET, confidence=2, weight=dec(0)))
    assert (total.confidence, total.confident) == (dec("6.5"), 2)
    assert (total.last_week, total.trend) == (dec("0.05"), dec("0.25"))
    assert total.ahead == dec("0.3") - dec("0.58")
    assert of(MET).trend is None


@pytest.mark.parametrize("left_out", [{"weight": dec(0)}, {"postponed": True}, {"private": True}])
def test_what_does_not_count_leaves_no_trace(left_out: dict[str, Any]) -> None:
    silent = key_result("-1", checked_in_on=None, **left_out)
    assert of(key_result("0.6", checked_in_on=TODAY), silent) == of(
        key_result("0.6", checked_in_on=TODAY)
    )


def test_the_owner_sees_private_goals_counted() -> None:
    both = key_result("0.6"), key_result("0.2", private=True)
    assert of(*both).progress == dec("0.6")
    assert of(*both, include_private=True).progress == dec("0.4")


@pytest.mark.parametrize("facts", [[], [key_result("0.6", weight=dec(0))]])
def test_nothing_to_weigh_is_no_figure_and_no_error(facts: list[KeyResultFacts]) -> None:
    assert of(*facts) == RollUp(None, None, None, {}, stale=0, total=0)


def test_silence_does_not_raise_the_figure() -> None:
    assert of(key_result("0.6"), key_result(None)).progress == dec("0.3")
    assert of(key_result(None), key_result(None)).progress is None


def test_the_status_is_the_worst_and_the_counts_stand_beside() -> None:
    total = of(
        key_result("0.6"),
        key_result("0.45"),
        key_result(None),
        key_result("1", measure=keep(ceiling=10), value=dec(3)),
        key_result("0.45"),
    )
    assert total.status is Status.AT_RISK
    assert total.counts == {
        Status.ON_TRACK: 1,
        Status.AT_RISK: 2,
        Status.INSIDE: 1,
        Status.NO_DATA: 1,
    }
    assert total.total == 5


def test_what_does_not_rank_is_counted_but_gives_no_status() -> None:
    total = of(key_result(None))
    assert (total.status, total.counts, total.total) == (None, {Status.NO_DATA: 1}, 1)


def test_stale_key_results_are_counted() -> None:
    silent, recent = key_result("0.6"), key_result("0.6", checked_in_on=TODAY)
    assert of(silent, recent, silent).stale == 2


def test_keep_key_results_have_progress_but_do_not_blur_what_is_expected() -> None:
    kept = key_result("1", measure=keep(ceiling=10), value=dec(3))
    total = of(key_result("0.5"), kept)
    assert (total.progress, total.expected) == (dec("0.75"), dec("0.58"))


@given(facts=key_results, data=st.data())
def test_the_order_does_not_matter(facts: list[KeyResultFacts], data: st.DataObject) -> None:
    assert of(*facts) == of(*data.draw(st.permutations(facts)))


@given(facts=key_results)
def test_the_figure_lies_between_the_least_and_the_most_of_its_parts(
    facts: list[KeyResultFacts],
) -> None:
    total = of(*facts)
    if total.progress is not None:
        shares = [min(max(each.progress or Decimal(0), Decimal(0)), Decimal(1)) for each in facts]
        assert min(shares) - Decimal("1e-6") <= total.progress <= max(shares)
    assert sum(total.counts.values()) == total.total
    assert total.stale <= total.total


@given(facts=key_results, share=st.decimals(0, 1, places=6), weight=st.integers(1, 4))
def test_a_better_part_never_lowers_the_figure(
    facts: list[KeyResultFacts], share: Decimal, weight: int
) -> None:
    def with_share(value: Decimal) -> Decimal:
        found = of(*facts, key_result(str(value), weight=Decimal(weight))).progress
        assert found is not None
        return found

    assert with_share(share) <= with_share(Decimal(1))


@given(facts=key_results, factor=st.integers(1, 4))
def test_only_the_relation_of_weights_matters(facts: list[KeyResultFacts], factor: int) -> None:
    heavier = [replace(each, weight=each.weight * factor) for each in facts]
    heavy, light = of(*heavier).progress, of(*facts).progress
    assert (heavy is None) == (light is None)
    if heavy is not None and light is not None:
        assert round(heavy, 20) == round(light, 20)


def test_an_objective_may_count_its_children_by_weight() -> None:
    done, behind = of(key_result("1")), of(key_result("0.2"), key_result("0.4"))
    total = combine([(done, dec(1)), (behind, dec(3))])
    assert total.progress == dec("0.475")
    assert total.status is Status.OFF_TRACK
    assert total.total == 3
    assert total.counts == {Status.DONE: 1, Status.OFF_TRACK: 2}


def test_children_without_weight_or_content_stay_out() -> None:
    done, behind = of(key_result("1")), of(key_result("0.2"))
    assert combine([(done, dec(1)), (behind, dec(0)), (of(), dec(4))]) == done


def test_a_child_without_data_counts_0() -> None:
    total = combine([(of(key_result("0.6")), dec(1)), (of(key_result(None)), dec(1))])
    assert total.progress == dec("0.3")
    assert combine([(of(key_result(None)), dec(1))]).progress is None
