"""The form in which KPIs are written: opened, changed while it is open, and sent."""

from collections.abc import Mapping
from typing import Any

from bot.domain.people import Actor
from bot.render import ids
from bot.runtime import Runtime
from bot.services.kpi_writing import closing, saving
from bot.services.writing.model import ChangedMeanwhile, FieldErrors, Sent
from bot.slack.actions import number
from bot.slack.answers import Answer, told
from bot.slack.goal_forms import View, metadata, once, refused, show, typed
from bot.slack.payload import Incoming


def add(rt: Runtime, incoming: Incoming, by: Actor, *, title: str = "") -> None:
    """Open the form for a new KPI, filled in where the title is that of a common metric."""
    show(rt, incoming, _form(rt, saving.blank(rt, by=by, title=title), by, more=False))


def add_pressed(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    add(rt, incoming, by)
    return None


def edit(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    facts = saving.filled(rt, number(incoming.value), by=by)
    show(rt, incoming, _form(rt, facts, by, more=True))
    return None


def known(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    """A common metric was chosen: the form shows what is usual for it."""
    facts = saving.blank(rt, by=by, known=incoming.value)
    show(rt, incoming, _form(rt, facts, by, more=bool(metadata(incoming)["m"])))
    return None


def more(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    kept = metadata(incoming)
    show(rt, incoming, _form(rt, _facts(rt, kept, by), by, more=True))
    return None


def send(rt: Runtime, incoming: Incoming, by: Actor) -> View | None:
    """Keep the KPI and show it with what is missing of it."""
    kept = metadata(incoming)
    sent = Sent(typed(incoming), once(incoming), kept["k"], kept["v"], kept["t"])
    try:
        row_id = saving.save(rt, sent, by=by, key=incoming.key, known=kept["l"])
    except FieldErrors as errors:
        raise refused(rt, incoming, by, errors.by_field) from None
    except ChangedMeanwhile as meanwhile:
        facts = _facts(rt, kept, by) | {
            "notice": meanwhile.notice,
            "version": meanwhile.version,
            "opened_at": meanwhile.opened_at,
        }
        return _form(rt, facts, by, more=True)
    facts = saving.look(rt, row_id, by=by)
    return rt.render.view(ids.View.KPI_REVIEW, facts, locale=by.locale)


def delete(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    """The confirmed end of a KPI."""
    found = closing.delete(rt, number(incoming.value), by=by, key=incoming.key)
    return told("kpi_gone", found)


def _facts(rt: Runtime, kept: Mapping[str, Any], by: Actor) -> dict[str, Any]:
    if kept["k"] is None:
        return saving.blank(rt, by=by, known=kept["l"], title=kept["n"] or "")
    return saving.filled(rt, kept["k"], by=by) | {"version": kept["v"], "opened_at": kept["t"]}


def _form(rt: Runtime, facts: Mapping[str, Any], by: Actor, *, more: bool) -> View:
    return rt.render.view(ids.View.KPI_FORM, {**facts, "more": more}, locale=by.locale)
