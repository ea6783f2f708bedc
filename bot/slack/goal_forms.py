"""The forms in which goals are written: opened, changed while they are open, and sent."""

from collections.abc import Mapping
from typing import Any

from bot.domain.errors import DomainError, NotFound
from bot.domain.people import Actor
from bot.protocols import SlackRefused
from bot.render import ids
from bot.runtime import Runtime
from bot.services.writing import finishing, key_results, objectives, opening
from bot.services.writing.key_result_fields import StartInside
from bot.services.writing.model import ChangedMeanwhile, FieldErrors, Sent, Typed
from bot.slack.actions import number
from bot.slack.answers import Answer
from bot.slack.fields import Form
from bot.slack.payload import Incoming, words
from bot.slack.route import FieldsRefused

View = Mapping[str, Any]
#: What of a form's metadata are ids of rows, and what no database holds as one.
IDS, MOST_ID = ("o", "k"), 2**63
#: The form was closed, or replaced by another, before its button's answer came.
GONE = ("not_found", "hash_conflict", "view_not_found")


def add(rt: Runtime, incoming: Incoming, by: Actor, *, title: str = "", parent: str = "") -> None:
    """Open the form for a new objective; `parent` is "o:12" or "kr:12"."""
    facts = objectives.blank(rt, by=by, title=title, parent=parent)
    show(rt, incoming, _objective(rt, facts, by, more=False))


def draft(rt: Runtime, incoming: Incoming, by: Actor, facts: Mapping[str, Any]) -> None:
    """Open the form for an objective that is filled already."""
    show(rt, incoming, _objective(rt, facts, by, more=False))


