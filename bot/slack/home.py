"""The home tab: opened, and turned to another page."""

from bot.domain.people import Actor
from bot.runtime import Runtime
from bot.services import home_looking
from bot.slack.actions import number
from bot.slack.answers import Answer
from bot.slack.payload import Incoming


def opened(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    is_blank = not incoming.payload["event"].get("view")
    home_looking.opened(rt, is_blank=is_blank, by=by, key=incoming.key)
    return None


def turned(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    home_looking.turned(rt, number(incoming.value), by=by, key=incoming.key)
    return None
