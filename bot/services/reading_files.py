"""A file of readings that somebody sends the bot: what it would write, and then the writing."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from bot.domain.errors import Conflict, NotFound
from bot.domain.people import Actor
from bot.domain.policy import Action, authorize
from bot.domain.spreadsheets.vocabulary import Vocabulary
from bot.protocols import SharedFile
from bot.runtime import Runtime
from bot.services import importing, places, reading_sheets, relations
from bot.services.given_readings import Check, Effect, Giver, Written
from bot.services.importing import ImportProblems, NoReader, outcome_facts
from bot.services.rows import Row, number
from bot.services.shared_files import Named, digest_of, fetched
from storage import inbox, organisation, outbox
from storage.outbox import Priority
from storage.tables import Kpi

KIND = "readings_shown"
SOURCE = "file"
MOST_SHOWN = 25


def is_one(file: SharedFile, words: Vocabulary) -> bool:
    """Whether the file holds readings, whatever is wrong with them."""
    try:
        return reading_sheets.is_one(importing.parse(file.content, file.name), words)
    except (ImportProblems, NoReader):
        return False


def offer(
    rt: Runtime, file_id: str, file: SharedFile, words: Vocabulary, *, by: Actor, key: str
) -> None:
    """Tell a person what the file would write, with a button to do it."""
    at = rt.clock()
    with rt.uow() as session:
        facts = _written(session, file, words, by=by, at=at)
        session.rollback()
    if facts["state"] == "done":
        facts |= {"state": "offer", "value": Named(file_id, digest_of(file), key).value}
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return
        person = organisation.person(session, by.workspace_id, by.person_id)
        assert person is not None
        draft = places.draft(
            places.of_person(person), _key(key), KIND, facts, priority=Priority.INTERACTIVE
        )
        outbox.add(session, draft, workspace_id=by.workspace_id, at=at)


def apply(rt: Runtime, value: str, words: Vocabulary, *, by: Actor, key: str) -> Row | None:
    """Write just what was shown, and say so in its message; what is in the way else.

    Raises NotFound "button.broken" or "import_file.unreadable", Conflict "import_file.changed".
    """
    named = Named.of(value)
    file = fetched(rt, named.file_id)
    if digest_of(file) != named.digest:
        raise Conflict("import_file.changed", name=file.name)
    at = rt.clock()
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return None
        facts = _written(session, file, words, by=by, at=at)
        shown = outbox.of_key(session, by.workspace_id, _key(named.key))
        if shown is None or shown.kind != KIND or shown.id is None:
            return facts
        outbox.revise(session, shown.id, facts, at=at)
        return None


def who_may(by: Actor) -> Check:
    """Administrators may write any KPI from a file, others those that they may record."""

    def check(session: Session, kpi: Kpi) -> None:
        if by.is_admin:
            authorize(by, Action.IMPORT, relations.to_kpi(session, by, kpi)[0])
            return
        relation, who = relations.to_kpi(session, by, kpi)
        authorize(by, Action.RECORD_READING, relation, who_can=who)

    return check


def told(written: Sequence[Written]) -> Row:
    """What became of the readings as JSON facts: those that are new or corrected, and counts."""
    changed = [one for one in written if one.effect is not Effect.UNCHANGED]
    rows = [
        {
            "title": one.kpi.title,
            "unit": one.kpi.unit,
            "on": one.on.isoformat(),
            "value": number(one.value),
            "before": number(one.before),
            "effect": one.effect.value,
        }
        for one in changed[:MOST_SHOWN]
    ]
    counts = {effect.value: sum(one.effect is effect for one in written) for effect in Effect}
    more = max(len(changed) - MOST_SHOWN, 0)
    return {"state": "done" if changed else "nothing", "rows": rows, "counts": counts, "more": more}


def blank(name: str) -> Row:
    """Facts of a file about which nothing is known yet."""
    return {
        "name": name,
        "state": "nothing",
        "value": None,
        "problems": [],
        "rows": [],
        "counts": None,
        "ignored": [],
        "more": 0,
    }


def _written(
    session: Session, file: SharedFile, words: Vocabulary, *, by: Actor, at: datetime
) -> Row:
    """What the file writes; nothing when something is wrong with it, and then what."""
    try:
        sheet = reading_sheets.read(importing.parse(file.content, file.name), words)
        giver = Giver(by.workspace_id, SOURCE, at, who_may(by), by.person_id)
        with session.begin_nested():
            written = reading_sheets.write(session, sheet, giver)
    except ImportProblems as problems:
        found = outcome_facts.problems(problems.problems)
        return blank(file.name) | {"state": "problems", **found}
    except NoReader as missing:
        raise NotFound("import_file.no_excel") from missing
    return blank(file.name) | told(written) | {"ignored": list(sheet.ignored)}


def _key(key: str) -> str:
    return f"readings:{key}"
