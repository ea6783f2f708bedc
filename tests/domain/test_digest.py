"""What the weekly digest says first."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.digest import Blocker, Digest, DigestItem, NeedReason, compose
from bot.domain.goals.model import SaidStatus, Status
from bot.domain.goals.rollup import RollUp
from bot.domain.goals.status import Verdict

TOTAL = RollUp(Decimal("0.52"), Decimal("0.58"), Status.AT_RISK, {}, stale=0, total=8)


def verdict(status: Status, share: str = "0.5") -> Verdict:
    return Verdict(status, Decimal(share), Decimal("0.58"), Decimal("0.58"), None, "pace")


def item(number: int, now: Verdict, before: Verdict | None, **more: Any) -> DigestItem:
    plain = DigestItem(
        key_result_id=number,
        title=f"KR {number}",
        owner_name="Lan",
        before=before,
        now=now,
        progress_before=before.progress if before else None,
        said=None,
        disagreement=0,
        stale_days=None,
        blockers=(),
        unanswered=False,
    )
    return replace(plain, **more)


def steady(number: int, status: Status = Status.ON_TRACK, **more: Any) -> DigestItem:
    return item(number, verdict(status), verdict(status), **more)


def moved(number: int, old: str, new: str, status: Status = Status.ON_TRACK) -> DigestItem:
    return item(number, verdict(status, new), verdict(Status.ON_TRACK, old))


def digest(*items: DigestItem, missing: int = 0, limit: int = 4) -> Digest:
    return compose(items, roll_up=TOTAL, missing_count=missing, limit=limit)


def ids(items: tuple[DigestItem, ...]) -> list[int]:
    return [each.key_result_id for each in items]


def test_the_largest_movement_comes_first_up_or_down() -> None:
    found = digest(
        moved(1, "0.61", "0.55", Status.AT_RISK),
        steady(2),
        moved(3, "0.41", "0.59"),
        moved(4, "0.5", "0.56"),
    )
    assert ids(found.changed) == [3, 1, 4]


def test_what_became_worse_without_moving_needs_someone() -> None:
    found = digest(
        item(1, verdict(Status.AT_RISK), verdict(Status.ON_TRACK)),
        item(2, verdict(Status.OFF_TRACK), verdict(Status.AT_RISK)),
        item(3, verdict(Status.OUTSIDE), verdict(Status.NEAR)),
        item(4, verdict(Status.AT_RISK), verdict(Status.OFF_TRACK)),
        item(5, verdict(Status.AT_RISK), verdict(Status.TOO_EARLY)),
        item(6, verdict(Status.MISSED), None),
        steady(7, Status.OFF_TRACK),
        item(8, verdict(Status.ON_TRACK), verdict(Status.DONE)),
        limit=9,
    )
    assert [(n.item.key_result_id, n.reason) for n in found.needs] == [
        (each, NeedReason.WORSE) for each in (6, 2, 3, 1, 5)
    ]


def test_what_moved_and_became_worse_is_told_once() -> None:
    found = digest(moved(1, "0.61", "0.45", Status.AT_RISK))
    assert (ids(found.changed), found.needs) == ([1], ())


def test_what_became_worse_is_not_lost_when_its_line_is_cut() -> None:
    found = digest(moved(1, "0.1", "0.6"), moved(2, "0.55", "0.5", Status.AT_RISK), limit=1)
    assert (ids(found.changed), found.more_changed) == ([1], 1)
    assert [need.item.key_result_id for need in found.needs] == [2]


def test_two_levels_apart_is_flagged_every_week() -> None:
    apart = steady(1, Status.OFF_TRACK, said=SaidStatus.ON_TRACK, disagreement=2)
    near = steady(2, Status.AT_RISK, said=SaidStatus.ON_TRACK, disagreement=1)
    found = digest(apart, near)
    assert [(n.item.key_result_id, n.reason) for n in found.needs] == [(1, NeedReason.DISAGREEMENT)]


def test_blockers_come_after_what_became_worse_oldest_first() -> None:
    old, new = Blocker("Partner API", date(2026, 11, 10)), Blocker("Hiring", date(2026, 11, 15))
    found = digest(
        steady(1, blockers=(new,)),
        steady(2, blockers=(old,)),
        item(3, verdict(Status.AT_RISK), verdict(Status.ON_TRACK)),
    )
    assert [(n.item.key_result_id, n.reason, n.blocker) for n in found.needs] == [
        (3, NeedReason.WORSE, None),
        (2, NeedReason.BLOCKED, old),
        (1, NeedReason.BLOCKED, new),
    ]


def test_needs_beyond_the_screen_are_counted() -> None:
    blockers = tuple(Blocker(f"Blocker {day}", date(2026, 11, day)) for day in (3, 4, 5))
    found = digest(steady(1, blockers=blockers), limit=2)
    assert [need.blocker for need in found.needs] == list(blockers[:2])
    assert found.more_needs == 1


def test_a_win_is_told_once_and_only_as_a_win() -> None:
    found = digest(
        item(1, verdict(Status.DONE, "1"), verdict(Status.ON_TRACK, "0.8")),
        item(2, verdict(Status.ACHIEVED, "0.8"), verdict(Status.ON_TRACK, "0.8")),
        item(3, verdict(Status.ACHIEVED, "1"), verdict(Status.DONE, "1")),
    )
    assert (ids(found.wins), found.changed, found.needs) == ([1, 2], (), ())


def test_stale_key_results_and_missing_people_are_only_counted() -> None:
    found = digest(steady(1, stale_days=16), steady(2, stale_days=20), steady(3), missing=5)
    assert (found.stale_count, found.missing_count) == (2, 5)
    assert found.quiet


@pytest.mark.parametrize(
    "news",
    [
        moved(1, "0.5", "0.6"),
        item(1, verdict(Status.AT_RISK), verdict(Status.ON_TRACK)),
        steady(1, blockers=(Blocker("API", date(2026, 11, 10)),)),
        item(1, verdict(Status.DONE, "1"), verdict(Status.ON_TRACK, "1")),
    ],
)
def test_any_news_breaks_the_quiet(news: DigestItem) -> None:
    assert digest(steady(2)).quiet
    assert not digest(steady(2), news).quiet


def test_a_first_figure_is_no_movement() -> None:
    found = digest(item(1, verdict(Status.ON_TRACK), None))
    assert (found.changed, found.quiet) == ((), True)


def test_the_total_is_passed_on() -> None:
    assert digest().roll_up is TOTAL


items = st.lists(
    st.builds(
        lambda number, now, before, share, apart: item(
            number,
            verdict(now, str(share)),
            before and verdict(before),
            disagreement=apart,
            blockers=(Blocker("API", date(2026, 11, number + 1)),) * (number % 2),
        ),
        st.integers(0, 20),
        st.sampled_from(Status),
        st.none() | st.sampled_from(Status),
        st.decimals(0, 1, places=1),
        st.integers(0, 2),
    ),
    max_size=12,
    unique_by=lambda each: each.key_result_id,
)


@given(items=items, limit=st.integers(1, 5), data=st.data())
def test_lists_fit_the_screen_and_what_is_cut_is_counted(
    items: list[DigestItem], limit: int, data: st.DataObject
) -> None:
    cut, whole = digest(*items, limit=limit), digest(*items, limit=100)
    assert max(len(cut.changed), len(cut.needs), len(cut.wins)) <= limit
    assert len(cut.changed) + cut.more_changed == len(whole.changed)
    assert len(cut.wins) + cut.more_wins == len(whole.wins)
    # What lost its line among the changed may come back as a need.
    assert len(cut.needs) + cut.more_needs >= len(whole.needs)
    assert digest(*data.draw(st.permutations(items)), limit=limit) == cut
