"""Shadow mode: what the schedule would send is kept for the admins to see, and never sent."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, time

from sqlmodel import Session

from bot.domain.cadence import local_time_on
from bot.runtime import Runtime
from bot.services import facts, follow_ups, places
from bot.services.rows import Row, moment
from storage import audit, letters, organisation, outbox
from storage import shadow as kept
from storage.outbox import Priority
from storage.tables import Message, Workspace

MOST_SHOWN = 10


def switch(session: Session, workspace_id: str, *, on: bool, at: datetime) -> bool:
    """Turn shadow mode on or off from the command line; False when it stood so already.

    What was kept back stays so. A question that nobody saw is forgotten with its reminder, so that
    nobody is missed for not having answered it.
    """
    workspace = organisation.workspace_for_update(session, workspace_id)
    assert workspace is not None
    if workspace.shadow == on:
        return False
    workspace.shadow = on
    if not on:
        _forget_questions(session, workspace_id)
    audit.add(
        session,
        workspace_id=workspace_id,
        at=at,
        actor_id=None,
        action="shadow_on" if on else "shadow_off",
        subject="workspace",
    )
    return True


def report(rt: Runtime) -> int:
    """Show the admins what was kept back today, in one message a day; how many changed."""
    with rt.reading() as session:
        ids = kept.workspaces(session)
    told = 0
    for workspace_id in ids:
        with rt.uow() as session:
            told += _tell(session, workspace_id, at=rt.clock())
    return told


def _tell(session: Session, workspace_id: str, *, at: datetime) -> int:
    """An edit rings no bell: each admin hears once a day, and may look as often as they like."""
    workspace = session.get_one(Workspace, workspace_id)
    today = facts.local_date(at, workspace.tz)
    began = local_time_on(today, time(0), workspace.tz)
    found = kept.messages(session, workspace_id, since=began)
    if not found:
        return 0
    params, told = {"on": today.isoformat(), **_facts(found)}, 0
    for admin in organisation.admins(session, workspace_id):
        key = f"shadow:{admin.id}:{today.isoformat()}"
        draft = places.draft(
            places.of_person(admin), key, "shadow_summary", params, priority=Priority.ALERT
        )
        if outbox.add(session, draft, workspace_id=workspace_id, at=at) is not None:
            told += 1
            continue
        before = outbox.of_key(session, workspace_id, key)
        if before is not None and before.id and letters.newest_params(session, before) != params:
            outbox.revise(session, before.id, params, at=at)
            told += 1
    return told


def _facts(found: Sequence[Message]) -> Row:
    counts = Counter(message.kind for message in found)
    return {
        "counts": [{"kind": kind, "count": count} for kind, count in sorted(counts.items())],
        "lines": [
            {"kind": message.kind, "target": message.target, "at": moment(message.created_at)}
            for message in found[:MOST_SHOWN]
        ],
        "more": max(len(found) - MOST_SHOWN, 0),
    }


def _forget_questions(session: Session, workspace_id: str) -> None:
    for request in kept.unseen_requests(session, workspace_id):
        follow_ups.call_off(session, request)
        if kept.has_replies(session, request):
            request.state = "expired"
        else:
            session.delete(request)
    session.flush()
