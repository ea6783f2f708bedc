"""Who was erased: digests in the database, and in a file that outlives it.

A backup from before an erasure still holds the person. The file says, beside whatever database is
restored, whom to erase again; it holds no name, no address and no Slack id.
"""

import hashlib
import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from sqlmodel import Session, col, select

from storage import occupancy
from storage.inserting import insert_once
from storage.tables import ErasedPerson, Person

#: Workspace and digest.
Mark = tuple[str, str]


class Unreadable(Exception):
    """The list of erased people cannot be read or written."""


def digest(workspace_id: str, account: str) -> str:
    """What an account, a Slack id or an e-mail address, is remembered by."""
    return hashlib.sha256(f"okrbot erased {workspace_id} {account.lower()}".encode()).hexdigest()


def marks(person: Person) -> list[Mark]:
    """What a person is remembered by."""
    accounts = [one for one in (person.slack_user_id, person.email) if one]
    return [(person.workspace_id, digest(person.workspace_id, one)) for one in accounts]


def note(session: Session, found: Iterable[Mark], *, at: datetime) -> None:
    """Remember them in the database."""
    for workspace_id, mark in found:
        values = {"workspace_id": workspace_id, "digest": mark, "at": at}
        insert_once(session, ErasedPerson, values, unique=("workspace_id", "digest"))


def noted(session: Session, workspace_id: str) -> frozenset[str]:
    """The digests that the database knows of a workspace."""
    statement = select(ErasedPerson.digest).where(ErasedPerson.workspace_id == workspace_id)
    return frozenset(session.exec(statement))


def forget(session: Session, workspace_id: str, mark: str) -> bool:
    """Let somebody come back; False when they were not erased."""
    statement = select(ErasedPerson).where(
        ErasedPerson.workspace_id == workspace_id, col(ErasedPerson.digest) == mark
    )
    row = session.exec(statement).first()
    if row is not None:
        session.delete(row)
    return row is not None


def file_of(url: str, chosen: str | None) -> Path | None:
    """The file: as chosen, else beside an SQLite database; None for PostgreSQL without choice."""
    if chosen:
        return Path(chosen)
    database = occupancy.file_of(url)
    return None if database is None else database.with_name(f"{database.name}.erased")


def read(file: Path | None) -> frozenset[Mark]:
    """What the file says, nothing when there is none; raises Unreadable."""
    if file is None or not file.exists():
        return frozenset()
    try:
        lines = file.read_text("utf-8").splitlines()
    except OSError as error:
        raise Unreadable(f"{file} cannot be read: {error.strerror}.") from error
    found = [line.split() for line in lines if line.strip()]
    if any(len(one) != 2 for one in found):
        raise Unreadable(f"{file} is no list of erased people: a workspace and a digest a line.")
    return frozenset((workspace_id, mark) for workspace_id, mark in found)


def write(file: Path | None, found: Iterable[Mark]) -> None:
    """Add to the file what it does not hold yet, safely on disk; raises Unreadable."""
    known = read(file)
    lines = [f"{workspace_id} {mark}\n" for workspace_id, mark in found]
    lines = [line for line in lines if tuple(line.split()) not in known]
    if file is None or not lines:
        return
    try:
        descriptor = os.open(file, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            stream.writelines(lines)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        raise Unreadable(f"{file} cannot be written: {error.strerror}.") from error


def remove(file: Path | None, gone: Mark) -> None:
    """Take one off the file."""
    left = sorted(read(file) - {gone})
    if file is None or not file.exists():
        return
    fresh = file.with_name(f"{file.name}.part")
    fresh.unlink(missing_ok=True)
    write(fresh, left)
    if left:
        os.replace(fresh, file)
    else:
        file.unlink()
