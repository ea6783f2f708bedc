"""/okr audit: who did what, for administrators."""

from collections.abc import Mapping
from typing import Any, Final

from bot.domain.commands.auditing import AuditLog
from bot.domain.people import Actor
from bot.runtime import Runtime
from bot.services import audit_log
from bot.services.choices import SeveralFit
from bot.slack.answers import Answer, which
from bot.slack.payload import Incoming


def _newest(rt: Runtime, _: Incoming, by: Actor, asked: AuditLog) -> Answer:
    try:
        return Answer("audit_log", audit_log.newest(rt, asked.name, asked.page, by=by))
    except SeveralFit as fit:
        return which("/okr nhật ký" if by.locale.startswith("vi") else "/okr audit", fit)


HANDLERS: Final[Mapping[type, Any]] = {AuditLog: _newest}
