"""A bot that was away tells the admins what it makes up for and what it leaves out."""

import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.runtime import Runtime
from bot.services import catching_up, due, places
from bot.services.rows import Row, moment
from storage import organisation, outbox, sent
from storage.outbox import Priority
from storage.tables import Person, Workspace

LONG = timedelta(hours=1)
NOTED_EVERY_S = 60.0


@dataclass(slots=True)
class Ticks:
    """The ticks of one process: an outage is told before the first, and each is noted.

    What is noted is to the minute: a row that is written every few seconds would be in everybody's
    way.
    """

    _noted: float | None = field(default=None)

    def run(self, rt: Runtime) -> int:
        """One tick; how many rows were handled."""
        if self._noted is None:
            tell(rt)
        if self._noted is None or time.monotonic() - self._noted >= NOTED_EVERY_S:
            with rt.uow() as session:
                organisation.note_tick(session, at=rt.clock())
            self._noted = time.monotonic()
        return due.run(rt)


def tell(rt: Runtime) -> int:
    """Tell the admins of every workspace that no tick looked at for more than an hour, once.

    It is foreseen before anything is done, so that a process that ends half-way through, or another
    one that helps, takes nothing away from the report. How many messages were prepared: those of
    another process that starts at the same time have the same keys.
    """
    at = rt.clock()
    with rt.reading() as session:
        missed = [
            (workspace, params)
            for workspace in organisation.unattended(session, since=at - LONG)
            if (params := _facts(session, workspace, at=at))
        ]
    told = 0
    for workspace, params in missed:
        with rt.uow() as session:
            for admin in organisation.admins(session, workspace.id):
                told += _prepare(session, admin, workspace, params, at=at)
    return told


def _facts(session: Session, workspace: Workspace, *, at: datetime) -> Row | None:
    """What there is to make up for; None when nothing fell due and nothing waits."""
    groups = [group.row() for group in catching_up.foresee(session, workspace.id, at=at)]
    waiting = sent.waiting(session, workspace.id, at=at)
    if not groups and not waiting:
        return None
    return {
        "groups": groups,
        "waiting": waiting,
        "stopped": workspace.sending_stopped,
        "shadow": workspace.shadow,
    }


def _prepare(
    session: Session, admin: Person, workspace: Workspace, params: Row, *, at: datetime
) -> bool:
    since = workspace.ticked_at
    assert since is not None
    draft = places.draft(
        places.of_person(admin),
        f"outage:{admin.id}:{since:%Y%m%dT%H%M%S}",
        "outage",
        params | {"since": moment(since), "until": moment(at)},
        priority=Priority.ALERT,
    )
    return outbox.add(session, draft, workspace_id=workspace.id, at=at) is not None
