"""Said wherever somebody looks: that the bot speaks to nobody because it was set so."""

from collections.abc import Sequence

from sqlmodel import Session

from bot.services import pilot
from storage import organisation
from storage.tables import Workspace

CHOOSE = "`okrbot pilot add TEAM…` chooses one, `okrbot pilot end` asks everybody."


def warned(session: Session) -> Sequence[str]:
    """A line for each workspace and each setting by which nobody is sent anything."""
    found = [session.get_one(Workspace, one) for one in organisation.workspace_ids(session)]
    return [line for workspace in found for line in _of(session, workspace)]


def _of(session: Session, workspace: Workspace) -> Sequence[str]:
    lines = []
    if pilot.status(session, workspace.id).asks_nobody:
        lines.append(nobody(workspace))
    if workspace.shadow:
        lines.append(
            f"{workspace.name}: shadow mode is on, so what the schedule prepares is sent to nobody."
            " `okrbot shadow off` ends it."
        )
    return lines


def nobody(workspace: Workspace) -> str:
    """That a pilot waits for its first team."""
    return f"{workspace.name}: pilot, but no team was chosen, so nobody is asked. {CHOOSE}"
