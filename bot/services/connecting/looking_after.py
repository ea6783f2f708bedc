"""Connectors as administrators look after them in Slack."""

from collections.abc import Callable
from datetime import datetime

from sqlmodel import Session

from bot.domain.errors import Gone
from bot.domain.people import Actor
from bot.domain.policy import Action, authorize
from bot.runtime import Runtime
from bot.services.connecting import arranging
from bot.services.rows import Row
from bot.services.shared_files import NOBODYS
from storage import inbox, reading_sources
from storage.tables import Connector

Step = Callable[[Session, Connector, datetime], None]


def listed(rt: Runtime, *, by: Actor) -> Row:
    """Every connector of the workspace; raises NotAllowed."""
    authorize(by, Action.MANAGE_CONNECTORS, NOBODYS)
    with rt.reading() as session:
        return _listed(session, by)


def pause(rt: Runtime, connector_id: int, *, by: Actor, key: str) -> Row:
    """Fetch no more until it is resumed. Raises NotAllowed, Gone "connector.gone"."""
    return _do(
        rt,
        connector_id,
        lambda session, row, at: arranging.pause(session, row, at=at, by=by.person_id),
        by=by,
        key=key,
    )


def resume(rt: Runtime, connector_id: int, *, by: Actor, key: str) -> Row:
    """Fetch again at its times; raises as `pause` does."""
    return _do(
        rt,
        connector_id,
        lambda session, row, at: arranging.resume(session, row, at=at, by=by.person_id),
        by=by,
        key=key,
    )


def try_now(rt: Runtime, connector_id: int, *, by: Actor, key: str) -> Row:
    """Fetch now; what came of it is told by direct message. Raises as `pause` does."""
    return _do(
        rt,
        connector_id,
        lambda session, row, at: arranging.ask_now(session, row, at=at, by=by.person_id),
        by=by,
        key=key,
    )


def _do(rt: Runtime, connector_id: int, step: Step, *, by: Actor, key: str) -> Row:
    """The list as it is after the step, which is taken once."""
    authorize(by, Action.MANAGE_CONNECTORS, NOBODYS)
    at = rt.clock()
    with rt.uow() as session:
        if inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            row = reading_sources.connector(session, by.workspace_id, connector_id)
            if row is None:
                raise Gone("connector.gone")
            step(session, row, at)
        return _listed(session, by)


def _listed(session: Session, by: Actor) -> Row:
    return {"connectors": list(arranging.listed(session, by.workspace_id))}
