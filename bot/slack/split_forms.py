"""The form in which a key result is split to people: opened, turned page by page, and sent."""

from collections.abc import Mapping
from typing import Any

from bot.domain.people import Actor
from bot.render import ids
from bot.render.splits import KPIS, PEOPLE, SHARES
from bot.runtime import Runtime
from bot.services.splitting import pages, proposing
from bot.services.writing.model import FieldErrors
from bot.slack import goal_forms, paged_forms
from bot.slack.actions import number
from bot.slack.answers import Answer
from bot.slack.paged_forms import Pages, View
from bot.slack.payload import Incoming

_SHOW = {PEOPLE: pages.first, SHARES: pages.second, KPIS: pages.third}


def open_form(rt: Runtime, incoming: Incoming, by: Actor, *, key_result_id: int) -> None:
    """Ask who takes part."""
    goal_forms.show(rt, incoming, _page(rt, by, Pages(PEOPLE, key_result_id, {}, None)))


def pressed(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    open_form(rt, incoming, by, key_result_id=number(incoming.value))
    return None


def back(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    """The page before; what was typed stays."""
    sent = paged_forms.read(incoming)
    before = Pages(max(sent.page - 1, PEOPLE), sent.row_id, sent.held, None)
    paged_forms.turn(rt, incoming, lambda: _page(rt, by, before))
    return None


def send(rt: Runtime, incoming: Incoming, by: Actor) -> View | None:
    """The next page, the same one with what the shares leave over, or drafts for everybody."""
    sent = paged_forms.read(incoming)
    try:
        if sent.page == PEOPLE:
            return _page(rt, by, Pages(SHARES, sent.row_id, _same_people(incoming, sent), None))
        view = _checked(rt, by, sent) if sent.page == SHARES else None
        if view is None:
            once = goal_forms.once(incoming)
            proposing.propose(rt, sent.row_id, sent.held, by=by, key=incoming.key, once=once)
        return view
    except FieldErrors as errors:
        raise paged_forms.refused(rt, incoming, by, errors.by_field) from None


def _checked(rt: Runtime, by: Actor, sent: Pages) -> View | None:
    """What comes after the shares; None where nothing is left to be asked."""
    finding, new = pages.checked(rt, sent.row_id, sent.held, by=by)
    if finding and sent.confirmed != finding["given"]:
        again = Pages(SHARES, sent.row_id, sent.held, finding["given"])
        return _page(rt, by, again, finding=finding)
    return _page(rt, by, Pages(KPIS, sent.row_id, sent.held, sent.confirmed)) if new else None


def _same_people(incoming: Incoming, sent: Pages) -> Mapping[str, Any]:
    """Shares that were typed hold for those people alone: others make other equal shares."""
    before = goal_forms.metadata(incoming)["t"].get("before:all")
    people = sorted(sent.held.get("people:all") or ())
    same = before in (None, people)
    kept = {"before:all": people}
    for name, value in sent.held.items():
        field, _, tag = name.partition(":")
        stays = tag == "all" or tag.partition("_")[0] in people
        if stays and (same or field != "share"):
            kept[name] = value
    return kept | {"before:all": people}


def _page(
    rt: Runtime, by: Actor, pages_of: Pages, *, finding: Mapping[str, Any] | None = None
) -> View:
    held = pages_of.held
    facts = _SHOW[pages_of.page](rt, pages_of.row_id, held, by=by)
    known = {"page": pages_of.page, "held": held, "confirmed": pages_of.confirmed}
    shown = {**facts, **known} | ({"finding": finding} if finding else {})
    return paged_forms.opened(rt.render.view(ids.View.SPLIT, shown, locale=by.locale))
