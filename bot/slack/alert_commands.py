"""What people do about alerts by command."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.domain.commands.alerts import (
    AcknowledgeAlert,
    AlertCommand,
    CloseAlert,
    PlanAlert,
    SnoozeAlert,
)
from bot.domain.people import Actor
from bot.runtime import Runtime
from bot.services.alerting import handling, named
from bot.services.choices import SeveralFit
from bot.slack import alert_actions
from bot.slack.answers import Answer, told, which
from bot.slack.payload import Incoming

Do = Callable[[Runtime, Incoming, Actor, int], Answer | None]


def _acknowledge(rt: Runtime, incoming: Incoming, by: Actor, alert_id: int) -> Answer | None:
    done = handling.acknowledge(rt, alert_id, by=by, key=incoming.key)
    return told("alert_acknowledged", done)


#: What each command does, and how it is written again for one of several.
COMMANDS: Final[Mapping[type[AlertCommand], tuple[Do, str, str]]] = {
    AcknowledgeAlert: (_acknowledge, "/kpi ack", "/kpi đã nhận"),
    PlanAlert: (alert_actions.open_plan, "/kpi plan", "/kpi kế hoạch"),
    SnoozeAlert: (alert_actions.open_snooze, "/kpi snooze", "/kpi hoãn nhắc"),
    CloseAlert: (alert_actions.open_close, "/kpi close", "/kpi đóng"),
}


def _answer(rt: Runtime, incoming: Incoming, by: Actor, asked: AlertCommand) -> Answer | None:
    do, english, vietnamese = COMMANDS[type(asked)]
    try:
        alert_id = named.find(rt, asked.name, by=by)
    except SeveralFit as fit:
        return which(vietnamese if by.locale.startswith("vi") else english, fit)
    return do(rt, incoming, by, alert_id)


HANDLERS: Final[Mapping[type, Any]] = dict.fromkeys(COMMANDS, _answer)
