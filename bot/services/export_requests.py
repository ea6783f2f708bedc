"""An administrator asks for everything as a file, which comes by direct message."""

from datetime import datetime
from typing import Any

from bot.domain.commands.files import Export
from bot.domain.errors import Gone, NotFound
from bot.domain.people import Actor
from bot.domain.policy import Action, authorize
from bot.domain.spreadsheets.vocabulary import Vocabulary
from bot.protocols import NotConnected, OutcomeUnknown, RateLimited, SlackRefused
from bot.runtime import Runtime
from bot.services import exporting
from bot.services.exporting import Chosen, Format
from bot.services.importing import NoReader
from bot.services.shared_files import NOBODYS
from storage import inbox
from storage.tables import Audit, Workspace


def export(
    rt: Runtime, asked: Export, words: Vocabulary, *, by: Actor, key: str
) -> dict[str, Any] | None:
    """Send the file; None for what was done before. Who asked for what is noted.

    Raises NotAllowed, NotFound "export.no_cycle", "import_file.no_excel", Gone "export.not_sent".
    """
    authorize(by, Action.EXPORT, NOBODYS)
    at = rt.clock()
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return None
        house = session.get_one(Workspace, by.workspace_id)
        chosen = Chosen(asked.cycle, history=asked.history, private=asked.private)
        facts = exporting.snapshot(session, house, chosen, at=at)
        session.add(_audit(asked, by, at))
    language = words.languages["vi" if by.locale.startswith("vi") else "en"]
    try:
        form = Format(asked.form)
        content = exporting.written(facts, form, language, history=asked.history)
    except NoReader as missing:
        raise NotFound("import_file.no_excel") from missing
    name = f"okr-{facts.get('cycle', {}).get('key', 'goals')}.{asked.form}"
    _send(rt, name, content, by)
    return {"name": name, "private": asked.private}


def _send(rt: Runtime, name: str, content: bytes, by: Actor) -> None:
    """What is lost on the way is asked for again: nothing but a copy is lost."""
    try:
        rt.gateway.upload(
            target=by.slack_user_id,
            name=name,
            content=content,
            comment=rt.render.text("imports.export_comment", locale=by.locale, name=name),
        )
    except (SlackRefused, RateLimited, NotConnected, OutcomeUnknown) as error:
        raise Gone("export.not_sent") from error


def _audit(asked: Export, by: Actor, at: datetime) -> Audit:
    return Audit(
        workspace_id=by.workspace_id,
        at=at,
        actor_id=by.person_id,
        action="export",
        subject="workspace",
        detail={"form": asked.form, "private": asked.private, "history": asked.history},
    )
