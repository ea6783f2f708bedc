"""KPIs shown and recorded by name."""

from dataclasses import replace
from datetime import date

from sqlmodel import Session

from bot.domain.commands.kpis import KpiSet
from bot.domain.errors import Invalid
from bot.domain.goals.progress import PERCENT
from bot.domain.goals.typed_numbers import typed_number
from bot.domain.kpis.figures import Figure, ratio
from bot.domain.kpis.model import Frequency
from bot.domain.kpis.typed_days import When, when_and_note
from bot.domain.people import Actor
from bot.domain.policy import Action, allows, authorize
from bot.runtime import Runtime
from bot.services import answering, audited_looks, facts, kpi_figures, kpi_names, relations, rows
from bot.services.agenda import Item
from bot.services.kpi_writing import linting
from bot.services.observed import Observed
from bot.services.overviews import EVERYBODY
from bot.services.replying import Came, Saved
from bot.services.rows import Row, number
from bot.services.writing import naming, rights
from storage import alerts, goal_writing, kpis, ownership, teams
from storage.tables import Kpi

SHOWN_READINGS = 8
_LENGTHS = [*Frequency]


def show(rt: Runtime, name: str, *, by: Actor) -> Row:
    """One KPI with its last readings; raises NotFound "kpi.unknown", SeveralFit."""
    authorize(by, Action.VIEW_GOAL, EVERYBODY)
    with rt.reading() as session:
        kpi = kpi_names.named(session, by, name)
        found, looked = _shown(session, by, kpi), audited_looks.kpis(session, by, [kpi])
    audited_looks.note(rt, by, "view_kpi", "kpi", looked)
    return found


def _shown(session: Session, by: Actor, kpi: Kpi) -> Row:
    assert kpi.id is not None
    owner = ownership.people_by_id(session, by.workspace_id, [kpi.owner_id])[kpi.owner_id]
    shown = kpi_figures.newest(session, kpi, most=SHOWN_READINGS)
    alert = alerts.open_alerts(session, by.workspace_id, [kpi.id]).get(kpi.id)
    relation, _ = relations.to_kpi(session, by, kpi)
    return {
        **rows.with_alert(rows.kpi(None, kpi, owner=owner.name), alert),
        "recent": [{"on": one.first.isoformat(), "value": number(one.value)} for one in shown],
        "value_on": kpi.value_on.isoformat() if kpi.value_on else None,
        "frequency": kpi.frequency,
        "may_edit": allows(by, Action.EDIT_KPI, relation),
        "findings": linting.found(session, kpi),
        **_attributes(session, by, kpi),
    }


def _attributes(session: Session, by: Actor, kpi: Kpi) -> Row:
    """What people filter and group by, and what it hangs together with."""
    assert kpi.id is not None
    above = kpi_names.visible(session, by).get(kpi.parent_kpi_id or 0)
    protects = goal_writing.objective(session, by.workspace_id, kpi.protects_objective_id or 0)
    is_seen = protects is not None and rights.sees(session, by, protects)
    return {
        "critical": number(kpi.critical),
        "critical_high": number(kpi.critical_high),
        "make_up": kpi.make_up,
        "watch_only": kpi.watch_only,
        "aggregation": kpi.aggregation,
        "timing": kpi.timing,
        "dimension": kpi.dimension,
        "level": kpi.level,
        "private": kpi.visibility == "private",
        "measured_by": kpi.measured_by,
        "due_day": kpi.due_day,
        "grace_days": kpi.grace_days,
        "team": teams.all_teams(session, by.workspace_id)[kpi.team_id].name,
        "protects": protects.title if protects is not None and is_seen else None,
        "parent": above.title if above else None,
        "combines": kpi.combines,
        "parts": [one.title for one in kpis.parts(session, by.workspace_id, kpi.id)],
    }


def named(rt: Runtime, name: str, *, by: Actor) -> Kpi:
    """The KPI that a name means; raises NotFound "kpi.unknown", SeveralFit."""
    with rt.reading() as session:
        return kpi_names.named(session, by, name)


def set_value(rt: Runtime, asked: KpiSet, *, by: Actor, key: str) -> Saved | None:
    """Record a reading that a person gives by name, for a day of their own, with their own note.

    The longest words at the head that are a KPI's whole name are its name. Raises NotFound,
    SeveralFit, NotAllowed, Invalid "value.none" and what `recording.reading` raises.
    """
    with rt.reading() as session:
        count = kpi_names.name_in(asked.words, kpi_names.visible(session, by))
        if count:
            asked = asked.with_name_of(count)
        kpi = kpi_names.named(session, by, asked.name)
    if kpi.combines is not None:
        raise Invalid("reading.computed", title=kpi.title)
    today = facts.local_date(rt.clock(), by.tz)
    when, note = when_and_note(asked.rest, today=today)
    _check_when(kpi, when, today=today)
    observed = Observed(when.on if when else None, naming.sentence(note))
    item, came = Item(1, None, None, kpi), Came(key, asked.value, "command", observed=observed)
    share = _share(kpi, asked.value, by)
    if share is None:
        return answering.about(rt, came, item, by=by)
    observed = replace(observed, numerator=share.numerator, denominator=share.denominator)
    return answering.figure(rt, replace(came, observed=observed), item, share.value, by=by)


def _check_when(kpi: Kpi, when: When | None, *, today: date) -> None:
    """Raises Invalid "reading.future"; "reading.longer" for "quý 3" of a monthly KPI."""
    if when is None:
        return
    if when.on > today:
        raise Invalid("reading.future", title=kpi.title, on=when.on)
    if when.named is not None and _LENGTHS.index(when.named) > _LENGTHS.index(
        Frequency(kpi.frequency)
    ):
        raise Invalid("reading.longer", title=kpi.title, frequency=kpi.frequency)


def _share(kpi: Kpi, value: str, by: Actor) -> Figure | None:
    """ "14/200" of a KPI in percent; None for any other figure."""
    parts = value.split("/")
    if kpi.unit != PERCENT or len(parts) != 2:
        return None
    numerator, denominator = (
        typed_number(part, locale=by.locale, unit="", field="value") for part in parts
    )
    return ratio(numerator, denominator, unit=kpi.unit)
