"""The form of a check-in: opened, unfolded, walked through, checked and saved.

Between two pages Slack keeps what was typed in the fields that stay; the rest travels in the
form's metadata.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.domain.errors import Invalid
from bot.domain.people import Actor
from bot.logs import logger
from bot.protocols import NotConnected, OutcomeUnknown, RateLimited, SlackRefused
from bot.render import check_in_form as page
from bot.render import ids, limits
from bot.runtime import Runtime
from bot.services import filling, sheets
from bot.services.agenda import Key
from bot.services.filling import FormErrors
from bot.services.sheets import Changed
from bot.slack.answers import Answer
from bot.slack.form_state import FormState, read, stored
from bot.slack.payload import Incoming

log = logger(__name__)
View = dict[str, Any]


def open_form(
    rt: Runtime,
    incoming: Incoming,
    by: Actor,
    *,
    request_id: int | None,
    whose_id: int | None = None,
) -> Answer | None:
    """Open the page of all goals; raises NotFound "request.unknown", NotAllowed."""
    state = FormState(request_id=request_id, whose_id=whose_id)
    view = _view(rt, by, state)
    if view is None:
        return Answer("note", {"key": "nothing_due", "name": by.name})
    rt.gateway.open_view(trigger_id=incoming.trigger_id, view=view)
    return None


def more(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    """Show every field of one goal; on a page of its own where there is no room."""
    state = read(incoming.payload["view"])
    wanted = replace(state, open=(*state.open, incoming.value), step=None)
    found = page.shown(_sheet(rt, by, state).rows)
    keys = [f"{row['kind']}:{row['id']}" for row in found]
    if incoming.value in keys and not page.room(len(keys), len(wanted.open), len(state.plans)):
        wanted = replace(state, step=keys.index(incoming.value))
    return _update(rt, incoming, by, wanted)


def step(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    """Show one goal at a time, from the first."""
    state = read(incoming.payload["view"])
    return _update(rt, incoming, by, replace(state, step=0))


def back(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    state = read(incoming.payload["view"])
    return _update(rt, incoming, by, replace(state, step=max((state.step or 0) - 1, 0)))


def everything(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    return _update(rt, incoming, by, replace(read(incoming.payload["view"]), step=None))


def ticked(_rt: Runtime, _incoming: Incoming, _by: Actor) -> Answer | None:
    """A tick counts when the form is submitted."""
    return None


def check(rt: Runtime, incoming: Incoming, by: Actor) -> Mapping[str, str]:
    """Figures that cannot be read, on the fields that are on the page."""
    view = incoming.payload["view"]
    try:
        filling.check(rt, read(view).form(), by=by)
    except FormErrors as errors:
        on_page = {block["block_id"] for block in view["blocks"]}
        told = {
            ids.Block.goal(*key): rt.render.field_error(error, locale=by.locale)
            for key, error in errors.by_key.items()
        }
        return {block: text for block, text in told.items() if block in on_page}
    return {}


def instead(rt: Runtime, incoming: Incoming, by: Actor) -> View | None:
    """The page of the next goal; or all goals again where somebody else was faster."""
    state = read(incoming.payload["view"])
    count = len(page.shown(_sheet(rt, by, state).rows))
    if state.step is not None and state.step + 1 < count:
        return _view(rt, by, replace(state, step=state.step + 1))
    changed = filling.overtaken(rt, state.form(), by=by)
    return _view(rt, by, replace(state, step=None), changed=changed) if changed else None


def submit(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    view = incoming.payload["view"]
    filling.save(rt, read(view).form(), by=by, key=incoming.key, view_id=str(view["id"]))
    return None


def _sheet(rt: Runtime, by: Actor, state: FormState) -> sheets.Sheet:
    return sheets.sheet(rt, state.request_id, whose_id=state.whose_id, by=by)


def _view(
    rt: Runtime, by: Actor, state: FormState, *, changed: Mapping[Key, Changed] | None = None
) -> View | None:
    """The form as it stands now; None when nothing is asked.

    Raises Invalid "form.too_much" when more was typed than a form can carry along.
    """
    sheet = _sheet(rt, by, state)
    found = page.shown(sheet.rows)
    if not found:
        return None
    last = len(found) - 1
    if state.step is not None and state.step > last:
        state = replace(state, step=last)
    told = {":".join(map(str, key)): news.row() for key, news in (changed or {}).items()}
    now = {":".join(map(str, key)): row_id for key, row_id in sheet.seen.items()}
    # What is shown as changed was seen by now; of the rest it counts when the form was opened.
    seen = {key: now[key] if key in told else state.seen.get(key, now[key]) for key in now}
    state = replace(state, seen=seen)
    view = rt.render.view(
        ids.View.UPDATE_ALL,
        {
            "items": sheet.rows,
            "plans": sheet.plans,
            "whose": sheet.whose,
            "changed": told,
            "entries": state.entries,
            "plans_chosen": state.plans,
            "open": _opened(state, len(found), len(sheet.plans)),
            "rest": state.rest_unchanged,
            "step": None if state.step is None else {"index": state.step, "count": last + 1},
        },
        locale=by.locale,
    )
    view["private_metadata"] = stored(state, view)
    if len(view["private_metadata"]) > limits.VIEW_METADATA:
        raise Invalid("form.too_much")
    return view


def _opened(state: FormState, count: int, plans: int) -> list[str]:
    """Goals that show every field: those that were unfolded, and those with words in a field."""
    filled = [key for key, entry in state.entries.items() if entry.keys() - {"value", "unchanged"}]
    opened = list(dict.fromkeys((*state.open, *filled)))
    while opened and not page.room(count, len(opened), plans):
        opened.pop()
    return opened


def _update(rt: Runtime, incoming: Incoming, by: Actor, state: FormState) -> Answer | None:
    """Give the open form another page; a lost one is lost, they can press again."""
    view = _view(rt, by, state)
    if view is None:
        return None
    try:
        rt.gateway.update_view(view_id=str(incoming.payload["view"]["id"]), view=view)
    except (SlackRefused, RateLimited, NotConnected, OutcomeUnknown) as error:
        log.warning("form.not_updated", error=str(error))
    return None
