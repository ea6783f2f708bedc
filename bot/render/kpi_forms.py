"""The form in which people write a KPI, and the KPI as it is once it is saved."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from bot.domain.kpis.model import (
    Aggregation,
    Basis,
    Combination,
    Dimension,
    Frequency,
    KpiLevel,
    Timing,
)
from bot.render import fields, findings, form_inputs, goal_figures, rows
from bot.render.blocks import Block, actions, button, context, modal, section
from bot.render.environment import Words
from bot.render.escaping import Mrkdwn
from bot.render.form_inputs import Element
from bot.render.ids import Action, View
from bot.render.ids import Block as BlockId
from bot.render.rows import Params

NONE = "none"
_YES = "yes"
_LIMITS = ("at_least", "at_most", "critical", "critical_high")
_TITLE = 150
_TEXT = 300


def kpi_form(words: Words, params: Params) -> dict[str, Any]:
    """Name, limits, rhythm and owner; with `more` everything else."""
    values, more = params["values"], params["more"]
    tag = str(params["kpi_id"] or params["known"] or "new")
    body = [
        *_notice(words, params),
        *_known(words, params),
        *_first(words, tag, values, params),
        *(_more(words, tag, values, params) if more else [_more_button(words)]),
    ]
    kept = {"k": params["kpi_id"], "v": params["version"], "t": params["opened_at"]}
    kept |= {"m": more, "l": params["known"], "n": values.get("title")}
    return modal(
        body,
        callback_id=View.KPI_FORM,
        private_metadata=json.dumps(kept, ensure_ascii=False),
        title=words.plain("views.kpi_form_title"),
        submit=words.plain("buttons.save"),
        close=words.plain("buttons.cancel"),
    )


def kpi_review(words: Words, params: Params) -> dict[str, Any]:
    """What was saved, with what is missing of it and a way to go on."""
    row = rows.kpi(params["row"]) | {"frequency": params["frequency"]}
    found = findings.lines(words, params["findings"])
    shown = section(words.mrkdwn("kpi/saved", row=row, limit=_TITLE))
    edit = button(
        words.plain("buttons.edit"), action_id=Action.EDIT_KPI, value=str(params["kpi_id"])
    )
    body: list[Block] = [shown | {"accessory": edit}]
    if found:
        body.append(context(Mrkdwn("\n".join(found))))
    body.append(context(words.line("kpi_form.next", id=params["kpi_id"])))
    return modal(
        body,
        callback_id=View.KPI_REVIEW,
        private_metadata="",
        title=words.plain("views.kpi_review_title"),
        submit=words.plain("buttons.finish"),
        close=words.plain("buttons.close"),
    )


def _known(words: Words, params: Params) -> list[Block]:
    """Common metrics to begin with, in the form of a new KPI."""
    if params["kpi_id"] is not None or not params["library"]:
        return []
    pairs = [(one["id"], one["title"]) for one in params["library"]]
    menu = form_inputs.choice(
        form_inputs.options_of(pairs), params["known"], action_id=Action.KNOWN_KPI
    )
    label = words.plain("kpi_form.known")
    hint = words.plain("kpi_form.known_hint")
    block = BlockId.field("known", "menu")
    return [form_inputs.field(block, label, menu, hint=hint, optional=True, tells=True)]


def _first(words: Words, tag: str, values: Mapping[str, Any], params: Params) -> list[Block]:
    title = form_inputs.line(
        values.get("title"), placeholder=words.plain("kpi_form.title_example"), longest=_TITLE
    )
    unit = form_inputs.line(
        values.get("unit"), placeholder=words.plain("writing.unit_example"), longest=20
    )
    found = [_field(words, "title", tag, title), _field(words, "unit", tag, unit)]
    for name in _LIMITS:
        element = form_inputs.line(goal_figures.figure(words, values.get(name)), longest=40)
        hint = words.plain(f"kpi_form.{name}_hint") if name in ("at_least", "critical") else ""
        found.append(_field(words, name, tag, element, hint=hint, optional=True))
    found += [
        _tick(words, "watch_only", tag, values),
        _field(words, "frequency", tag, _words_of(words, "frequency", Frequency, values)),
        _field(words, "owner", tag, form_inputs.person(values.get("owner"))),
        _field(words, "team", tag, _menu(params["teams"], values.get("team"))),
    ]
    if params["objectives"]:
        menu = _menu(params["objectives"], values.get("protects"), words=words)
        found.append(_field(words, "protects", tag, menu, optional=True))
    measured = form_inputs.line(
        values.get("measured_by"),
        placeholder=words.plain("writing.measured_by_example"),
        longest=_TEXT,
    )
    found.append(_field(words, "measured_by", tag, measured, optional=True))
    return found


def _more(words: Words, tag: str, values: Mapping[str, Any], params: Params) -> list[Block]:
    typed = form_inputs.line(None, longest=_TITLE)
    found = [
        _field(words, "protects_name", tag, typed, optional=True),
        _field(words, "basis", tag, _words_of(words, "basis", Basis, values)),
        _field(words, "aggregation", tag, _words_of(words, "aggregation", Aggregation, values)),
        _field(words, "due_day", tag, _number(values, "due_day"), optional=True, hinted=True),
        _field(words, "grace_days", tag, _number(values, "grace_days"), optional=True),
        _tick(words, "make_up", tag, values),
    ]
    for name, kind in (("timing", Timing), ("dimension", Dimension), ("level", KpiLevel)):
        menu = _words_of(words, name, kind, values, none=True)
        found.append(_field(words, name, tag, menu, optional=True))
    pairs = [(one, words.plain(f"visibilities.{one}")) for one in ("public", "private")]
    seen = form_inputs.choice(form_inputs.options_of(pairs), values.get("visibility"), radio=True)
    found.append(_field(words, "visibility", tag, seen, label="writing.visibility"))
    if params["parents"]:
        menu = _menu(params["parents"], values.get("parent"), words=words)
        found.append(_field(words, "parent", tag, menu, optional=True, hinted=True))
    combined = _words_of(words, "combines", Combination, values, none=True)
    weight = form_inputs.line(goal_figures.figure(words, values.get("weight")), longest=6)
    aliases = form_inputs.line(values.get("aliases"), longest=_TEXT)
    hint = words.plain("writing.aliases_hint")
    return [
        *found,
        _field(words, "combines", tag, combined, optional=True, hinted=True),
        _field(words, "weight", tag, weight, optional=True),
        _field(words, "aliases", tag, aliases, label="writing.aliases", hint=hint, optional=True),
    ]


def _number(values: Mapping[str, Any], name: str) -> Element:
    given = values.get(name)
    return form_inputs.line(None if given is None else str(given), longest=3)


def _words_of(
    words: Words, name: str, kind: Any, values: Mapping[str, Any], *, none: bool = False
) -> Element:
    pairs = [(one.value, words.plain(f"kpi_words.{name}.{one}")) for one in kind]
    chosen = values.get(name)
    if none:
        pairs = [(NONE, words.plain("kpi_form.none")), *pairs]
        chosen = chosen or NONE
    return form_inputs.choice(form_inputs.options_of(pairs), chosen)


def _menu(given: Sequence[Params], chosen: object, *, words: Words | None = None) -> Element:
    """A menu of rows; with `words` the first option is none of them."""
    pairs = [(str(one["id"]), one["title"]) for one in given]
    value = None if chosen is None else str(chosen)
    if words is not None:
        pairs = [(NONE, words.plain("kpi_form.none")), *pairs]
        value = value or NONE
    return form_inputs.choice(form_inputs.options_of(pairs), value)


def _tick(words: Words, name: str, tag: str, values: Mapping[str, Any]) -> Block:
    return fields.checks(
        words.plain(f"kpi_form.{name}"),
        [(_YES, words.plain(f"kpi_form.{name}_yes"))],
        block_id=BlockId.field(name, tag),
        chosen=[_YES] if values.get(name) else [],
    )


def _notice(words: Words, params: Params) -> list[Block]:
    notice = params["notice"]
    if not notice:
        return []
    changes = [changed(words, change) for change in notice["changes"]]
    names = ", ".join(notice["names"])
    return [section(words.mrkdwn("kpi/notice", names=names, changes=changes))]


def changed(words: Words, change: Params) -> dict[str, Any]:
    """One change as people read it: its field, and what it was and is."""
    return {
        "field": words.line(f"kpi_changed.{change['field']}"),
        "before": _stored(words, change["field"], change["before"]),
        "after": _stored(words, change["field"], change["after"]),
    }


def _stored(words: Words, field: str, text: str | None) -> str | None:
    """A value as the history keeps it: a word of its field, a figure, or as it was written."""
    for key in (f"kpi_words.{field}.{text}", f"goal_values.{field}.{text}"):
        if key in words.language.strings:
            return words.plain(key)
    numbers = ("target", "low", "high", "critical", "critical_high")
    return goal_figures.figure(words, text) if field in numbers else text


def _more_button(words: Words) -> Block:
    more = button(words.plain("buttons.more_fields"), action_id=Action.MORE_OF_KPI)
    return actions(None, more)


def _field(
    words: Words,
    name: str,
    tag: str,
    element: Element,
    *,
    label: str | None = None,
    hinted: bool = False,
    **more: Any,
) -> Block:
    if hinted:
        more["hint"] = words.plain(f"kpi_form.{name}_hint")
    text = words.plain(label or f"kpi_form.{name}")
    return form_inputs.field(BlockId.field(name, tag), text, element, **more)
