"""How long a workspace keeps what, and what its people are told of it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from bot.domain.errors import Invalid
from bot.domain.people import Actor
from bot.domain.policy import Action, authorize
from bot.runtime import Runtime
from bot.services.overviews import EVERYBODY
from bot.services.rows import Row
from bot.services.shared_files import NOBODYS
from storage import audit, inbox, organisation
from storage.tables import Workspace

#: Days that can be chosen. Deliveries are needed while Slack may repeat them, messages while
#: somebody may press their buttons.
OFFERED: Mapping[str, tuple[int, ...]] = {
    "inbox": (7, 14, 30, 60, 90),
    "replies": (30, 90, 180, 400, 730, 1095),
    "messages": (90, 180, 400, 730, 1095),
    "audit": (180, 400, 730, 1095, 1825, 3650),
}


@dataclass(frozen=True, slots=True)
class Retention:
    """Days after which raw deliveries, words of replies, facts of messages and the audit log go."""

    inbox: int
    replies: int
    messages: int
    audit: int


def of(workspace: Workspace) -> Retention:
    """What the workspace chose."""
    return Retention(
        workspace.keep_inbox_days,
        workspace.keep_replies_days,
        workspace.keep_messages_days,
        workspace.keep_audit_days,
    )


def told(rt: Runtime, *, by: Actor) -> Row:
    """What everybody may know: the periods, and who reads what."""
    authorize(by, Action.SHOW_HELP, EVERYBODY)
    with rt.reading() as session:
        house = session.get_one(Workspace, by.workspace_id)
        return {"days": asdict(of(house)), "is_admin": by.is_admin, "name": house.name}


def shown(rt: Runtime, *, by: Actor) -> Row:
    """What the form starts with; raises NotAllowed."""
    authorize(by, Action.SET_RETENTION, NOBODYS)
    with rt.reading() as session:
        chosen = asdict(of(session.get_one(Workspace, by.workspace_id)))
    offered = {name: sorted({*days, chosen[name]}) for name, days in OFFERED.items()}
    return {"days": chosen, "offered": offered}


def save(rt: Runtime, chosen: Retention, *, by: Actor, key: str) -> None:
    """Keep what was chosen; the next clean-up goes by it. Raises NotAllowed, Invalid
    "settings.unknown"."""
    at = rt.clock()
    authorize(by, Action.SET_RETENTION, NOBODYS)
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return
        house = organisation.workspace_for_update(session, by.workspace_id)
        assert house is not None
        before, wanted = asdict(of(house)), asdict(chosen)
        for name, days in wanted.items():
            if days not in (*OFFERED[name], before[name]):
                raise Invalid("settings.unknown")
            setattr(house, f"keep_{name}_days", days)
        audit.add(
            session,
            workspace_id=by.workspace_id,
            at=at,
            actor_id=by.person_id,
            action="set_retention",
            subject="workspace",
            detail={"before": before, "after": wanted},
        )
