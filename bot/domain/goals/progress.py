"""How far a key result has come, as a share: 1 is the whole way."""

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_DOWN, Decimal

from bot.domain.goals.model import Direction, Measure, Observation, Shape, Span, Status
from bot.domain.periods import period_around, periods_due

#: Shares are stored as whole millionths, clamped so that they fit a 64-bit column.
MILLION = 1_000_000
LARGEST_MILLIONTHS = 10**15
#: A value this close to its limit (share of the limit, or of the range's width) is *near*.
NEAR_SHARE = Decimal("0.05")
PERCENT = "%"
WHOLE = Decimal(100)


def progress(
    measure: Measure,
    value: Decimal | None,
    *,
    observations: Sequence[Observation] = (),
    due_periods: int = 0,
) -> Decimal | None:
    """Share of the way: may be below 0 and above 1; None without data.

    REACH is (value − start) / (target − start) for both directions, YES_NO is 0 or 1.
    KEEP and PERIODIC are the share of periods met, out of `due_periods`; `observations` hold the
    figures of periods already due (see `so_far`). Where the measure has a period,
    the last figure in each stands for it. A period without an observation is not met.
    """
    if measure.shape in (Shape.KEEP, Shape.PERIODIC):
        return _share_met(measure, observations, due_periods)
    if value is None:
        return None
    if measure.shape is Shape.YES_NO:
        return Decimal(int(value >= 1))
    if measure.start is None or measure.target is None:
        return None
    return (value - measure.start) / (measure.target - measure.start)


def so_far(
    measure: Measure,
    span: Span,
    observations: Sequence[Observation],
    *,
    on: date,
    cadence_days: int = 7,
) -> Decimal | None:
    """Progress at the end of `on` from every figure there is, oldest first; None without data.

    A running period counts from the day it is met: half a month is no miss.
    """
    newest = observations[-1].value if observations else None
    if measure.period is None:
        every = max(cadence_days, 1)
        due = -(-span.days_passed(on) // every)
        # Who corrects a figure has not observed twice: the last one of a check-in's days counts.
        last = {(seen.on - span.start_on).days // every: seen for seen in observations}
        return progress(measure, newest, observations=[*last.values()], due_periods=due)
    due_periods = periods_due(measure.period, first=span.start_on, last=span.due_on, on=on)
    running = period_around(measure.period, on)
    inside = {period_around(measure.period, seen.on): seen for seen in observations}
    counted = [inside[period] for period in due_periods if period in inside]
    met_early = (
        running not in due_periods and running in inside and _meets(measure, inside[running])
    )
    if met_early:
        counted.append(inside[running])
    total = len(due_periods) + met_early
    return progress(measure, newest, observations=counted, due_periods=total)


def keep_state(measure: Measure, value: Decimal | None) -> Status:
    """INSIDE, NEAR or OUTSIDE the limits of a KEEP measure; NO_DATA without a value.

    A limit belongs to the inside. NEAR is still inside: within 5 % of the limit's amount, or of
    the width where there are two limits. Where nothing better than the limit exists (0 missing
    items, 100 % on time), reaching it is INSIDE: there is no distance to keep.
    """
    if value is None:
        return Status.NO_DATA
    floor, ceiling = measure.floor, measure.ceiling
    if (floor is not None and value < floor) or (ceiling is not None and value > ceiling):
        return Status.OUTSIDE
    for limit in (floor, ceiling):
        if limit is None or _is_best_possible(measure, limit):
            continue
        if abs(value - limit) <= NEAR_SHARE * _yardstick(measure, limit):
            return Status.NEAR
    return Status.INSIDE


def sample_suffices(measure: Measure, sample: int | None) -> bool:
    """Whether a figure from `sample` answers may count as reached; an unknown sample may not."""
    if measure.minimum_sample is None:
        return True
    return sample is not None and sample >= measure.minimum_sample


def clamped(share: Decimal) -> Decimal:
    """The share within 0..1, as it counts in a roll-up."""
    return min(max(share, Decimal(0)), Decimal(1))


def millionths(share: Decimal) -> int:
    """Whole millionths, within ±10^15, cut towards zero: nearly 1 never becomes 1."""
    if abs(share) * MILLION >= LARGEST_MILLIONTHS:
        return LARGEST_MILLIONTHS if share > 0 else -LARGEST_MILLIONTHS
    return int((share * MILLION).to_integral_value(rounding=ROUND_DOWN))


def from_millionths(count: int) -> Decimal:
    """The share that `millionths` stored."""
    return Decimal(count) / MILLION


def _is_best_possible(measure: Measure, limit: Decimal) -> bool:
    if measure.floor is None:
        return limit == 0
    return measure.ceiling is None and measure.unit == PERCENT and limit == WHOLE


def _yardstick(measure: Measure, limit: Decimal) -> Decimal:
    if measure.floor is not None and measure.ceiling is not None:
        return measure.ceiling - measure.floor
    return abs(limit)


def _share_met(
    measure: Measure, observations: Sequence[Observation], due_periods: int
) -> Decimal | None:
    counted = _one_per_period(measure, observations)
    if not counted:
        return None
    met = sum(_meets(measure, observation) for observation in counted)
    return Decimal(met) / max(due_periods, len(counted))


def _one_per_period(measure: Measure, observations: Sequence[Observation]) -> list[Observation]:
    in_order = sorted(observations, key=lambda observation: observation.on)
    if measure.period is None:
        return in_order
    period = measure.period
    return list({period_around(period, seen.on): seen for seen in in_order}.values())


def _meets(measure: Measure, observation: Observation) -> bool:
    if not sample_suffices(measure, observation.sample):
        return False
    if measure.shape is Shape.KEEP:
        return keep_state(measure, observation.value) in (Status.INSIDE, Status.NEAR)
    bar = measure.target if measure.floor is None else measure.floor
    if bar is None:
        return False
    if measure.direction is Direction.UP:
        return observation.value >= bar
    return observation.value <= bar
