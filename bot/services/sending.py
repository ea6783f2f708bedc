"""The one switch that stops all sending; what is prepared meanwhile waits."""

from datetime import datetime

from sqlmodel import Session

from bot.domain.people import Actor
from bot.domain.policy import Action, Relation, authorize
from bot.runtime import Runtime
from storage import audit, sent

NOBODY_IN_PARTICULAR = Relation(
    owner=False, helper=False, manager=False, author=False, private=False
)


def switch(rt: Runtime, *, stopped: bool, by: Actor) -> None:
    """Stop or resume sending; raises NotAllowed for all but admins."""
    authorize(by, Action.STOP_SENDING, NOBODY_IN_PARTICULAR)
    with rt.uow() as session:
        set_stopped(session, by.workspace_id, stopped=stopped, at=rt.clock(), by=by.person_id)


def set_stopped(
    session: Session, workspace_id: str, *, stopped: bool, at: datetime, by: int | None = None
) -> None:
    """The switch itself; `by` None is somebody with the command line."""
    sent.stop_sending(session, workspace_id=workspace_id, stopped=stopped)
    audit.add(
        session,
        workspace_id=workspace_id,
        at=at,
        actor_id=by,
        action="stop_sending" if stopped else "resume_sending",
        subject="workspace",
    )
