"""What nobody needs any more, and what a workspace chose not to keep any longer."""

from collections.abc import Iterator
from datetime import timedelta

from bot.runtime import Runtime
from bot.services import erasing, retention
from storage import gates, installations, organisation, pictures, reading_sources
from storage import retention as stored
from storage.retention import Find, Remove
from storage.tables import Workspace

#: Gates that were slowed down are at their full rate again within an hour.
GATES_KEPT_FOR = timedelta(days=1)
ANSWERS_KEPT_FOR = timedelta(days=2)
PICTURES_KEPT_FOR = timedelta(days=60)
#: Batches of one kind in one run: a first clean-up of a large workspace takes several.
MOST_BATCHES = 40


def forget_old(rt: Runtime) -> int:
    """Delete what was delivered, said or answered long ago, gates that nobody passes and the names
    of pictures that nobody looks at; how many. What it leaves in SQLite's log goes, too."""
    now = rt.clock()
    with rt.reading() as session:
        houses = [session.get_one(Workspace, one) for one in organisation.workspace_ids(session)]
    gone = sum(_forget(rt, house) for house in houses)
    with rt.uow() as session:
        answers = reading_sources.forget_answers_before(session, now - ANSWERS_KEPT_FOR)
    with rt.uow() as session:
        shown = pictures.forget_before(session, now - PICTURES_KEPT_FOR)
    with rt.uow() as session:
        passed = gates.forget_before(session, now - GATES_KEPT_FOR)
        begun = installations.forget_begun(session, before=now)
    erasing.empty_log(rt)
    return gone + answers + shown + passed + begun


def _forget(rt: Runtime, house: Workspace) -> int:
    gone = 0
    for days, find, remove in _kinds(house):
        before = rt.clock() - timedelta(days=days)
        for _ in range(MOST_BATCHES):
            with rt.reading() as session:
                ids = find(session, house.id, before)
            if ids:
                with rt.uow() as session:
                    remove(session, ids)
            gone += len(ids)
            if len(ids) < stored.BATCH:
                break
    return gone


def _kinds(house: Workspace) -> Iterator[tuple[int, Find, Remove]]:
    kept = retention.of(house)
    yield kept.inbox, stored.old_deliveries, stored.delete_deliveries
    yield kept.replies, stored.old_replies, stored.empty_replies
    yield kept.messages, stored.old_messages, stored.empty_messages
    yield kept.audit, stored.old_audit, stored.delete_audit
