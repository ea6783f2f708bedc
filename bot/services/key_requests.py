"""Keys of the HTTP API as administrators ask for them in Slack."""

from bot.domain.people import Actor
from bot.domain.policy import Action, authorize
from bot.runtime import Runtime
from bot.services import api_keys
from bot.services.api_keys import Wanted
from bot.services.rows import Row
from bot.services.shared_files import NOBODYS
from storage import inbox


def listed(rt: Runtime, *, by: Actor) -> Row:
    """Every key of the workspace; raises NotAllowed."""
    authorize(by, Action.MANAGE_API_KEYS, NOBODYS)
    with rt.reading() as session:
        return {"keys": list(api_keys.listed(session, by.workspace_id, at=rt.clock()))}


def add(rt: Runtime, name: str, *, by: Actor, key: str) -> Row | None:
    """Make a key that reads and writes every public KPI; it is told once and kept nowhere.

    None when this was asked and answered before. Raises NotAllowed, Invalid "api_key.no_name".
    """
    authorize(by, Action.MANAGE_API_KEYS, NOBODYS)
    at = rt.clock()
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return None
        wanted = Wanted(name, may_write=True)
        made = api_keys.add(session, by.workspace_id, wanted, at=at, by=by.person_id)
    return {"name": name, "key": made, "id": made.split("_")[1]}


def revoke(rt: Runtime, public_id: str, *, by: Actor, key: str) -> Row | None:
    """Let a key open nothing any more; raises NotAllowed, NotFound "api_key.unknown"."""
    authorize(by, Action.MANAGE_API_KEYS, NOBODYS)
    at = rt.clock()
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return None
        row = api_keys.revoke(session, by.workspace_id, public_id, at=at, by=by.person_id)
        return {"name": row.name, "id": row.public_id}
