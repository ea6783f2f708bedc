"""The first steps of a new workspace, told to who installed the app in one message that follows
them; to each admin where that is not known, or is somebody who may not take these steps."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlmodel import Session

from bot.domain.errors import Gone
from bot.domain.people import Actor
from bot.domain.policy import Action, Relation, authorize
from bot.runtime import Runtime
from bot.services import facts, home_setup, places
from bot.services.rows import Row
from storage import goals, inbox, installations, letters, organisation, outbox, people_sync
from storage.outbox import Priority
from storage.tables import Message, Person

KIND = "setup_guide"
OPEN, DISMISSED, DONE, MOVED = "open", "dismissed", "done", "moved"
NOBODY_IN_PARTICULAR = Relation(
    owner=False, helper=False, manager=False, author=False, private=False
)


def report(rt: Runtime) -> int:
    """Begin the guide of whoever administers a new workspace, and bring open ones up to date.

    How many were begun or changed. A workspace that ever had a cycle is not new: its goals came
    from a file, or the bot worked there before there was a guide.
    """
    with rt.reading() as session:
        ids = organisation.workspace_ids(session)
    return sum(_look(rt, workspace_id) for workspace_id in ids)


def show(rt: Runtime, *, by: Actor, key: str) -> Row | None:
    """Bring the guide back as a new message; an older one says that it moved.

    None when the command was answered before. Raises NotAllowed "policy.change_settings".
    """
    at = rt.clock()
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return None
        authorize(by, Action.CHANGE_SETTINGS, NOBODY_IN_PARTICULAR)
        admin = organisation.person(session, by.workspace_id, by.person_id)
        assert admin is not None
        before = _guides(session, admin)
        if before:
            _settle(session, before[-1], MOVED, at=at)
        steps = home_setup.steps(session, by)
        _post(session, admin, steps, nth=len(before) + 1, at=at)
    return {"done": sum(step["done"] for step in steps), "total": len(steps)}


def dismiss(rt: Runtime, *, by: Actor, key: str) -> None:
    """Close one's guide; raises NotAllowed, and Gone "setup.closed" when it is not open."""
    at = rt.clock()
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return
        authorize(by, Action.CHANGE_SETTINGS, NOBODY_IN_PARTICULAR)
        admin = organisation.person(session, by.workspace_id, by.person_id)
        guides = _guides(session, admin) if admin is not None else []
        if not guides or not _is_open(session, guides[-1]):
            raise Gone("setup.closed")
        _settle(session, guides[-1], DISMISSED, at=at)


def _look(rt: Runtime, workspace_id: str) -> int:
    with rt.reading() as session:
        if not _is_of_interest(session, workspace_id):
            return 0
    at, changed = rt.clock(), 0
    with rt.uow() as session:
        organisation.workspace_for_update(session, workspace_id)
        led = _led(session, workspace_id)
        for admin in organisation.admins(session, workspace_id):
            steps = home_setup.steps(session, facts.actor(admin))
            guides = _guides(session, admin)
            if guides:
                changed += _follow(session, guides[-1], steps, at=at)
            elif admin.id in led:
                changed += _post(session, admin, steps, nth=1, at=at)
    return changed


def _is_of_interest(session: Session, workspace_id: str) -> bool:
    """Whether somebody has no guide yet and needs one, or has one that is open."""
    led = _led(session, workspace_id)
    for admin in organisation.admins(session, workspace_id):
        guides = _guides(session, admin)
        if _is_open(session, guides[-1]) if guides else admin.id in led:
            return True
    return False


def _led(session: Session, workspace_id: str) -> Collection[int | None]:
    """The admins who get a guide unasked; nobody where there was a cycle already."""
    if goals.had_cycle(session, workspace_id):
        return ()
    app = installations.of(session, workspace_id)
    admins = organisation.admins(session, workspace_id)
    if app is None:
        return [one.id for one in admins]
    installer = [one.id for one in admins if one.slack_user_id == app.installed_by]
    if not installer and people_sync.is_under_way(session, workspace_id):
        return ()  # they may be on the next page
    return installer or [one.id for one in admins]


def _guides(session: Session, admin: Person) -> Sequence[Message]:
    """All that this admin got, oldest first: by their keys, as there is no other quick way."""
    found: list[Message] = []
    while (guide := outbox.of_key(session, admin.workspace_id, _key(admin, len(found) + 1))) and (
        guide.id is not None
    ):
        found.append(guide)
    return found


def _key(admin: Person, nth: int) -> str:
    return f"setup:{admin.id}:{nth}"


def _is_open(session: Session, guide: Message) -> bool:
    return bool(letters.newest_params(session, guide)["state"] == OPEN)


def _post(session: Session, admin: Person, steps: Sequence[Row], *, nth: int, at: datetime) -> bool:
    params = {"state": _state(steps), "steps": list(steps)}
    draft = places.draft(
        places.of_person(admin), _key(admin, nth), KIND, params, priority=Priority.INTERACTIVE
    )
    return outbox.add(session, draft, workspace_id=admin.workspace_id, at=at) is not None


def _follow(session: Session, guide: Message, steps: Sequence[Row], *, at: datetime) -> bool:
    shown = letters.newest_params(session, guide)
    params = {"state": _state(steps), "steps": list(steps)}
    if shown["state"] != OPEN or shown == params or guide.id is None:
        return False
    outbox.revise(session, guide.id, params, at=at)
    return True


def _settle(session: Session, guide: Message, state: str, *, at: datetime) -> None:
    shown = letters.newest_params(session, guide)
    if shown["state"] == OPEN and guide.id is not None:
        outbox.revise(session, guide.id, {**shown, "state": state}, at=at)


def _state(steps: Sequence[Row]) -> str:
    return DONE if all(step["done"] for step in steps) else OPEN
