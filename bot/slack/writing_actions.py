"""Buttons about goals that are written, but for those inside their forms."""

from bot.domain.people import Actor
from bot.runtime import Runtime
from bot.services.writing import handing_over, small
from bot.slack import initiative_form
from bot.slack.actions import number
from bot.slack.answers import Answer, told
from bot.slack.payload import Incoming


def delete(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    return told("draft_deleted", small.delete(rt, incoming.value, by=by, key=incoming.key))


def hand_over(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    giver, _, taker = incoming.value.partition(":")
    done = handing_over.hand_over(rt, number(giver), number(taker), by=by, key=incoming.key)
    return told("handed_over", done)


def initiatives(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    initiative_form.open_form(rt, incoming, by, key_result_id=number(incoming.value))
    return None
