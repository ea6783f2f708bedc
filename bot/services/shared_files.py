"""A file that an administrator sends the bot: what it would change, and then the change itself."""

import hashlib
from dataclasses import dataclass
from typing import Any

from bot.domain.errors import Conflict, NotFound
from bot.domain.people import Actor
from bot.domain.policy import Action, Relation, authorize
from bot.domain.spreadsheets.vocabulary import Vocabulary
from bot.protocols import SharedFile, SlackRefused
from bot.runtime import Runtime
from bot.services import importing, places
from bot.services.importing import ImportProblems, NoReader, outcome_facts
from storage import inbox, organisation, outbox
from storage.outbox import Priority

Facts = dict[str, Any]
KIND = "import_shown"
NOBODYS = Relation(owner=False, helper=False, manager=False, author=False, private=False)


@dataclass(frozen=True, slots=True)
class Named:
    """The file that a button stands for, as it was when it was shown; `key` is of its message."""

    file_id: str
    digest: str
    key: str

    @property
    def value(self) -> str:
        return f"{self.file_id}:{self.digest}:{self.key}"

    @classmethod
    def of(cls, value: str) -> "Named":
        """What `value` made; raises NotFound "button.broken" for anything else."""
        file_id, digest, key = (*value.split(":", 2), "", "")[:3]
        if not file_id.isalnum() or len(digest) != hashlib.sha256().digest_size * 2 or not key:
            raise NotFound("button.broken")
        return cls(file_id, digest, key)


def offer(
    rt: Runtime, file_id: str, file: SharedFile, words: Vocabulary, *, by: Actor, key: str
) -> None:
    """Tell an administrator what the file would change, with a button; raises NotAllowed."""
    authorize(by, Action.IMPORT, NOBODYS)
    facts = _tried(rt, file, words, by=by)
    if facts["state"] == "offer":
        facts["value"] = Named(file_id, digest_of(file), key).value
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=rt.clock()):
            return
        person = organisation.person(session, by.workspace_id, by.person_id)
        assert person is not None
        draft = places.draft(
            places.of_person(person), _key(key), KIND, facts, priority=Priority.INTERACTIVE
        )
        outbox.add(session, draft, workspace_id=by.workspace_id, at=rt.clock())


def apply(rt: Runtime, value: str, words: Vocabulary, *, by: Actor, key: str) -> Facts | None:
    """Import just the file that was shown, and say so in its message; what is in the way else.

    Raises NotAllowed, NotFound "import_file.unreadable", Conflict "import_file.changed".
    """
    named = Named.of(value)
    authorize(by, Action.IMPORT, NOBODYS)
    file = fetched(rt, named.file_id)
    if digest_of(file) != named.digest:
        raise Conflict("import_file.changed", name=file.name)
    at = rt.clock()
    try:
        parsed = importing.parse(file.content, file.name)
        with rt.uow() as session:
            if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
                return None
            known = importing.read_known(session, by.workspace_id)
            read = importing.understand(parsed, known, words)
            report = importing.run_in(
                session, read, workspace_id=by.workspace_id, at=at, actor_id=by.person_id
            )
            facts = _shown(file, "done") | outcome_facts.report(report)
            shown = outbox.of_key(session, by.workspace_id, _key(named.key))
            if shown is None or shown.kind != KIND or shown.id is None:
                return facts
            outbox.revise(session, shown.id, facts, at=at)
            return None
    except ImportProblems as problems:  # what the bot knows has changed since
        return _refused(file, problems)


def fetched(rt: Runtime, file_id: str) -> SharedFile:
    """The file as it is now; raises NotFound "import_file.unreadable"."""
    try:
        return rt.gateway.download(file_id=file_id, most_bytes=importing.LARGEST_BYTES)
    except SlackRefused as refusal:
        raise NotFound("import_file.unreadable", code=refusal.code) from refusal


def _tried(rt: Runtime, file: SharedFile, words: Vocabulary, *, by: Actor) -> Facts:
    """What an import would do; all of it is taken back."""
    try:
        parsed = importing.parse(file.content, file.name)
        with rt.uow() as session:
            known = importing.read_known(session, by.workspace_id)
            read = importing.understand(parsed, known, words)
            report = importing.run_in(
                session, read, workspace_id=by.workspace_id, at=rt.clock(), actor_id=by.person_id
            )
            session.rollback()
    except ImportProblems as problems:
        return _refused(file, problems)
    except NoReader as missing:
        raise NotFound("import_file.no_excel") from missing
    state = "nothing" if report.is_empty else "offer"
    ignored = list(read.ignored)
    return _shown(file, state) | outcome_facts.report(report) | {"ignored": ignored}


def _refused(file: SharedFile, problems: ImportProblems) -> Facts:
    return _shown(file, "problems") | outcome_facts.problems(problems.problems)


def _shown(file: SharedFile, state: str) -> Facts:
    return {
        "name": file.name,
        "state": state,
        "value": None,
        "problems": [],
        "lines": [],
        "counts": [],
        "ignored": [],
        "more": 0,
    }


def digest_of(file: SharedFile) -> str:
    """What tells the content from any other."""
    return hashlib.sha256(file.content).hexdigest()


def _key(key: str) -> str:
    return f"import:{key}"
