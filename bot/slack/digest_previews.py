"""What a lead presses below the preview of a digest."""

from bot.domain.people import Actor
from bot.render import ids
from bot.render.field_ids import MeetingField
from bot.runtime import Runtime
from bot.services import digest_previews
from bot.slack import fields
from bot.slack.actions import number
from bot.slack.answers import Answer
from bot.slack.payload import Incoming


def open_note(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    params = digest_previews.form(rt, number(incoming.value), by=by)
    return fields.open_form(rt, incoming, by, ids.View.DIGEST_NOTE, params)


def note(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    form = fields.Form.of(incoming)
    text = form.typed(MeetingField.NOTE)
    digest_previews.note(rt, number(form.metadata), text, by=by, key=incoming.key)
    return None


def send(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    digest_previews.send(rt, number(incoming.value), by=by, key=incoming.key)
    return None


def skip(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    digest_previews.skip(rt, number(incoming.value), by=by, key=incoming.key)
    return None
