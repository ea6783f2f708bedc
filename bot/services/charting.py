"""What charts show: how a figure went, as JSON facts. See `bot.render.charts.courses`."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from sqlmodel import Session

from bot.domain.errors import NotFound
from bot.domain.goals.model import KeyResultFacts, Shape
from bot.domain.goals.phases import outside, share_of
from bot.domain.goals.progress import from_millionths
from bot.domain.goals.status import DEFAULTS
from bot.domain.people import Actor
from bot.domain.policy import Action, authorize
from bot.runtime import Runtime
from bot.services import facts, kpi_figures, kpi_names, rows, team_overviews
from bot.services.overviews import EVERYBODY
from bot.services.rows import Row, number
from storage import alerts, goal_parts
from storage.tables import CheckIn, KeyResult, Kpi, Objective

MOST = 500
#: These are drawn by their figures, the others by the share of the way.
_BY_FIGURE = (Shape.REACH, Shape.KEEP)


def key_result(
    session: Session, kr: KeyResult, objective: Objective, *, tz: str, on: date
) -> Row | None:
    """The course of a key result with the line expected of it; None before its first figure."""
    assert kr.id is not None
    known = facts.key_result(kr, objective, tz=tz)
    by_figure = known.measure.shape in _BY_FIGURE
    said = _standing(session, kr)
    points = _by_day(
        (facts.local_date(one.at, tz), one.value if by_figure else _share(one.progress))
        for one in said
    )
    if not points and (now := known.value if by_figure else known.progress) is not None:
        points = _by_day([(known.checked_in_on or on, now)])
    if not points:
        return None
    confident = ((facts.local_date(one.at, tz), one.confidence) for one in said)
    return {
        "title": kr.title,
        "unit": kr.unit,
        "share": not by_figure,
        "first": min(kr.start_on.isoformat(), points[0]["on"]),
        "last": max(kr.due_on.isoformat(), points[-1]["on"]),
        "points": points,
        "expected": _expected(known, by_figure=by_figure),
        "low": number(known.measure.floor) if known.measure.shape is Shape.KEEP else None,
        "high": number(known.measure.ceiling) if known.measure.shape is Shape.KEEP else None,
        "confidence": _by_day(
            (day, None if felt is None else Decimal(felt)) for day, felt in confident
        ),
        "row": rows.key_result(None, known, on=on),
    }


def pressed(rt: Runtime, kind: str, row_id: int, *, by: Actor) -> Row:
    """The chart of a KPI ("kpi") or of a team ("team") whose button was pressed.

    Raises NotFound "kpi.unknown", "team.unknown", or "button.broken" for another `kind`.
    """
    if kind == "kpi":
        return {"kind": kind, **_kpi(rt, f"#{row_id}", by=by)}
    if kind != "team":
        raise NotFound("button.broken")
    found = team_overviews.team(rt, f"#{row_id}", by=by)
    return {"kind": kind} | {name: found[name] for name in ("team", "week", "objectives")}


def _kpi(rt: Runtime, name: str, *, by: Actor) -> Row:
    authorize(by, Action.VIEW_GOAL, EVERYBODY)
    on = facts.local_date(rt.clock(), by.tz)
    with rt.reading() as session:
        kpi = kpi_names.named(session, by, name)
        return {"title": kpi.title, "course": _course_of_kpi(session, kpi, tz=by.tz, on=on)}


def _course_of_kpi(session: Session, kpi: Kpi, *, tz: str, on: date) -> Row | None:
    assert kpi.id is not None
    shown = kpi_figures.newest(session, kpi, most=MOST)
    if not shown:
        return None
    first = shown[0].first
    last = max(on, shown[-1].first)
    limits = facts.kpi_measure(kpi)
    raised = alerts.of_kpi(session, kpi.workspace_id, kpi.id, most=MOST)
    spans = [
        (
            facts.local_date(one.opened_at, tz),
            facts.local_date(one.resolved_at, tz) if one.resolved_at else last,
        )
        for one in raised
        if one.kind == "target"
    ]
    course: Row = {
        "title": kpi.title,
        "unit": kpi.unit,
        "share": False,
        "first": first.isoformat(),
        "last": last.isoformat(),
        "points": _by_day((one.first, one.value) for one in shown),
        "alerts": [
            {"first": since.isoformat(), "last": until.isoformat()}
            for since, until in spans
            if until >= first
        ],
        "row": rows.kpi(None, kpi),
    }
    if kpi_figures.is_plain(limits):  # else they are of a change, not of what is drawn
        course |= {
            "low": number(limits.floor),
            "high": number(limits.ceiling),
            "critical_low": number(limits.critical_floor),
            "critical_high": number(limits.critical_ceiling),
        }
    return course


def _standing(session: Session, kr: KeyResult) -> Sequence[CheckIn]:
    """The newest check-ins that were not undone, oldest first."""
    assert kr.id is not None
    made = goal_parts.check_ins_of(session, kr.workspace_id, [kr.id], most=MOST)
    undone = goal_parts.undoing(session, kr.workspace_id, [one.id for one in made if one.id])
    return [one for one in reversed(made) if one.id not in undone]


def _by_day(given: Iterable[tuple[date, Decimal | None]]) -> list[Row]:
    """The last figure of each day."""
    days = {day: value for day, value in given if value is not None}
    return [{"on": day.isoformat(), "value": number(days[day])} for day in sorted(days)]


def _expected(known: KeyResultFacts, *, by_figure: bool) -> list[Row]:
    """The corners of the line that the figures are judged by; none for what has no pace."""
    measure, span = known.measure, known.span
    success = DEFAULTS.success(known.ambition)
    if measure.shape is Shape.PERIODIC:
        return _by_day([(span.start_on, success), (span.due_on, success)])
    if measure.shape not in (Shape.REACH, Shape.MILESTONES):
        return []
    if measure.start is None or measure.target is None:
        return []
    lost = outside(known.phases, span)
    corners = [(span.start_on, Decimal(0))]
    corners += [
        (one.due_on, share_of(measure, one.value)) for one in known.phases if one not in lost
    ]
    corners.append((span.due_on, Decimal(1)))
    way = measure.target - measure.start
    return _by_day(
        (day, measure.start + share * success * way if by_figure else share * success)
        for day, share in corners
    )


def _share(stored: int | None) -> Decimal | None:
    return None if stored is None else from_millionths(stored)
