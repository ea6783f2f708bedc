"""User groups: sets of people with a handle."""

from __future__ import annotations

import re

from bot.sandbox.errors import ControlError
from bot.sandbox.model import UserGroup
from bot.sandbox.workspace import Workspace

HANDLE = re.compile(r"[a-z0-9][a-z0-9._-]{0,20}")


def put(
    ws: Workspace,
    *,
    handle: str,
    name: str,
    users: list[str],
    id: str | None = None,
    description: str = "",
    disabled: bool = False,
) -> UserGroup:
    """Add a group, or replace the one with the same `id`.

    Raises ControlError: invalid_argument, handle_taken, person_not_found.
    """
    handle = handle.removeprefix("@")
    if not HANDLE.fullmatch(handle):
        detail = "A handle has up to 21 small letters, digits, dots, hyphens and underscores."
        raise ControlError("invalid_argument", detail)
    others = [group for group in ws.groups.values() if group.id != id]
    people = (person.name for person in list(ws.people.values()))
    if handle in [*(group.handle for group in others), *people]:
        raise ControlError("handle_taken", f"@{handle} is somebody else.")
    members = tuple(dict.fromkeys(ws.person(user).id for user in users))
    known = ws.groups.get(id or "")
    now = int(ws.clock.now().timestamp())
    group = UserGroup(
        id=id or ws.new_id("S"),
        handle=handle,
        name=name,
        users=members,
        description=description,
        created=known.created if known else now,
        updated=now,
        disabled=disabled,
    )
    ws.groups[group.id] = group
    ws.notify({"type": "state"})
    return group
