"""Which function answers which delivery, and which right it needs: one table."""

from collections.abc import Mapping

from bot.domain.policy import Action
from bot.render import ids
from bot.slack import actions, check_in_actions, commands, forms, messages
from bot.slack.payload import Incoming
from bot.slack.route import Route

ROUTES: Mapping[tuple[str, str], Route] = {
    ("event", "message"): Route(Action.CHECK_IN, messages.direct),
    ("event", "message_changed"): Route(Action.CHECK_IN, messages.edited),
    ("event", "message_deleted"): Route(Action.UNDO, messages.deleted),
    ("command", "/okr"): Route(Action.VIEW_GOAL, commands.okr),
    ("command", "/kpi"): Route(Action.VIEW_GOAL, commands.kpi),
    ("action", ids.Action.NO_CHANGE): Route(Action.CHECK_IN, actions.no_change),
    ("action", ids.Action.SNOOZE): Route(Action.SNOOZE, actions.snooze),
    ("action", ids.Action.UPDATE_ALL): Route(Action.CHECK_IN, actions.update_all),
    ("action", "pick"): Route(Action.CHECK_IN, actions.pick),
    ("action", ids.Action.OTHER): Route(Action.CHECK_IN, actions.other),
    ("action", ids.Action.UNDO): Route(Action.UNDO, actions.undo),
    ("action", ids.Action.UNDO_ONE): Route(Action.UNDO, actions.undo_one),
    ("action", ids.Action.ACKNOWLEDGE): Route(Action.ACKNOWLEDGE_ALERT, actions.acknowledge),
    ("action", ids.Action.SHOW_MINE): Route(Action.VIEW_GOAL, actions.show_mine),
    ("action", ids.Action.POST_AGAIN): Route(Action.SETTLE_MESSAGES, actions.post_again),
    ("action", ids.Action.DROP): Route(Action.SETTLE_MESSAGES, actions.drop),
    ("action", ids.Action.PAUSE): Route(Action.PAUSE, actions.pause),
    ("action", ids.Action.PLAN): Route(Action.CHECK_IN, check_in_actions.plan),
    ("action", ids.Action.RESUME): Route(Action.PAUSE, actions.resume),
    ("submission", ids.View.OTHER_VALUE): Route(
        Action.CHECK_IN, forms.other_value, forms.check_other_value
    ),
    ("submission", ids.View.UPDATE_ALL): Route(
        Action.CHECK_IN, forms.update_all, forms.check_update_all
    ),
}


def find(incoming: Incoming) -> Route | None:
    """The route of a delivery; candidates' buttons share one."""
    name = "pick" if ids.PICK_PATTERN.match(incoming.name) else incoming.name
    return ROUTES.get((incoming.kind, name))
