"""What is said after a digest was posted: the digest is looked at again soon."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import Session

from storage import digests, schedules, teams

#: Several answers one after the other are one edit.
AFTER = timedelta(minutes=2)


def expect(
    session: Session, workspace_id: str, key_result_ids: Sequence[int], *, at: datetime
) -> None:
    """Look again soon at the posted digests that tell of these key results."""
    opened = digests.still_open(session, workspace_id, at=at) if key_result_ids else ()
    if not opened:
        return
    tree = teams.all_teams(session, workspace_id)
    own = digests.team_ids_of(session, workspace_id, key_result_ids)
    told = {team.id for team_id in own for team in teams.chain(tree, team_id)}
    for digest in opened:
        if digest.kind != "team" or digest.subject_id in told:
            schedules.add(
                session,
                workspace_id=workspace_id,
                kind="digest_edit",
                subject_id=digest.id or 0,
                tz="UTC",
                next_at=at + AFTER,
            )
