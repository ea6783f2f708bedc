"""The four pages that lead from a KPI to an objective."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.render import findings, form_inputs, goal_figures, rows
from bot.render.blocks import Block, actions, button, context, divider, modal, option, section
from bot.render.environment import Words
from bot.render.escaping import ELLIPSIS, Mrkdwn, clean, clip
from bot.render.goal_forms import objective_fields
from bot.render.ids import Action, View
from bot.render.ids import Block as BlockId
from bot.render.limits import OPTION_TEXT
from bot.render.rows import Params
from bot.render.splits import metadata

_TITLE = 150
_LONGEST_WHAT = 80
_LONGEST_SOURCE = 120
_LONGEST_FIGURE = 30
_MOST_KPIS = 5
_LAST = 4
_REASONS = ("goal", "family", "team", "dimension")
_CADENCES = ("team", "weekly", "biweekly", "monthly", "never")


def kpi_convert(words: Words, params: Params) -> dict[str, Any]:
    """One of the pages: objective, key results, SMART, tracking."""
    page = params["page"]
    body = {1: _objective, 2: _figures, 3: _smart, 4: _tracking}[page](words, params)
    if page > 1:
        back = button(words.plain("buttons.back"), action_id=Action.CONVERT_BACK)
        body.append(actions(None, back))
    return modal(
        body,
        callback_id=View.KPI_CONVERT,
        private_metadata=metadata(params, params["kpi_id"], body),
        title=words.plain("views.kpi_convert_title", page=page),
        submit=words.plain("buttons.save_draft" if page == _LAST else "buttons.next"),
        close=words.plain("buttons.cancel"),
    )


def _objective(words: Words, params: Params) -> list[Block]:
    """Where to? Said in words, with ideas for what the KPI is about."""
    ideas = words.line(f"conversion.ideas_{params['dimension'] or 'any'}")
    head = words.mrkdwn("conversion/objective", kpi=params["kpi"], ideas=ideas)
    # Nothing is put into its title: what would be at hand is the name of the KPI.
    return [section(head), *objective_fields(words, {**params, "kpi": None}, "new")]


def _figures(words: Words, params: Params) -> list[Block]:
    """Which KPIs, and from where to where."""
    found: list[Block] = [section(words.mrkdwn("conversion/head", title=params["objective"]))]
    lines = findings.lines(words, params["findings"])
    if lines:
        found.append(context(Mrkdwn("\n".join(lines))))
    chosen = [one["id"] for one in params["rows"]]
    menu = _kpis(words, params, chosen)
    hint = words.plain("conversion.kpis_hint")
    found.append(_field(words, "kpis", "all", menu, hint=hint, tells=True))
    begins = [("now", words.plain("conversion.begin_now"))]
    begins += [
        (str(count), words.plain("conversion.begin_mean", count=count))
        for count in params["averages"]
    ]
    begin = form_inputs.choice(
        form_inputs.options_of(begins), params["begin"], action_id=Action.CONVERT_CHOSEN
    )
    found.append(_field(words, "begin", "all", begin, tells=True))
    for one in params["rows"]:
        found += _from_to(words, one)
    return found


def _kpis(words: Words, params: Params, chosen: Sequence[str]) -> dict[str, Any]:
    """The KPI itself, then those near it below why they are."""
    groups = [(words.plain("conversion.near_itself"), [params["kpi"]])]
    for reason in _REASONS:
        near = [one for one in params["near"] if one["reason"] == reason]
        if near:
            groups.append((words.plain(f"conversion.near_{reason}"), near))
    options = [
        {
            "label": {"type": "plain_text", "text": clip(title, OPTION_TEXT), "emoji": True},
            "options": [option(one["title"], str(one["id"])) for one in near],
        }
        for title, near in groups
    ]
    every = [option(one["title"], str(one["id"])) for _, near in groups for one in near]
    return {
        "type": "multi_static_select",
        "action_id": Action.CONVERT_CHOSEN,
        "option_groups": options,
        "initial_options": [one for one in every if one["value"] in chosen],
        "max_selected_items": _MOST_KPIS,
    }


def _from_to(words: Words, one: Params) -> list[Block]:
    kpi, row_id = one["kpi"], one["id"]
    name, _, tag = one["field"].partition(":")
    start = form_inputs.line(
        one["start"] or goal_figures.figure(words, one["begins"]), longest=_LONGEST_FIGURE
    )
    target = form_inputs.line(
        one["target"] or goal_figures.figure(words, one["limit"]), longest=_LONGEST_FIGURE
    )
    unit = clean(kpi["unit"]) or ELLIPSIS
    # Without a start a limit is kept; a range has no one limit to be kept.
    ranged = kpi["side"] == "range"
    hint = "" if ranged else words.plain("writing.start_hint")
    return [
        divider(),
        section(words.mrkdwn("conversion/standing", kpi=kpi)),
        _field(words, name, tag, start, unit=unit, optional=not ranged, hint=hint),
        _field(words, "target", row_id, target, unit=unit),
    ]


def _smart(words: Words, params: Params) -> list[Block]:
    """Each letter with what is missing, and the fields that answer it."""
    found: list[Block] = [section(words.mrkdwn("conversion/smart"))]
    if params["few"]:
        few = {"severity": "warning", "rule": "too_few_key_results"}
        given = few | {"params": {"count": 1, "least": 2}}
        found.append(context(Mrkdwn("\n".join(findings.lines(words, [given])))))
    reach = [(one, words.plain(f"writing.reach_{one}")) for one in ("yes", "no")]
    for one in params["rows"]:
        tag = one["id"]
        what = form_inputs.line(one["title"], longest=_LONGEST_WHAT)
        source = form_inputs.line(
            one["measured_by"],
            placeholder=words.plain("writing.measured_by_example"),
            longest=_LONGEST_SOURCE,
        )
        radio = form_inputs.choice(form_inputs.options_of(reach), one["in_reach"], radio=True)
        found += [divider(), *_checked(words, one), _field(words, "what", tag, what)]
        found.append(_field(words, "measured_by", tag, source, optional=True))
        found.append(_field(words, "in_reach", tag, radio, optional=True))
    return found


def _tracking(words: Words, params: Params) -> list[Block]:
    """Whose they are, and how often they are asked about."""
    found: list[Block] = [section(words.mrkdwn("conversion/tracking"))]
    often = [(one, words.plain(f"conversion.cadence_{one}")) for one in _CADENCES]
    menu = form_inputs.choice(form_inputs.options_of(often), params["cadence"])
    found.append(_field(words, "cadence", "all", menu))
    for one in params["rows"]:
        owner = form_inputs.person(one["owner"])
        found += [divider(), *_checked(words, one), _field(words, "owner", one["id"], owner)]
    return found


def _checked(words: Words, one: Params) -> list[Block]:
    """A key result with its checklist."""
    row = rows.known(one["row"]) | {"n": None}
    line = words.mrkdwn("writing/kr_line", row=row, limit=_TITLE)
    return [section(line), context(findings.checklist(words, one["smart"]))]


def _field(
    words: Words,
    name: str,
    tag: object,
    element: Mapping[str, Any],
    *,
    unit: str = "",
    hint: str = "",
    optional: bool = False,
    tells: bool = False,
) -> Block:
    label = words.plain(f"conversion.{name}", **({"unit": unit} if unit else {}))
    return form_inputs.field(
        BlockId.field(name, tag), label, dict(element), hint=hint, optional=optional, tells=tells
    )
