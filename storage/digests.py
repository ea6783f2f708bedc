"""Digests that were posted or are looked at first."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from storage.tables import CheckIn, Digest, KeyResult, Message, Objective


def add(session: Session, digest: Digest) -> Digest:
    """Store a digest, with an id from now on."""
    session.add(digest)
    session.flush()
    return digest


def get(
    session: Session, workspace_id: str, digest_id: int, *, lock: bool = False
) -> Digest | None:
    """The digest with this id; with `lock` held until the transaction ends."""
    statement = select(Digest).where(Digest.workspace_id == workspace_id, Digest.id == digest_id)
    if lock:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    return session.exec(statement).first()


def of(
    session: Session, workspace_id: str, *, kind: str, subject_id: int, period: str
) -> Digest | None:
    """The digest of a team or of the company for a week or a month."""
    statement = select(Digest).where(
        Digest.workspace_id == workspace_id,
        Digest.kind == kind,
        Digest.subject_id == subject_id,
        Digest.period == period,
    )
    return session.exec(statement).first()


def still_open(session: Session, workspace_id: str, *, at: datetime) -> Sequence[Digest]:
    """Posted digests that late answers edit."""
    statement = (
        select(Digest)
        .where(
            Digest.workspace_id == workspace_id,
            Digest.state == "posted",
            Digest.open_until > at,
        )
        .order_by(col(Digest.id))
    )
    return session.exec(statement).all()


def news_since(
    session: Session, workspace_id: str, key_result_ids: Sequence[int], *, since: datetime
) -> dict[int, list[CheckIn]]:
    """Check-ins after `since` that stand, by key result, oldest first."""
    undoing = select(CheckIn.undoes_id).where(
        CheckIn.workspace_id == workspace_id, col(CheckIn.undoes_id).is_not(None)
    )
    statement = (
        select(CheckIn)
        .where(
            CheckIn.workspace_id == workspace_id,
            col(CheckIn.key_result_id).in_(key_result_ids),
            col(CheckIn.undoes_id).is_(None),
            col(CheckIn.id).not_in(undoing),
            CheckIn.at > since,
        )
        .order_by(col(CheckIn.at), col(CheckIn.id))
    )
    found: dict[int, list[CheckIn]] = {}
    for row in session.exec(statement):
        found.setdefault(row.key_result_id, []).append(row)
    return found


def drafts_of(
    session: Session, workspace_id: str, team_ids: Sequence[int], *, cycle_id: int
) -> Sequence[Objective]:
    """Public drafts of these teams in a cycle that runs."""
    statement = (
        select(Objective)
        .where(
            Objective.workspace_id == workspace_id,
            Objective.cycle_id == cycle_id,
            Objective.state == "draft",
            Objective.visibility == "public",
            col(Objective.team_id).in_(team_ids),
        )
        .order_by(col(Objective.id))
    )
    return session.exec(statement).all()


def team_ids_of(session: Session, workspace_id: str, key_result_ids: Sequence[int]) -> set[int]:
    """The teams whose public goals these key results belong to; 0 for what is no team's."""
    statement = (
        select(Objective.team_id)
        .join(KeyResult, col(KeyResult.objective_id) == col(Objective.id))
        .where(
            Objective.workspace_id == workspace_id,
            Objective.visibility == "public",
            col(KeyResult.id).in_(key_result_ids),
        )
    )
    return {team_id or 0 for team_id in session.exec(statement)}


def newest_facts(session: Session, message: Message) -> Mapping[str, Any]:
    """What a posted message says by its last edit, else as it was posted."""
    statement = (
        select(Message.params)
        .where(Message.edits_id == message.id)
        .order_by(col(Message.id).desc())
        .limit(1)
    )
    found = session.exec(statement).first()
    return message.params if found is None else found
