"""The form in which people say what they do for a key result."""

from bot.domain.people import Actor
from bot.render import ids
from bot.runtime import Runtime
from bot.services.writing import initiatives
from bot.services.writing.model import FieldErrors
from bot.slack import goal_forms
from bot.slack.goal_forms import View
from bot.slack.payload import Incoming


def open_form(rt: Runtime, incoming: Incoming, by: Actor, *, key_result_id: int) -> None:
    """Show what is done for a key result."""
    facts = initiatives.filled(rt, key_result_id, by=by)
    view = rt.render.view(ids.View.INITIATIVES, facts, locale=by.locale)
    goal_forms.show(rt, incoming, view)


def send(rt: Runtime, incoming: Incoming, by: Actor) -> View | None:
    """Keep what changed."""
    typed, kept = goal_forms.typed(incoming), goal_forms.metadata(incoming)
    try:
        initiatives.save(
            rt, kept["k"], typed, by=by, key=incoming.key, once=goal_forms.once(incoming)
        )
    except FieldErrors as errors:
        raise goal_forms.refused(rt, incoming, by, errors.by_field) from None
    return None
