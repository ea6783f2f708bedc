"""The page of rules and its Vietnamese twin: every line of their tables comes out as written."""

import inspect
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal as D
from fractions import Fraction
from functools import cache
from typing import Any

import pytest
from status_tables import PAGES, Page, Told, listed

from bot.domain import discipline
from bot.domain.calendars import Calendar
from bot.domain.discipline import Asked
from bot.domain.goals import growth as growing
from bot.domain.goals import milestones as steps
from bot.domain.goals import phases, scores
from bot.domain.goals.model import (
    Ambition,
    Direction,
    KeyResultFacts,
    Measure,
    Milestone,
    Observation,
    Period,
    SaidStatus,
    Shape,
    Span,
    Status,
    TargetPhase,
)
from bot.domain.goals.progress import keep_state as state_of
from bot.domain.goals.progress import progress as share_of
from bot.domain.goals.progress import so_far
from bot.domain.goals.rollup import RollUp, combine
from bot.domain.goals.rollup import roll_up as rolled_up
from bot.domain.goals.status import disagreement as levels_apart
from bot.domain.goals.status import judge, stale_days
from bot.domain.goals.status import worst as worst_of
from bot.domain.kpis import clock as clocks
from bot.domain.kpis.alerts import OpenAlert, next_step, suspicious_jump
from bot.domain.kpis.limits import breach as breach_of
from bot.domain.kpis.limits import breaches
from bot.domain.kpis.model import (
    AlertClock,
    AlertState,
    Frequency,
    KpiMeasure,
    KpiSide,
    Severity,
)
from bot.domain.scorecards import attainment as attained
from bot.domain.scorecards import card

Line = Sequence[Told]
HUNDRED_DAYS = Span(date(2026, 9, 1), date(2026, 12, 9))
TO_HUNDRED = Measure(Shape.REACH, "%", Direction.UP, start=D(0), target=D(100))
QUARTER = Span(date(2026, 10, 1), date(2026, 12, 31))
DECEMBER = date(2026, 12, 15)
MONDAY = date(2026, 11, 2)


def of_day(n: D) -> date:
    """The n-th of the hundred days."""
    return HUNDRED_DAYS.start_on + timedelta(int(n) - 1)


def key_result(share: D | None, **more: Any) -> KeyResultFacts:
    """A committed one of a hundred days from 0 to 100 unless `more` says otherwise."""
    given = {
        "measure": TO_HUNDRED,
        "span": HUNDRED_DAYS,
        "ambition": Ambition.COMMITTED,
        "value": None if share is None else share * 100,
        "said": None,
        "checked_in_on": None,
    }
    return KeyResultFacts(id=1, title="", progress=share, **(given | more))


def percent(value: D | Fraction | None) -> Told:
    exact = D(value.numerator) / D(value.denominator) if isinstance(value, Fraction) else value
    return Told("percent", exact)


def status(value: Status | None) -> Told:
    return Told("statuses", value.value if value else None)


def progress(start: D, target: D, now: D) -> Line:
    way = Direction.UP if target > start else Direction.DOWN
    measure = Measure(Shape.REACH, "", way, start=start, target=target).validated()
    return [percent(share_of(measure, now))]


def growth(baseline: D, wanted: D, now: D) -> Line:
    measure = growing.of_baseline(baseline, wanted * 100, unit="tỷ VND")
    return [Told("number", measure.target), percent(share_of(measure, now))]


def milestones(weights: list[D], done: Any) -> Line:
    finished = {*listed(done)}
    made = [
        Milestone(str(n), weight, MONDAY if n in finished else None)
        for n, weight in enumerate(weights, 1)
    ]
    return [percent(share_of(steps.measure_of(made), steps.done_weight(made)))]


def per_period(target: D, *months: D | None) -> Line:
    return [percent(_counted(target, months))]


def _counted(target: D, months: Sequence[D | None]) -> D | None:
    measure = Measure(
        Shape.PERIODIC, "posts", Direction.UP, D(0), target, period=Period.MONTH
    ).validated()
    days = (date(2026, 10, 31), date(2026, 11, 30), DECEMBER)
    seen = [Observation(on, n) for on, n in zip(days, months, strict=True) if n is not None]
    return so_far(measure, QUARTER, seen, on=DECEMBER)


def keep_state(at_least: D | None, at_most: D | None, unit: str, now: D) -> Line:
    measure = Measure(Shape.KEEP, unit, Direction.UP, None, None, floor=at_least, ceiling=at_most)
    return [status(state_of(measure.validated(), now))]