def edit_objective(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    facts = objectives.filled(rt, number(incoming.value), by=by)
    show(rt, incoming, _objective(rt, facts, by, more=True))
    return None


def edit_key_result(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    facts = key_results.filled(rt, number(incoming.value), by=by)
    show(rt, incoming, _key_result(rt, facts, by, more=True))
    return None


def add_key_result(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    facts = key_results.blank(rt, number(incoming.value), by=by)
    show(rt, incoming, _key_result(rt, facts, by))
    return None


def review(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    show(rt, incoming, look(rt, number(incoming.value), by))
    return None


def other_measure(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    """Another way to measure was chosen: its fields take the place of the others."""
    kept = metadata(incoming)
    show(rt, incoming, _again(rt, incoming, by, kept, form=incoming.value))
    return None


def follow_kpi(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    """A KPI was chosen: what it is measured by takes the place of what was there."""
    kept = metadata(incoming)
    form = typed(incoming).text("form")
    facts = _held_in(rt, incoming, by, kept, form=form)
    if incoming.value.isdecimal():
        facts = key_results.following(rt, facts, int(incoming.value), by=by)
        facts |= {"renewed": True}
    show(rt, incoming, _key_result(rt, facts, by, more=bool(kept["m"])))
    return None


def more_fields(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    kept = metadata(incoming) | {"m": True}
    if incoming.payload["view"]["callback_id"] == ids.View.KEY_RESULT_FORM:
        form = typed(incoming).text("form")
        show(rt, incoming, _again(rt, incoming, by, kept, form=form))
        return None
    if kept["o"] is None:
        facts = objectives.blank(rt, by=by)
    else:
        facts = objectives.filled(rt, kept["o"], by=by)
    show(rt, incoming, _objective(rt, facts, by, more=True))
    return None


def send_objective(rt: Runtime, incoming: Incoming, by: Actor) -> View | None:
    """Keep the objective; its first key result is asked for, or everything is shown again."""
    kept, filled = metadata(incoming), typed(incoming)
    sent = Sent(filled, once(incoming), kept["o"], kept["v"], kept["t"])
    try:
        row_id = objectives.save(rt, sent, by=by, key=incoming.key)
    except FieldErrors as errors:
        raise refused(rt, incoming, by, errors.by_field) from None
    except ChangedMeanwhile as meanwhile:
        facts = objectives.filled(rt, kept["o"], by=by) | {"notice": meanwhile.notice}
        facts |= {"version": meanwhile.version, "opened_at": meanwhile.opened_at}
        return _objective(rt, facts, by, more=True)
    if kept["o"] is not None:
        return look(rt, row_id, by)
    first = key_results.blank(rt, row_id, by=by, kpi_id=kept.get("p"))
    return _key_result(rt, first, by)


def send_key_result(rt: Runtime, incoming: Incoming, by: Actor) -> View | None:
    """Keep the key result; then the next one, or everything at a glance."""
    kept, filled = metadata(incoming), typed(incoming)
    sent = Sent(filled, once(incoming), kept["k"], kept["v"], kept["t"])
    try:
        row_id = key_results.save(rt, kept["o"], sent, by=by, key=incoming.key)
    except FieldErrors as errors:
        raise refused(rt, incoming, by, errors.by_field) from None
    except StartInside:
        return _again(rt, incoming, by, kept | {"a": True}, form=filled.text("form"))
    except ChangedMeanwhile as meanwhile:
        kept |= {"v": meanwhile.version, "t": meanwhile.opened_at}
        form = filled.text("form")
        return _again(rt, incoming, by, kept, form=form, notice=meanwhile.notice)
    if filled.text("next") != "another":
        return look(rt, kept["o"], by)
    facts = key_results.blank(rt, kept["o"], by=by)
    return _key_result(rt, facts | {"saved": finishing.found_in(rt, row_id, by=by)}, by)


def send_review(rt: Runtime, incoming: Incoming, by: Actor) -> View | None:
    """The writer is done: active where it may be."""
    finishing.finish(rt, metadata(incoming)["o"], by=by, key=incoming.key, once=once(incoming))
    return None


def close(_rt: Runtime, _incoming: Incoming, _by: Actor) -> View | None:
    """A form that only said something."""
    return None


def lost(_rt: Runtime, _incoming: Incoming, _by: Actor) -> Answer | None:
    """The bot went down with the form in its hands, and the person was shown an error."""
    raise DomainError("writing.lost")


def form_of(rt: Runtime, name: str, by: Actor) -> View:
    """The filled form of the goal that a name means; raises as `finding.goal` does."""
    is_key_result, row_id = opening.goal_named(rt, name, by=by)
    if is_key_result:
        return _key_result(rt, key_results.filled(rt, row_id, by=by), by, more=True)
    return _objective(rt, objectives.filled(rt, row_id, by=by), by, more=True)


def look(rt: Runtime, objective_id: int, by: Actor) -> View:
    """The whole goal with what was found in it."""
    facts = finishing.look(rt, objective_id, by=by)
    return rt.render.view(ids.View.GOAL_REVIEW, facts, locale=by.locale)


def show(rt: Runtime, incoming: Incoming, view: View) -> None:
    """Open a form, or give the one in which something was pressed other blocks."""
    inside = incoming.payload.get("view")
    if not inside or inside.get("type") != "modal":
        rt.gateway.open_view(trigger_id=incoming.trigger_id, view=view)
        return
    try:
        rt.gateway.update_view(view_id=inside["id"], view=view)
    except SlackRefused as error:
        if error.code not in GONE:
            raise


def typed(incoming: Incoming) -> Typed:
    """What a form holds, by the names of its fields."""
    values = {}
    for block, state in incoming.payload["view"]["state"]["values"].items():
        found = ids.FIELD_PATTERN.match(block)
        if found is not None:
            values[found[1]] = _held(next(iter(state.values())))
    return Typed(values)


def metadata(incoming: Incoming) -> dict[str, Any]:
    """What a form carries beside its fields; raises NotFound "button.broken" for anything else."""
    return carried(incoming)


def carried(incoming: Incoming) -> dict[str, Any]:
    """The object in a form's metadata, whose ids are ids; raises NotFound "button.broken"."""
    kept = Form.of(incoming).kept()
    of_rows = [kept.get(name) for name in IDS]
    if not all(one is None or (type(one) is int and 0 < one < MOST_ID) for one in of_rows):
        raise NotFound("button.broken")
    return kept


def once(incoming: Incoming) -> str:
    """One sending of one form: what is sent again before it was answered is the same."""
    view = incoming.payload["view"]
    return f"{view['id']}:{view.get('hash', '')}"


def _held(state: Mapping[str, Any]) -> Any:
    for name in ("selected_users",):
        if name in state:
            return tuple(state[name] or ())
    if "selected_options" in state:
        return tuple(one["value"] for one in state["selected_options"] or ())
    if "selected_option" in state:
        return (state["selected_option"] or {}).get("value")
    for name in ("selected_user", "selected_date"):
        if name in state:
            return state[name]
    return words(state.get("value"))


def refused(
    rt: Runtime, incoming: Incoming, by: Actor, errors: Mapping[str, DomainError]
) -> FieldsRefused:
    """The errors on their fields; what the form does not show is said on the first one."""
    blocks = {}
    for block in incoming.payload["view"]["blocks"]:
        found = ids.FIELD_PATTERN.match(block.get("block_id", ""))
        if found is not None and block["type"] == "input":
            blocks[found[1]] = block["block_id"]
    first = next(iter(blocks.values()))
    return FieldsRefused(
        {
            blocks.get(name, first): rt.render.field_error(error, locale=by.locale)
            for name, error in reversed([*errors.items()])
        },
        errors.values(),
    )


def _again(
    rt: Runtime,
    incoming: Incoming,
    by: Actor,
    kept: Mapping[str, Any],
    *,
    form: str,
    notice: Mapping[str, Any] | None = None,
) -> View:
    """The same form of a key result in another state; what was typed stays where it was."""
    facts = _held_in(rt, incoming, by, kept, form=form) | {"notice": notice}
    return _key_result(rt, facts, by, more=bool(kept["m"]))


def _held_in(
    rt: Runtime, incoming: Incoming, by: Actor, kept: Mapping[str, Any], *, form: str
) -> dict[str, Any]:
    """What the form of a key result is filled with, and what was typed in it since."""
    if kept["k"] is None:
        facts = key_results.blank(rt, kept["o"], by=by)
    else:
        facts = key_results.filled(rt, kept["k"], by=by)
    held = {name: value for name, value in typed(incoming).values.items() if value}
    return {
        **facts,
        "form": form or facts["form"],
        "version": kept["v"],
        "opened_at": kept["t"],
        "keep_asked": bool(kept["a"]),
        "values": facts["values"] | _texts(held),
    }


def _texts(held: Mapping[str, Any]) -> dict[str, Any]:
    """Figures stay as typed: the form itself keeps them, and they may be no numbers yet."""
    unread = ("start", "target", "floor", "ceiling", "weight", "sample")
    return {name: value for name, value in held.items() if name not in unread}


def _objective(rt: Runtime, facts: Mapping[str, Any], by: Actor, *, more: bool) -> View:
    params = {**facts, "more": more}
    return rt.render.view(ids.View.OBJECTIVE_FORM, params, locale=by.locale)


def _key_result(rt: Runtime, facts: Mapping[str, Any], by: Actor, *, more: bool = False) -> View:
    params = {**facts, "more": more}
    return rt.render.view(ids.View.KEY_RESULT_FORM, params, locale=by.locale)
