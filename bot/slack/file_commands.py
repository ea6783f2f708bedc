"""Files that people bring and take: commands, and files that they send the bot."""

from collections.abc import Mapping
from typing import Any, Final

from bot.domain.commands.files import Export, Import, ImportReadings
from bot.domain.errors import NotFound
from bot.domain.people import Actor
from bot.domain.policy import Action, authorize
from bot.render import sheet_words
from bot.runtime import Runtime
from bot.services import export_requests, reading_files, shared_files
from bot.services.importing import SHEETS, SUFFIXES
from bot.slack.answers import Answer, told
from bot.slack.payload import Incoming, Payload


def importable(event: Payload, by: Actor) -> str | None:
    """The id of the file in a message that may be there to be imported: goals, or readings."""
    suffixes = SUFFIXES if by.is_admin else SHEETS
    for file in event.get("files") or ():
        if str(file.get("name") or "").lower().endswith(suffixes):
            return str(file["id"])
    return None


def offered(rt: Runtime, incoming: Incoming, by: Actor, file_id: str) -> bool:
    """Answer a file with what it would change; False for one that is only sent along."""
    words = sheet_words.vocabulary()
    try:
        file = shared_files.fetched(rt, file_id)
    except NotFound:
        if by.is_admin:
            raise
        return False
    if reading_files.is_one(file, words):
        reading_files.offer(rt, file_id, file, words, by=by, key=incoming.key)
        return True
    if by.is_admin:
        shared_files.offer(rt, file_id, file, words, by=by, key=incoming.key)
    return by.is_admin


def written(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    """The button below what a file of readings would write; its message is edited."""
    words = sheet_words.vocabulary()
    found = reading_files.apply(rt, incoming.value, words, by=by, key=incoming.key)
    return told("readings_shown", found)


def confirmed(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    """The button below that answer, which is edited; what was refused is told beside it."""
    found = shared_files.apply(
        rt, incoming.value, sheet_words.vocabulary(), by=by, key=incoming.key
    )
    return told("import_shown", found)


def _how(_rt: Runtime, _incoming: Incoming, by: Actor, _asked: Import) -> Answer:
    authorize(by, Action.IMPORT, shared_files.NOBODYS)
    return Answer("import_how")


def _readings_how(_rt: Runtime, _incoming: Incoming, _by: Actor, _asked: ImportReadings) -> Answer:
    return Answer("readings_how")


def _export(rt: Runtime, incoming: Incoming, by: Actor, asked: Export) -> Answer | None:
    words = sheet_words.vocabulary()
    return told("export_sent", export_requests.export(rt, asked, words, by=by, key=incoming.key))


HANDLERS: Final[Mapping[type, Any]] = {
    Import: _how,
    Export: _export,
    ImportReadings: _readings_how,
}
