"""Who is measured by what, and that the file is there."""

from bot.render.blocks import Rendered, actions, button, context, message, section
from bot.render.cycle_words import title
from bot.render.environment import Words
from bot.render.ids import Action
from bot.render.rows import Params, sections
from bot.render.scorecard_words import names, split


def scorecard_roles(words: Words, params: Params) -> Rendered:
    """The templates with those who are measured by them, and how to change it."""
    head = words.line("scorecard.roles" if params["templates"] else "scorecard.no_roles")
    rows = [
        words.line(
            "scorecard.role",
            name=title(one["name"], 80),
            key=title(one["key"], 40),
            split=split(words, one["key_results"], one["kpis"]),
            people=names(words, one["people"]) if one["people"] else "–",
        )
        for one in params["templates"]
    ]
    blocks = sections(words, rows, most_blocks=30, budget=8_000)
    how = context(words.line("scorecard.role_how"))
    return message(head, [section(head), *blocks, how])


def scorecard_role_set(words: Words, params: Params) -> Rendered:
    """Who is measured by what from now on."""
    person = title(params["person"], 80)
    if params["template"] is None:
        text = words.line("scorecard.role_removed", person=person)
    else:
        shares = split(words, params["key_results"], params["kpis"])
        name = title(params["template"], 80)
        text = words.line("scorecard.role_set", person=person, name=name, split=shares)
    if params["template"] is None or params.get("person_id") is None:
        return message(text, [section(text)])
    label, value = words.plain("scorecard.weigh"), str(params["person_id"])
    weigh = button(label, action_id=Action.WEIGH_SCORECARD, value=value)
    return message(text, [section(text), actions(None, weigh)])


def scorecards_sent(words: Words, params: Params) -> Rendered:
    """The file is in the direct messages."""
    key = "scorecard.sent" if params["okr"] else "scorecard.sent_without_okr"
    text = words.line(key, name=params["name"], count=params["count"])
    return message(text, [section(text)])
