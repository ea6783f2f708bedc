"""What a digest says, in which order, and that it fits one screen."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.digest import (
    SCREEN,
    Blocker,
    Digest,
    DigestItem,
    Part,
    TeamLine,
    compose,
)
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
    )
    return replace(plain, **more)


def steady(number: int, status: Status = Status.ON_TRACK, **more: Any) -> DigestItem:
    return item(number, verdict(status), verdict(status), **more)


def moved(number: int, old: str, new: str, status: Status = Status.ON_TRACK) -> DigestItem:
    return item(number, verdict(status, new), verdict(Status.ON_TRACK, old))


def digest(*items: DigestItem, screen: int = SCREEN, **more: Any) -> Digest:
    return compose(items, now=TOTAL, before=TOTAL, screen=screen, **more)


def ids(part: Part[DigestItem]) -> list[int]:
    return [each.key_result_id for each in part.shown]


def test_what_crossed_a_line_comes_first_then_the_largest_movement() -> None:
    found = digest(
        moved(1, "0.61", "0.55", Status.AT_RISK),
        steady(2),
        moved(3, "0.41", "0.59"),
        moved(4, "0.6", "0.5"),
    )
    assert ids(found.changed) == [1, 3, 4]


def test_what_crossed_without_moving_is_told_the_worst_first_then_what_recovered() -> None:
    found = digest(
        item(1, verdict(Status.ON_TRACK), verdict(Status.OFF_TRACK)),
        item(2, verdict(Status.OFF_TRACK), verdict(Status.AT_RISK)),
        item(3, verdict(Status.AT_RISK), verdict(Status.TOO_EARLY)),
        item(4, verdict(Status.AT_RISK), verdict(Status.OFF_TRACK)),
        steady(5, Status.OFF_TRACK),
        item(6, verdict(Status.ON_TRACK), verdict(Status.DONE)),
    )
    assert (ids(found.crossed), found.crossed.more) == ([2, 3, 1], 0)


def test_what_moved_and_became_worse_is_told_once() -> None:
    found = digest(moved(1, "0.55", "0.5", Status.AT_RISK))
    assert (ids(found.changed), ids(found.crossed)) == ([1], [])


def test_two_levels_apart_is_flagged_every_week() -> None:
    apart = steady(1, Status.OFF_TRACK, said=SaidStatus.ON_TRACK, disagreement=2)
    near = steady(2, Status.AT_RISK, said=SaidStatus.ON_TRACK, disagreement=1)
    assert ids(digest(apart, near).apart) == [1]


def test_the_oldest_blocker_comes_first() -> None:
    old, new = Blocker("Partner API", date(2026, 11, 10)), Blocker("Hiring", date(2026, 11, 15))
    found = digest(steady(1, blockers=(new,)), steady(2, blockers=(old,)))
    assert [one.blocker for one in found.blocked.shown] == [old, new]


def test_a_win_is_told_once_and_only_as_a_win() -> None:
    found = digest(
        item(1, verdict(Status.DONE, "1"), verdict(Status.ON_TRACK, "0.8")),
        item(2, verdict(Status.ACHIEVED, "0.8"), verdict(Status.OFF_TRACK, "0.8")),
        item(3, verdict(Status.ACHIEVED, "1"), verdict(Status.DONE, "1")),
    )
    assert (ids(found.wins), ids(found.changed), ids(found.crossed)) == ([1, 2], [], [])


def test_of_the_teams_below_only_those_that_changed_get_a_line() -> None:
    worse = item(1, verdict(Status.AT_RISK), verdict(Status.ON_TRACK))
    rose = replace(TOTAL, progress=Decimal("0.56"))
    lines = [
        TeamLine("Content", TOTAL, TOTAL, (worse,)),
        TeamLine("SEO", TOTAL, TOTAL, (steady(2),)),
        TeamLine("Growth", TOTAL, rose, (moved(3, "0.5", "0.6"),)),
    ]
    found = digest(teams=lines)
    assert [(line.name, line.worse) for line in found.teams.shown] == [
        ("Growth", 0),
        ("Content", 1),
    ]
    assert (found.changed.shown, found.crossed.shown) == ((), ())


def test_blockers_and_wins_of_the_teams_below_are_told() -> None:
    blocked = steady(1, blockers=(Blocker("API", date(2026, 11, 10)),))
    won = item(2, verdict(Status.DONE, "1"), verdict(Status.ON_TRACK, "0.8"))
    found = digest(teams=[TeamLine("Content", TOTAL, TOTAL, (blocked, won))])
    assert [one.item for one in found.blocked.shown] == [blocked]
    assert found.wins.shown == (won,)


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
    silent = digest(steady(2, stale_days=16), missing_count=3)
    assert (silent.quiet, silent.stale_count, silent.missing_count) == (True, 1, 3)
    assert not digest(steady(2), news).quiet
    assert not digest(steady(2), decisions=1).quiet


def test_a_first_figure_is_no_movement() -> None:
    found = digest(item(1, verdict(Status.ON_TRACK), None))
    assert (found.changed.shown, found.quiet) == ((), True)


items = st.lists(
    st.builds(
        lambda number, now, before, share, apart: item(
            number,
            verdict(now, str(share)),
            before and verdict(before),
            disagreement=apart,
            blockers=(Blocker("API", date(2026, 11, number % 28 + 1)),) * (number % 2),
        ),
        st.integers(0, 80),
        st.sampled_from(Status),
        st.none() | st.sampled_from(Status),
        st.decimals(0, 1, places=1),
        st.integers(0, 2),
    ),
    max_size=60,
    unique_by=lambda each: each.key_result_id,
)
PARTS = ("changed", "crossed", "apart", "blocked", "wins")


@given(items=items, decisions=st.integers(0, 5), data=st.data())
def test_the_lists_fit_the_screen_and_what_is_cut_is_counted(
    items: list[DigestItem], decisions: int, data: st.DataObject
) -> None:
    found = digest(*items, decisions=decisions)
    parts = {name: getattr(found, name) for name in PARTS}
    assert sum(len(part.shown) for part in parts.values()) + found.decisions <= SCREEN
    # A list that is not empty has at least its first line: nothing is hidden behind another.
    assert all(part.shown or not part.more for part in parts.values())
    assert digest(*data.draw(st.permutations(items)), decisions=decisions) == found
