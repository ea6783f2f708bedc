"""The home tab: what is due, goals, team, company, settings, and what admins still have to do."""

from typing import Any

from bot.render import computed_kpis, home_alerts, rows, setup
from bot.render.blocks import Block, actions, button, context, divider, header, section
from bot.render.blocks import home as view
from bot.render.environment import Words
from bot.render.escaping import Mrkdwn, clip, from_mrkdwn
from bot.render.ids import Action
from bot.render.limits import SECTION_TEXT
from bot.render.rows import Params

_BUDGET = 20_000
_GOAL_BLOCKS = 32
_TITLE = 120
_OBJECTIVE = dict.fromkeys(("owner", "progress", "status"))


def home(words: Words, params: Params) -> dict[str, Any]:
    """Everything a person sees there, in sections; at most a hundred blocks."""
    found = [
        section(
            words.mrkdwn(
                "home/head",
                workspace=params["workspace"],
                cycle=params["cycle_name"],
                elapsed=params["elapsed"],
            )
        )
    ]
    found += _setup(words, params["setup"])
    found += _due(words, params)
    found += home_alerts.shown(words, params["alerts"])
    found += _mine(words, params["mine"], params.get("computed"))
    found += _team(words, params["team"])
    found += _company(words, params["company"])
    found += _settings(words, params)
    return view(found)


def home_refused(_words: Words, params: Params) -> dict[str, Any]:
    """Why there is nothing to see; `text` is mrkdwn of Renderer.error."""
    return view([section(from_mrkdwn(clip(params["text"], SECTION_TEXT)))])


def _due(words: Words, params: Params) -> list[Block]:
    due = params["due"]
    waiting = due["request_id"] is not None
    text = words.mrkdwn(
        "home/due",
        waiting=waiting,
        count=due["count"],
        next_ask=due["next_ask"],
        away_from=params["away_from"],
        away_until=params["away_until"],
    )
    request = str(due["request_id"]) if waiting else None
    pressed = []
    if due["any"]:
        label = words.plain("buttons.update_all")
        pressed.append(button(label, action_id=Action.UPDATE_ALL, value=request, primary=waiting))
    if waiting:
        label = words.plain("buttons.no_change")
        pressed.append(button(label, action_id=Action.NO_CHANGE, value=request))
    if params["away_until"] is not None:
        label = words.plain("buttons.stay" if params["away_from"] else "buttons.resume")
        pressed.append(button(label, action_id=Action.RESUME))
    found = [header(words.plain("home.due")), section(text)]
    return found + ([actions("home:due", *pressed)] if pressed else [])


def _mine(words: Words, mine: Params, computed: Params | None) -> list[Block]:
    found = [divider(), header(words.plain("home.mine"))]
    derived = computed_kpis.lines(words, computed)
    if not mine["total"] and not derived:
        found.append(section(words.line("home.no_goals")))
    found += rows.sections(words, _goals(words, mine), most_blocks=_GOAL_BLOCKS, budget=_BUDGET)
    found += computed_kpis.blocks(derived)
    if mine["pages"] > 1:
        found.append(context(words.mrkdwn("home/range", mine=mine)))
    add = button(words.plain("home_buttons.add"), action_id=Action.HOME_ADD)
    return [*found, actions("home:goals", *_pages(words, mine), add)]


def _goals(words: Words, mine: Params) -> list[Mrkdwn]:
    limit = rows.title_limit(mine["last"] - mine["first"] + 1, budget=_BUDGET)
    found: list[Mrkdwn] = []
    for each in mine["objectives"]:
        text = words.mrkdwn("objective", objective=_OBJECTIVE | dict(each), limit=limit)
        if each["private"]:
            text = Mrkdwn(f"{text}\n{words.line('home.private')}")
        found.append(text)
        known = [rows.known(row, expected=True) for row in each["rows"]]
        found += [words.mrkdwn("row", row=row, limit=limit) for row in known]
    if mine["kpis"]:
        found.append(words.line("lists.kpis"))
        found += [words.mrkdwn("row", row=rows.known(row), limit=limit) for row in mine["kpis"]]
    return found


def _pages(words: Words, mine: Params) -> list[dict[str, Any]]:
    found = []
    for name, action, page in (
        ("earlier", Action.HOME_EARLIER, mine["page"] - 1),
        ("later", Action.HOME_LATER, mine["page"] + 1),
    ):
        if 0 <= page < mine["pages"]:
            label = words.plain(f"home_buttons.{name}")
            found.append(button(label, action_id=action, value=str(page)))
    return found


def _team(words: Words, team: Params | None) -> list[Block]:
    """Figures of the teams, who has to be looked after, who has not answered."""
    if team is None:
        return []
    found = [divider(), header(words.plain("home.team"))]
    lines = [words.mrkdwn("home/team", team=each) for each in team["teams"]]
    if team["more_teams"]:
        lines.append(words.line("lists.more", count=team["more_teams"]))
    if lines:
        found.append(section(Mrkdwn("\n".join(lines))))
    worries = [
        words.mrkdwn("home/worry", row=rows.known(row, expected=True), limit=_TITLE)
        for row in team["attention"]
    ]
    if team["more_attention"]:
        worries.append(words.line("lists.more", count=team["more_attention"]))
    if worries:
        found.append(section(words.line("home.attention")))
        found += rows.sections(words, worries, most_blocks=12, budget=_BUDGET)
    else:
        found.append(section(words.line("home.calm")))
    if team["silent"]:
        silent = words.mrkdwn("home/silent", names=team["silent"], more=team["more_silent"])
        found.append(context(silent))
    return found


def _company(words: Words, company: Params) -> list[Block]:
    if not company["objectives"]:
        return []
    found = [divider(), header(words.plain("home.company"))]
    found += [
        section(words.mrkdwn("home/company", objective=each)) for each in company["objectives"]
    ]
    if company["more"]:
        found.append(context(words.line("lists.more", count=company["more"])))
    return found


def _settings(words: Words, params: Params) -> list[Block]:
    pressed = [button(words.plain("home_buttons.settings"), action_id=Action.SETTINGS)]
    if params["is_admin"]:
        for name, action in (("workspace", Action.WORKSPACE_SETTINGS), ("teams", Action.TEAMS)):
            pressed.append(button(words.plain(f"home_buttons.{name}"), action_id=action))
    return [
        divider(),
        header(words.plain("home.settings")),
        section(words.mrkdwn("home/settings", settings=params["settings"])),
        actions("home:settings", *pressed),
    ]


def _setup(words: Words, steps: list[dict[str, Any]] | None) -> list[Block]:
    """The check-list; gone once everything is done."""
    if steps is None or all(step["done"] for step in steps):
        return []
    done = sum(step["done"] for step in steps)
    found = [
        header(words.plain("home.setup")),
        context(words.line("home.setup_done", done=done, total=len(steps))),
    ]
    found += setup.steps(words, steps)
    return [*found, divider()]
