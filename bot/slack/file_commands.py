"""Files that administrators bring and take: commands, and files that they send the bot."""

from collections.abc import Mapping
from typing import Any, Final

from bot.domain.commands.files import Export, Import
from bot.domain.people import Actor
from bot.domain.policy import Action, authorize
from bot.render import sheet_words
from bot.runtime import Runtime
from bot.services import export_requests, shared_files
from bot.services.importing import SUFFIXES
from bot.slack.answers import Answer, told
from bot.slack.payload import Incoming, Payload


def importable(event: Payload, by: Actor) -> str | None:
    """The id of the file in a message that an administrator may import."""
    if not by.is_admin:
        return None
    for file in event.get("files") or ():
        if str(file.get("name") or "").lower().endswith(SUFFIXES):
            return str(file["id"])
    return None


def offered(rt: Runtime, incoming: Incoming, by: Actor, file_id: str) -> None:
    """Answer a file with what it would change."""
    shared_files.offer(rt, file_id, sheet_words.vocabulary(), by=by, key=incoming.key)


def confirmed(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    """The button below that answer, which is edited; what was refused is told beside it."""
    found = shared_files.apply(
        rt, incoming.value, sheet_words.vocabulary(), by=by, key=incoming.key
    )
    return told("import_shown", found)


def _how(_rt: Runtime, _incoming: Incoming, by: Actor, _asked: Import) -> Answer:
    authorize(by, Action.IMPORT, shared_files.NOBODYS)
    return Answer("import_how")


def _export(rt: Runtime, incoming: Incoming, by: Actor, asked: Export) -> Answer | None:
    words = sheet_words.vocabulary()
    return told("export_sent", export_requests.export(rt, asked, words, by=by, key=incoming.key))


HANDLERS: Final[Mapping[type, Any]] = {Import: _how, Export: _export}
