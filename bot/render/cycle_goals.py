"""Goals of a cycle in a channel: the company's, a team's drafts, and how they ended."""

from bot.render.blocks import (
    Block,
    Rendered,
    actions,
    button,
    context,
    message,
    packed,
    section,
)
from bot.render.cycle_words import aim, days, score, title
from bot.render.environment import Words
from bot.render.escaping import Mrkdwn, mention, user_text
from bot.render.ids import Action
from bot.render.rows import Params

_BUDGET, _BLOCKS = 8_000, 30
_ROWS = 10
_SAID = 200


def company_goals(words: Words, params: Params) -> Rendered:
    """What the company wants to reach, for the teams to draft towards it."""
    cycle = params["cycle"]
    facts = {"name": title(cycle["name"]), "days": days(words, cycle)}
    head = words.line("cycle_goals.company", **facts)
    found: list[Block | None] = [section(head), *_goals(words, params)]
    if params["preview"]:
        post = button(
            words.plain("buttons.do_publish", count=params["channels"]),
            action_id=Action.DO_STEP,
            value=f"{cycle['id']}:publish",
            primary=True,
        )
        channels = words.line("cycle_goals.preview_company", count=params["channels"])
        found += [context(channels), actions(None, post)]
    else:
        found.append(context(words.line("cycle_goals.draft_now")))
    return message(head, found)


def team_drafts(words: Words, params: Params) -> Rendered:
    """What a team wants to reach, for others to ask about before it begins."""
    cycle = params["cycle"]
    facts = {"team": title(params["team"]), "name": title(cycle["name"])}
    head = words.line("cycle_goals.team", **facts)
    found: list[Block | None] = [section(head), *_goals(words, params)]
    if params["preview"]:
        post = button(
            words.plain("buttons.do_present"),
            action_id=Action.DO_STEP,
            value=f"{cycle['id']}:present:{params['team_id']}",
            primary=True,
        )
        where = words.line("cycle_goals.preview_team")
        found += [context(where), actions(None, post)]
    else:
        found.append(context(words.line("cycle_goals.ask_below")))
    return message(head, found)


def drafts_thread(words: Words, params: Params) -> Rendered:
    """The first message of the thread in which questions are asked."""
    facts = {"who": mention(params["by"]), "team": title(params["team"])}
    text = words.line("cycle_goals.thread", **facts)
    return message(text, [section(text)])


def cycle_retro(words: Words, params: Params) -> Rendered:
    """How a team's goals ended, and what was learnt; one screen."""
    facts = {"team": title(params["team"]), "name": title(params["cycle"]["name"])}
    head = words.line("cycle_goals.retro", score=score(words, params["score"]), **facts)
    texts = [_ended(words, one) for one in params["objectives"]]
    listed, left = packed(texts, most_blocks=_BLOCKS, budget=_BUDGET)
    found: list[Block | None] = [section(head), *listed]
    if left + params["more"]:
        found.append(context(words.line("lists.more", count=left + params["more"])))
    return message(head, found)


def _goals(words: Words, params: Params) -> list[Block]:
    texts = [_objective(words, one) for one in params["objectives"]]
    found, left = packed(texts, most_blocks=_BLOCKS, budget=_BUDGET)
    if left:
        found.append(context(words.line("lists.more", count=left)))
    return found


def _objective(words: Words, one: Params) -> Mrkdwn:
    kind = words.line(f"goal_kinds.{one['ambition']}")
    lines = [f"🎯 *{title(one['title'])}* · {title(one['owner'], 80)} · {kind}"]
    for row in one["rows"][:_ROWS]:
        owner = "" if row["owner"] in (None, one["owner"]) else f" · {title(row['owner'], 80)}"
        lines.append(f"• {title(row['title'])} · {aim(words, row)}{owner}")
    if len(one["rows"]) > _ROWS:
        lines.append(words.line("lists.more", count=len(one["rows"]) - _ROWS))
    return Mrkdwn("\n".join(lines))


def _ended(words: Words, one: Params) -> Mrkdwn:
    lines = [f"{score(words, one['score'], one['colour'])} *{title(one['title'])}*"]
    for row in one["rows"][:_ROWS]:
        outcome = "" if row["outcome"] == "finished" else words.line(f"outcome.{row['outcome']}")
        end = f" · {outcome}" if outcome else ""
        lines.append(f"• {title(row['title'])} {score(words, row['score'], row['colour'])}{end}")
    lines += [
        words.line(f"cycle_goals.{name}", said=user_text(one[name], _SAID))
        for name in ("worked", "did_not_work", "next_time")
        if one[name]
    ]
    return Mrkdwn("\n".join(lines))
