"""Which pictures lie in Slack already, by what they show."""

from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from storage.inserting import insert_once
from storage.tables import Picture

#: A picture that is shown again is noted as used once in this time: not every look is a write.
NOTED_EVERY = timedelta(days=1)


def file_of(session: Session, workspace_id: str, digest: str) -> tuple[str, datetime] | None:
    """The file that shows `digest`, and about when it was last used."""
    statement = select(Picture.file_id, Picture.used_at).where(
        Picture.workspace_id == workspace_id, Picture.digest == digest
    )
    found = session.exec(statement).first()
    return None if found is None else (found[0], found[1])


def keep(session: Session, workspace_id: str, digest: str, file_id: str, *, at: datetime) -> None:
    """Note an uploaded picture; the first of two that show the same stays."""
    values = {"workspace_id": workspace_id, "digest": digest, "file_id": file_id, "used_at": at}
    insert_once(session, Picture, values, unique=("workspace_id", "digest"))


def used(session: Session, workspace_id: str, digest: str, *, at: datetime) -> None:
    """Note that the picture was shown again."""
    statement = (
        update(Picture)
        .where(col(Picture.workspace_id) == workspace_id, col(Picture.digest) == digest)
        .values(used_at=at)
    )
    session.execute(statement)


def forget(session: Session, workspace_id: str, digest: str) -> None:
    """Draw and upload this picture anew when it is wanted again."""
    statement = delete(Picture).where(
        col(Picture.workspace_id) == workspace_id, col(Picture.digest) == digest
    )
    session.execute(statement)


def forget_before(session: Session, moment: datetime) -> int:
    """Forget pictures that were last used before `moment`; how many.

    The files stay in Slack: old messages show them.
    """
    statement = delete(Picture).where(col(Picture.used_at) < moment)
    return int(session.execute(statement).rowcount)  # type: ignore[attr-defined]
