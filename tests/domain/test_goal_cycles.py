"""Terms of any business year, the steps of a cycle, scores and what activation refuses."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import Conflict, Gone, Invalid
from bot.domain.goals import life, scores, terms
from bot.domain.goals.life import Step
from bot.domain.goals.model import Ambition, CycleState, Direction, Measure, Shape

ASPIRATIONAL, COMMITTED = Ambition.ASPIRATIONAL, Ambition.COMMITTED
DAYS = st.dates(date(1990, 1, 1), date(2200, 12, 31))
MONTHS = st.integers(1, 12)


def reach(start: str | None, target: str | None, *, unit: str = "%") -> Measure:
    return Measure(
        Shape.REACH,
        unit,
        Direction.UP,
        start=None if start is None else Decimal(start),
        target=None if target is None else Decimal(target),
    )


@pytest.mark.parametrize(
    ("on", "year_starts", "key", "name", "starts", "ends"),
    [
        ((2026, 11, 26), 1, "2026-Q4", "Q4/2026", (2026, 10, 1), (2026, 12, 31)),
        ((2028, 2, 29), 1, "2028-Q1", "Q1/2028", (2028, 1, 1), (2028, 3, 31)),
        ((2026, 4, 1), 4, "2026-Q1", "Q1/2026–27", (2026, 4, 1), (2026, 6, 30)),
        ((2027, 3, 31), 4, "2026-Q4", "Q4/2026–27", (2027, 1, 1), (2027, 3, 31)),
        ((2028, 2, 29), 12, "2027-Q1", "Q1/2027–28", (2027, 12, 1), (2028, 2, 29)),
        ((2027, 2, 28), 12, "2026-Q1", "Q1/2026–27", (2026, 12, 1), (2027, 2, 28)),
        ((1999, 12, 31), 7, "1999-Q2", "Q2/1999–00", (1999, 10, 1), (1999, 12, 31)),
    ],
)
def test_a_quarter_of_any_business_year(
    on: tuple[int, int, int],
    year_starts: int,
    key: str,
    name: str,
    starts: tuple[int, int, int],
    ends: tuple[int, int, int],
) -> None:
    found = terms.quarter(date(*on), year_starts=year_starts)
    assert found == terms.Term(key, name, date(*starts), date(*ends))


@pytest.mark.parametrize(
    ("on", "year_starts", "key", "name", "days"),
    [
        (date(2026, 6, 1), 1, "2026", "2026", 365),
        (date(2028, 6, 1), 1, "2028", "2028", 366),
        (date(2027, 3, 1), 4, "2026", "2026–27", 365),
        (date(2027, 4, 1), 4, "2027", "2027–28", 366),
    ],
)
def test_a_business_year(on: date, year_starts: int, key: str, name: str, days: int) -> None:
    found = terms.year(on, year_starts=year_starts)
    assert (found.key, found.name) == (key, name)
    assert (found.ends_on - found.starts_on).days + 1 == days


@given(on=DAYS, year_starts=MONTHS)
def test_terms_follow_one_another_without_a_gap(on: date, year_starts: int) -> None:
    for make in (terms.quarter, terms.year):
        term = make(on, year_starts=year_starts)
        assert term.starts_on <= on <= term.ends_on
        after = terms.following(term.starts_on, term.ends_on, year_starts=year_starts)
        assert after == make(term.ends_on + timedelta(days=1), year_starts=year_starts)
        assert after.key > term.key


def test_days_of_its_own_are_followed_by_as_many() -> None:
    own = terms.custom(date(2026, 11, 1), date(2026, 11, 30), " Launch  season ")
    assert (own.key, own.name) == ("2026-11-01/2026-11-30", "Launch season")
    after = terms.following(own.starts_on, own.ends_on, year_starts=1)
    assert (after.starts_on, after.ends_on) == (date(2026, 12, 1), date(2026, 12, 30))
    assert after.name == "01/12–30/12/2026"
    with pytest.raises(Invalid, match=r"span\.empty"):
        terms.custom(date(2026, 11, 2), date(2026, 11, 1))
    with pytest.raises(Invalid, match="long_name"):
        terms.custom(date(2026, 11, 1), date(2026, 11, 1), "x" * 41)


STATES = tuple(CycleState)
WAY = {
    Step.PUBLISH: {"draft": "draft"},
    Step.PRESENT: {"draft": "draft", "active": "active"},
    Step.ACTIVATE: {"draft": "active", "active": "active"},
    Step.BEGIN_CLOSING: {"active": "closing"},
    Step.CLOSE: {"closing": "closed"},
}


@pytest.mark.parametrize("step", Step)
@pytest.mark.parametrize("state", STATES)
def test_each_step_has_its_states(step: Step, state: CycleState) -> None:
    becomes = WAY[step].get(state)
    if becomes is not None:
        assert life.after(step, state, name="Q4") == becomes
        return
    with pytest.raises(Gone if state is CycleState.CLOSED else Conflict):
        life.after(step, state, name="Q4")


def test_what_comes_next_is_possible() -> None:
    for state in STATES:
        for step in life.next_steps(state):
            life.after(step, state, name="Q4")


@pytest.mark.parametrize(
    ("measure", "key"),
    [
        (reach("40", "80"), None),
        (reach(None, "80"), "key_result.no_start_or_target"),
        (reach("80", "80"), "key_result.flat_target"),
        (reach("40", "80", unit=" "), "key_result.no_unit"),
        (Measure(Shape.KEEP, "%", Direction.UP, None, None), "key_result.no_limit"),
        (Measure(Shape.PERIODIC, "posts", Direction.UP, None, None), "key_result.no_period"),
        (Measure(Shape.YES_NO, "", Direction.UP, None, None), None),
        (Measure(Shape.MILESTONES, "", Direction.UP, Decimal(0), Decimal(3)), None),
    ],
)
def test_activation_refuses_what_has_no_number_and_no_unit(
    measure: Measure, key: str | None
) -> None:
    refusal = life.refusal(measure)
    assert (refusal.key if refusal else None) == key


@pytest.mark.parametrize(
    ("share", "score"),
    [(None, "0"), ("-0.3", "0"), ("0.469999", "0.46"), ("0.999999", "0.99"), ("1.4", "1")],
)
def test_the_figures_propose_a_score_and_never_round_up(share: str | None, score: str) -> None:
    found = scores.proposed(reach("0", "100"), None if share is None else Decimal(share))
    assert found == Decimal(score)


def test_too_few_answers_reach_nothing() -> None:
    survey = Measure(Shape.REACH, "/10", Direction.UP, Decimal(7), Decimal(8), minimum_sample=100)
    assert scores.proposed(survey, Decimal(1), sample=99) == Decimal("0.69")
    assert scores.proposed(survey, Decimal(1), sample=100) == 1


@pytest.mark.parametrize(
    ("ambition", "score", "colour"),
    [
        (ASPIRATIONAL, "1", "green"),
        (ASPIRATIONAL, "0.7", "green"),
        (ASPIRATIONAL, "0.699", "yellow"),
        (ASPIRATIONAL, "0.4", "yellow"),
        (ASPIRATIONAL, "0.399", "red"),
        (COMMITTED, "1", "green"),
        (COMMITTED, "0.999", "yellow"),
        (COMMITTED, "0.7", "yellow"),
        (COMMITTED, "0.699", "red"),
    ],
)
def test_colours_by_kind(ambition: Ambition, score: str, colour: str) -> None:
    assert scores.colour(Decimal(score), ambition) == colour
    assert scores.succeeded(Decimal(score), ambition) is (colour == "green")


@pytest.mark.parametrize(
    ("weighted", "score"),
    [
        ([], None),
        ([("0", "1")], None),
        ([("1", "0.5"), ("1", "1")], "0.75"),
        ([("4", "1"), ("1", "0"), ("0", "0.3")], "0.8"),
        ([("1", "1"), ("2", "0")], "0.333"),
    ],
)
def test_an_objective_is_the_weighted_mean(
    weighted: list[tuple[str, str]], score: str | None
) -> None:
    found = scores.of_objective((Decimal(w), Decimal(s)) for w, s in weighted)
    assert found == (None if score is None else Decimal(score))


def test_a_corrected_target_keeps_both_scores() -> None:
    now = reach("40", "60")
    facts = {"locked_start": Decimal(40), "locked_target": Decimal(80)}
    assert scores.as_locked(now, Decimal(60), **facts) == Decimal("0.5")
    assert scores.proposed(now, Decimal(1)) == 1
    same = {"locked_start": Decimal(40), "locked_target": Decimal(60)}
    assert scores.as_locked(now, Decimal(60), **same) is None
    assert scores.as_locked(now, Decimal(60), locked_start=None, locked_target=None) is None


@pytest.mark.parametrize(
    ("text", "stored"),
    [("0.7", 700), ("0,7", 700), (" 70% ", 700), ("1", 1000), ("1.0", 1000), ("0,655", 655)],
)
def test_a_score_is_read_as_people_write_it(text: str, stored: int) -> None:
    assert scores.thousandths(scores.read(text)) == stored
    assert scores.from_thousandths(stored) == scores.read(text)


@pytest.mark.parametrize("text", ["", "good", "-0.1", "7/10", "0.7.1", "½"])
def test_what_is_no_score_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match=r"score\.unclear"):
        scores.read(text)


@pytest.mark.parametrize("text", ["1.01", "7", "101%"])
def test_more_than_everything_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match=r"score\.range"):
        scores.read(text)
