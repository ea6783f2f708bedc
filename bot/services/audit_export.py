"""The log of who did what as a CSV file: for administrators, and on the server's command line."""

import codecs
import csv
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlmodel import Session

from bot.domain.errors import Gone
from bot.domain.people import Actor
from bot.domain.policy import Action, authorize
from bot.domain.spreadsheets.safe_cells import quoted
from bot.protocols import NotConnected, OutcomeUnknown, RateLimited, SlackRefused
from bot.runtime import Runtime
from bot.services import silence
from bot.services.audit_log import NOBODYS
from bot.services.rows import Row
from storage import audit, inbox, organisation
from storage.tables import Audit, Person

#: One text of a language by its key.
Text = Callable[[str], str]
COLUMNS: Final = (
    *("at", "by", "by_slack_id", "action", "subject", "subject_id", "about", "whose", "detail"),
)


@dataclass(frozen=True, slots=True)
class Made:
    """A file with the log of everybody, or of one person; `count` lines below its headings."""

    content: bytes
    count: int
    person: Person | None


def send(rt: Runtime, name: str | None, *, by: Actor, key: str) -> Row | None:
    """Send the file by direct message; None for what was done before. Each export is noted.

    Raises NotAllowed "policy.view_audit", NotFound "silence.unknown", SeveralFit, Gone
    "export.not_sent".
    """
    authorize(by, Action.VIEW_AUDIT, NOBODYS)
    at = rt.clock()
    with rt.uow() as session:
        person = silence.find(session, by.workspace_id, name) if name else None
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return None
        note(session, by.workspace_id, by.person_id, person, at=at)
    with rt.reading() as session:
        made = make(session, by.workspace_id, person, _texts(rt, by.locale), locale=by.locale)
    file = f"okrbot-audit-{at:%Y-%m-%d}.csv"
    _upload(rt, file, made.content, by)
    whose = person.name if person else None
    return {"name": file, "count": made.count, "person": whose}


def note(
    session: Session,
    workspace_id: str,
    actor_id: int | None,
    person: Person | None,
    *,
    at: datetime,
) -> None:
    """Leave a line about who took a copy, which is in it."""
    audit.add(
        session,
        workspace_id=workspace_id,
        at=at,
        actor_id=actor_id,
        action="export_audit",
        subject="person" if person else "workspace",
        subject_id=person.id if person else None,
    )


def make(
    session: Session, workspace_id: str, person: Person | None, text: Text, *, locale: str
) -> Made:
    """All of it, or what a person did and what is about them, the newest first.

    UTF-8 with a mark, separated as Excel of that language reads it; moments in UTC.
    """
    people = {one.id: one for one in organisation.people(session, workspace_id)}
    made = io.StringIO(newline="")
    lines = csv.writer(made, delimiter=";" if locale.startswith("vi") else ",")
    lines.writerow([text(name) for name in COLUMNS])
    count = 0
    for row in audit.every(session, workspace_id, person_id=person.id if person else None):
        lines.writerow([quoted(cell) for cell in _cells(row, people)])
        count += 1
    return Made(codecs.BOM_UTF8 + made.getvalue().encode(), count, person)


def _cells(row: Audit, people: dict[int | None, Person]) -> Iterator[str]:
    """The texts of a line, as `COLUMNS` names them."""
    who = people.get(row.actor_id)
    whose = people.get(row.subject_id) if row.subject == "person" else None
    yield row.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    yield who.name if who else ""
    yield (who.slack_user_id or "") if who else ""
    yield row.action
    yield row.subject
    yield "" if row.subject_id is None else str(row.subject_id)
    yield str(row.detail.get("about") or "")
    yield whose.name if whose else ""
    rest: dict[str, Any] = {name: value for name, value in row.detail.items() if name != "about"}
    yield json.dumps(rest, ensure_ascii=False) if rest else ""


def _texts(rt: Runtime, locale: str) -> Text:
    return lambda name: rt.render.text(f"audit_sheet.{name}", locale=locale)


def _upload(rt: Runtime, name: str, content: bytes, by: Actor) -> None:
    """What is lost on the way is asked for again: nothing but a copy is lost."""
    comment = rt.render.text("audit.file_comment", locale=by.locale, name=name)
    try:
        rt.gateway.upload(target=by.slack_user_id, name=name, content=content, comment=comment)
    except (SlackRefused, RateLimited, NotConnected, OutcomeUnknown) as error:
        raise Gone("export.not_sent") from error
