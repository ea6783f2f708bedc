"""Somebody asks for a report, which comes as a file by direct message."""

from datetime import datetime

from bot.domain.errors import Gone
from bot.domain.people import Actor
from bot.domain.policy import Action, authorize
from bot.protocols import NotConnected, OutcomeUnknown, RateLimited, SlackRefused
from bot.runtime import Runtime
from bot.services import reporting
from bot.services.importing import NoReader
from bot.services.overviews import EVERYBODY
from bot.services.reporting.cells import Sheet, Text
from bot.services.reporting.wanted import Wanted
from bot.services.rows import Row
from storage import audit, inbox
from storage.tables import Workspace


def send(rt: Runtime, words: str | None, *, by: Actor, key: str) -> Row | None:
    """Send the file; None for what was done before. Who asked for what is noted.

    Without a team it is about all that the reader answers for. Raises NotAllowed, NotFound
    "report.no_cycle", "report.unknown", SeveralFit, Gone "export.not_sent".
    """
    authorize(by, Action.VIEW_GOAL, EVERYBODY)
    at = rt.clock()
    text = _texts(rt, by.locale)
    with rt.reading() as session:
        house = session.get_one(Workspace, by.workspace_id)
        wanted = reporting.find(session, words, by=by)
        sheets, people = reporting.sheets(session, house, wanted, text, by=by, at=at)
    if not _note(rt, wanted, people, by=by, key=key, at=at):
        return None
    name, content = _file(sheets, wanted, text, locale=by.locale)
    _upload(rt, name, content, by)
    team = wanted.team.name if wanted.team else None
    return {"name": name, "cycle": wanted.cycle.name, "team": team, "people": people}


def _note(rt: Runtime, wanted: Wanted, people: int, *, by: Actor, key: str, at: datetime) -> bool:
    """Leave a line in the audit log; False for what was done before."""
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return False
        audit.add(
            session,
            workspace_id=by.workspace_id,
            at=at,
            actor_id=by.person_id,
            action="report",
            subject="cycle",
            subject_id=wanted.cycle.id,
            detail={"team_id": wanted.team.id if wanted.team else None, "people": people},
        )
    return True


def _texts(rt: Runtime, locale: str) -> Text:
    known: dict[str, str] = {}

    def text(key: str) -> str:
        if key not in known:
            known[key] = rt.render.text(key, locale=locale)
        return known[key]

    return text


def _file(sheets: list[Sheet], wanted: Wanted, text: Text, *, locale: str) -> tuple[str, bytes]:
    """An Excel file, or where this installation writes none CSV files."""
    language = "vi" if locale.startswith("vi") else "en"
    name = f"{text('report_sheet.file')}-{wanted.cycle.key}"
    try:
        return f"{name}.xlsx", reporting.excel(sheets, text, locale=language)
    except NoReader:
        return f"{name}.zip", reporting.csv_files(sheets, text, locale=language)


def _upload(rt: Runtime, name: str, content: bytes, by: Actor) -> None:
    """What is lost on the way is asked for again: nothing but a copy is lost."""
    comment = rt.render.text("report.comment", locale=by.locale, name=name)
    try:
        rt.gateway.upload(target=by.slack_user_id, name=name, content=content, comment=comment)
    except (SlackRefused, RateLimited, NotConnected, OutcomeUnknown) as error:
        raise Gone("export.not_sent") from error
