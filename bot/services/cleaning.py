"""What nobody needs any more."""

from datetime import timedelta

from bot.runtime import Runtime
from storage import gates, inbox, installations, pictures, reading_sources

DELIVERIES_KEPT_FOR = timedelta(days=30)
#: A gate that was slowed down is at its full rate again within an hour.
GATES_KEPT_FOR = timedelta(days=1)
ANSWERS_KEPT_FOR = timedelta(days=2)
PICTURES_KEPT_FOR = timedelta(days=60)


def forget_old(rt: Runtime) -> int:
    """Delete what was delivered or answered long ago, gates that nobody passes and the names of
    pictures that nobody looks at; how many."""
    now = rt.clock()
    with rt.uow() as session:
        deliveries = inbox.forget_before(session, now - DELIVERIES_KEPT_FOR)
    with rt.uow() as session:
        answers = reading_sources.forget_answers_before(session, now - ANSWERS_KEPT_FOR)
    with rt.uow() as session:
        shown = pictures.forget_before(session, now - PICTURES_KEPT_FOR)
    with rt.uow() as session:
        begun = installations.forget_begun(session, before=now)
        gone = deliveries + answers + shown + begun
        return gone + gates.forget_before(session, now - GATES_KEPT_FOR)