def keep_progress(at_least: D, due: D, figures: Any) -> Line:
    measure = Measure(
        Shape.KEEP, "%", Direction.UP, None, None, floor=at_least, period=Period.MONTH
    )
    seen = [Observation(date(2026, 9 + n, 1), value) for n, value in enumerate(listed(figures))]
    return [percent(share_of(measure, seen[-1].value, observations=seen, due_periods=int(due)))]


def minimum_sample(least: D, answers: D | None) -> Line:
    measure = Measure(
        Shape.REACH, "/10", Direction.UP, start=D(6), target=D(8), minimum_sample=int(least)
    )
    count = None if answers is None else int(answers)
    known = key_result(D(1), measure=measure, value=D(8), sample=count)
    return [status(judge(known, on=of_day(D(58))).status)]


def pace(kind: str, share: D, gone: D) -> Line:
    verdict = judge(key_result(share, ambition=Ambition(kind)), on=of_day(gone * 100))
    return [percent(verdict.expected), Told("pace", verdict.pace), status(verdict.status)]


def too_early(days: D, day: D) -> Line:
    span = Span(HUNDRED_DAYS.start_on, of_day(days))
    return [status(judge(key_result(D(0), span=span), on=of_day(day)).status)]


def phased(first: D, second: D, day: D, signed: D) -> Line:
    given = (TargetPhase(of_day(D(50)), first), TargetPhase(of_day(D(80)), second))
    line = phases.validated(given, TO_HUNDRED, HUNDRED_DAYS)
    verdict = judge(key_result(signed / 100, phases=line), on=of_day(day))
    straight = judge(key_result(signed / 100), on=of_day(day))
    shown = Told("pace", verdict.pace)
    return [percent(verdict.expected), shown, status(verdict.status), status(straight.status)]


def at_the_end(kind: str, share: D | None) -> Line:
    over = HUNDRED_DAYS.due_on + timedelta(1)
    return [status(judge(key_result(share, ambition=Ambition(kind)), on=over).status)]


def disagreement(said: str, computed: str) -> Line:
    apart = levels_apart(SaidStatus(said), Status(computed))
    return [Told("number", apart), Told("flag", apart >= 2)]


def stale(days: D, every: D) -> Line:
    on = of_day(D(100))
    known = key_result(D(0), checked_in_on=on - timedelta(int(days)), cadence_days=int(every))
    return [Told("number", stale_days(known, on=on))]


def confidence(chosen: str) -> Line:
    return [Told("number", D(chosen.removeprefix("c")))]


def in_time(asked: date, answered: date | None, away: date | None, today: date) -> Line:
    until = discipline.in_time_until(asked, Calendar())
    leaves = [(away, away)] if away else []
    found = discipline.outcome(Asked(asked, answered), until, leaves, on=today)
    shown = None if found is discipline.Answer.AWAY else found.value
    return [Told("report_sheet", shown)]


def roll_up(shares: list[D | None], weights: list[D]) -> Line:
    parts = [key_result(s, weight=w) for s, w in zip(shares, weights, strict=True)]
    return [percent(_together(parts).progress)]


def week(now: list[D], before: list[D], weights: list[D]) -> Line:
    parts = [
        key_result(share, last_week=last, weight=weight)
        for share, last, weight in zip(now, before, weights, strict=True)
    ]
    found = _together(parts)
    return [
        percent(found.progress),
        Told("number", None if found.trend is None else found.trend * 100),
    ]


def source(own: D, below: list[D]) -> Line:
    mine = (_together([key_result(own)]), D(1))
    serving = [(_together([key_result(share)]), D(1)) for share in below]
    return [percent(combine(parts).progress) for parts in ([mine], serving, [mine, *serving])]


def _together(parts: list[KeyResultFacts]) -> RollUp:
    on = of_day(D(58))
    return rolled_up([(part, judge(part, on=on)) for part in parts], on=on)


def worst(statuses: list[str]) -> Line:
    return [status(worst_of(Status(one) for one in statuses))]


def colour(kind: str, score: D) -> Line:
    return [Told("score_colours", scores.colour(score, Ambition(kind)).value)]


def objective_score(given: list[D], weights: list[D]) -> Line:
    return [Told("score", scores.of_objective(zip(weights, given, strict=True)))]


def kpi(at_least: D | None, at_most: D | None, **more: Any) -> KpiMeasure:
    if at_least is not None and at_most is not None:
        return KpiMeasure("", KpiSide.RANGE, None, low=at_least, high=at_most, **more)
    side = KpiSide.CEILING if at_least is None else KpiSide.FLOOR
    return KpiMeasure("", side, at_most if at_least is None else at_least, **more)


