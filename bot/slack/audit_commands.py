"""/okr audit: who did what, for administrators."""

from collections.abc import Mapping
from typing import Any, Final

from bot.domain.commands.auditing import AuditExport, AuditLog
from bot.domain.people import Actor
from bot.runtime import Runtime
from bot.services import audit_export, audit_log
from bot.services.choices import SeveralFit
from bot.slack.answers import Answer, told, which
from bot.slack.payload import Incoming


def _newest(rt: Runtime, _: Incoming, by: Actor, asked: AuditLog) -> Answer:
    try:
        return Answer("audit_log", audit_log.newest(rt, asked.name, asked.page, by=by))
    except SeveralFit as fit:
        return which("/okr nhật ký" if by.locale.startswith("vi") else "/okr audit", fit)


def _export(rt: Runtime, incoming: Incoming, by: Actor, asked: AuditExport) -> Answer | None:
    try:
        return told("audit_sent", audit_export.send(rt, asked.name, by=by, key=incoming.key))
    except SeveralFit as fit:
        is_vi = by.locale.startswith("vi")
        return which("/okr xuất nhật ký" if is_vi else "/okr audit export", fit)


HANDLERS: Final[Mapping[type, Any]] = {AuditLog: _newest, AuditExport: _export}
