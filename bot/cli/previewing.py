"""What a catch-up would send, for `okrbot sending preview`."""

from collections.abc import Iterator
from datetime import datetime

from sqlmodel import Session

from bot.cli.quiet import warned
from bot.render import Renderer
from bot.services import catching_up
from bot.services.catching_up import Group
from storage import organisation, sent
from storage.tables import Workspace


def told(session: Session, *, at: datetime) -> Iterator[str]:
    """What is overdue in each workspace, by kind of message and by what becomes of it."""
    render = Renderer()
    for workspace_id in organisation.workspace_ids(session):
        workspace = session.get_one(Workspace, workspace_id)
        yield f"{workspace.name}: {_last(workspace)}"
        groups = catching_up.foresee(session, workspace_id, at=at)
        for kind in dict.fromkeys(group.kind for group in groups):
            ours = [group for group in groups if group.kind == kind]
            name = render.text(f"letter_kinds.{kind}", locale="en")
            yield f"  {name}: {sum(group.count for group in ours)} overdue"
            for group in ours:
                yield f"    {_line(render, group)}"
        if not groups:
            yield "  Nothing is overdue."
        yield f"  {sent.waiting(session, workspace_id, at=at)} prepared messages wait."
        if workspace.sending_stopped:
            yield "  Sending is stopped: all of it would wait for `okrbot sending resume`."
    yield from warned(session)


def _line(render: Renderer, group: Group) -> str:
    outcome = render.text(f"outcomes.{group.outcome}", locale="en")
    more = group.count - len(group.names)
    names = ", ".join(group.names) + (f" + {more} more" if more else "")
    return f"{group.count} {outcome}: {names}"


def _last(workspace: Workspace) -> str:
    at = workspace.ticked_at
    return "no bot worked yet." if at is None else f"a bot worked last at {at:%Y-%m-%d %H:%M} UTC."