def breach(at_least: D | None, at_most: D | None, figure: D) -> Line:
    return [Told("statuses", breach_of(kpi(at_least, at_most), figure).value)]


def make_up(at_least: D, weeks: list[D], made_up: bool) -> Line:
    measure = kpi(at_least, None, frequency=Frequency.WEEK, make_up=made_up)
    return [Told("statuses", breaches(measure, _readings("week", weeks))[-1].value)]


def opens(read: str, at_most: D, figures: list[D]) -> Line:
    measure = kpi(None, at_most, frequency=Frequency(read))
    step = next_step(measure, _readings(read, figures), None, 0)
    return [Told("severities", step.severity.value if step.severity else None)]


def closes(read: str, at_most: D, figures: list[D], changes: D) -> Line:
    """The alert was opened by the first reading; each of the others is taken in turn."""
    measure = kpi(None, at_most, frequency=Frequency(read))
    readings = _readings(read, figures)
    alert = OpenAlert(AlertState.FIRING, Severity.CRITICAL, unstable=False)
    for count in range(2, len(readings) + 1):
        step = next_step(measure, readings[:count], alert, int(changes))
        assert step.state is not None
        assert step.severity is not None
        alert = OpenAlert(step.state, step.severity, step.unstable)
    if alert.unstable:
        return [Told("alert_changes", "unstable")]
    return [Told("alert_states", alert.state.value)]


def clock(opened: Any, kind: str) -> Line:
    until = clocks.Clock(AlertClock(kind), "UTC", Calendar()).after(opened, clocks.WHOLE)
    return [Told("moment", until)]


def jump(last: D, new: D) -> Line:
    return [Told("flag", suspicious_jump(last, new))]


def attainment(at_least: D | None, at_most: D | None, figures: Any) -> Line:
    return [percent(attained.of_kpi(kpi(at_least, at_most), [*listed(figures)]))]


def scorecard(kpi_share: D, kpis: Any, share: D, given: Any) -> Line:
    total = card.total([_part(kpi_share, kpis), _part(share, given)])
    return [Told("number", None if total is None else D(total.numerator) / total.denominator)]


def _part(share: D, reached: Any) -> card.Part:
    values = reached if isinstance(reached, list) else [reached]
    items = [card.Item(Fraction(1), None if one is None else Fraction(one)) for one in values]
    return card.Part(int(share), items)


def _readings(frequency: str, figures: list[D]) -> list[Observation]:
    if frequency == "week":
        return [Observation(MONDAY + timedelta(7 * n), one) for n, one in enumerate(figures)]
    return [Observation(date(2026, 9 + n, 1), one) for n, one in enumerate(figures)]


RULES: dict[str, Callable[..., Line]] = {
    rule.__name__: rule
    for rule in (
        *(progress, growth, milestones, per_period, keep_state, keep_progress, minimum_sample),
        *(pace, too_early, phased, at_the_end, disagreement, stale, confidence, in_time),
        *(
            roll_up,
            worst,
            week,
            source,
            colour,
            objective_score,
            breach,
            make_up,
            opens,
            closes,
            clock,
            jump,
        ),
        *(attainment, scorecard),
    )
}


@cache
def page(locale: str) -> Page:
    return Page(locale)


def given_in(rule: Callable[..., Line], line: Sequence[str]) -> int:
    """How many cells of a line are given; the others are what comes of them."""
    known = inspect.signature(rule).parameters.values()
    if any(one.kind is one.VAR_POSITIONAL for one in known):
        return len(line) - 1
    return len(known)


@pytest.mark.parametrize("locale", sorted(PAGES))
@pytest.mark.parametrize("name", sorted(RULES))
def test_a_line_of_the_page_comes_out_as_written(locale: str, name: str) -> None:
    rule = RULES[name]
    for line in page(locale).tables[name]:
        count = given_in(rule, line)
        told = rule(*(page(locale).value(cell) for cell in line[:count]))
        assert [page(locale).cell(one) for one in told] == line[count:], line


def test_every_table_is_run_and_the_twins_give_the_same() -> None:
    english, vietnamese = page("en").tables, page("vi").tables
    assert list(english) == list(vietnamese)
    assert english.keys() == RULES.keys()
    for name, lines in english.items():
        pairs = zip(lines, vietnamese[name], strict=True)
        for one, other in pairs:
            count = given_in(RULES[name], one)
            assert [page("en").value(cell) for cell in one[:count]] == [
                page("vi").value(cell) for cell in other[:count]
            ], (name, one)
