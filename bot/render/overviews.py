"""Goals on request: one's own, and a team's."""

from collections.abc import Sequence
from typing import Any

from bot.render import computed_kpis, rows
from bot.render.blocks import (
    Block,
    Rendered,
    actions,
    button,
    context,
    message,
    section,
    text_length,
)
from bot.render.doors import after_page, chart_button, choice, door, why_menu
from bot.render.environment import Words
from bot.render.escaping import Mrkdwn, clean, clip
from bot.render.ids import Action
from bot.render.limits import MESSAGE_TEXT
from bot.render.rows import Params

_BUDGET = 10_000
#: The last line of a list, which says how many there are more.
_COUNTED = 200
_BLOCKS = 42
_MOST_BESIDE = 5
_SHORT, _TITLE = 100, 45
_OBJECTIVE = dict.fromkeys(("owner", "progress", "status"))


def my_goals(words: Words, params: Params) -> Rendered:
    """The person's objectives with their key results, then their KPIs."""
    computed = computed_kpis.lines(words, params.get("computed"))
    head = words.mrkdwn(
        "mine/head",
        cycle=params.get("cycle_name") or "",
        elapsed=params.get("elapsed"),
        any=bool(params["objectives"] or params["kpis"] or computed),
        open_request=bool(params.get("open_request")),
        next_ask=params.get("next_ask"),
        away_from=params.get("away_from"),
        away_until=params.get("away_until"),
    )
    lines = listed(words, params["objectives"], params["kpis"])
    below = computed_kpis.blocks(computed)
    if lines:
        update = button(words.plain("buttons.update_all"), action_id=Action.UPDATE_ALL)
        goals = [row for each in params["objectives"] for row in each["rows"]]
        below.append(actions(None, update, *why_menu(words, goals, at=0)))
    below += _beside(words, params)
    first = section(head)
    budget = room([first, *below])
    shown = rows.sections(
        words, lines, most_blocks=_BLOCKS, budget=budget, more="lists.more_at_home"
    )
    return message(words.line("fallback.my_goals"), [first, *shown, *below])


def room(others: Sequence[Block]) -> int:
    """How many characters a list may take beside these blocks."""
    return min(_BUDGET, MESSAGE_TEXT - text_length(others) - _COUNTED)


def _beside(words: Words, params: Params) -> list[Block]:
    """Goals of others that one helps with, and one's own drafts: some, and how many more."""
    found: list[Block] = []
    helping = [rows.known(row) for row in params.get("helping") or []]
    if helping:
        shown = helping[:_MOST_BESIDE]
        lines = [words.mrkdwn("mine/helping", row=row, limit=_SHORT) for row in shown]
        lines += _more(words, helping)
        found.append(section(Mrkdwn("\n".join([words.line("lists.helping"), *lines]))))
    drafts = params.get("drafts") or []
    for draft in drafts[:_MOST_BESIDE]:
        text = words.mrkdwn("mine/draft", draft=draft, limit=_SHORT)
        review = button(
            words.plain("buttons.edit"), action_id=Action.REVIEW_GOAL, value=str(draft["id"])
        )
        found.append(section(text) | {"accessory": review})
    return found + [context(line) for line in _more(words, drafts)]


def _more(words: Words, found: Sequence[Any]) -> list[Mrkdwn]:
    count = len(found) - _MOST_BESIDE
    return [words.line("lists.more", count=count)] if count > 0 else []


def team_overview(words: Words, params: Params) -> Rendered:
    """The roll-up of a team, its objectives and KPIs, the teams below it, and the ways on."""
    page = params.get("page", 1)
    as_of = params.get("as_of")
    line = f"/okr team #{params['team_id']}"
    line = f"{line} {as_of}" if as_of else line
    ways: list[dict[str, Any]] = after_page(words, line, page, more=bool(params.get("more")))
    risk = words.plain("look.risk")
    ways.append(door(risk, f"/okr risk #{params['team_id']}", len(ways)))
    if params["objectives"]:
        ways.append(chart_button(words, f"team:{params['team_id']}"))
    why = words.plain("look.why_of", title=clip(clean(params["team"]), _TITLE))
    ways.append(door(why, f"/okr why team #{params['team_id']}", len(ways)))
    goals = [row for each in params["objectives"] for row in each["rows"]]
    ways += why_menu(words, goals, at=len(ways))
    children = params.get("children") or []
    if children:
        day = f" {as_of}" if as_of else ""
        teams = [(each["name"], f"/okr team #{each['id']}{day}") for each in children]
        ways.append(choice(words.plain("look.open_team"), teams, at=len(ways)))
    pressed = actions(None, *ways)
    found = team_blocks(words, params, most=_BLOCKS, beside=[pressed])
    text = words.line("fallback.team_overview", team=params["team"])
    return message(text, [*found, pressed])


def team_blocks(
    words: Words, params: Params, *, most: int, beside: Sequence[Block] = ()
) -> list[Block]:
    """A team without anything to press, as it is shared too; `beside` is in the same message."""
    facts = {name: params[name] for name in ("team", "week", "roll_up")}
    facts |= {name: params.get(name, 0) for name in ("unaligned", "idle", "large", "asked", "asks")}
    facts |= {"page": params.get("page", 1), "as_of": params.get("as_of")}
    lines = listed(words, params["objectives"], params["kpis"])
    children = [
        words.mrkdwn("team/child", name=child["name"], roll_up=child["roll_up"])
        for child in params.get("children") or []
    ]
    if children:
        lines += [words.line("lists.teams"), *children]
    head = section(words.mrkdwn("team/head", **facts))
    below: list[Block] = []
    if params.get("more"):
        below.append(context(words.line("look.more_objectives", count=params["more"])))
    if not lines:
        below.append(section(words.line("lists.no_goals")))
    budget = room([head, *below, *beside])
    return [head, *rows.sections(words, lines, most_blocks=most, budget=budget), *below]


def listed(words: Words, objectives: Sequence[Params], kpis: Sequence[Params]) -> list[Mrkdwn]:
    """One text per objective with its key results; one for all KPIs' heading and each KPI."""
    count = sum(1 + len(each["rows"]) for each in objectives) + len(kpis)
    limit = rows.title_limit(count, budget=_BUDGET)
    found: list[Mrkdwn] = []
    for each in objectives:
        objective: dict[str, Any] = _OBJECTIVE | dict(each)
        items = [rows.known(row, expected=True) for row in each["rows"]]
        found.append(words.mrkdwn("objective", objective=objective, limit=limit))
        found += [words.mrkdwn("row", row=row, limit=limit) for row in items]
    if kpis:
        found.append(words.line("lists.kpis"))
        found += [words.mrkdwn("row", row=rows.known(row), limit=limit) for row in kpis]
    return found
