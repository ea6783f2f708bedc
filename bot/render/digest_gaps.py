"""What somebody may want to put right of their own goals, for their eyes alone."""

from typing import Any

from bot.render import doors
from bot.render.blocks import Rendered, actions, button, menu, message, option, section
from bot.render.dates import week_number
from bot.render.digest import dense
from bot.render.environment import Words
from bot.render.escaping import ELLIPSIS, clean
from bot.render.ids import Action
from bot.render.rows import Params


def own_gaps(words: Words, params: Params) -> Rendered:
    """The open check-in, what is stale, what nothing is done for; with the way to each."""
    text = words.mrkdwn(
        "digest/gaps",
        week=params["week"],
        waits=params["request_id"] is not None,
        **{name: params[name] for name in ("stale", "stale_more", "idle", "idle_more")},
    )
    notice = words.line("digest.gaps", week=str(week_number(params["week"])))
    return message(notice, [section(dense(text)), actions(None, *_ways(words, params))])


def _ways(words: Words, params: Params) -> list[dict[str, Any]]:
    request = params["request_id"]
    found = [
        button(
            words.plain("buttons.update_all"),
            action_id=Action.UPDATE_ALL,
            value=str(request) if request is not None else None,
            primary=True,
        )
    ]
    idle = params["idle"]
    if len(idle) == 1:
        found.append(doors.initiatives_button(words, idle[0]["id"]))
    elif idle:
        options = [option(clean(one["title"]) or ELLIPSIS, str(one["id"])) for one in idle]
        found.append(
            menu(words.plain("buttons.initiatives"), options, action_id=Action.INITIATIVES)
        )
    return found
