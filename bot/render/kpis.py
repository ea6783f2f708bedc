"""KPIs on request: all of them, or one with its recent readings and what was changed about it."""

from bot.render import findings, kpi_forms, rows
from bot.render.blocks import (
    Block,
    Rendered,
    actions,
    button,
    context,
    message,
    section,
)
from bot.render.doors import chart_button
from bot.render.environment import Words
from bot.render.escaping import Mrkdwn
from bot.render.ids import Action
from bot.render.rows import Facts, Params

_BUDGET = 10_000
_BLOCKS = 45
_RECENT_SHOWN = 12
_HISTORY_SHOWN = 20
_SHOWN = dict.fromkeys(
    (
        "critical", "critical_high", "timing", "dimension", "level", "measured_by", "due_day",
        "grace_days", "team", "protects", "parent", "combines", "aggregation", "watch_only",
        "make_up", "private",
    )
)  # fmt: skip


def kpi_list(words: Words, params: Params) -> Rendered:
    """Each KPI with its value, its limit and its alert, below whose it is."""
    facts = {name: params.get(name) for name in ("scope", "trait", "team")}
    head = words.mrkdwn("kpi/head", count=params["count"], **facts)
    lines: list[Mrkdwn] = []
    limit = rows.title_limit(params["count"], budget=_BUDGET)
    for group in params["groups"]:
        items = [rows.kpi(row) for row in group["kpis"]]
        name = words.mrkdwn("kpi/group", mine=group["mine"], team=group["team"], count=len(items))
        for n, row in enumerate(items):
            line = words.mrkdwn("kpi/row", row=row, limit=limit)
            # A heading is never left alone at the end of a list that is cut.
            lines.append(Mrkdwn(f"{name}\n{line}") if n == 0 else line)
    found: list[Block | None] = [section(head)]
    found += rows.sections(words, lines, most_blocks=_BLOCKS, budget=_BUDGET)
    add = button(words.plain("buttons.add_kpi"), action_id=Action.ADD_KPI)
    return message(words.line("fallback.kpi_list"), [*found, actions(None, add)])


def kpi_shown(words: Words, params: Params) -> Rendered:
    """One KPI: what it was lately, what it is about, what is missing of it."""
    row = rows.kpi(params) | {name: params.get(name) for name in _SHOWN}
    row["recent"] = list(params.get("recent") or [])[-_RECENT_SHOWN:]
    row["parts"] = list(params.get("parts") or [])
    command = words.plain("commands.kpi_set", id=row["id"])
    text = words.mrkdwn(
        "kpi/shown", row=row, limit=rows.LONGEST_TITLE, command=command, trend=_trend(row)
    )
    found: list[Block | None] = [section(text)]
    missing = findings.lines(words, params.get("findings") or [])
    if missing and params.get("may_edit"):
        found.append(context(Mrkdwn("\n".join(missing))))
    if params.get("list"):
        found.append(context(words.line("kpi_shown.list", word=params["list"])))
    ways = [chart_button(words, f"kpi:{row['id']}")] if row["recent"] else []
    if params.get("may_edit"):
        edit = button(words.plain("buttons.edit"), action_id=Action.EDIT_KPI, value=str(row["id"]))
        convert = button(
            words.plain("buttons.convert_kpi"), action_id=Action.CONVERT_KPI, value=str(row["id"])
        )
        ways += [edit, convert]
    found.append(actions(None, *ways) if ways else None)
    return message(words.line("fallback.kpi_shown", title=row["title"]), found)


def kpi_history(words: Words, params: Params) -> Rendered:
    """What was read and what was changed, the newest first."""
    events = [_event(words, event, params["unit"]) for event in params["events"]]
    text = words.mrkdwn(
        "kpi/history", title=params["title"], unit=params["unit"], events=events[:_HISTORY_SHOWN]
    )
    return message(words.line("fallback.kpi_shown", title=params["title"]), [section(text)])


def delete_kpi(words: Words, params: Params) -> Rendered:
    """Asks whether a KPI shall go, or be closed where it has readings."""
    facts = {name: params[name] for name in ("title", "was_read", "parts")}
    text = words.mrkdwn("kpi/delete", **facts)
    word = "buttons.close_kpi" if params["was_read"] else "buttons.delete"
    go = button(words.plain(word), action_id=Action.DELETE_KPI, value=str(params["kpi_id"]))
    return message(text, [section(text), actions(None, go)])


def kpi_gone(words: Words, params: Params) -> Rendered:
    """A KPI is deleted or closed."""
    text = words.mrkdwn("kpi/gone", title=params["title"], closed=params["closed"])
    return message(text, [section(text)])


def kpi_reopened(words: Words, params: Params) -> Rendered:
    """A closed KPI runs again."""
    text = words.mrkdwn("kpi/reopened", title=params["title"])
    return message(text, [section(text)])


def kpi_due(words: Words, params: Params) -> Rendered:
    """KPIs whose figure is missing on the day on which it is due."""
    items = params["items"]
    shown = next((item for item in items if item["value"] is not None), items[0])
    text = words.mrkdwn("kpi/due", items=items, shown=shown)
    return message(text, [section(text)])


def _trend(row: Facts) -> str | None:
    """ "▲" where the newest figure is above the one before."""
    values = [one["value"] for one in row["recent"][-2:]]
    if len(values) < 2:
        return None
    before, now = (rows.decimal(value) for value in values)
    return "▲" if now > before else "▼" if now < before else "="


def _event(words: Words, event: Params, unit: str) -> Facts:
    found = {"at": event["at"], "by": event["by"], "kind": event["kind"], "unit": unit}
    names = ("value", "on", "note", "withdrawn", "source")
    found |= {name: event.get(name) for name in names}
    if event["kind"] == "change":
        found |= kpi_forms.changed(words, event)
    return found
