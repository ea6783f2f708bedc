"""Open alerts on the home tab: one's own with what can be done, the team's with their reasons."""

from typing import Any

from bot.render.alert_words import standing
from bot.render.blocks import Block, actions, button, context, divider, header, section
from bot.render.environment import Words
from bot.render.ids import Action
from bot.render.rows import Params

_TITLE = 120


def shown(words: Words, alerts: Params | None) -> list[Block]:
    """Nothing where no alert is open."""
    if alerts is None:
        return []
    found = [divider(), header(words.plain("home.alerts"))]
    for row in alerts["own"]:
        found.append(section(standing(words, row, limit=_TITLE, named=False)))
        found.append(_buttons(words, row))
    found += _more(words, alerts["more_own"])
    if alerts["team"]:
        found.append(section(words.line("home.alerts_of_team")))
    for row in alerts["team"]:
        why = button(
            words.plain("alert_buttons.why"),
            action_id=Action.ALERT_WHY,
            value=str(row["alert_id"]),
        )
        found.append(section(standing(words, row, limit=_TITLE, named=True), beside=why))
    return found + _more(words, alerts["more_team"])


def _buttons(words: Words, row: Params) -> Block:
    value = str(row["alert_id"])
    offered: list[tuple[str, str]] = [("alert_buttons.why", Action.ALERT_WHY)]
    if row["state"] in ("firing", "acknowledged"):
        offered.insert(0, ("alert_buttons.plan", Action.ALERT_PLAN))
    if row["state"] == "firing":
        offered.insert(0, ("buttons.acknowledge", Action.ACKNOWLEDGE))
    pressed: list[dict[str, Any]] = [
        button(words.plain(label), action_id=action, value=value) for label, action in offered
    ]
    return actions(f"home:alert:{value}", *pressed)


def _more(words: Words, count: int) -> list[Block]:
    return [context(words.line("lists.more", count=count))] if count else []
