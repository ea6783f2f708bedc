"""What the form of a KPI shows."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.domain.folding import fold
from bot.domain.kpis.library import LIBRARY, Known, known_as
from bot.domain.kpis.model import Aggregation, Basis, Frequency, KpiSide
from bot.domain.people import Actor
from bot.services import facts, kpi_names
from bot.services.rows import Row, moment, number
from bot.services.writing import parents
from storage import goal_writing, organisation, teams
from storage.tables import Kpi

#: Slack's most, less the option that is none.
MOST_OPTIONS = 98


def blank(session: Session, by: Actor, *, title: str, known: Known | None, at: datetime) -> Row:
    """An empty form, with what is usual where the name is that of a common metric."""
    known = known or known_as(title)
    choices = _choices(session, by, but=None)
    values: dict[str, Any] = {
        "title": title,
        "frequency": Frequency.WEEK.value,
        "owner": by.slack_user_id,
        "team": choices["teams"][0]["id"] if choices["teams"] else None,
        "basis": Basis.VALUE.value,
        "aggregation": Aggregation.LAST.value,
        "visibility": "public",
        "grace_days": 2,
        "weight": "1",
    }
    if known is not None:
        values |= usual(known, by.locale, title)
    return {
        **choices,
        "kpi_id": None,
        "version": None,
        "opened_at": moment(at),
        "values": values,
        "known": known.key if known else None,
        "library": _library(by.locale),
        "notice": None,
    }


def of(session: Session, by: Actor, row: Kpi, *, at: datetime) -> Row:
    """The form filled with a KPI that is there."""
    owner = organisation.person(session, by.workspace_id, row.owner_id)
    limits = facts.kpi_measure(row)
    is_range = row.side == KpiSide.RANGE
    ceiling = row.side == KpiSide.CEILING
    values = {
        "title": row.title,
        "unit": row.unit,
        "at_least": number(limits.floor),
        "at_most": number(limits.ceiling),
        "critical": None if ceiling else number(row.critical),
        "critical_high": number(
            row.critical_high if is_range else row.critical if ceiling else None
        ),
        "owner": owner.slack_user_id if owner else None,
        "team": row.team_id,
        "protects": f"o:{row.protects_objective_id}" if row.protects_objective_id else None,
        "parent": row.parent_kpi_id,
        "weight": number(facts.weight(row.weight)),
        "aliases": ", ".join(facts.aliases(row.aliases)),
    }
    plain = (
        "watch_only", "frequency", "basis", "aggregation", "due_day", "grace_days", "make_up",
        "measured_by", "timing", "dimension", "level", "visibility", "combines",
    )  # fmt: skip
    return {
        **_choices(session, by, but=row),
        "kpi_id": row.id,
        "version": row.version,
        "opened_at": moment(at),
        "values": values | {name: getattr(row, name) for name in plain},
        "known": None,
        "library": [],
        "notice": None,
    }


def usual(known: Known, locale: str, title: str) -> dict[str, Any]:
    """What a form holds of a common metric, by field.

    Its own title where something else was typed than one of the names of the metric.
    """
    typed = title.strip()
    called = known.name(locale) if known_as(typed) or not typed else typed
    names = [name for name in known.others(locale) if fold(name) != fold(called)]
    return {
        "title": called,
        "unit": known.unit(locale),
        "frequency": known.frequency.value,
        "aggregation": known.aggregation.value,
        "timing": known.timing.value,
        "dimension": known.dimension.value,
        "aliases": ", ".join(names[:10]),
    }


def _library(locale: str) -> list[Row]:
    found = [{"id": known.key, "title": known.name(locale)} for known in LIBRARY.values()]
    return sorted(found, key=lambda one: fold(one["title"]))


def _choices(session: Session, by: Actor, *, but: Kpi | None) -> Row:
    tree = teams.all_teams(session, by.workspace_id)
    own = set(teams.teams_of_person(session, by.workspace_id, by.person_id))
    ordered = sorted(
        tree.values(),
        key=lambda one: (one.lead_id != by.person_id, one.id not in own, one.id or 0),
    )
    kept = [one for one in ordered if but is not None and one.id == but.team_id]
    shown = [*kept, *(one for one in ordered if one not in kept)][:MOST_OPTIONS]
    return {
        "teams": [{"id": one.id, "title": one.name} for one in shown],
        "objectives": _objectives(session, by, but),
        "parents": _parents(session, by, but, own),
    }


def _objectives(session: Session, by: Actor, kpi: Kpi | None) -> list[Row]:
    """Open objectives that the person sees, with the one that is protected now."""
    cycles = [one.id for one in goal_writing.open_cycles(session, by.workspace_id) if one.id]
    groups, _ = parents.options(session, by, cycles, but=None)
    found = [
        {"id": one["value"], "title": one["title"]}
        for group in groups
        for one in group["options"]
        if not one.get("below")
    ]
    now = kpi.protects_objective_id if kpi else None
    if now is not None and f"o:{now}" not in [one["id"] for one in found]:
        objective = goal_writing.objective(session, by.workspace_id, now)
        if objective is not None:
            found.insert(0, {"id": f"o:{now}", "title": objective.title})
    return found[:MOST_OPTIONS]


def _parents(session: Session, by: Actor, but: Kpi | None, own: set[int]) -> Sequence[Row]:
    """KPIs that another one may be below: those that follow from others come first."""
    found = [
        kpi for kpi in kpi_names.visible(session, by).values() if but is None or kpi.id != but.id
    ]
    above = but.parent_kpi_id if but else None
    found.sort(key=lambda kpi: (kpi.id != above, kpi.combines is None, kpi.team_id not in own))
    return [{"id": kpi.id, "title": kpi.title} for kpi in found[:MOST_OPTIONS]]
