"""The forms in which people write an objective and its key results."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from bot.domain.goals.model import Ambition, Period, Visibility
from bot.domain.goals.written import FIELDS, Form, is_optional
from bot.render import findings, form_inputs, goal_figures, kpi_choice, limits
from bot.render.blocks import Block, actions, button, context, modal, option, section
from bot.render.environment import Words
from bot.render.escaping import Mrkdwn, user_text
from bot.render.form_inputs import Element, Group
from bot.render.ids import Action, View
from bot.render.ids import Block as BlockId
from bot.render.rows import Params

LONGEST_TITLE = 150
LONGEST_TEXT = 300
#: All of them are shown at the end; here they would push the form off a phone's screen.
_FIRST_FINDINGS = 3
_NUMBERS = ("start", "target", "floor", "ceiling")


def objective_form(words: Words, params: Params) -> dict[str, Any]:
    """Title, for whom, owner and parent; with `more` ambition, visibility, days and links."""
    tag = str(params["objective_id"] or "new")
    metadata = {"o": params["objective_id"], "v": params["version"], "t": params["opened_at"]}
    head = [*_notice(words, params), *kpi_choice.begun(words, params)]
    body = [*head, *objective_fields(words, params, tag)]
    if params["more"]:
        body += _objective_more(words, params, tag)
    else:
        body.append(_more_button(words))
    return _form(
        words, View.OBJECTIVE_FORM, metadata | {"m": params["more"]} | kpi_choice.kept(params), body
    )


def objective_fields(words: Words, params: Params, tag: str) -> list[Block]:
    """Title, for whom, owner, cycle and parent."""
    teams = [(f"team:{one['id']}", f"👥 {one['name']}") for one in params["teams"]]
    levels = [("person", words.plain("writing.for_person")), *teams]
    levels.append(("company", words.plain("writing.for_company")))
    shown = form_inputs.options_of(levels)
    example, begun = words.plain("writing.objective_example"), kpi_choice.title(words, params)
    title = form_inputs.line(begun, placeholder=example, longest=LONGEST_TITLE)
    found = [
        _field(words, "title", tag, title, label="objective_title"),
        _field(words, "level", tag, form_inputs.choice(shown, params["level"])),
        _field(words, "owner", tag, form_inputs.person(params["owner"])),
    ]
    if params["objective_id"] is None and len(params["cycles"]) > 1:
        cycles = form_inputs.options_of([(str(c["id"]), c["title"]) for c in params["cycles"]])
        found.append(_field(words, "cycle", tag, form_inputs.choice(cycles, str(params["cycle"]))))
    groups = _parents(params["parents"])
    if groups:
        menu = form_inputs.grouped(groups, params["parent"])
        found.append(_field(words, "parent", tag, menu, optional=True))
    if params["more_parents"]:
        typed = form_inputs.line(None, longest=LONGEST_TITLE)
        found.append(_field(words, "parent_name", tag, typed, optional=True))
    because = form_inputs.line(params["because"], longest=LONGEST_TEXT)
    found.append(_field(words, "because", tag, because, optional=True))
    return found


def _objective_more(words: Words, params: Params, tag: str) -> list[Block]:
    links = [
        option(one["title"], one["value"])
        for group in params["parents"]
        for one in group["options"]
        if not one.get("below")
    ]
    found = [
        _field(words, "ambition", tag, _enum(words, "ambitions", Ambition, params["ambition"])),
        _field(
            words, "visibility", tag, _enum(words, "visibilities", Visibility, params["visibility"])
        ),
        _field(words, "start", tag, form_inputs.day(params["start"]), label="begin"),
        _field(words, "due", tag, form_inputs.day(params["due"])),
    ]
    if links:
        menu = form_inputs.several(links, params["links"])
        found.append(_field(words, "links", tag, menu, optional=True))
    return found


def key_result_form(words: Words, params: Params) -> dict[str, Any]:
    """Title, how it is measured and the figures of that; with `more` everything else."""
    form, values = Form(params["form"]), params["values"]
    new = params["key_result_id"] is None
    tag = f"new{params['count']}" if new else str(params["key_result_id"])
    if params.get("renewed"):  # other figures than were typed: Slack keeps those of known fields
        tag += f"k{values['kpi']}"
    metadata = {
        "o": params["objective_id"],
        "k": params["key_result_id"],
        "v": params["version"],
        "t": params["opened_at"],
        "m": params["more"],
        "a": params["keep_asked"],
    }
    body = [*_notice(words, params), *_head(words, params)]
    body += kpi_choice.blocks(words, tag, params)
    body += _measured(words, tag, form, values)
    if params["keep_asked"]:
        answers = [(one, words.plain(f"writing.keep_{one}")) for one in ("keep", "reach")]
        radio = form_inputs.choice(form_inputs.options_of(answers), None, radio=True)
        body.append(_field(words, "keep", tag, radio))
    body += _about(words, tag, values, new=new)
    body += _kr_more(words, tag, form, values) if params["more"] else []
    if new:
        body.append(_field(words, "next", tag, _next(words, params["count"])))
    if not params["more"]:
        body.append(_more_button(words))
    return _form(words, View.KEY_RESULT_FORM, metadata, body)


def _measured(words: Words, tag: str, form: Form, values: Mapping[str, Any]) -> list[Block]:
    """What it is called, how it is measured, and the figures of that."""
    title = form_inputs.line(
        values.get("title"), placeholder=words.plain("writing.kr_example"), longest=LONGEST_TITLE
    )
    forms = form_inputs.options_of([(one.value, words.plain(f"forms.{one}")) for one in Form])
    menu = form_inputs.choice(forms, form, action_id=Action.MEASURE)
    return [
        _field(words, "title", tag, title, label="kr_title"),
        _field(words, "form", tag, menu, tells=True),
        *(_measure_field(words, name, tag, form, values) for name in FIELDS[form]),
    ]


def _head(words: Words, params: Params) -> list[Block]:
    """Where the key result belongs, and what was found in the one that was just saved."""
    facts = {"objective": params["objective"], "count": params["count"]}
    found = [context(words.mrkdwn("writing/kr_head", **facts))]
    saved = params.get("saved")
    if saved:
        lines = findings.lines(words, saved["findings"])[:_FIRST_FINDINGS]
        head = words.line("writing.kr_saved", title=user_text(saved["title"], LONGEST_TITLE))
        found.append(context(Mrkdwn("\n".join([head, *lines]))))
    return found


def _measure_field(
    words: Words, name: str, tag: str, form: Form, values: Mapping[str, Any]
) -> Block:
    element: Element
    hint = ""
    if name == "period":
        element = _enum(words, "periods", Period, values.get("period") or Period.MONTH)
    elif name == "milestones":
        element = form_inputs.line(
            goal_figures.steps(words, values.get("milestones")),
            longest=limits.INPUT_LENGTH,
            several=True,
        )
        hint = words.plain("writing.milestones_hint")
    elif name in _NUMBERS:
        element = form_inputs.line(goal_figures.figure(words, values.get(name)), longest=40)
        hint = words.plain(f"writing.{name}_hint") if is_optional(form, name) else ""
    else:
        element = form_inputs.line(
            values.get(name), placeholder=words.plain("writing.unit_example"), longest=20
        )
    limit = name == "target" and form is not Form.FROM_TO
    label = f"{name}_{form}" if limit or (name == "floor" and form is Form.EVERY) else name
    optional = is_optional(form, name)
    return _field(words, name, tag, element, label=label, hint=hint, optional=optional)


def _about(words: Words, tag: str, values: Mapping[str, Any], *, new: bool) -> list[Block]:
    measured = form_inputs.line(
        values.get("measured_by"),
        placeholder=words.plain("writing.measured_by_example"),
        longest=LONGEST_TEXT,
    )
    reach = [(one, words.plain(f"writing.reach_{one}")) for one in ("yes", "no")]
    radio = form_inputs.choice(form_inputs.options_of(reach), values.get("in_reach"), radio=True)
    found = [_field(words, "measured_by", tag, measured, optional=True)]
    if new:
        initiative = form_inputs.line(
            None, placeholder=words.plain("writing.initiative_example"), longest=1000, several=True
        )
        found.append(_field(words, "initiative", tag, initiative, optional=True))
    found.append(_field(words, "in_reach", tag, radio, optional=True))
    return found


def _kr_more(words: Words, tag: str, form: Form, values: Mapping[str, Any]) -> list[Block]:
    weight = form_inputs.line(goal_figures.figure(words, values.get("weight")), longest=6)
    aliases = form_inputs.line(values.get("aliases"), longest=LONGEST_TEXT)
    found = [
        _field(words, "owner", tag, form_inputs.person(values.get("owner"))),
        _field(
            words, "helpers", tag, form_inputs.people(values.get("helpers") or ()), optional=True
        ),
        _field(words, "weight", tag, weight, hint=words.plain("writing.weight_hint")),
        _field(
            words,
            "aliases",
            tag,
            aliases,
            hint=words.plain("writing.aliases_hint"),
            optional=True,
        ),
        _field(words, "begin", tag, form_inputs.day(values.get("begin"))),
        _field(words, "due", tag, form_inputs.day(values.get("due"))),
    ]
    if form not in (Form.YES_NO, Form.MILESTONES):
        sample = form_inputs.line(goal_figures.figure(words, values.get("sample")), longest=12)
        found.append(_field(words, "sample", tag, sample, optional=True))
    if form in (Form.FROM_TO, Form.AT_LEAST, Form.AT_MOST):
        phases = form_inputs.line(
            goal_figures.phases(words, values.get("phases")), longest=600, several=True
        )
        hint = words.plain("writing.phases_hint")
        found.append(_field(words, "phases", tag, phases, hint=hint, optional=True))
    return found


def _next(words: Words, count: int) -> Element:
    """After the first key result another one is likely, after the second none is needed."""
    pairs = [(one, words.plain(f"writing.next_{one}")) for one in ("another", "done")]
    likely = "another" if count < 1 else "done"
    return form_inputs.choice(form_inputs.options_of(pairs), likely, radio=True)


def _enum(words: Words, table: str, values: Any, chosen: str) -> Element:
    pairs = [(one.value, words.plain(f"{table}.{one}")) for one in values]
    return form_inputs.choice(form_inputs.options_of(pairs), str(chosen), radio=True)


def _parents(groups: Sequence[Params]) -> list[Group]:
    return [
        (
            group["title"],
            [
                option(("↳ " if one.get("below") else "🎯 ") + one["title"], one["value"])
                for one in group["options"]
            ],
        )
        for group in groups
    ]


def _notice(words: Words, params: Params) -> list[Block]:
    notice = params.get("notice")
    if not notice:
        return []
    changes = [
        {
            "field": words.line(f"changed_fields.{change['field']}"),
            "before": _stored(words, change["field"], change["before"]),
            "after": _stored(words, change["field"], change["after"]),
        }
        for change in notice["changes"]
        if f"changed_fields.{change['field']}" in words.language.strings
    ]
    names = ", ".join(notice["names"])
    return [section(words.mrkdwn("writing/notice", names=names, changes=changes))]


def _stored(words: Words, field: str, text: str | None) -> str | None:
    """A value as the history keeps it: a word of its field, a figure, or as it was written."""
    key = f"goal_values.{field}.{text}"
    if text is not None and key in words.language.strings:
        return words.plain(key)
    return goal_figures.figure(words, text) if field in _NUMBERS else text


def _more_button(words: Words) -> Block:
    return actions(None, button(words.plain("buttons.more_fields"), action_id=Action.MORE_FIELDS))


def _field(
    words: Words,
    name: str,
    tag: str,
    element: Element,
    *,
    label: str | None = None,
    **more: Any,
) -> Block:
    text = words.plain(f"writing.{label or name}")
    return form_inputs.field(BlockId.field(name, tag), text, element, **more)


def _form(
    words: Words, view: View, metadata: Mapping[str, Any], body: list[Block]
) -> dict[str, Any]:
    return modal(
        body,
        callback_id=view,
        private_metadata=json.dumps(metadata),
        title=words.plain(f"views.{view}_title"),
        submit=words.plain("buttons.next" if view is View.OBJECTIVE_FORM else "buttons.save"),
        close=words.plain("buttons.cancel"),
    )
