"""The form in which administrators weigh what stands on a scorecard."""

from bot.domain.errors import NotFound
from bot.domain.people import Actor
from bot.render import ids
from bot.runtime import Runtime
from bot.services.scorecards import weighing
from bot.services.writing.model import FieldErrors
from bot.slack import fields
from bot.slack.actions import number
from bot.slack.answers import Answer
from bot.slack.goal_forms import View, refused, typed
from bot.slack.payload import Incoming


def of_named(rt: Runtime, incoming: Incoming, by: Actor, words: str) -> Answer | None:
    """Open it for the person whom the words name."""
    params = weighing.named(rt, words, by=by)
    return fields.open_form(rt, incoming, by, ids.View.SCORECARD_WEIGHTS, params)


def pressed(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    params = weighing.form(rt, number(incoming.value), by=by)
    return fields.open_form(rt, incoming, by, ids.View.SCORECARD_WEIGHTS, params)


def send(rt: Runtime, incoming: Incoming, by: Actor) -> View | None:
    """Keep the weights and show what they come to."""
    person_id = fields.whole(fields.Form.of(incoming).metadata)
    if person_id is None:
        raise NotFound("button.broken")
    try:
        params = weighing.save(rt, person_id, typed(incoming), by=by, key=incoming.key)
    except FieldErrors as errors:
        raise refused(rt, incoming, by, errors.by_field) from None
    return rt.render.view(ids.View.SCORECARD_WEIGHTS, params, locale=by.locale)
