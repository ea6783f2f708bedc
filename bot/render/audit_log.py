"""The log of who did what, for administrators alone."""

from bot.render.blocks import Rendered, actions, context, message, section
from bot.render.doors import after_page, door
from bot.render.environment import Words
from bot.render.escaping import Mrkdwn, user_text
from bot.render.rows import Params

_LONGEST_NAME = 80


def audit_log(words: Words, params: Params) -> Rendered:
    """A page of it, a line each, under the names that the code gives to what is done."""
    head = words.mrkdwn("audit/head", person=params["person"], any=bool(params["lines"]))
    lines = [words.mrkdwn("audit/line", row=row) for row in params["lines"]]
    whose = f" #{params['person_id']}" if params["person_id"] else ""
    ways = after_page(words, f"/okr audit{whose}", params["page"], more=params["more"])
    if lines:
        ways.append(door(words.plain("audit.export"), f"/okr audit export{whose}", len(ways)))
    return message(
        head,
        [
            section(head),
            section(Mrkdwn("\n".join(lines))) if lines else None,
            actions(None, *ways) if ways else None,
            context(words.line("audit.how")),
        ],
    )


def audit_sent(words: Words, params: Params) -> Rendered:
    """Told where the command was typed: the file is in the direct messages."""
    name, count = params["name"], words.numbers.number(params["count"])
    key = "audit.sent_of" if params["person"] else "audit.sent"
    whose = user_text(params["person"] or "", _LONGEST_NAME)
    text = words.line(key, name=name, count=count, person=whose)
    return message(text, [section(text)])
