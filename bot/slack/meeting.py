"""The weekly meeting as a form of several pages."""

from bot.domain.people import Actor
from bot.render import ids
from bot.render.field_ids import MeetingField
from bot.runtime import Runtime
from bot.services import meeting
from bot.services.meeting import Said
from bot.slack import fields
from bot.slack.actions import number
from bot.slack.answers import Answer
from bot.slack.goal_forms import View
from bot.slack.payload import Incoming


def run(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    """Open the first page."""
    facts = meeting.page(rt, number(incoming.value), by=by)
    return fields.open_form(rt, incoming, by, ids.View.MEETING, facts)


def send(rt: Runtime, incoming: Incoming, by: Actor) -> View | None:
    """Keep what a page says; the next page, or nothing after the last one."""
    form = fields.Form.of(incoming)
    kept = form.kept()
    digest_id, step, goal = int(kept["d"]), int(kept["s"]), int(kept["k"])
    note = form.typed(MeetingField.NOTE.of(goal))
    if kept["p"] == "plan":
        meeting.close(rt, digest_id, note, by=by, key=incoming.key)
        return None
    if kept["p"] == "goal":
        what = form.chosen(MeetingField.WHAT.of(goal)) or ""
        said = Said(what, fields.whole(form.chosen(MeetingField.TEAM.of(goal))), note)
        facts = meeting.decide(rt, digest_id, step, goal, said, by=by, key=incoming.key)
    else:
        facts = meeting.page(rt, digest_id, step + 1, by=by)
    return rt.render.view(ids.View.MEETING, facts, locale=by.locale)
