"""The form that leads from a KPI to an objective: opened, turned page by page, and sent."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.domain.people import Actor
from bot.render import ids
from bot.runtime import Runtime
from bot.services.kpi_conversion import pages, saving
from bot.services.kpi_conversion.pages import FIGURES, OBJECTIVE, SMART, TRACKING
from bot.services.writing.model import FieldErrors
from bot.slack import goal_forms, paged_forms
from bot.slack.actions import number
from bot.slack.answers import Answer
from bot.slack.paged_forms import View
from bot.slack.payload import Incoming

_SHOW = {
    OBJECTIVE: pages.objective,
    FIGURES: pages.figures,
    SMART: pages.checks,
    TRACKING: pages.tracking,
}


def open_form(rt: Runtime, incoming: Incoming, by: Actor, *, kpi_id: int) -> None:
    """Ask for the objective."""
    goal_forms.show(rt, incoming, _page(rt, by, OBJECTIVE, kpi_id, {}))


def pressed(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    open_form(rt, incoming, by, kpi_id=number(incoming.value))
    return None


def back(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    """The page before; what was typed stays."""
    sent = paged_forms.read(incoming)
    page = max(sent.page - 1, OBJECTIVE)
    paged_forms.turn(rt, incoming, lambda: _page(rt, by, page, sent.row_id, sent.held))
    return None


def chosen(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    """Other KPIs, or another way to begin: the page shows their figures."""
    sent = paged_forms.read(incoming)
    paged_forms.turn(rt, incoming, lambda: _page(rt, by, sent.page, sent.row_id, sent.held))
    return None


def send(rt: Runtime, incoming: Incoming, by: Actor) -> View | None:
    """The next page; after the last one the draft, at a glance."""
    sent = paged_forms.read(incoming)
    try:
        if sent.page < TRACKING:
            return _page(rt, by, sent.page + 1, sent.row_id, sent.held)
        once = goal_forms.once(incoming)
        objective_id = saving.save(rt, sent.row_id, sent.held, by=by, key=incoming.key, once=once)
    except FieldErrors as errors:
        raise paged_forms.refused(rt, incoming, by, errors.by_field) from None
    return goal_forms.look(rt, objective_id, by)


def _page(rt: Runtime, by: Actor, page: int, kpi_id: int, held: Mapping[str, Any]) -> View:
    facts = _SHOW[page](rt, kpi_id, held, by=by)
    if page == FIGURES:
        shown = [one["field"] for one in facts["rows"]] + [
            f"target:{r['id']}" for r in facts["rows"]
        ]
        held = {**held, "seen:all": sorted({*(held.get("seen:all") or ()), *shown})}
    known = {"page": page, "held": held, "kpi_id": kpi_id}
    view = rt.render.view(ids.View.KPI_CONVERT, {**facts, **known}, locale=by.locale)
    return paged_forms.opened(view)


def _seen(rows: Sequence[Mapping[str, Any]], held: Mapping[str, Any]) -> list[str]:
    """The figures that were shown: what was emptied since is not filled in again."""
    shown = {name for one in rows for name in (one["field"], f"target:{one['id']}")}
    return sorted(shown | {*(held.get("seen:all") or ())})
