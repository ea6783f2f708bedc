"""/okr report: the spreadsheet of a cycle."""

from collections.abc import Mapping
from typing import Any, Final

from bot.domain.commands.reports import Report
from bot.domain.people import Actor
from bot.runtime import Runtime
from bot.services.choices import SeveralFit
from bot.services.reporting import sending
from bot.slack.answers import Answer, told, which
from bot.slack.payload import Incoming


def _report(rt: Runtime, incoming: Incoming, by: Actor, asked: Report) -> Answer | None:
    try:
        return told("report_sent", sending.send(rt, asked.words, by=by, key=incoming.key))
    except SeveralFit as fit:
        written = "báo cáo" if by.locale.startswith("vi") else "report"
        cycle = " ".join((asked.words or "").replace(fit.query, " ", 1).split())
        return which(f"/okr {written} {cycle}".strip(), fit)


HANDLERS: Final[Mapping[type, Any]] = {Report: _report}
