"""The company and the tree of goals, a screen at a time."""

from collections.abc import Sequence

from bot.render.blocks import Block, Rendered, actions, message, section
from bot.render.doors import after_page, choice, door, for_reason, with_reason
from bot.render.environment import Words
from bot.render.escaping import Mrkdwn, clean, clip
from bot.render.rows import Params

_LINE = 80
_DOWN = 5
_STEP = "\u2003"
_BRANCH = "└ "


def goal_line(words: Words, goal: Params) -> Mrkdwn:
    """One line of a tree or list: title, progress, status, and how many are below."""
    depth = goal.get("depth", 0)
    indent = Mrkdwn(_STEP * (depth - 1) + _BRANCH if depth else "")
    facts = {"below": 0, "kind": "o", **goal}
    # mrkdwn() trims what stands around it, and with it the indent.
    line = words.mrkdwn("look/goal_line", goal=facts, indent=Mrkdwn(""), limit=_LINE)
    return Mrkdwn(f"{indent}{line}")


def goal_tree(words: Words, params: Params) -> Rendered:
    """What serves a goal, or all goals from the top, with the ways up, down and on."""
    lines, page, top = params["lines"], params["page"], params["top"]
    listed = [goal_line(words, one) for one in lines]
    if top is None:
        facts = {"cycle": params["cycle"], "page": page, "any": bool(lines)}
        head = words.mrkdwn("look/tree_head", **facts)
        command = "/okr tree"
    else:
        facts = {"above": params["above"], "page": page, "any": bool(lines)}
        head = words.mrkdwn("look/tree_below", top=goal_line(words, top), **facts)
        command = with_reason(f"/okr tree {top['reference']}", params)
    ways = after_page(words, command, page, more=params["more"])
    if top is not None:
        above = params["above"]
        up = "/okr tree"
        if above:
            up = with_reason(f"/okr tree {above[0]['reference']}", params)
        ways.append(door(words.plain("look.up"), up, len(ways), replaces=True))
    down = [one for one in lines if one["kind"] == "o" and one["below"]][:_DOWN]
    for one in down:
        label = words.plain("look.down", title=clip(clean(one["title"]), 45))
        command = f"/okr tree {one['reference']}"
        ways.append(door(label, command, len(ways), replaces=True))
    body = section(Mrkdwn("\n".join(listed))) if listed else None
    buttons = actions(None, *ways) if ways else None
    shown = [section(head), body, for_reason(words, params), buttons]
    return message(words.line("fallback.tree"), shown)


def company(words: Words, params: Params) -> Rendered:
    """The goals of the company and what its departments come to."""
    page = params["page"]
    names = ("cycle", "elapsed", "page", "unaligned", "idle")
    facts = {name: params[name] for name in names} | {"asked": 0, "asks": 0}
    as_of = params.get("as_of")
    day = f" {as_of}" if as_of else ""
    head = words.mrkdwn("look/company_head", roll_up=params["whole"], as_of=as_of, **facts)
    goals = [goal_line(words, one) for one in params["objectives"]]
    if params["objectives_more"]:
        goals.append(words.line("lists.more", count=params["objectives_more"]))
    departments = [
        words.mrkdwn(
            "look/department", name=one["name"], roll_up=one["roll_up"], teams=one["teams"]
        )
        for one in params["departments"]
    ]
    found: list[Block | None] = [
        section(head),
        _titled(words, "look.company_goals", goals),
        _titled(words, "look.departments", departments),
    ]
    if not (goals or departments):
        found.append(section(words.line("lists.no_goals")))
    ways = after_page(words, f"/okr company{day}", page, more=params["more"])
    ways.append(door(words.plain("look.tree"), "/okr tree", len(ways)))
    ways.append(door(words.plain("look.why"), "/okr why company", len(ways)))
    if departments:
        teams = [(one["name"], f"/okr team #{one['id']}{day}") for one in params["departments"]]
        ways.append(choice(words.plain("look.open_team"), teams, at=len(ways)))
    return message(words.line("fallback.company"), [*found, actions(None, *ways)])


def _titled(words: Words, title: str, lines: Sequence[Mrkdwn]) -> Block | None:
    if not lines:
        return None
    return section(Mrkdwn("\n".join([words.line(title), *lines])))
